"""Endnotes and colophons as the appendix prints them: every piece with its origin.

Notes that follow one another and rest on the same sentence share it; a sentence that has been
printed before is not printed again, only the words around the number are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from mingsheng_reports.catalogue.phrasing import TO_DATE, foreseen, undated
from mingsheng_reports.core.brief import Colophon, Day, Endnote, Name, Quoted
from mingsheng_reports.core.evidence import Evidence
from mingsheng_reports.core.metric import Metric, Status
from mingsheng_reports.printing.guard import Anchor, Serial

SHORT_DIGEST = 12
STATUSES = {
    Status.TARGET: "计划数",
    Status.STANDARD: "现行标准",
    Status.BASELINE: "原标准",
    Status.CHANGE: "增减",
    Status.COMPLETION: "完成比例",
}
NUMERAL = re.compile("[0-9〇零一二两兩三四五六七八九十百千万萬亿億]")


@dataclass(frozen=True, slots=True)
class NoteHead:
    """What was printed, and what it is about.

    ``place`` is None where it is the brief's own city, ``year`` where the source tells none,
    ``as_of`` without a cut-off date, ``status`` for a plain result.
    """

    anchor: Anchor
    number: Serial
    printed: Name
    place: Name | None
    label: Name
    year: Day | None
    as_of: Day | None
    status: Name | None
    mentions: tuple[Name, ...]
    corrections: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a source's sentence; ``marked`` is a number that a note is about."""

    text: Quoted
    marked: bool


@dataclass(frozen=True, slots=True)
class NoteGroup:
    """The proof of one or more numbers.

    Attributes:
        pieces: the whole sentence, or the words around the number when ``elsewhere`` is set.
        elsewhere: the note under which the whole sentence stands.
    """

    heads: tuple[NoteHead, ...]
    pieces: tuple[Piece, ...]
    repaired: bool
    elsewhere: Serial | None
    elsewhere_anchor: Anchor | None
    title: Name
    date: Day | None
    where: Name


@dataclass(frozen=True, slots=True)
class ColophonEntry:
    """One source as the brief read it."""

    title: Name
    doc: Name
    date: Day | None
    dating: Quoted | None
    digest: Serial


def note_groups(notes: Sequence[Endnote], home: str = "") -> tuple[NoteGroup, ...]:
    """All notes in order of their numbers.

    Args:
        home: the brief's own city, which a note does not name again.
    """
    seen: dict[tuple[str, str], int] = {}
    groups: list[NoteGroup] = []
    for key, together in groupby(
        notes, key=lambda note: (note.evidence.doc, note.evidence.sentence)
    ):
        members = tuple(together)
        if key in seen:
            groups += [_group((note,), seen[key], home) for note in members]
        else:
            seen[key] = members[0].number
            groups.append(_group(members, None, home))
    return tuple(groups)


def colophon_entry(colophon: Colophon) -> ColophonEntry:
    """A colophon's pieces; the digest is long enough to tell files apart by eye."""
    return ColophonEntry(
        title=Name(colophon.title, colophon.doc),
        doc=Name(colophon.doc, colophon.doc),
        date=Day(colophon.date, colophon.doc) if colophon.date else None,
        dating=Quoted(colophon.dating, colophon.doc) if colophon.dating else None,
        digest=Serial(colophon.sha256[:SHORT_DIGEST], f"sha256 of {colophon.doc}"),
    )


def _group(notes: tuple[Endnote, ...], elsewhere: int | None, home: str) -> NoteGroup:
    first = notes[0]
    evidence = first.evidence
    text = evidence.sentence if elsewhere is None else evidence.quote
    marks = [found for note in notes if (found := figure_in(text, note.evidence, note))]
    return NoteGroup(
        heads=tuple(_head(note, home) for note in notes),
        pieces=tuple(pieces_of(text, sorted(set(marks)), evidence.doc)),
        repaired=evidence.repaired and elsewhere is None,
        elsewhere=Serial(str(elsewhere), f"endnote {elsewhere}") if elsewhere else None,
        elsewhere_anchor=Anchor(str(elsewhere)) if elsewhere else None,
        title=Name(first.source_title, evidence.doc),
        date=Day(first.source_date, evidence.doc) if first.source_date else None,
        where=_where(evidence),
    )


