"""Small tasks for worker processes; a spawned process imports them by name."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Answer:
    """What a task brings back; ``memory`` as a printed brief tells it."""

    number: int
    process: int
    memory: int = 0


def double(number: int) -> Answer:
    """Twice the number, and the process that worked it out."""
    return Answer(2 * number, os.getpid())


def heavy(number: int) -> Answer:
    """The same from a process that has grown beyond all measure."""
    return Answer(2 * number, os.getpid(), memory=1 << 60)


def refuse(number: int) -> Answer:
    """An error of the task's own."""
    message = f"{number}不行"
    raise ValueError(message)


def die(number: int) -> Answer:
    """The end of its process."""
    os.kill(os.getpid(), signal.SIGKILL)
    return Answer(number, 0)


def die_once(mark: Path) -> Answer:
    """The end of its process the first time, an answer the second."""
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return Answer(1, os.getpid())


def run(task: tuple[object, object]) -> Answer:
    """A task given as function and argument."""
    function, argument = task
    return function(argument)  # type: ignore[operator]


def write_pid_and_wait(path: str) -> None:
    """A process that would stay for a minute."""
    Path(path).write_text(str(os.getpid()), encoding="ascii")
    time.sleep(60)
