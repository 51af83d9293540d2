"""Charts of things side by side: kinds of one thing, tasks, cities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from mingsheng_reports.briefs.chart_words import day_of, points_of
from mingsheng_reports.briefs.charting import FEW, MOST_MARKS, Artist, Drawn, differs, mark_name
from mingsheng_reports.briefs.wording import display, label_of
from mingsheng_reports.catalogue.phrasing import TO_DATE, trusted
from mingsheng_reports.catalogue.units import kind_of
from mingsheng_reports.core.brief import ChartKind, Mark, Name, Sentence, Tally, Words
from mingsheng_reports.core.comparison import Board
from mingsheng_reports.core.metric import Metric, Scope, Status
from mingsheng_reports.core.quantity import Qualifier

FAMILIES = {"发放额": "在所列各项中最多，为", "标准": "在所列各项中最高，为"}
MOST_CITIES = 6
MONEY = ("money", "money-per")


def family_charts(metrics: Sequence[Metric], artist: Artist) -> list[Drawn]:
    """Kinds of one thing side by side: 低保金, 特困人员供养资金 and 临时救助金 paid out."""
    groups: dict[tuple[object, ...], list[Metric]] = defaultdict(list)
    for metric in metrics:
        ending = next((each for each in FAMILIES if metric.label.endswith(each)), "")
        if ending and _drawable(metric) and kind_of(metric.quantity.unit) in MONEY:
            key = (
                metric.city,
                metric.category,
                ending,
                metric.quantity.unit,
                metric.year,
                metric.as_of,
                metric.to_date,
                metric.status,
            )
            groups[key].append(metric)
    tasks: dict[tuple[object, ...], list[Metric]] = defaultdict(list)
    for metric in metrics:
        if metric.status is Status.COMPLETION and metric.scope is Scope.CITY and trusted(metric):
            until = (metric.as_of, metric.to_date)
            tasks[metric.city, metric.category, metric.year, *until].append(metric)
    drawn = [_tasks(held, artist) for held in tasks.values() if len(held) >= FEW]
    return drawn + [
        _family(str(key[2]), held, artist) for key, held in groups.items() if _worth_bars(held)
    ]


def _drawable(metric: Metric) -> bool:
    told = metric.status in {Status.ACTUAL, Status.STANDARD} and metric.scope is Scope.CITY
    return told and trusted(metric) and metric.quantity.upper is None and len(metric.year) == 4


def _worth_bars(metrics: Sequence[Metric]) -> bool:
    """Three or more different kinds, and not mostly the same value (100%, 100%, 99.5%)."""
    values = {metric.quantity.value for metric in metrics}
    labels = {metric.label for metric in metrics}
    return len(labels) == len(metrics) >= FEW and len(values) * 2 > len(metrics) + 1


def _family(ending: str, metrics: Sequence[Metric], artist: Artist) -> Drawn:
    held = sorted(metrics, key=lambda m: -m.quantity.value)[:MOST_MARKS]
    marks = [_bar(metric, artist, ending, first=i == 0) for i, metric in enumerate(held)]
    top = held[0]
    title = (
        Name(display(label_of(top)), top.id),
        Words(FAMILIES[ending]),
        artist.book.figure(top),
    )
    key = f"chart:family:{top.city}:{top.category}:{ending}:{top.year}:{top.as_of}"
    vague = any(m.quantity.qualifier is not Qualifier.EXACT for m in held)
    caution: Sentence = (Words("斜线为概数。"),) if vague else ()
    spec = artist.spec(key, ChartKind.BARS, title, marks, held, caution)
    return Drawn(top.category, spec)


def _bar(metric: Metric, artist: Artist, ending: str, *, first: bool) -> Mark:
    label = display(label_of(metric))
    short = label.removesuffix(ending) if ending == "发放额" else label
    name = short if artist.subject.city else metric.city + short
    vague = metric.quantity.qualifier is not Qualifier.EXACT
    return Mark(Name(name, metric.id), artist.book.figure(metric), "", first, vague)


def _tasks(metrics: Sequence[Metric], artist: Artist) -> Drawn:
    held = sorted(metrics, key=lambda m: -m.quantity.value)[:MOST_MARKS]
    marks = [
        Mark(mark_name(m, artist.subject), artist.book.figure(m), emphasised=i == 0)
        for i, m in enumerate(held)
    ]
    low, top = held[-1], held[0]
    all_done = low.quantity.value >= 100
    words = "任务均已完成，" if all_done else "任务完成程度不一，"
    title = (
        Name(top.category, f"category:{top.category}"),
        Words(words),
        Name(display(label_of(top)), top.id),
        Words("最高"),
    )
    spec = artist.spec(
        f"chart:tasks:{top.city}:{top.category}:{top.year}", ChartKind.BARS, title, marks, held
    )
    subtitle: Sentence = (Words("完成年度任务的比例"), *points_of(held, artist.subject))
    return Drawn(top.category, replace(spec, subtitle=subtitle))


def city_charts(board: Board, artist: Artist) -> list[Drawn]:
    """Cities side by side; hatched and explained where they may not be ranked."""
    charts = []
    for comparison in board.cities:
        metrics = comparison.metrics
        if not all(trusted(m) for m in metrics) or not differs(comparison):
            continue
        apart = bool(comparison.objections)
        if apart and len(metrics) > MOST_CITIES:
            continue  # the first of many is only the largest, and may not be called so
        drawn = metrics[:MOST_CITIES]
        marks = [_city_bar(m, artist, apart=apart, first=m is metrics[0]) for m in drawn]
        name = Name(display(comparison.label), metrics[0].id)
        top = metrics[0]
        title: Sentence = (name, Words("："), Name(top.city, top.id), Words("居首"))
        reasons = "、".join(each.reason for each in comparison.reservations)
        caution: Sentence = (Words(f"{reasons}，名次只作参考。"),) if reasons else ()
        if len(metrics) > len(drawn):
            counted = tuple(m.id for m in metrics), tuple(m.id for m in drawn)
            caution = (
                *caution,
                Tally(counted[0], "地"),
                Words("可比，图中是居前的"),
                Tally(counted[1], "地"),
                Words("。"),
            )
        if apart:
            title = (name, Words(f"：{comparison.objections[0].reason}，不作高低比较"))
            reasons = "、".join(each.reason for each in comparison.objections)
            caution = (Words(f"斜线表示不可比：{reasons}。"),)
        spec = artist.spec(f"chart:{comparison.id}", ChartKind.BARS, title, marks, metrics, caution)
        charts.append(Drawn(comparison.category, spec))
    return charts


def _city_bar(metric: Metric, artist: Artist, *, apart: bool, first: bool) -> Mark:
    """One city; the subject's own stands out, or the first where the brief is on several."""
    planned = "计划" if metric.status is Status.TARGET else ""
    until = f"（截至{day_of(metric).text}）" if metric.as_of else ""
    until = f"（{TO_DATE}）" if metric.to_date else until
    own = (metric.city == artist.subject.city if artist.subject.city else first) and not apart
    return Mark(
        Name(metric.city + planned + until, metric.id), artist.book.figure(metric), "", own, apart
    )
