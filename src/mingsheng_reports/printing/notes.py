"""An endnote and a colophon as the appendix prints them: every piece with its origin."""

from __future__ import annotations

from dataclasses import dataclass

from mingsheng_reports.core.brief import Colophon, Day, Endnote, Name, Quoted
from mingsheng_reports.core.evidence import Evidence
from mingsheng_reports.printing.guard import Anchor, Serial

SHORT_DIGEST = 12


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A source's sentence with the number to be marked in it."""

    before: Quoted
    number: Quoted
    after: Quoted


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """One number's proof. ``as_of`` is None when the text gives no cut-off date."""

    anchor: Anchor
    number: Serial
    printed: Name
    place: Name
    label: Name
    year: Day
    as_of: Day | None
    sentence: MarkedSentence
    repaired: bool
    title: Name
    date: Day | None
    where: Name
    mentions: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class ColophonEntry:
    """One source as the brief read it."""

    title: Name
    doc: Name
    date: Day | None
    dating: Quoted | None
    digest: Serial


def note_entry(note: Endnote) -> NoteEntry:
    """An endnote's pieces."""
    metric, evidence = note.metric, note.evidence
    return NoteEntry(
        anchor=Anchor(str(note.number)),
        number=Serial(str(note.number), f"endnote {note.number}"),
        printed=Name(metric.quantity.wording, metric.id),
        place=Name(metric.place, metric.id),
        label=Name(metric.label, metric.id),
        year=Day(metric.year, metric.id),
        as_of=Day(metric.as_of, metric.id) if metric.as_of else None,
        sentence=marked(evidence, metric.quantity.printed),
        repaired=evidence.repaired,
        title=Name(note.source_title, evidence.doc),
        date=Day(note.source_date, evidence.doc) if note.source_date else None,
        where=_where(evidence),
        mentions=tuple(_where(mention) for mention in note.mentions),
    )


def colophon_entry(colophon: Colophon) -> ColophonEntry:
    """A colophon's pieces; the digest is long enough to tell files apart by eye."""
    return ColophonEntry(
        title=Name(colophon.title, colophon.doc),
        doc=Name(colophon.doc, colophon.doc),
        date=Day(colophon.date, colophon.doc) if colophon.date else None,
        dating=Quoted(colophon.dating, colophon.doc) if colophon.dating else None,
        digest=Serial(colophon.sha256[:SHORT_DIGEST], f"sha256 of {colophon.doc}"),
    )


def marked(evidence: Evidence, printed: str) -> MarkedSentence:
    """The sentence cut around its number; unmarked where the number cannot be located in it."""
    start, end = _figure_in_sentence(evidence, printed)
    pieces = evidence.sentence[:start], evidence.sentence[start:end], evidence.sentence[end:]
    before, number, after = (Quoted(piece, evidence.doc) for piece in pieces)
    return MarkedSentence(before, number, after)


def _figure_in_sentence(evidence: Evidence, printed: str) -> tuple[int, int]:
    """Character offsets of the number in ``evidence.sentence``.

    The sentence leaves out line breaks, captions and repeated parts of its source, so offsets
    are not carried over; the quote is found in the sentence and the number in the quote.
    """
    quote = evidence.sentence.find(evidence.quote)
    if quote < 0:
        start = evidence.sentence.find(printed)
        return (start, start + len(printed)) if start >= 0 else (0, 0)
    offset = evidence.figure_span.start - evidence.span.start
    length = len(evidence.figure_span)
    if length and offset + length <= len(evidence.quote):
        # Line breaks inside the quote were dropped: settle by the wording where it is there.
        near = evidence.quote.find(printed, max(0, offset - 4))
        if near >= 0:
            return quote + near, quote + near + len(printed)
        return quote + offset, quote + offset + length
    return quote, quote + len(evidence.quote)


def _where(evidence: Evidence) -> Name:
    return Name(f"{evidence.doc}:{evidence.line}", evidence.doc)
