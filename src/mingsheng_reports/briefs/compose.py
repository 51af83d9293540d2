"""Metrics and their comparisons become a brief, in the order in which it is read."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from mingsheng_reports.briefs.charting import MOST, Artist, Drawn
from mingsheng_reports.briefs.city_pages import Pages, city_pages
from mingsheng_reports.briefs.city_tabling import city_table
from mingsheng_reports.briefs.crowd import is_crowd, left_out, pledge_counts, write_crowd
from mingsheng_reports.briefs.dividing import ratio_table
from mingsheng_reports.briefs.gaps import gap_tables
from mingsheng_reports.briefs.kind_charting import city_charts, family_charts
from mingsheng_reports.briefs.lead import headlines, write_lead
from mingsheng_reports.briefs.notebook import Notebook
from mingsheng_reports.briefs.numbering import renumber
from mingsheng_reports.briefs.periods import date_text
from mingsheng_reports.briefs.pledge_charting import pledge_charts
from mingsheng_reports.briefs.promises import Promises, pledge_table
from mingsheng_reports.briefs.ranking import Standing
from mingsheng_reports.briefs.remarks import write_cautions
from mingsheng_reports.briefs.sections import Writer, write_digests, write_sections
from mingsheng_reports.briefs.selection import Selection, select
from mingsheng_reports.briefs.tabling import year_table
from mingsheng_reports.briefs.titles import kicker, places_of, subtitle, title, years_of
from mingsheng_reports.briefs.verbatim import Reader
from mingsheng_reports.briefs.year_charting import year_charts
from mingsheng_reports.core.article import Library
from mingsheng_reports.core.brief import (
    Brief,
    ChartSpec,
    Colophon,
    Day,
    Endnote,
    Section,
    Sentence,
    Tally,
    Words,
    sentence_text,
)
from mingsheng_reports.core.comparison import Board, Derived, PledgeState, Subject
from mingsheng_reports.core.errors import UsageError
from mingsheng_reports.core.metric import Metric
from mingsheng_reports.core.notice import Notice

ISSUED = "issued"
SUPPLIED = "使用者提供的参考数"


def compose(
    subject: Subject,
    metrics: Sequence[Metric],
    board: Board,
    library: Library,
    notices: Sequence[Notice],
    issued: dt.date,
) -> Brief:
    """The brief about one city and year, one city over its years, or one year over all cities.

    Note numbers are handed out while composing, so the parts are composed in reading order.

    Raises:
        UsageError: if the metrics hold nothing about the subject.
    """
    selection = select(metrics, subject, library)
    if not selection.told:
        raise UsageError(_nothing(subject))
    book = Notebook(selection.same, library.references)
    standing = Standing.of(board, selection.told, selection.baselines)
    lead = write_lead(selection.told, board, standing, subject, book)
    big = headlines(selection.told, board, standing, subject, book)
    writer = _writer(selection, subject, book, library, board)
    crowd = is_crowd(selection.told)
    written = write_crowd(writer, board, standing) if crowd else write_sections(writer)
    categories = _by_weight(written)
    sections, extra = _with_charts(written, board, selection, subject, book, library)
    articles = {article.id: article for article in library.articles}
    held = Promises(board, metrics, selection.told, subject, writer.reader, articles)
    pledges = pledge_counts(board) if crowd else pledge_table(held, book)
    years = year_table(board, subject, book)
    cities = city_table(board, subject, _cities(selection.told), book)
    ratios = ratio_table(board, big, subject, book)
    digests = () if crowd else write_digests(writer)
    cautions = write_cautions(board, subject, book, crowd=crowd)
    if crowd and (rest := left_out(selection.told, book)):
        cautions = (*cautions, rest)
    notes = book.endnotes(library)
    if not notes:
        raise UsageError(_nothing(subject))
    brief = Brief(
        subject=subject,
        kicker=kicker(subject, selection.told),
        title=title(selection.told, board, standing, categories, named=not subject.city),
        subtitle=subtitle(subject, selection.told, categories),
        dateline=(),
        lead=lead,
        headlines=big,
        sections=sections,
        endnotes=notes,
        colophons=(),
        pledges=pledges,
        pledge_charts=extra,
        years=years,
        cities=cities,
        ratios=ratios,
        districts=digests,
        cautions=cautions,
        gaps=gap_tables(board, subject),
    )
    return _finished(renumber(brief), notices, library, issued)


def with_city_pages(
    brief: Brief,
    metrics: Sequence[Metric],
    board: Board,
    library: Library,
    notices: Sequence[Notice],
    issued: dt.date,
) -> Brief:
    """The brief with a page for each of its cities; what they repeat keeps its note."""
    selection = select(metrics, brief.subject, library)
    book = Notebook(selection.same)
    for note in brief.endnotes:
        book.note(note.metric)
    pages = city_pages(Pages(brief.subject, board, metrics, selection, library), book)
    whole = replace(brief, city_pages=pages, endnotes=book.endnotes(library))
    return _finished(renumber(whole), notices, library, issued)


def _finished(brief: Brief, notices: Sequence[Notice], library: Library, issued: dt.date) -> Brief:
    """With what is counted and listed from the final endnotes."""
    return replace(
        brief,
        dateline=_dateline(_of_articles(brief.endnotes, library), issued),
        colophons=_colophons(brief.endnotes, library),
        notices=_told(notices, brief.endnotes, library),
    )


def _cities(metrics: Sequence[Metric]) -> dict[str, list[str]]:
    """By year, the cities that a number of the brief tells of."""
    held: dict[str, set[str]] = defaultdict(set)
    for metric in metrics:
        for year in metric.years:
            held[year].add(metric.city)
    return {year: sorted(cities) for year, cities in held.items()}


def _nothing(subject: Subject) -> str:
    what = sentence_text((*places_of(subject, ()), *years_of(subject)))
    return f"原文中没有{what}的数字；请换一个城市或年份，或用--source指明另外的原文文件夹。"


def _writer(
    selection: Selection, subject: Subject, book: Notebook, library: Library, board: Board
) -> Writer:
    return Writer(selection, subject, book, Reader.of(library), _progress(board))


def _progress(board: Board) -> dict[str, Derived]:
    """Share of the plan by the id of the result, for the text."""
    return {
        pledge.result.id: pledge.progress
        for pledge in board.pledges
        if pledge.result is not None
        and pledge.progress is not None
        and pledge.state is not PledgeState.INCOMPARABLE
    }


def _by_weight(written: Sequence[tuple[Section, Sequence[Metric]]]) -> list[str]:
    """Categories by how many numbers they hold."""
    order = sorted(written, key=lambda pair: -len(pair[1]))
    return [section.category for section, _ in order]


def _with_charts(
    written: Sequence[tuple[Section, Sequence[Metric]]],
    board: Board,
    selection: Selection,
    subject: Subject,
    book: Notebook,
    library: Library,
) -> tuple[tuple[Section, ...], tuple[ChartSpec, ...]]:
    """Charts go to the section of their category, one or two each; pledges keep their own."""
    artist = Artist(subject, book, {article.id: article for article in library.articles})
    crowd = is_crowd(selection.told)
    own = [] if crowd else pledge_charts(board, artist)
    drawn: list[Drawn] = [*year_charts(board, artist), *family_charts(selection.told, artist)]
    if not subject.city:
        drawn = [*city_charts(board, artist), *drawn]
    room = max(1, MOST - len(own))
    present = {section.category for section, _ in written}
    drawn = [each for each in drawn if each.category in present]
    if subject.year:
        drawn = drawn[:room]
    placed: Mapping[str, list[ChartSpec]] = {category: [] for category in present}
    for each in drawn:
        if len(placed[each.category]) < (1 if crowd else 2):
            placed[each.category].append(each.spec)
    sections = tuple(
        replace(section, charts=tuple(placed[section.category])) for section, _ in written
    )
    return sections, tuple(own)


def _dateline(notes: Sequence[Endnote], issued: dt.date) -> Sentence:
    articles = tuple(dict.fromkeys(note.metric.article or note.evidence.doc for note in notes))
    numbers = tuple(note.metric.id for note in notes)
    sources = tuple(dict.fromkeys(note.evidence.doc for note in notes))
    return (
        Day(date_text(issued.isoformat()), ISSUED),
        Words("　据"),
        *((Tally(sources, "份"), Words("原文中的")) if len(sources) < len(articles) else ()),
        Tally(articles, "篇"),
        Words("报道、"),
        Tally(numbers, "个"),
        Words("数字编成"),
    )


def _of_articles(notes: Sequence[Endnote], library: Library) -> list[Endnote]:
    """Without the notes of figures that the user supplied: no article tells them."""
    supplied = {reference.metric.id for reference in library.references}
    return [note for note in notes if note.metric.id not in supplied]


def _colophons(notes: Sequence[Endnote], library: Library) -> tuple[Colophon, ...]:
    """One entry per source file that a note points to."""
    used = {note.evidence.doc for note in notes}
    first = {article.doc: article for article in reversed(library.articles)}
    articles = tuple(
        Colophon(
            source.doc,
            first[source.doc].title if source.doc in first else source.doc,
            first[source.doc].dating.date if source.doc in first else "",
            first[source.doc].dating.evidence if source.doc in first else "",
            source.sha256,
        )
        for source in library.sources
        if source.doc in used
    )
    supplied = tuple(
        Colophon(file.doc, SUPPLIED, "", "", file.sha256)
        for file in library.reference_files
        if file.doc in used
    )
    return (*articles, *supplied)


def _told(
    notices: Sequence[Notice], notes: Sequence[Endnote], library: Library
) -> tuple[Notice, ...]:
    """Notices about the sources used, and about files that could not be read at all.

    What is wrong in the user's own lists is told at work and not printed.
    """
    used = {note.evidence.doc for note in notes}
    known = {source.doc for source in library.sources}
    about = (each for each in notices if not each.of_desk)
    return tuple(each for each in about if each.doc in used or each.doc not in known)
