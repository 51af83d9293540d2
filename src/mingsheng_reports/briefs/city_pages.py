"""A page for each city of a brief on several: its big figures, how it stands, what it promised.

A page repeats what the brief knows of the city and adds its rank where most cities may be ranked.
It tells so much as a page holds, and how much it leaves out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mingsheng_reports.briefs.city_tabling import (
    entry,
    joined,
    members,
    number,
    reason_of,
    refused,
    which_year,
)
from mingsheng_reports.briefs.gaps import lacking
from mingsheng_reports.briefs.lead import headlines
from mingsheng_reports.briefs.notebook import Notebook
from mingsheng_reports.briefs.promises import Promises, pledge_table
from mingsheng_reports.briefs.ranking import Standing
from mingsheng_reports.briefs.selection import Selection
from mingsheng_reports.briefs.tabling import label_cell, left_out_words, reserved, year_table
from mingsheng_reports.briefs.verbatim import Reader
from mingsheng_reports.catalogue.categories import order_of
from mingsheng_reports.core.article import Library
from mingsheng_reports.core.brief import CityPage, Name, Row, Sentence, Table, Tally, Words
from mingsheng_reports.core.comparison import Board, Comparison, Subject
from mingsheng_reports.core.metric import Metric

COMPARED, PROMISED = 8, 6  # rows of each table that a page holds
SHARED = 4  # rows of each of three
BESIDE = 3  # other cities that are named one by one
HEADS = ("指标", "本地", "别处", "位次")


@dataclass(frozen=True, slots=True)
class Pages:
    """What the pages are made of; ``metrics`` are all that are known."""

    subject: Subject
    board: Board
    metrics: Sequence[Metric]
    selection: Selection
    library: Library


def city_pages(held: Pages, book: Notebook) -> tuple[CityPage, ...]:
    """One page per city that the sources tell of, in the order asked for, else by name."""
    told = held.selection.told
    cities = held.subject.cities or tuple(sorted({metric.city for metric in told}))
    reader = Reader.of(held.library)
    standing = Standing.of(held.board, told, held.selection.baselines)
    pages = []
    for city in cities:
        own = [metric for metric in told if metric.city == city]
        if own:
            pages.append(_page(city, own, held, standing, reader, book))
    return tuple(pages)


def _page(
    city: str,
    own: Sequence[Metric],
    held: Pages,
    standing: Standing,
    reader: Reader,
    book: Notebook,
) -> CityPage:
    one = Subject(city, held.subject.years)
    board = _of_city(held.board, city)
    articles = {article.id: article for article in held.library.articles}
    promises = Promises(board, held.metrics, own, one, reader, articles)
    three = bool(board.years)
    tables = (
        _beside(city, board.cities, one, book, SHARED if three else COMPARED),
        _short(year_table(board, one, book), SHARED),
        _short(pledge_table(promises, book), SHARED if three else PROMISED),
    )
    remarks = tuple(lacking(each, one) for each in board.absences if each.elsewhere)
    return CityPage(
        Name(city, f"city:{city}"),
        headlines(own, board, standing, one, book),
        tuple(table for table in tables if table is not None),
        remarks,
    )


def _of_city(board: Board, city: str) -> Board:
    """What of a board concerns one city."""
    return replace(
        board,
        years=tuple(c for c in board.years if c.metrics[0].city == city),
        cities=tuple(c for c in board.cities if any(m.city == city for m in members(c))),
        pledges=tuple(p for p in board.pledges if p.promised.city == city),
        quoted=tuple(p for p in board.quoted if p.promised.city == city),
        tasks=tuple(t for t in board.tasks if t.stated.city == city),
        judgements=tuple(j for j in board.judgements if j.undertaking.city == city),
        absences=tuple(a for a in board.absences if a.city == city),
    )


def _short(table: Table | None, most: int) -> Table | None:
    if table is None or len(table.rows) <= most:
        return table
    left = tuple(f"row:{at}" for at in range(most, len(table.rows)))
    caution = (*table.caution, *left_out_words(left, "项"))
    return replace(table, rows=table.rows[:most], caution=caution)


def _beside(
    city: str, comparisons: Sequence[Comparison], subject: Subject, book: Notebook, most: int
) -> Table | None:
    """How the city stands: those that may be ranked come first."""
    if not comparisons:
        return None
    ordered = sorted(comparisons, key=lambda c: (not c.comparable, order_of(c.category)))
    rows = []
    for comparison in ordered[:most]:
        own = next(metric for metric in members(comparison) if metric.city == city)
        label = (*label_cell(comparison), *which_year(comparison, subject))
        others = [metric for metric in comparison.metrics if metric is not own]
        elsewhere = _others(comparison, others, book)
        rows.append(Row((label, number(own, book), elsewhere, _rank(comparison, own))))
    left = tuple(comparison.id for comparison in ordered[most:])
    ranked = any(comparison.comparable for comparison in ordered)
    always = "各地报道取舍不同。"
    caution = (Words("位次由高到低，只在可比的各地之间排；" + always if ranked else always),)
    heads = tuple((Words(head),) for head in HEADS)
    return Table("与各地并列", heads, tuple(rows), (*caution, *left_out_words(left, "项")))


def _others(comparison: Comparison, others: Sequence[Metric], book: Notebook) -> Sentence:
    """All others where they are few; else the first, or how many there are."""
    if len(others) <= BESIDE:
        return joined([entry(metric, book) for metric in others])
    if not comparison.comparable:
        return (Tally(tuple(metric.id for metric in others), "地"), Words("有报道，见城市对照"))
    return (
        Words("最前" if others[0] is comparison.metrics[0] else "其次"),
        *entry(others[0], book),
    )


def _rank(comparison: Comparison, own: Metric) -> Sentence:
    """第4位，共15地; or why there is none."""
    aside = next((each for each in comparison.aside if each.metric is own), None)
    if aside is not None:
        return (Words(f"{reason_of(aside)}，不参加排列"),)
    if not comparison.comparable:
        return refused(comparison)
    value = own.quantity.value
    above = tuple(m.id for m in comparison.metrics if m.quantity.value > value)
    equal = sum(m.quantity.value == value for m in comparison.metrics) > 1
    every = tuple(metric.id for metric in comparison.metrics)
    return (
        Words("第"),
        Tally((*above, own.id), "位"),
        Words("（并列），共" if equal else "，共"),
        Tally(every, "地"),
        *reserved(comparison),
    )
