"""Blocks → sentences → clauses, all with offsets into the block's text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from mingsheng_reports.core.aligned import AlignedText
from mingsheng_reports.core.article import Article, Block, BlockKind
from mingsheng_reports.extraction.cells import BAR, Cell, cells_of, heads_progress

SENTENCE_END = re.compile(
    r"(?=[。！？（\n])"  # what an end begins with, told first: most characters are none
    r"(?:[。！？][”’』」）]*|(?<=\s)(?=（[一二三四五六七八九十\d]+）)|(?<=；)(?=（\d+）)|\n)"
)
# A bracket bounds a clause only when it holds a number: （包括12个综合体）, not （涉农贷款）.
CLAUSE_END = re.compile(
    r"[，；：。！？]|——|（(?=[^（）]{0,60}\d)|(?<=[\u4e00-\u9fff”%\d])）(?=[，；：。！？、\u4e00-\u9fff]|$)"
)
PLAIN_BRACKET = re.compile(r"（[^（）\d]*）")
SENTENCE_MOST = 800  # characters; the longest sentence met in print has some three hundred
NOT_NUMERIC = re.compile(r"[^\d.,一二两三四五六七八九十百千万亿]{2}")
READ = (BlockKind.BODY, BlockKind.LEAD, BlockKind.HEADLINE, BlockKind.SUBTITLE, BlockKind.HEADING)


class Clause(NamedTuple):
    """``text[start:end]`` of a sentence, without its closing mark."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article.

    Attributes:
        text: normalised; its positions point into the source.
        opening: whether it is the first of its paragraph.
        kind: kind of the block it stands in.
        repaired: whether a seam lies inside it.
        torn: whether its beginning or its end is lost.
        told: status of its numbers by the column of the table that it stands in, else empty.
    """

    text: AlignedText
    kind: BlockKind
    opening: bool
    paragraph: int
    repaired: bool = False
    torn: bool = False
    told: str = ""

    @property
    def words(self) -> str:
        """The text alone."""
        return self.text.text

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Its clauses; most sentences hold no number, and nobody asks for theirs."""
        return _clauses(self.text.text)

    def clause_at(self, offset: int) -> Clause:
        """The clause that holds a character."""
        for clause in self.clauses:
            if clause.start <= offset < clause.end:
                return clause
        return Clause(0, len(self.words))


def sentences_of(article: Article) -> Iterator[Sentence]:
    """The sentences of all blocks that may assert something, in page order."""
    table = False
    for number, block in enumerate(article.blocks):
        if block.kind not in READ:
            continue
        row = BAR in block.text.text
        table = row and (table or heads_progress(block.text.text))
        if table:
            for cell in cells_of(block.text.text):
                yield from _split(block, number, cell)
        else:
            yield from _split(block, number)


def _split(block: Block, paragraph: int, cell: Cell | None = None) -> Iterator[Sentence]:
    first, stop, told = cell or (0, len(block.text.text), "")
    text = block.text.text[first:stop]
    last = len(block.text.text.rstrip())
    start = first
    for end in (first + end for end in _ends(text)):
        if block.text.text[start:end].strip():
            piece = block.text.slice(start, end)
            yield Sentence(
                piece,
                block.kind,
                start == first,
                paragraph,
                repaired=bool(block.seams) and any(start < seam < end for seam in block.seams),
                torn=(block.beginless and start == 0) or (block.endless and end >= last),
                told=told,
            )
        start = max(start, end)


def _ends(text: str) -> Iterator[int]:
    """Where sentences end; what runs on without end is cut, so that no sentence grows for ever."""
    start = 0
    for end in (*(match.end() for match in SENTENCE_END.finditer(text)), len(text)):
        while end - start > SENTENCE_MOST:
            start = _cut(text, start)
            yield start
        start = max(start, end)
        yield end


def _cut(text: str, start: int) -> int:
    """A place to cut a sentence that is too long: behind a mark, else not inside a number."""
    end = start + SENTENCE_MOST
    half = start + SENTENCE_MOST // 2
    for mark in ("；", "，", "、"):
        at = text.rfind(mark, half, end)
        if at >= 0:
            return at + 1
    backwards = text[half : end + 1][::-1]
    free = NOT_NUMERIC.search(backwards)  # between two characters neither of which is a number's
    return end - free.start() if free else end


@lru_cache(maxsize=4)
def _clauses(text: str) -> tuple[Clause, ...]:
    found: list[Clause] = []
    start = 0
    plain = [match.span() for match in PLAIN_BRACKET.finditer(text)]
    for match in CLAUSE_END.finditer(text):
        here = match.start()
        if plain and any(first <= here < last for first, last in plain):
            continue
        if here > start:
            found.append(Clause(start, here))
        start = match.end()
    if start < len(text):
        found.append(Clause(start, len(text)))
    return tuple(found)