def _head(note: Endnote, home: str) -> NoteHead:
    metric = note.metric
    return NoteHead(
        anchor=Anchor(str(note.number)),
        number=Serial(str(note.number), f"endnote {note.number}"),
        printed=Name(metric.quantity.wording, metric.id),
        place=Name(metric.place, metric.id) if metric.place != home else None,
        label=Name(metric.label, metric.id),
        year=None if undated(metric) else Day(metric.year, metric.id),
        as_of=Day(metric.as_of, metric.id) if metric.as_of else None,
        status=_status(metric),
        mentions=_mentions(note),
        corrections=tuple(Name(told, metric.id) for told in metric.corrections),
    )


def _status(metric: Metric) -> Name | None:
    """A plan and its result bear one label: the note says which it proves."""
    words = STATUSES.get(metric.status, "")
    if metric.status is Status.TARGET and foreseen(metric):
        words = "预计数"
    if metric.status is Status.BASELINE and "标准" not in metric.label:
        words = "调整前"
    if metric.to_date:
        words = f"{TO_DATE} {words}".rstrip()
    return Name(words, metric.id) if words else None


def pieces_of(text: str, marks: Sequence[tuple[int, int]], doc: str) -> Iterator[Piece]:
    """The text cut at its marks, which are in order."""
    done = 0
    for start, end in marks:
        if start < done:
            continue  # one number inside another: marked already
        if start > done:
            yield Piece(Quoted(text[done:start], doc), marked=False)
        yield Piece(Quoted(text[start:end], doc), marked=True)
        done = end
    if done < len(text):
        yield Piece(Quoted(text[done:], doc), marked=False)


def figure_in(text: str, evidence: Evidence, note: Endnote) -> tuple[int, int] | None:
    """Character offsets of a note's number in its sentence or quote, None when it is not there.

    A sentence leaves out line breaks, captions and repeated parts of its source, so source
    offsets do not carry over: the quote is found in the text, and the number in the quote.
    """
    printed = note.metric.quantity.printed
    quote = text.find(evidence.quote)
    if quote < 0:
        found = text.find(printed)
        return (found, found + len(printed)) if found >= 0 else None
    wording = _wording_in(evidence, printed)
    return (quote + wording[0], quote + wording[1]) if wording else None


def _wording_in(evidence: Evidence, printed: str) -> tuple[int, int] | None:
    """The printed wording in the quote; the figure alone where the source words it otherwise.

    The figure is in the wording, but need not begin it: 约30.8亿元.
    """
    quote = evidence.quote
    figures = _figure_starts(evidence)
    for same in (_equal, _alike):
        starts = range(len(quote) - len(printed) + 1)
        for start in sorted(starts, key=lambda start: abs(start - figures[0]) if figures else 0):
            end = start + len(printed)
            inside = any(start <= figure < end for figure in figures)
            if inside and all(map(same, quote[start:end], printed)):
                return start, end
    if not figures:
        return None
    return figures[0], min(figures[0] + len(evidence.figure_span), len(quote))


def _figure_starts(evidence: Evidence) -> list[int]:
    """Where in the quote the figure may begin: each line break before it moves it by one."""
    offset = evidence.figure_span.start - evidence.span.start
    dropped = len(evidence.span) - len(evidence.quote)
    places = range(offset, offset - dropped - 1, -1)
    inside = [place for place in places if 0 <= place < len(evidence.quote)]
    plain = unicodedata.normalize
    numerals = [at for at in inside if NUMERAL.match(plain("NFKC", evidence.quote[at]))]
    return numerals or inside


def _equal(written: str, printed: str) -> bool:
    return unicodedata.normalize("NFKC", written) == printed


def _alike(written: str, printed: str) -> bool:
    """Whether the source's character may be printed as that: ``３`` as ``3``, ``約`` as ``约``."""
    return _equal(written, printed) or not (written.isascii() or printed.isascii())


def _where(evidence: Evidence) -> Name:
    return Name(f"{evidence.doc}:{evidence.line}", evidence.doc)


def _mentions(note: Endnote) -> tuple[Name, ...]:
    """The other lines that state it, each once."""
    own = _mention(note.evidence, note.evidence.doc)
    told = dict.fromkeys(_mention(mention, note.evidence.doc) for mention in note.mentions)
    return tuple(each for each in told if each != own)


def _mention(evidence: Evidence, doc: str) -> Name:
    """``第31行`` of the same file, else with the file's name."""
    line = f"第{evidence.line}行"
    return Name(line if evidence.doc == doc else f"{evidence.doc}{line}", evidence.doc)
