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
        note: the note whose number this is, or says again; None for other text.
        first: the first stretch of what the note rests on; only this one is a link target, later
            mentions of the number only lead back.
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
    """Numbers of the notes whose number is marked where the note rests on it."""
    return frozenset(
        stretch.note.text
        for article in articles
        for paragraph in article.paragraphs
        for stretch in paragraph.stretches
        if stretch.note is not None and stretch.first
    )


def _paragraphs(article: Article, notes: Sequence[Endnote], found: set[int]) -> Iterator[Paragraph]:
    told = [
        (note.number, evidence, evidence == note.evidence)
        for note in notes
        for evidence in (note.evidence, *note.mentions)
        if evidence.doc == article.doc
    ]
    # Where several tell of one number, the earlier note; what a note rests on before a mention.
    figures = {
        at: (number, own)
        for number, evidence, own in sorted(told, key=lambda each: (each[2], -each[0]))
        for at in range(evidence.figure_span.start, evidence.figure_span.end)
    }
    cited = {
        at
        for _, evidence, _ in told
        for span in evidence.sentence_spans
        for at in range(span.start, span.end)
    }
    for block in article.blocks:
        if block.kind not in LEFT_OUT and block.text.text.strip():
            heading = block.kind in {BlockKind.HEADLINE, BlockKind.HEADING}
            yield Paragraph(tuple(_stretches(block, figures, cited, article.doc, found)), heading)


def _stretches(
    block: Block,
    figures: Mapping[int, tuple[int, bool]],
    cited: set[int],
    doc: str,
    found: set[int],
) -> Iterator[Stretch]:
    pairs = zip(block.text.text, block.text.positions, strict=True)
    for (told, inside), together in groupby(
        pairs, key=lambda pair: (figures.get(pair[1]), pair[1] in cited)
    ):
        text = "".join(character for character, _ in together)
        if told is None:
            yield Stretch(Quoted(text, doc), inside, None, first=False)
            continue
        note, own = told
        first = own and note not in found
        if own:
            found.add(note)
        yield Stretch(Quoted(text, doc), inside, Anchor(str(note)), first)
