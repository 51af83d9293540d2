"""What only the whole page tells about its lines: narrow columns, indents, open quotations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from mingsheng_reports.core.article import BlockKind
from mingsheng_reports.reading.lines import Line

FLOWING = (BlockKind.BODY, BlockKind.LEAD)
NARROW_COLUMN = 24  # characters; lines of a page whose columns were kept as hard wraps
NEIGHBOURS = 3  # lines before and after that show whether a column is narrow
QUOTES_ASTRAY = 0.2  # share of unpaired quotation marks from which they prove nothing
MARKS = re.compile(r"[，。、；：！？“”（）]")
QUOTES = re.compile(r"[“”《》]")
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
            _in_narrow_columns(lines),
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
            last = QUOTES.search(line.words[::-1])
            if last:
                held = last.group() if last.group() in OPENERS else ""
            if line.complete and held == "《":
                held = ""
        elif line.kind not in (BlockKind.CAPTION, BlockKind.NOISE):
            held = ""
        marks.append(held)
        if len(line.words) > NARROW_COLUMN and line.complete:
            held = ""
    return marks


class _Shape(NamedTuple):
    """What a line of text shows of the width of its column."""

    short: bool
    broken: bool  # short enough, and it breaks off in mid-sentence
    marked: bool


def _in_narrow_columns(lines: Sequence[Line]) -> tuple[bool, ...]:
    """For each line whether the text lines around it are short and mostly break off."""
    shapes = [_shape(line) if line.kind is BlockKind.BODY else None for line in lines]
    return tuple(_is_narrow(_around(shapes, i)) for i in range(len(shapes)))


def _shape(line: Line) -> _Shape:
    narrow = len(line.words) <= NARROW_COLUMN
    return _Shape(
        short=narrow and not line.row,
        broken=narrow and not line.complete,
        marked=bool(MARKS.search(line.words)),
    )


def _around(shapes: Sequence[_Shape | None], i: int) -> list[_Shape]:
    """The lines of text on either side, up to the first that is none."""
    sides = (shapes[max(0, i - NEIGHBOURS) : i][::-1], shapes[i + 1 : i + 1 + NEIGHBOURS])
    return [shape for side in sides for shape in takewhile(bool, side) if shape]


def _is_narrow(around: Sequence[_Shape]) -> bool:
    if len(around) < NEIGHBOURS:
        return False
    short, broken, marked = map(sum, zip(*around, strict=True))
    return (
        short > len(around) / 2
        and broken >= len(around) / 2
        and marked >= len(around) / 3  # the entries of a list have no punctuation
    )
