"""Jobs through an executor, a few at a time: only what is at work is held in memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

STRIKES = 3  # processes that one task may cost
TICK = 0.5  # seconds after which the person at the screen hears something


@dataclass(frozen=True, slots=True)
class Ended(Generic[Task, Result]):
    """A task at its end: its result, or the error that ended it."""

    task: Task
    result: Result | None
    error: BaseException | None


@dataclass(slots=True)
class _Try(Generic[Task]):
    task: Task
    strikes: int = 0


@dataclass(slots=True)
class _Flight(Generic[Task, Result]):
    """What is at work and what comes next."""

    coming: Iterator[Task | None]
    submit: Callable[[Task], Future[Result]]
    width: int
    ready: deque[_Try[Task]] = field(default_factory=deque)
    flying: dict[Future[Result], _Try[Task]] = field(default_factory=dict)
    exhausted: bool = False

    def fill(self) -> bool:
        """Start what there is room for and fetch the next task; False when all have ended."""
        while self.ready and len(self.flying) < self.width:
            one = self.ready.popleft()
            self.flying[self.submit(one.task)] = one
        if not self.ready and not self.exhausted:
            try:
                task = next(self.coming)
            except StopIteration:
                self.exhausted = True
            else:
                self.ready += [] if task is None else [_Try(task)]
        return bool(self.flying or self.ready or not self.exhausted)

    def ended(self) -> Iterator[tuple[_Try[Task], Future[Result]]]:
        """What has ended; waits a moment when there is nothing else to do."""
        if self.flying:
            full = len(self.flying) >= self.width
            blocked = full if self.ready else self.exhausted
            pause = TICK if blocked else 0
            for future in wait(self.flying, pause, FIRST_COMPLETED).done:
                yield self.flying.pop(future), future


def flow(
    tasks: Iterable[Task | None],
    submit: Callable[[Task], Future[Result]],
    width: int,
    tick: Callable[[], None] = lambda: None,
) -> Iterator[Ended[Task, Result]]:
    """Every task once, in the order in which they end.

    A task whose process died is tried again; one that cost :data:`STRIKES` processes is given up.

    Args:
        tasks: taken one by one, as there is room; None where there was nothing to do, so that a
            long stretch of it does not keep ended tasks waiting.
        submit: starts a task.
        width: tasks at work at the same time.
        tick: called again and again, at least every :data:`TICK` seconds.
    """
    flight = _Flight(iter(tasks), submit, width)
    while flight.fill():
        tick()
        for one, future in flight.ended():
            error = CancelledError() if future.cancelled() else future.exception()
            one.strikes += isinstance(error, BrokenExecutor)
            if isinstance(error, BrokenExecutor) and one.strikes < STRIKES:
                flight.ready.appendleft(one)
            else:
                yield Ended(one.task, None if error else future.result(), error)
