"""What a batch tells while it is at work, and what it says at the end."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self

from mingsheng_reports.batch.manifest import Entry, State
from mingsheng_reports.cli.screen import CLEAR, redraws, say
from mingsheng_reports.cli.widths import shorten
from mingsheng_reports.store.step import READ, Step

OFTEN, SELDOM = 0.2, 10.0  # seconds between two tellings, on a terminal and elsewhere
LONG = 10.0  # seconds without a brief after which it is asked what is lacking
RECENT = 60.0  # seconds over which the rate is taken
SHOWN = 20  # failures; more are counted
COLUMNS = 80
NAMES = {
    State.PRINTED: "印出",
    State.UNCHANGED: "未变跳过",
    State.NOTHING: "没有可印的数字",
    State.FAILED: "没有印成",
    State.LEFT: "还没有印",
}


class Running:
    """Counts what ends; one line on a terminal that changes, plain lines elsewhere."""

    def __init__(self) -> None:
        self.terminal = redraws()
        self.total = 0
        self.counts: Counter[State] = Counter()
        self._printed: list[float] = []  # when, of the last minute
        self._began = self._told = self._asked = time.monotonic()
        self._lack: Callable[[], str] = str
        self._lacking = ""

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End."""
        self.clear()

    def step(self, told: str) -> None:
        """What begins now, before the first brief."""
        self._write(f"{told}……")

    def reading(self, step: Step) -> None:
        """How many sources have been read; the first word at once."""
        now = time.monotonic()
        ended = step.of and step.done == step.of
        if not step.of or ended or now - self._told >= (OFTEN if self.terminal else SELDOM):
            self._write(reading_line(step))

    def remark(self, told: str) -> None:
        """Something that is not as usual."""
        self.clear()
        say(told)

    def begin(self, total: int, where: str, lack: Callable[[], str] = str) -> None:
        """The briefs begin; their rate is counted from here.

        Args:
            lack: asked for what keeps briefs from being printed when none has been for long.
        """
        self.total = total
        self._lack = lack
        self._began = time.monotonic()
        self._write(f"共{total}份简报，{where}。")

    def __call__(self, entry: Entry | None) -> None:
        """A brief has ended, or time has passed."""
        now = time.monotonic()
        if entry is not None:
            self.counts[entry.state] += 1
            self._asked, self._lacking = now, ""
            if entry.state is State.PRINTED:
                self._printed.append(now)
            if entry.state is State.FAILED:
                self.clear()
                say(f"没有印成 {entry.file}：{entry.reason}")
        elif now - self._asked >= LONG:
            self._asked, self._lacking = now, self._lack()
        if now - self._told >= (OFTEN if self.terminal else SELDOM):
            self._write(self.line(now))

    def line(self, now: float) -> str:
        """``[120/300] 印出118份，没有印成2份，每分钟58份，大约还要3分6秒``."""
        done = sum(self.counts.values())
        parts = [f"{NAMES[state]}{n}份" for state in NAMES if (n := self.counts[state])]
        self._printed = [at for at in self._printed if now - at <= RECENT]
        recent, whole = len(self._printed), self.counts[State.PRINTED]
        elapsed = now - self._began
        if whole and elapsed > 0:  # of the last minute, or when that had none, of all
            rate = recent / min(RECENT, elapsed) if recent else whole / elapsed
            parts.append(f"每分钟{plain_rate(rate * 60)}份")
            parts.append(f"大约还要{duration((self.total - done) / rate)}")
        parts += [self._lacking] if self._lacking else []
        return f"[{done}/{self.total}] " + ("，".join(parts) or "开始印……")

    @property
    def failed(self) -> int:
        """Briefs that could not be printed."""
        return self.counts[State.FAILED]

    @property
    def seconds(self) -> float:
        """Since the first brief."""
        return time.monotonic() - self._began

    def _write(self, line: str) -> None:
        self._told = time.monotonic()
        if self.terminal:
            width = os.get_terminal_size(2).columns if os.isatty(2) else COLUMNS
            sys.stderr.write(CLEAR + shorten(line, max(20, width - 1)))
            sys.stderr.flush()
        else:
            say(line)

    def clear(self) -> None:
        """Clear the line, so that what follows stands at its beginning."""
        if self.terminal:
            sys.stderr.write(CLEAR)
            sys.stderr.flush()


def reading_line(step: Step) -> str:
    """``读取原文 1200/20000份，其中300份是这次读的``."""
    if not step.of:
        return f"{step.name}……"
    told = f"{step.name} {step.done}/{step.of}份"
    if step.name == READ:
        if step.fresh:
            told += f"，其中{step.fresh}份是这次读的"
        elif step.done == step.of:
            told += "，都是读过的"
        told += f"，缓存里{step.damaged}份已损坏，重新读" if step.damaged else ""
    return told


def plain_rate(rate: float) -> str:
    """``58``; below ten with one decimal."""
    return f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}"


def duration(seconds: float) -> str:
    """``8秒``, ``3分6秒``, ``2小时5分``."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole}秒"
    if whole < 3600:
        return f"{whole // 60}分{whole % 60}秒"
    return f"{whole // 3600}小时{whole % 3600 // 60}分"


def report(entries: Iterable[Entry], seconds: float, again: str) -> list[str]:
    """What was printed, skipped, failed and why, and how to do the rest."""
    held = sorted((e for e in entries if e.state in NAMES), key=lambda entry: entry.file)
    counts = Counter(entry.state for entry in held)
    told = "，".join(f"{NAMES[state]}{counts[state]}份" for state in NAMES if counts[state])
    lines = [f"共{len(held)}份：{told}；用时{duration(seconds)}。"]
    failed = [entry for entry in held if entry.state is State.FAILED]
    lines += [f"没有印成 {entry.file}：{entry.reason}" for entry in failed[:SHOWN]]
    if len(failed) > SHOWN:
        lines.append(f"没有印成的另有{len(failed) - SHOWN}份，见清单。")
    noticed = sum(bool(entry.notices) for entry in held if entry.state is State.PRINTED)
    if noticed:
        lines.append(f"印出的简报中{noticed}份有提示，见清单里的notices。")
    if failed or counts[State.LEFT]:
        lines.append(f"再运行一次同样的命令，只印剩下的：{again}")
    return lines
