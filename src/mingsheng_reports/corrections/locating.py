"""Where a correction's words stand in a source, whatever line breaks and widths lie between."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from mingsheng_reports.core.aligned import AlignedText
from mingsheng_reports.core.span import Span

AROUND = 200  # characters on either side of a quote in which the expected words must stand
LEFT_OUT = frozenset("*#")  # Markdown


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a quote.

    Attributes:
        span: in the source.
        start, end: in the plain text.
        expected: whether the expected words stand at or around it.
    """

    span: Span
    start: int
    end: int
    expected: bool


def plain_text(text: str) -> AlignedText:
    """Half-width, without white space and Markdown marks, each character with its place."""
    kept = AlignedText.of(text).keep(lambda c: not c.isspace() and c not in LEFT_OUT)
    return kept.rewrite("".join(map(_narrow, kept.text)))


def _narrow(character: str) -> str:
    form = unicodedata.normalize("NFKC", character)
    return form if len(form) == 1 else character


def spots_of(held: AlignedText, quote: str, expect: str) -> tuple[Spot, ...]:
    """Every place of the quote in a plain text, in reading order."""
    wanted, needed = plain_text(quote).text, plain_text(expect).text
    spots: list[Spot] = []
    start = held.text.find(wanted) if wanted else -1
    while start >= 0:
        end = start + len(wanted)
        span = Span(held.positions[start], held.positions[end - 1] + 1)
        around = held.text[max(0, start - AROUND) : end + AROUND]
        spots.append(Spot(span, start, end, needed in around))
        start = held.text.find(wanted, start + 1)
    return tuple(spots)
