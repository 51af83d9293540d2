"""When: years, days, and the day up to which a number counts."""

from __future__ import annotations

from mingsheng_reports.catalogue.phrasing import REPORT, TO_DATE, reported_in, undated
from mingsheng_reports.core.brief import Day, Name, Sentence, Words
from mingsheng_reports.core.metric import Metric


def year_text(year: str) -> str:
    """``2022年``, ``2019—2023年``."""
    return year.replace("-", "—") + "年"


def year_of(metric: Metric) -> Day | Name:
    """``2022年``; 调整前 for an old value whose year the source does not tell."""
    if undated(metric):
        return Name("调整前", metric.id)
    return Day(year_text(metric.year), metric.id)


def date_text(iso: str) -> str:
    """``2022年11月30日`` without leading zeros."""
    year, _, rest = iso.partition("-")
    month, _, day = rest.partition("-")
    text = f"{year}年"
    if month:
        text += f"{int(month)}月"
    return text + (f"{int(day)}日" if day else "")


def counted_until(metric: Metric) -> Sentence:
    """``截至2022年11月30日``, ``截至2024年报道时``, or ``2022年`` for the whole year.

    A total over years that goes on up to the report is told ``2018年以来，截至2020年报道时``.
    """
    if metric.as_of:
        return (Words("截至"), Day(date_text(metric.as_of), metric.id))
    if not metric.to_date:
        return (year_of(metric),)
    first, dash, _ = metric.year.partition("-")
    since: Sentence = (Day(f"{first}年", metric.id), Words("以来，")) if dash else ()
    reported = Day(year_text(reported_in(metric)), metric.id)
    return (*since, Words(REPORT[0]), reported, Words(REPORT[1]))


def cut_off(metric: Metric) -> Sentence:
    """What stands in brackets after a number: ``截至11月30日``, ``截至报道时``, or nothing."""
    if metric.as_of:
        return (Words("截至"), Day(date_text(metric.as_of).partition("年")[2], metric.id))
    return (Words(TO_DATE),) if metric.to_date else ()
