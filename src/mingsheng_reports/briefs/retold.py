"""The words of ``retelling.tsv``: where a clause begins and ends, and what it leaves out."""

from __future__ import annotations

import re
from functools import cache

from mingsheng_reports.catalogue.tables import read_tsv
from mingsheng_reports.core.metric import Metric, Status

TABLE = "retelling.tsv"
TAIL = 5  # characters behind a number; fewer name the thing counted and say nothing of it
COUNTERS = frozenset("个种类项条")


@cache
def words(kind: str) -> tuple[str, ...]:
    """Words of one kind, in table order."""
    return tuple(row["word"] for row in read_tsv(TABLE) if row["kind"] == kind)


@cache
def _any(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(sorted(words(kind), key=lambda word: (-len(word), word))))


def leans(clause: str) -> bool:
    """Whether it begins as the continuation of the clause before it: 提供岗位18432个."""
    return _any("leaning").match(clause) is not None


def waits(clause: str, tail: str) -> bool:
    """Whether it needs the next clause: ``tail`` is what stands behind its last number."""
    if re.search(f"(?:{_any('open').pattern})$", clause):
        return True
    return len(tail) <= TAIL and "了" not in clause and _any("asking").match(clause) is not None


def opening(clause: str) -> int:
    """How many characters at its beginning point to a sentence that is not told."""
    at = 0
    while found := _any("opening").match(clause, at) or _any("passing").match(clause, at):
        at = found.end()
        at += clause.startswith(("，", ","), at)
    return at


def without_passing(text: str) -> str:
    """Without the time words that hold only on the day of the report."""
    return _any("passing").sub("", text)


def passes(text: str) -> bool:
    """Whether it holds such time words."""
    return _any("passing").search(text) is not None


def acts(clause: str) -> bool:
    """Whether it begins with what was done, its doer left out: 建成50个园林新村."""
    return _any("acting").match(clause) is not None


def planned(text: str) -> bool:
    """Whether the words show a plan as one."""
    return _any("planned").search(text) is not None


def aside(metric: Metric) -> bool:
    """Whether the source only counts how it arranges its own words: 四个等级, 5种工作模式."""
    told = metric.status in {Status.ACTUAL, Status.BASELINE} and metric.quantity.upper is None
    if metric.indicator or not told or metric.quantity.unit not in COUNTERS:
        return False
    return metric.label.endswith(words("aside"))
