"""Which line goes on with which: torn sentences as an assignment of ends to beginnings.

A line that breaks off is mostly continued by the next one. Where columns were interleaved it is
not, and its rest stands elsewhere on the page. Every broken end may take up the next line or any
line whose own beginning is missing; the pairs with the greatest sum of evidence are chosen. An end
that nothing fits stays open: its rest is lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mingsheng_reports.catalogue.page_words import find_page_word
from mingsheng_reports.core.article import BlockKind
from mingsheng_reports.reading.assignment import Edge, assign
from mingsheng_reports.reading.lines import Line
from mingsheng_reports.reading.seams import (
    ORPHANED,
    is_orphan,
    meet,
    starts_with_verb,
)
from mingsheng_reports.reading.setting import FLOWING, Page

SURE = 4.0  # weight from which the next line needs no comparing with others
PROSE = 12  # characters of a line that may be one end of a displaced join
BATCH = 24  # broken ends compared with one another; keeps the cost linear in the page's length
WINDOW = 400  # lines; farther apart nothing was ever displaced on one page
MARGIN = 0.5  # a displaced join must be better than any other left over by this much
TOPIC_MOST = 1.0
CLOSED = re.compile(r"[：；]$")
STOPS = re.compile(r"[，。；！？]")
SKIPPED = (BlockKind.CAPTION, BlockKind.NOISE)


@dataclass(frozen=True, slots=True)
class Joins:
    """How the lines of a page go on, all by line index.

    Attributes:
        following: the next line of each line that goes on in page order, past captions.
        displaced: the same for lines whose rest stands elsewhere.
        endless: lines whose sentence is never finished.
        beginless: lines whose sentence began where nothing is left.
    """

    following: Mapping[int, int]
    displaced: Mapping[int, int]
    endless: frozenset[int]
    beginless: frozenset[int]


def join_lines(lines: Sequence[Line]) -> Joins:
    """The joins of a whole page."""
    page = Page.of(lines)
    following_text = _following_text(lines)
    following: dict[int, int] = {}
    weak: dict[int, int | None] = {}
    for i, after in following_text.items():
        if not breaks_off(page, i):
            continue
        if after is not None and meet(page, i, after).weight >= SURE:
            following[i] = after
        else:
            weak[i] = after
    taken = set(following.values())
    orphans = [i for i in following_text if i not in taken and is_orphan(lines[i])]
    chosen = _compare(page, weak, orphans)
    following |= {i: j for i, j in chosen.items() if weak[i] == j}
    displaced = {i: j for i, j in chosen.items() if weak[i] != j}
    taken = set(following.values()) | set(displaced.values())
    lost = [i for i in weak if i not in chosen]
    endless = frozenset(i for i in lost if _is_torn(page, i, weak[i]))
    beginless = frozenset(
        j
        for j in {*orphans, *(weak[i] for i in endless)}
        if j is not None and j not in taken and _lacks_beginning(lines[j])
    )
    return Joins(following, displaced, endless, beginless)


def breaks_off(page: Page, i: int) -> bool:
    """Whether the line ends in mid-sentence, so that another one may go on with it."""
    line = page.lines[i]
    if line.row or line.complete or line.words == "核心提示":
        return False
    return page.wrapped(i) or not CLOSED.search(line.words)


def _following_text(lines: Sequence[Line]) -> dict[int, int | None]:
    """For each line of text the next one in page order with nothing but captions in between."""
    found: dict[int, int | None] = {}
    before: int | None = None
    for i, line in enumerate(lines):
        if line.kind in FLOWING:
            if before is not None:
                found[before] = i if line.kind is BlockKind.BODY and not line.row else None
            found[i] = None
            before = i
        elif line.kind not in SKIPPED:
            before = None
    return found


def _compare(page: Page, weak: Mapping[int, int | None], orphans: Sequence[int]) -> dict[int, int]:
    chosen: dict[int, int] = {}
    ends = sorted(weak)
    for first in range(0, len(ends), BATCH):
        batch = ends[first : first + BATCH]
        near = [o for o in orphans if batch[0] - WINDOW <= o <= batch[-1] + WINDOW]
        starts = sorted({*near[:BATCH], *(j for i in batch if (j := weak[i]) is not None)})
        gains = _gains(page, {i: weak[i] for i in batch}, starts)
        best = assign(gains)
        chosen |= {i: j for i, j in best.items() if weak[i] == j or _stands_out(i, j, best, gains)}
    return chosen


def _gains(page: Page, ends: Mapping[int, int | None], starts: Sequence[int]) -> dict[Edge, float]:
    gains: dict[Edge, float] = {}
    for end, after in ends.items():
        for start in starts:
            if start == end:
                continue
            if start == after:
                weight = meet(page, end, start).weight
            else:
                weight = _displaced(page, end, start)
            if weight > 0:
                gains[end, start] = weight
    return gains


def _displaced(page: Page, end: int, start: int) -> float:
    """Weight of a join of lines that do not follow one another: only language can prove it."""
    before, after = page.lines[end], page.lines[start]
    if min(len(before.words), len(after.words)) < PROSE or not STOPS.search(after.words):
        return 0.0
    found = meet(page, end, start, adjacent=False)
    if found.proof < ORPHANED or found.weight <= 0:
        return 0.0
    return found.weight + _topic(before.words, after.words)


def _topic(before: str, after: str) -> float:
    """How many pairs of characters the two sides have in common, at most ``TOPIC_MOST``."""
    left, right = before[-120:], after[:120]
    pairs = {left[i : i + 2] for i in range(len(left) - 1)}
    shared = {right[i : i + 2] for i in range(len(right) - 1)} & pairs
    return min(TOPIC_MOST, 0.1 * sum(not STOPS.search(pair) for pair in shared))


def _stands_out(end: int, start: int, best: Mapping[int, int], gains: Mapping[Edge, float]) -> bool:
    """Whether nothing that is left over would fit nearly as well."""
    gain = gains[end, start]
    taken = set(best.values())
    rivals = [
        weight
        for (i, j), weight in gains.items()
        if (i == end and j not in taken) or (j == start and i not in best)
    ]
    return all(gain - weight >= MARGIN for weight in rivals)


def _is_torn(page: Page, i: int, after: int | None) -> bool:
    """Whether a line without a proper end is a broken sentence, not an entry of a list."""
    line = page.lines[i]
    words = line.words
    if find_page_word("list", words) or (after is None and _in_list(page, i)):
        return False
    if after is not None and page.indents and page.lines[after].indent:
        return False  # the paragraph ends there, its full stop forgotten
    in_column = page.wrapped(i) or (i and page.wrapped(i - 1))
    return (
        bool(STOPS.search(words))
        or len(words) > 2 * PROSE
        or bool(in_column)
        or bool(page.open_quotes[i])
    )


def _in_list(page: Page, i: int) -> bool:
    """Whether the text lines before it do without full stops as well."""
    before = [line for line in page.lines[max(0, i - 3) : i] if line.kind is BlockKind.BODY]
    return len(before) > 1 and not any(line.complete for line in before)


def _lacks_beginning(line: Line) -> bool:
    if is_orphan(line):
        return True
    return not find_page_word("opening", line.words) and starts_with_verb(line.words)
