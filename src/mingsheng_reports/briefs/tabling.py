"""The table of years."""

from __future__ import annotations

from collections.abc import Sequence

from mingsheng_reports.briefs.clauses import VERBS, direction, shared
from mingsheng_reports.briefs.notebook import Notebook
from mingsheng_reports.briefs.periods import cut_off, year_of, year_text
from mingsheng_reports.briefs.wording import display, label_of
from mingsheng_reports.catalogue.phrasing import undated
from mingsheng_reports.core.brief import Day, Fragment, Name, Row, Sentence, Table, Tally, Words
from mingsheng_reports.core.comparison import Board, Comparison, Subject
from mingsheng_reports.core.metric import Metric, Status

PAIR = 2
MOST_ROWS = 40
NONE = (Words("—"),)
RESULTS = (Status.ACTUAL, Status.STANDARD)


def dated(metric: Metric, book: Notebook) -> Sentence:
    """A number with the day it counts up to, where the source names one; an old value as such."""
    if undated(metric):
        return (book.figure(metric), Words("（调整前）"))
    until = cut_off(metric)
    return (book.figure(metric), *((Words("（"), *until, Words("）")) if until else ()))


def year_table(board: Board, subject: Subject, book: Notebook) -> Table | None:
    """One row per indicator, one column per year, and what changed or why nothing is computed."""
    if not board.years:
        return None
    years = sorted({metric.year for each in board.years for metric in each.metrics})
    origins = {m.year: m.id for each in board.years for m in each.metrics}
    heads: list[Sentence] = [(Words("指标"),)]
    heads += [(Day(year_text(year), origins[year]),) for year in years]
    heads.append((Words("变化"),))
    # Where there are too many, those that can be computed are kept.
    chosen = sorted(board.years, key=lambda c: c.change is None)[:MOST_ROWS]
    left_out = tuple(c.id for c in board.years if c not in chosen)
    rows = []
    for comparison in (c for c in board.years if c in chosen):
        held = {metric.year: metric for metric in comparison.metrics}
        cells: list[Sentence] = [(*_whose(comparison, subject), *label_cell(comparison))]
        cells += [_cell(held[y], comparison, book) if y in held else NONE for y in years]
        rows.append(Row((*cells, change_cell(comparison, book))))
    caution = explained(rows, "“—”表示该年报道未见此项；", "口径不同的只并列，不计算增减。")
    return Table("年度对照", tuple(heads), tuple(rows), (*caution, *left_out_words(left_out, "项")))


def left_out_words(ids: Sequence[str], counter: str) -> Sentence:
    """另有十项没有列出, where there are any."""
    if not ids:
        return ()
    return (Words("另有"), Tally(tuple(ids), counter), Words("没有列出。"))


def explained(rows: Sequence[Row], empty: str, always: str) -> Sentence:
    """What is said below a table; of empty cells only where there are some."""
    gaps = any(cell == NONE for row in rows for cell in row.cells)
    return (Words(empty + always if gaps else always),)


def label_cell(comparison: Comparison) -> Sentence:
    """What is compared."""
    return (Name(display(comparison.label), comparison.metrics[-1].id),)


def _cell(metric: Metric, comparison: Comparison, book: Notebook) -> Sentence:
    if all(each.code != "definition" for each in comparison.objections):
        return dated(metric, book)
    until = cut_off(metric)
    named = Name(display(_apart(label_of(metric), comparison.label)), metric.id)
    day = (Words("，"), *until) if until else ()
    return (book.figure(metric), Words("（"), named, *day, Words("）"))


def _whose(comparison: Comparison, subject: Subject) -> Sentence:
    """The city, where a brief tells of several."""
    last = comparison.metrics[-1]
    return () if subject.city else (Name(last.city, last.id),)


def _apart(label: str, stem: str) -> str:
    """What a label says beyond the row's: 维修改造 of 农村公路维修改造里程."""
    head = shared(label, stem)
    tail = shared(label[head:][::-1], stem[head:][::-1])
    rest = label[head : len(label) - tail]
    return rest if rest and head + tail == len(stem) else label


def change_cell(comparison: Comparison, book: Notebook) -> Sentence:
    """提高2个百分点, or why it is not computed."""
    if comparison.objections:
        return (Words("不作比较：" + comparison.objections[0].reason),)
    change = comparison.change
    if change is None:
        return NONE
    if not change.value:
        return (Words("持平"), *reserved(comparison))
    verb = VERBS[direction(*comparison.metrics[-PAIR:])]
    pieces: list[Fragment] = [Words(verb), book.computed(change)]
    if len(comparison.metrics) > PAIR:
        before, last = comparison.metrics[-PAIR:]
        pieces = [year_of(last), Words("比"), year_of(before), *pieces]
    return (*pieces, *reserved(comparison))


def reserved(comparison: Comparison) -> Sentence:
    """（其中有约数）behind what is computed or ranked all the same."""
    reasons = "、".join(each.reason for each in comparison.reservations)
    return (Words(f"（{reasons}）"),) if reasons else ()
