"""The table of numbers told per head or per area, each beside both numbers it was made of."""

from __future__ import annotations

from collections.abc import Iterable

from mingsheng_reports.briefs.notebook import Notebook
from mingsheng_reports.briefs.periods import date_text, year_text
from mingsheng_reports.briefs.tabling import dated
from mingsheng_reports.briefs.wording import display, label_of
from mingsheng_reports.core.brief import Day, Fragment, Headline, Name, Row, Sentence, Table, Words
from mingsheng_reports.core.comparison import Board, Ratio, Subject

CAUTION = "折算值由本程序用原数除以参考数算出；参考数由使用者提供，出处见数据来源。"


def ratio_table(
    board: Board, headlines: Iterable[Headline], subject: Subject, book: Notebook
) -> Table | None:
    """One row for each divided number that the tables or the big figures print."""
    compared = (*board.years, *board.cities)
    told = {metric.id for each in compared for metric in each.metrics}
    told |= {headline.figure.metric.id for headline in headlines}
    held = [ratio for ratio in board.ratios if ratio.metric.id in told]
    if not held:
        return None
    held.sort(key=lambda each: (each.metric.label, each.metric.city, each.metric.year))
    heads = tuple((Words(head),) for head in ("指标", "原数", "参考数", "折算"))
    rows = tuple(Row(_cells(ratio, subject, book)) for ratio in held)
    return Table("按人口、面积折算", heads, rows, (Words(CAUTION),))


def _cells(ratio: Ratio, subject: Subject, book: Notebook) -> tuple[Sentence, ...]:
    metric, reference = ratio.metric, ratio.reference
    figure = reference.metric
    named, told = metric.city != subject.city, metric.year != subject.year
    label: list[Fragment] = [Name(metric.city, metric.id)] if named else []
    label += [Day(year_text(metric.year), metric.id)] if told else []
    reasons = "、".join(each.reason for each in ratio.reservations)
    return (
        (*label, Name(display(label_of(metric)), metric.id)),
        dated(metric, book),
        (
            book.figure(figure),
            Words("（"),
            Day(date_text(reference.date), figure.id),
            Words(f"{reference.what}）"),
        ),
        (book.computed(ratio.derived), *((Words(f"（{reasons}）"),) if reasons else ())),
    )
