"""Charts of one city's years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from mingsheng_reports.briefs.chart_words import day_of
from mingsheng_reports.briefs.charting import PAIR, Artist, Drawn, differs
from mingsheng_reports.briefs.clauses import VERBS, direction
from mingsheng_reports.briefs.periods import year_of
from mingsheng_reports.briefs.wording import display, label_of
from mingsheng_reports.catalogue.phrasing import undated
from mingsheng_reports.catalogue.units import kind_of
from mingsheng_reports.core.brief import ChartKind, Fragment, Mark, Name, Sentence, Words
from mingsheng_reports.core.comparison import Board, Comparison
from mingsheng_reports.core.metric import Metric

# Kinds of numbers whose rise or fall over two years is news; how many works a year holds is not.
FELT = ("percent", "money", "money-per", "person", "person-time", "household")


def year_charts(board: Board, artist: Artist) -> list[Drawn]:
    """Slopes and lines for what may be compared, one hatched chart for what may not.

    A year's brief looks back from its year, never ahead.
    """
    known = [_until(c, artist.subject.year) for c in board.years]
    lines = [_drawn(comparison) for comparison in known]
    charts = [_line(c, artist) for c in lines if _worth_a_line(c)]
    pairs: dict[tuple[str, str, str, tuple[str, ...]], list[Comparison]] = defaultdict(list)
    for comparison in known:
        last = comparison.metrics[-1]
        felt = kind_of(last.quantity.unit) in FELT
        if comparison.change and felt and len(comparison.metrics) == PAIR and differs(comparison):
            years = tuple(day_of(metric).text for metric in comparison.metrics)
            pairs[last.city, last.category, last.quantity.unit, years].append(comparison)
    charts += [_slope(group[:4], artist) for group in pairs.values()]
    refused = [c for c in known if _dates_apart(c)]
    if refused:
        biggest = max(refused, key=lambda c: c.metrics[-1].quantity.value)
        charts.append(_hatched(biggest, artist))
    return charts


def _until(comparison: Comparison, year: str) -> Comparison:
    """The comparison without the years after the brief's own; its change falls when they do."""
    held = tuple(metric for metric in comparison.metrics if not year or metric.year <= year)
    if held == comparison.metrics:
        return comparison
    return replace(comparison, metrics=held, change=None, rate=None)


def _drawn(comparison: Comparison) -> Comparison:
    """Without old values that the source does not date, but for one that begins the series."""
    first, *rest = comparison.metrics
    held = (first, *(metric for metric in rest if not undated(metric)))
    return comparison if held == comparison.metrics else replace(comparison, metrics=held)


def _worth_a_line(comparison: Comparison) -> bool:
    return comparison.comparable and len(comparison.metrics) > PAIR and differs(comparison)


def _dates_apart(comparison: Comparison) -> bool:
    only = [each.code for each in comparison.objections] == ["as-of"]
    return only and differs(comparison) and any(map(_partial, comparison.metrics))


def _partial(metric: Metric) -> bool:
    """Whether it counts up to a day inside its year."""
    return bool(metric.as_of) or metric.to_date


def _line(comparison: Comparison, artist: Artist) -> Drawn:
    metrics = comparison.metrics
    first, last = metrics[0], metrics[-1]
    name = Name(display(label_of(last)), last.id)
    marks = [Mark(day_of(m), artist.book.figure(m), emphasised=True) for m in metrics]
    title = (
        *artist.whose(last),
        name,
        Words("由"),
        artist.book.figure(first),
        Words(direction(first, last)),
        artist.book.figure(last),
    )
    caution = _caution([comparison])
    spec = artist.spec(_key(comparison), ChartKind.LINE, title, marks, metrics, caution)
    return Drawn(last.category, spec)


def _slope(group: Sequence[Comparison], artist: Artist) -> Drawn:
    marks: list[Mark] = []
    metrics: list[Metric] = []
    for comparison in group:
        for metric in comparison.metrics:
            series = display(label_of(comparison.metrics[-1])) if len(group) > 1 else ""
            day = day_of(metric)
            marks.append(Mark(day, artist.book.figure(metric), series, emphasised=True))
            metrics.append(metric)
    pieces: list[Fragment] = []
    for comparison in group[:PAIR]:
        old, new = comparison.metrics
        pieces += [Words("，")] if pieces else artist.whose(new)
        pieces += [Name(display(label_of(new)), new.id)]
        if old is group[0].metrics[0]:
            pieces += [Words("比"), year_of(old)]
        pieces += [Words(VERBS[direction(old, new)])]
        pieces += [artist.book.computed(comparison.change)] if comparison.change else []
    caution = _caution(group)
    spec = artist.spec(_key(group[0]), ChartKind.SLOPE, tuple(pieces), marks, metrics, caution)
    return Drawn(group[0].metrics[-1].category, spec)


def _caution(group: Sequence[Comparison]) -> Sentence:
    """What the drawn change has to be read with."""
    reasons = dict.fromkeys(each.reason for one in group for each in one.reservations)
    return (Words(f"{'、'.join(reasons)}，增减只作参考。"),) if reasons else ()


def _hatched(comparison: Comparison, artist: Artist) -> Drawn:
    metrics = comparison.metrics
    last = metrics[-1]
    marks = [
        Mark(day_of(m), artist.book.figure(m), emphasised=not _partial(m), hatched=_partial(m))
        for m in metrics
    ]
    title = (
        *artist.whose(last),
        Name(display(label_of(last)), last.id),
        Words("各年统计截止日期不同，不作增减比较"),
    )
    caution = (Words("斜线为年内阶段数，与全年数不可比。"),)
    spec = artist.spec(_key(comparison), ChartKind.BARS, title, marks, metrics, caution)
    return Drawn(last.category, spec)


def _key(comparison: Comparison) -> str:
    return f"chart:{comparison.id}"
