"""The words of a source that prove a number."""

from __future__ import annotations

from dataclasses import dataclass

from mingsheng_reports.core.span import Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a source says it.

    Attributes:
        doc: stem of the source file.
        span: ``source[span.start:span.end]`` with its line breaks removed *is* ``quote``.
        quote: the source's own characters.
        line: 1-based line of the source file on which the span starts.
        sentence: the whole sentence in the source's own characters, torn parts joined.
        sentence_spans: the stretches of the source that make the sentence, in reading order.
        figure_span: the number itself inside the source, for marking it in the sentence.
        repaired: whether the sentence was joined from parts that do not stand together.
    """

    doc: str
    span: Span
    quote: str
    line: int
    sentence: str
    sentence_spans: tuple[Span, ...]
    figure_span: Span
    repaired: bool = False

    @property
    def at(self) -> str:
        """``doc:line``, for the reader who opens the file."""
        return f"{self.doc}:{self.line}"

    @property
    def figure_in_sentence(self) -> int:
        """Where the number begins in ``sentence``; -1 when it does not stand in it."""
        before = 0
        for span in self.sentence_spans:
            if span.start <= self.figure_span.start < span.end:
                return before + self.figure_span.start - span.start
            before += len(span)
        return -1

    def __post_init__(self) -> None:
        if not self.quote.strip():
            raise ValueError("evidence without words")
        if not self.span.contains(self.figure_span):
            raise ValueError("the quote does not hold its number")


def quote_of(source: str, span: Span) -> str:
    """The characters of a span with line breaks removed."""
    return source[span.start : span.end].replace("\r", "").replace("\n", "")
