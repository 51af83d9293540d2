"""When: years, days, and the day up to which a number counts."""

from __future__ import annotations

from mingsheng_reports.catalogue.phrasing import TO_DATE, undated
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
    """``截至2022年11月30日``, ``2024年截至报道时``, or ``2022年`` for the whole year.

    A total over years that goes on up to the report is told ``2018年起截至报道时``.
    """
    if metric.as_of:
        return (Words("截至"), Day(date_text(metric.as_of), metric.id))
    if not metric.to_date:
        return (year_of(metric),)
    first, dash, _ = metric.year.partition("-")
    return (Day(f"{first}年起", metric.id) if dash else year_of(metric), Words(TO_DATE))


def cut_off(metric: Metric) -> Sentence:
    """What stands in brackets after a number: ``截至11月30日``, ``截至报道时``, or nothing."""
    if metric.as_of:
        return (Words("截至"), Day(date_text(metric.as_of).partition("年")[2], metric.id))
    return (Words(TO_DATE),) if metric.to_date else ()
