"""Lines → paragraphs: hard wraps and torn sentences joined, numbers cut in two made whole.

Each join that is not a mere line break is kept as a seam, so that a number from a mended sentence
can say so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from mingsheng_reports.core.aligned import AlignedText
from mingsheng_reports.core.article import Block, BlockKind
from mingsheng_reports.reading.joining import Joins
from mingsheng_reports.reading.lines import Line

# A number with blanks in it: 投资19. 3万元; where a sentence begins, 1. 3个 is a list.
BLANK_IN_NUMBER = re.compile(
    r"(?<=[\u4e00-\u9fff])(?P<whole>\d{1,6})(?P<cut>\s+\.\s*|\.\s+)(?=\d{1,4}(?!\d))"
    r"(?!(?:19|20)\d\d年)"
)
# A page number or a footnote mark in mid-sentence: 投资19.3 [7] 亿元; 国发[21]3号 is a name.
MARK_IN_TEXT = re.compile(
    r"(?<=[\u4e00-\u9fff\d%”）。，；])\s*[\[［〔]\s?\d{1,3}\s?[\]］〕](?!\s?\d*\s?号)\s*"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of one kind that belong together.

    Attributes:
        number: line number of its beginning in the file.
        first, last: indices of its first and last line.
    """

    block: Block
    number: int
    level: int = 0
    first: int = -1
    last: int = -1

    @property
    def words(self) -> str:
        """The text alone."""
        return self.block.text.text


def gather(lines: Sequence[Line], joins: Joins) -> tuple[Paragraph, ...]:
    """Paragraphs in page order; what stood inside a paragraph (a caption) comes behind it."""
    inside = set(joins.following.values())
    paragraphs: list[Paragraph] = []
    for i in range(len(lines)):
        if i in inside:
            continue
        chain = [i]
        while (following := joins.following.get(chain[-1])) is not None:
            chain.append(following)
        paragraphs.append(_paragraph(lines, chain, joins))
    return tuple(paragraphs)


def _paragraph(lines: Sequence[Line], chain: Sequence[int], joins: Joins) -> Paragraph:
    first = lines[chain[0]]
    text = AlignedText.join(lines[i].text for i in chain) if len(chain) > 1 else first.text
    seams: list[int] = []
    at = 0
    for left, right in pairwise(chain):
        at += len(lines[left].words)
        if right != left + 1:
            seams.append(at)
    block = Block(
        first.kind,
        text,
        tuple(seams),
        beginless=chain[0] in joins.beginless,
        endless=chain[-1] in joins.endless,
    )
    if first.kind in (BlockKind.BODY, BlockKind.LEAD):
        block = mend_numbers(block)
    return Paragraph(block, first.number, first.level, chain[0], chain[-1])


def mend_numbers(block: Block) -> Block:
    """Blanks and page marks inside numbers taken out; a page mark leaves a seam."""
    words = block.text.text
    drops: list[tuple[int, int]] = []
    marks: list[int] = []
    for match in BLANK_IN_NUMBER.finditer(words):
        start, end = match.span("cut")
        drops += [(i, i + 1) for i in range(start, end) if words[i].isspace()]
    for match in MARK_IN_TEXT.finditer(words):
        drops.append(match.span())
        marks.append(match.start())
    if not drops:
        return block
    drops.sort()
    kept: list[AlignedText] = []
    at = 0
    for start, end in drops:
        kept.append(block.text.slice(at, max(at, start)))
        at = max(at, end)
    kept.append(block.text.slice(at, len(words)))
    seams = _moved(sorted({*block.seams, *marks}), drops)
    return replace(block, text=AlignedText.join(kept), seams=tuple(dict.fromkeys(seams)))


def _moved(places: Sequence[int], drops: Sequence[tuple[int, int]]) -> list[int]:
    """Where characters stand after the drops; both in order, drops apart from one another."""
    starts = [start for start, _ in drops]
    gone = list(accumulate((end - start for start, end in drops), initial=0))
    moved: list[int] = []
    for at in places:
        before = bisect_right(starts, at)
        inside = max(0, drops[before - 1][1] - at) if before else 0
        moved.append(at - gone[before] + inside)
    return moved


def splice(open_end: Paragraph, rest: Paragraph) -> Paragraph:
    """The torn sentence as one paragraph, its seam marked."""
    seam = len(open_end.block.text)
    seams = (*open_end.block.seams, seam, *(seam + other for other in rest.block.seams))
    text = AlignedText.join([open_end.block.text, rest.block.text])
    block = replace(open_end.block, text=text, seams=seams, endless=rest.block.endless)
    return replace(open_end, block=block, last=rest.last)
