"""Evidence for a number: quote, sentence and line, all in the source's own characters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from mingsheng_reports.core.aligned import AlignedText
from mingsheng_reports.core.article import Source
from mingsheng_reports.core.evidence import Evidence, quote_of
from mingsheng_reports.core.span import Span
from mingsheng_reports.extraction.sentences import Sentence

BETWEEN = re.compile(r"[\s#*]*")  # what may lie inside a quote without being other text


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence as its source tells it, made out once for all its numbers.

    Attributes:
        words: the source's own characters.
        spans: the stretches of the source that make it.
        seams: where a character and the one before it do not stand together in the source.
    """

    source: Source
    sentence: Sentence
    words: str
    spans: tuple[Span, ...]
    seams: tuple[int, ...] = ()


def tell(source: Source, sentence: Sentence) -> Telling:
    """The sentence in its source's characters."""
    stripped = sentence.text.strip()
    words = "".join(map(source.text.__getitem__, sentence.text.positions))
    spans = stripped.spans(0, len(stripped))
    return Telling(source, sentence, words.strip(), spans, _seams(source.text, sentence.text))


def _seams(source: str, text: AlignedText) -> tuple[int, ...]:
    positions = text.positions
    if isinstance(positions, range):  # an untouched stretch
        return ()
    return tuple(
        at
        for at, (before, here) in enumerate(pairwise(positions), start=1)
        if here != before + 1 and not _adjacent(source, text, at - 1, at)
    )


def evidence_of(telling: Telling, *, quote: tuple[int, int], figure: tuple[int, int]) -> Evidence:
    """Evidence from offsets into a sentence.

    The quote is cut back to the stretch around the figure that stands together in the source, so
    that ``source[start:end]`` without line breaks is the quote, to the character.
    """
    source, text = telling.source, telling.sentence.text
    start, end = _together(telling, quote, figure)
    positions = text.positions
    span = Span(positions[start], positions[end - 1] + 1)
    return Evidence(
        doc=source.doc,
        span=span,
        quote=quote_of(source.text, span),
        line=source.line_of(span.start),
        sentence=telling.words,
        sentence_spans=telling.spans,
        figure_span=Span(positions[figure[0]], positions[figure[1] - 1] + 1),
        repaired=telling.sentence.repaired,
    )


def stand_together(source: str, text: AlignedText, start: int, end: int) -> bool:
    """Whether characters ``start..end`` follow one another in the source, line breaks apart."""
    return all(_adjacent(source, text, at, at + 1) for at in range(start, end - 1))


def _together(telling: Telling, quote: tuple[int, int], figure: tuple[int, int]) -> tuple[int, int]:
    words = telling.sentence.words
    before = [seam for seam in telling.seams if seam <= figure[0]]
    behind = [seam for seam in telling.seams if seam >= figure[1]]
    start = min(figure[0], max([quote[0], *before]))
    end = max(figure[1], min([quote[1], *behind]))
    while start < figure[0] and words[start].isspace():
        start += 1
    while end > figure[1] and words[end - 1].isspace():
        end -= 1
    return start, end


def _adjacent(source: str, text: AlignedText, left: int, right: int) -> bool:
    first, second = text.positions[left], text.positions[right]
    return first < second and (
        second == first + 1 or bool(BETWEEN.fullmatch(source, first + 1, second))
    )
