"""The cited articles in full, every cited sentence and number marked where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from mingsheng_reports.core.article import Article, Block, BlockKind, Library
from mingsheng_reports.core.brief import Endnote, Name, Quoted
from mingsheng_reports.printing.guard import Anchor

LEFT_OUT = frozenset({BlockKind.NOISE})


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a paragraph of a source.

    Attributes:
        cited: inside a sentence that a note quotes.
        note: the note whose number this is, None for other text.
        first: the first stretch of that number; only this one is a link target.
    """

    text: Quoted
    cited: bool
    note: Anchor | None
    first: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of an article; ``heading`` for headlines and section heads."""

    stretches: tuple[Stretch, ...]
    heading: bool


@dataclass(frozen=True, slots=True)
class CitedArticle:
    """An article that at least one note rests on."""

    title: Name
    doc: Name
    paragraphs: tuple[Paragraph, ...]


def cited_articles(notes: Sequence[Endnote], library: Library) -> tuple[CitedArticle, ...]:
    """The articles in the order in which they were read."""
    used = {note.metric.article for note in notes}
    found: set[int] = set()
    return tuple(
        CitedArticle(
            Name(article.title or article.doc, article.id),
            Name(article.doc, article.id),
            tuple(_paragraphs(article, notes, found)),
        )
        for article in library.articles
        if article.id in used
    )


def located(articles: Sequence[CitedArticle]) -> frozenset[str]:
    """Numbers of the notes whose number is marked in an article."""
    return frozenset(
        stretch.note.text
        for article in articles
        for paragraph in article.paragraphs
        for stretch in paragraph.stretches
        if stretch.note is not None
    )


def _paragraphs(article: Article, notes: Sequence[Endnote], found: set[int]) -> Iterator[Paragraph]:
    own = [note for note in notes if note.evidence.doc == article.doc]
    figures = {
        at: note.number
        for note in reversed(own)
        for at in range(note.evidence.figure_span.start, note.evidence.figure_span.end)
    }
    cited = {
        at
        for note in own
        for span in note.evidence.sentence_spans
        for at in range(span.start, span.end)
    }
    for block in article.blocks:
        if block.kind not in LEFT_OUT and block.text.text.strip():
            heading = block.kind in {BlockKind.HEADLINE, BlockKind.HEADING}
            yield Paragraph(tuple(_stretches(block, figures, cited, article.doc, found)), heading)


def _stretches(
    block: Block, figures: Mapping[int, int], cited: set[int], doc: str, found: set[int]
) -> Iterator[Stretch]:
    pairs = zip(block.text.text, block.text.positions, strict=True)
    for (note, inside), together in groupby(
        pairs, key=lambda pair: (figures.get(pair[1]), pair[1] in cited)
    ):
        text = "".join(character for character, _ in together)
        first = note is not None and note not in found
        if note is not None:
            found.add(note)
        yield Stretch(Quoted(text, doc), inside, None if note is None else Anchor(str(note)), first)
