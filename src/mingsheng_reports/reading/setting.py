"""What only the whole page tells about its lines: narrow columns, indents, open quotations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mingsheng_reports.core.article import BlockKind
from mingsheng_reports.reading.lines import Line

FLOWING = (BlockKind.BODY, BlockKind.LEAD)
NARROW_COLUMN = 24  # characters; lines of a page whose columns were kept as hard wraps
NEIGHBOURS = 3  # lines before and after that show whether a column is narrow
QUOTES_ASTRAY = 0.2  # share of unpaired quotation marks from which they prove nothing
MARKS = re.compile(r"[，。、；：！？“”（）]")
OPENERS = {"“": "”", "《": "》"}


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page with what only the whole page tells.

    Attributes:
        open_quotes: for each line, the quotation mark left open at its end, or nothing.
        paired: whether quotation marks come in pairs on this page, so that they prove something.
        indents: whether paragraphs are indented on this page.
    """

    lines: tuple[Line, ...]
    open_quotes: tuple[str, ...]
    narrow: tuple[bool, ...]
    paired: bool
    indents: bool

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Page:
        """The page made of these lines."""
        flowing = [line for line in lines if line.kind in FLOWING]
        opened = sum(line.words.count("“") for line in flowing)
        closed = sum(line.words.count("”") for line in flowing)
        indented = sum(line.indent > 0 for line in flowing)
        return cls(
            tuple(lines),
            tuple(_left_open(lines)),
            tuple(_in_narrow_column(lines, i) for i in range(len(lines))),
            paired=abs(opened - closed) <= max(2, QUOTES_ASTRAY * (opened + closed)),
            indents=0 < indented < len(flowing),
        )

    def wrapped(self, i: int) -> bool:
        """Whether the line is a hard wrap of a narrow column."""
        return self.narrow[i]


def _left_open(lines: Sequence[Line]) -> list[str]:
    """The mark still open at the end of each line, carried over lines that close nothing."""
    marks: list[str] = []
    held = ""
    for line in lines:
        if line.kind in FLOWING:
            last = max((line.words.rfind(mark), mark) for mark in "“”《》")
            if last[0] >= 0:
                held = last[1] if last[1] in OPENERS else ""
            if line.complete and held == "《":
                held = ""
        elif line.kind not in (BlockKind.CAPTION, BlockKind.NOISE):
            held = ""
        marks.append(held)
        if len(line.words) > NARROW_COLUMN and line.complete:
            held = ""
    return marks


def _in_narrow_column(lines: Sequence[Line], i: int) -> bool:
    """Whether the text lines around it are short and mostly break off in mid-sentence."""
    around: list[Line] = []
    for step in (-1, 1):
        j = i + step
        while 0 <= j < len(lines) and abs(j - i) <= NEIGHBOURS and lines[j].kind is BlockKind.BODY:
            around.append(lines[j])
            j += step
    short = sum(len(line.words) <= NARROW_COLUMN and not line.row for line in around)
    broken = sum(not line.complete for line in around if len(line.words) <= NARROW_COLUMN)
    marked = sum(bool(MARKS.search(line.words)) for line in around)
    return (
        len(around) >= NEIGHBOURS
        and short > len(around) / 2
        and broken >= len(around) / 2
        and marked >= len(around) / 3  # the entries of a list have no punctuation
    )
