"""What goes to the terminal beside the results: progress, notices, a last line."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import Self

import click

from mingsheng_reports.core.notice import Notice

CLEAR = "\r\x1b[K"
TYPED = "mingsheng_reports.typed"  # key of the context's meta: the arguments as they were typed
SHOWN = 20  # notices; more are counted


def plain() -> bool:
    """Whether the terminal can do nothing but letters, or colour is unwanted (no-color.org)."""
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"


def say(message: str = "") -> None:
    """One line for the person, on stderr."""
    click.echo(message, err=True)


def warn(notices: Sequence[Notice], most: int = SHOWN) -> None:
    """The notices, one per line."""
    for notice in notices[:most]:
        say(click.style("注意 ", fg="yellow") + str(notice))
    if len(notices) > most:
        say(f"注意 另有{len(notices) - most}条，请运行 msreport sources 查看全部。")


def redraws() -> bool:
    """Whether stderr is a terminal on which a line can be written anew."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


class Progress:
    """One line on stderr that tells the step at work; nothing where stderr is no terminal."""

    def __init__(self, steps: int) -> None:
        self.steps = steps
        self.done = 0
        self.shown = redraws()
        self._name = ""

    def __call__(self, step: str) -> None:
        """The step that begins now, or how far it is: its name, a space, what more there is."""
        name = step.partition(" ")[0]
        if name != self._name:
            self.done += 1
            self._name = name
        self._write(f"{CLEAR}[{self.done}/{self.steps}] {step}……")

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Clear the line, so that what follows stands at its beginning."""
        self._write(CLEAR)

    def _write(self, text: str) -> None:
        if self.shown:
            sys.stderr.write(text)
            sys.stderr.flush()
