"""A source's lines, stripped of mark-up, each with the kind of line it is.

A newspaper page saved as text keeps no layout but blank lines, so the kind is told by shape:
length, punctuation, what stands before and after, and the fixed words of the trade
(核心提示, 本报讯, 本报记者, 摄).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mingsheng_reports.core.aligned import AlignedText
from mingsheng_reports.core.article import BlockKind
from mingsheng_reports.reading.normalise import normalise

HEADING_MOST = 40  # characters; the longest section head or headline line
CAPTION_MOST = 40
NARROW_COLUMN = 24  # characters; lines of a page whose columns were kept as hard wraps
GAP_OF_A_PICTURE = 2  # blank lines that a removed picture leaves

MARKUP = re.compile(r"<[^<>\n]{1,300}>|&nbsp;|^\s*#{1,6}\s*|\*\*")
LEVEL = re.compile(r"\s*(#{1,6})\s")
COLUMN = re.compile(r"[\u4e00-\u9fff]{2,6}\s+[A-Z]{3,}")
NAMES = r"[\u4e00-\u9fff]{2,4}(?:\s[\u4e00-\u9fff])?"
BYLINE = re.compile(
    rf"(?:(?:通讯员\s*)?{NAMES}\s+)*(?:通讯员\s*)?本报(?:首席|实习|特约)?记者\s*(?:{NAMES}\s*|[\u4e00-\u9fff]\s[\u4e00-\u9fff]\s*){{1,6}}"
    r"(?:文?\s*[/／]?\s*[摄图])?"
)
GLUED_BYLINE = re.compile(
    rf"(?<=[。！？”])\s*(?:(?:{NAMES}\s+)*本报(?:首席|实习|特约)?记者\s*(?:{NAMES}\s*){{1,4}})$"
)
CREDIT = re.compile(
    r"(?:摄|航拍|供图|（资料片）|资料图片|（资料图）)$|^(?:本版|本报)(?:图片|稿件)由"
)
STOPS = re.compile(r"[，。；！？]")
COMPLETE = re.compile(r"[。！？][”’』」）]*$")
LEAD = "核心提示"
WIRE = re.compile(r"本报讯")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that holds something.

    Attributes:
        text: normalised, without mark-up.
        gap: how many blank lines stand before it.
        level: 1.. for a Markdown heading, 0 otherwise.
    """

    text: AlignedText
    number: int
    gap: int
    level: int = 0
    kind: BlockKind = BlockKind.BODY

    @property
    def words(self) -> str:
        """The text alone."""
        return self.text.text

    @property
    def complete(self) -> bool:
        """Whether it ends a sentence."""
        return bool(COMPLETE.search(self.words))


def read_lines(source: AlignedText) -> tuple[Line, ...]:
    """All lines that hold something, with their kinds."""
    found: list[Line] = []
    gap = at = 0
    for number, raw in enumerate(source.text.splitlines(keepends=True), start=1):
        piece = source.slice(at, at + len(raw))
        at += len(raw)
        text = normalise(_without_markup(piece)).strip()
        if not text.text:
            gap += 1
            continue
        level = LEVEL.match(raw)
        found.extend(_cut_byline(Line(text, number, gap, len(level[1]) if level else 0)))
        gap = 0
    return _classify(found)


def _without_markup(piece: AlignedText) -> AlignedText:
    kept: list[AlignedText] = []
    at = 0
    for match in MARKUP.finditer(piece.text):
        kept.append(piece.slice(at, match.start()))
        at = match.end()
    return AlignedText.join([*kept, piece.slice(at, len(piece))]) if at else piece


def _cut_byline(line: Line) -> list[Line]:
    """A byline glued to the last sentence becomes a line of its own."""
    glued = GLUED_BYLINE.search(line.words)
    if not glued or glued.start() == 0:
        return [line]
    body = line.text.slice(0, glued.start()).strip()
    byline = line.text.slice(glued.start(), len(line.text)).strip()
    return [replace(line, text=body), replace(line, text=byline, gap=0)]


def _classify(lines: Sequence[Line]) -> tuple[Line, ...]:
    kinds = [_own_kind(line) for line in lines]
    for i, line in enumerate(lines):
        if kinds[i] is BlockKind.BODY and _is_heading(lines, kinds, i):
            kinds[i] = BlockKind.HEADING
        elif kinds[i] is BlockKind.BODY and line.words.startswith(LEAD):
            kinds[i] = BlockKind.LEAD
    return tuple(replace(line, kind=kind) for line, kind in zip(lines, kinds, strict=True))


def _own_kind(line: Line) -> BlockKind:
    words = line.words
    short = len(words) <= CAPTION_MOST
    if COLUMN.fullmatch(words):
        return BlockKind.COLUMN
    if short and BYLINE.fullmatch(words):
        return BlockKind.BYLINE
    if len(words) <= 2 * CAPTION_MOST and CREDIT.search(words):
        return BlockKind.CAPTION
    if not line.level and short and line.gap >= GAP_OF_A_PICTURE and words.endswith("。"):
        return BlockKind.CAPTION
    if words.startswith("——") and len(words) <= 2 * HEADING_MOST and not words.endswith("。"):
        return BlockKind.SUBTITLE
    return BlockKind.BODY


def _is_heading(lines: Sequence[Line], kinds: Sequence[BlockKind], i: int) -> bool:
    line = lines[i]
    if line.level:
        return True
    words = line.words
    if len(words) > HEADING_MOST or STOPS.search(words) or words.startswith(LEAD):
        return False
    before = next((j for j in range(i - 1, -1, -1) if kinds[j] is BlockKind.BODY), None)
    if before is not None and not lines[before].complete and not _after_break(kinds, before, i):
        return False  # the sentence before it is still open: this is its next line
    return " " in words or not _in_narrow_column(lines, i)


def _after_break(kinds: Sequence[BlockKind], before: int, i: int) -> bool:
    """A heading, byline or column name between the two: the open sentence stays open for good."""
    closing = {BlockKind.HEADING, BlockKind.BYLINE, BlockKind.COLUMN, BlockKind.SUBTITLE}
    return any(kinds[j] in closing for j in range(before + 1, i))


def _in_narrow_column(lines: Sequence[Line], i: int) -> bool:
    """Whether the lines around it are hard wraps of a narrow column."""
    neighbours = [len(line.words) for line in lines[max(0, i - 2) : i + 4]]
    return sum(length <= NARROW_COLUMN for length in neighbours) > len(neighbours) / 2
