"""The table of cities: a column for each of a few, a list for each indicator of many.

Cities are put in the order of their numbers only where all of them may be ranked. A city that tells
the indicator in another way stands aside with the reason; one that does not tell it is named as
such, and is never a zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from mingsheng_reports.briefs.notebook import Notebook
from mingsheng_reports.briefs.periods import year_text
from mingsheng_reports.briefs.tabling import NONE, dated, explained, label_cell, reserved
from mingsheng_reports.catalogue.categories import order_of
from mingsheng_reports.core.brief import Day, Fragment, Name, Row, Sentence, Table, Tally, Words
from mingsheng_reports.core.comparison import MOST_PEERS, Aside, Board, Comparison, Subject
from mingsheng_reports.core.metric import Metric, Status

COLUMNS = MOST_PEERS + 2  # cities that a page has columns for
LISTED = 24  # cities in one cell
FIRST, LAST = 15, 5  # of those that are more
ABSENT = 6  # cities named as silent
PLANNED = "只有计划"
CAUTION = "各地报道取舍不同，未见不等于没有。"
TITLE = "城市对照"

Cities = Mapping[str, Sequence[str]]  # by year, those that the reports tell of


def city_table(board: Board, subject: Subject, cities: Cities, book: Notebook) -> Table | None:
    """One row per indicator; the cities of the subject come first."""
    if not board.cities:
        return None
    told = {metric.city for each in board.cities for metric in members(each)}
    asked = [city for city in subject.cities if city in told]
    ordered = [*asked, *sorted(told.difference(asked))]
    held = sorted(board.cities, key=lambda each: order_of(each.category))
    if len(ordered) > COLUMNS:
        return _lists(held, subject, cities, book)
    return _columns(held, subject, ordered, book)


def members(comparison: Comparison) -> tuple[Metric, ...]:
    """All that stand side by side, those aside too."""
    return (*comparison.metrics, *(each.metric for each in comparison.aside))


def _columns(
    comparisons: Sequence[Comparison], subject: Subject, cities: Sequence[str], book: Notebook
) -> Table:
    origins = {m.city: m.id for each in comparisons for m in members(each)}
    heads: list[Sentence] = [(Words("指标"),), *((Name(c, origins[c]),) for c in cities)]
    heads.append((Words("可比性"),))
    rows = []
    for comparison in comparisons:
        held = {metric.city: metric for metric in members(comparison)}
        cells = [number(held[c], book) if c in held else NONE for c in cities]
        label = (*label_cell(comparison), *which_year(comparison, subject))
        rows.append(Row((label, *cells, (*_order(comparison), *_aside(comparison)))))
    always = CAUTION
    if subject.city and len(cities) > MOST_PEERS:
        always = "城市多时只列区划上最近的几个；" + always
    caution = explained(rows, "“—”表示该地报道未见此项；", always)
    return Table(TITLE, tuple(heads), tuple(rows), caution)


def _lists(
    comparisons: Sequence[Comparison], subject: Subject, cities: Cities, book: Notebook
) -> Table:
    heads = tuple((Words(head),) for head in ("指标", "各地", "可比性"))
    rows = []
    for comparison in comparisons:
        label = (*label_cell(comparison), *which_year(comparison, subject))
        year = comparison.metrics[0].year
        told = {metric.city for metric in members(comparison)}
        absent = [city for city in subject.cities or cities[year] if city not in told]
        remarks = (
            *(_able(comparison) if comparison.comparable else refused(comparison)),
            *_aside(comparison, book),
            *_absent(absent),
        )
        rows.append(Row((label, _listed(comparison, book), remarks)))
    return Table(TITLE, heads, tuple(rows), (Words("可比的由高到低排列；" + CAUTION),))


def _listed(comparison: Comparison, book: Notebook) -> Sentence:
    """嵩县38278人、宝丰县38083人、…; the first and the last where there are too many."""
    metrics = list(comparison.metrics)
    if not comparison.comparable:
        metrics.sort(key=lambda m: m.city)  # an order of size would be a ranking
    planned = comparison.comparable and _planned(comparison)
    if len(metrics) <= LISTED:
        return joined([entry(metric, book, planned=planned) for metric in metrics])
    between = tuple(metric.id for metric in metrics[FIRST:-LAST])
    return (
        *joined([entry(metric, book, planned=planned) for metric in metrics[:FIRST]]),
        Words("，中间"),
        Tally(between, "地"),
        Words("从略，"),
        *joined([entry(metric, book, planned=planned) for metric in metrics[-LAST:]]),
    )


def entry(metric: Metric, book: Notebook, *, planned: bool = False) -> Sentence:
    """A city and its number; ``planned`` where the words around say that it is a plan."""
    told = dated(metric, book) if planned else number(metric, book)
    return (Name(metric.city, metric.id), *told)


def _planned(comparison: Comparison) -> bool:
    return all(metric.status is Status.TARGET for metric in comparison.metrics)


def joined(entries: Sequence[Sentence]) -> Sentence:
    """Entries with commas between."""
    pieces: list[Fragment] = []
    for entry in entries:
        pieces += [Words("、")] if pieces else []
        pieces += entry
    return tuple(pieces)


def _able(comparison: Comparison) -> Sentence:
    return (Words("可比，都是计划数" if _planned(comparison) else "可比"), *reserved(comparison))


def refused(comparison: Comparison) -> Sentence:
    """Why there is no ranking."""
    return (Words("不作比较：" + comparison.objections[0].reason),)


def _order(comparison: Comparison) -> Sentence:
    """可比，由高到低为鞍山市、盘锦市; cities with one number stand together."""
    if not comparison.comparable:
        return refused(comparison)
    groups = [list(held) for _, held in groupby(comparison.metrics, lambda m: m.quantity.value)]
    if len(groups) == 1:
        return (Words("可比，数字相同"), *reserved(comparison))
    pieces: list[Fragment] = []
    for group in groups:
        pieces += [Words("、")] if pieces else []
        for at, metric in enumerate(group):
            pieces += [Words("和")] if at else []
            pieces.append(Name(metric.city, metric.id))
        pieces += [Words("（相同）")] if len(group) > 1 else []
    return (Words("可比，由高到低为"), *pieces, *reserved(comparison))


def reason_of(aside: Aside) -> str:
    """Why it is not ranked, in few words."""
    planned = aside.metric.status is Status.TARGET and aside.objection.code == "status"
    return PLANNED if planned else aside.objection.reason


def _aside(comparison: Comparison, book: Notebook | None = None) -> Sentence:
    """；尉氏县31669人只有计划，不参加排列; without the number where it has a column."""
    groups: dict[str, list[Metric]] = {}
    for each in comparison.aside:
        groups.setdefault(reason_of(each), []).append(each.metric)
    pieces: list[Fragment] = []
    for reason, held in groups.items():
        entries = [
            entry(metric, book, planned=reason == PLANNED)
            if book
            else (Name(metric.city, metric.id),)
            for metric in held[:LISTED]
        ]
        more = (Words("等"), Tally(tuple(m.id for m in held), "地")) if len(held) > LISTED else ()
        pieces += [Words("；"), *joined(entries), *more, Words(f"{reason}，不参加排列")]
    return tuple(pieces)


def _absent(cities: Sequence[str]) -> Sentence:
    """；未见报道：伊川县、登封市."""
    if not cities:
        return ()
    names = joined([(Name(city, f"city:{city}"),) for city in cities[:ABSENT]])
    more = (Words("等"), Tally(tuple(cities), "地")) if len(cities) > ABSENT else ()
    return (Words("；未见报道："), *names, *more)


def number(metric: Metric, book: Notebook) -> Sentence:
    """The number with its day, and whether it is a plan."""
    pieces = dated(metric, book)
    return (*pieces, Words("（计划）")) if metric.status is Status.TARGET else pieces


def which_year(comparison: Comparison, subject: Subject) -> Sentence:
    """（2021年） in a brief of several years."""
    if subject.year:
        return ()
    first = comparison.metrics[0]
    return (Words("（"), Day(year_text(first.year), first.id), Words("）"))
