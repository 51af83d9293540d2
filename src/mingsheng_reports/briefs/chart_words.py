"""The words around a chart: subtitle, source line, and the chart for those who cannot see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mingsheng_reports.briefs.periods import date_text, year_of, year_text
from mingsheng_reports.briefs.wording import display
from mingsheng_reports.catalogue.phrasing import TO_DATE, undated
from mingsheng_reports.core.article import Article
from mingsheng_reports.core.brief import Day, Fragment, Mark, Name, Sentence, Words
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.metric import Metric

MULTIPLES = ("万", "亿")
LISTED = 3  # sources named on a line
UNITS = {"%": "百分比", "元/人·月": "元/人·月"}


def day_of(metric: Metric) -> Day | Name:
    """``2022年``, or the day it counts up to: ``2022年11月30日``, ``2022年截至报道时``."""
    if metric.as_of:
        return Day(date_text(metric.as_of), metric.id)
    return Day(year_text(metric.year) + TO_DATE, metric.id) if metric.to_date else year_of(metric)


def subtitle_of(metrics: Sequence[Metric], subject: Subject) -> Sentence:
    """单位：个｜盘锦市｜2022年."""
    units: dict[str, set[str]] = {}
    for metric in metrics:
        units.setdefault(metric.quantity.unit, set()).add(_multiple(metric))
    told = [(held.pop() if len(held) == 1 else "") + unit for unit, held in units.items()]
    return (Words("单位：" + "、".join(told)), *points_of(metrics, subject))


def _multiple(metric: Metric) -> str:
    """万 of 15万元: the unit above a chart is that of the numbers in it."""
    before = metric.quantity.printed.removesuffix(metric.quantity.unit)
    return before[-1:] if before[-1:] in MULTIPLES and before != metric.quantity.printed else ""


def points_of(metrics: Sequence[Metric], subject: Subject) -> Sentence:
    """Place and period: ｜盘锦市｜2021—2022年."""
    pieces: list[Fragment] = []
    cities = list(dict.fromkeys(metric.city for metric in metrics))
    if subject.city or len(cities) == 1:
        pieces += [Words("｜"), Name(cities[0] if cities else subject.city, metrics[0].id)]
    years = sorted({m.year for m in metrics if not undated(m)} or {m.year for m in metrics})
    text = year_text(years[0]) if len(years) == 1 else f"{years[0]}—{years[-1]}年"
    days = {metric.as_of for metric in metrics}
    if len(days) == 1 and (day := days.pop()):
        return (*pieces, Words("｜截至"), Day(date_text(day), metrics[0].id))
    so_far = (Words(TO_DATE),) if all(m.to_date for m in metrics) else ()
    return (*pieces, Words("｜"), Day(text, metrics[0].id), *so_far)


def source_line(metrics: Sequence[Metric], articles: Mapping[str, Article]) -> Sentence:
    """数据来源：《持续增强群众获得感幸福感》（2022年12月）."""
    pieces: list[Fragment] = [Words("数据来源：")]
    ids = list(dict.fromkeys(metric.article for metric in metrics if metric.article in articles))
    for i, key in enumerate(ids[:LISTED]):
        article = articles[key]
        pieces += [Words("、")] if i else []
        pieces += [Words("《"), Name(display(article.title), article.id), Words("》")]
        if article.dating.date:
            pieces += [Words("（"), Day(date_text(article.dating.date), article.id), Words("）")]
    if len(ids) > LISTED:
        pieces.append(Words("等"))
    return tuple(pieces) if ids else (Words("数据来源：见文末"),)


def alternative(title: Sentence, marks: Sequence[Mark], caution: Sentence) -> Sentence:
    """The chart in words: its finding, then every mark, then the caution."""
    pieces: list[Fragment] = [*title, Words("。")]
    for i, mark in enumerate(marks):
        pieces += [Words("；")] if i else []
        pieces += [mark.name]
        pieces += [Name(mark.series, "series")] if mark.series else []
        pieces += [mark.figure]
    return (*pieces, Words("。"), *caution)
