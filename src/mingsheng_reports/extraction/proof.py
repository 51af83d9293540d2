"""Evidence for a number: quote, sentence and line, all in the source's own characters."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
    """

    source: Source
    sentence: Sentence
    words: str
    spans: tuple[Span, ...]


def tell(source: Source, sentence: Sentence) -> Telling:
    """The sentence in its source's characters."""
    stripped = sentence.text.strip()
    words = "".join(map(source.text.__getitem__, sentence.text.positions))
    return Telling(source, sentence, words.strip(), stripped.spans(0, len(stripped)))


def evidence_of(telling: Telling, *, quote: tuple[int, int], figure: tuple[int, int]) -> Evidence:
    """Evidence from offsets into a sentence.

    The quote is cut back to the stretch around the figure that stands together in the source, so
    that ``source[start:end]`` without line breaks is the quote, to the character.
    """
    source, text = telling.source, telling.sentence.text
    start, end = _together(source.text, text, quote, figure)
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


def _together(
    source: str, sentence: AlignedText, quote: tuple[int, int], figure: tuple[int, int]
) -> tuple[int, int]:
    start, end = figure
    while start > quote[0] and _adjacent(source, sentence, start - 1, start):
        start -= 1
    while end < quote[1] and _adjacent(source, sentence, end - 1, end):
        end += 1
    while start < figure[0] and sentence.text[start].isspace():
        start += 1
    while end > figure[1] and sentence.text[end - 1].isspace():
        end -= 1
    return start, end


def _adjacent(source: str, text: AlignedText, left: int, right: int) -> bool:
    first, second = text.positions[left], text.positions[right]
    return first < second and (
        second == first + 1 or bool(BETWEEN.fullmatch(source, first + 1, second))
    )
