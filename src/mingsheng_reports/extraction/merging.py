"""One fact stated several times is one metric with several mentions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mingsheng_reports.core.metric import Metric

Key = tuple[str, ...]


def merge(metrics: Iterable[Metric]) -> tuple[Metric, ...]:
    """Equal statements of one document become one metric; the first one is its evidence."""
    kept: list[Metric] = []
    places: dict[Key, list[int]] = {}
    for metric in metrics:
        same = places.setdefault(_key(metric), [])
        at = next((i for i in same if _years_meet(kept[i].year, metric.year)), None)
        if at is None:
            same.append(len(kept))
            kept.append(metric)
        else:
            kept[at] = _joined(kept[at], metric)
    return tuple(kept)


def _joined(first: Metric, second: Metric) -> Metric:
    better = _better(first, second)
    other = second if better is first else first
    return replace(better, mentions=(*better.mentions, other.evidence, *other.mentions))


def _years_meet(first: str, second: str) -> bool:
    """2022 and 2021-2022 may be one fact told twice; 2021 and 2022 are two."""
    a, b = ((year[:4], year[-4:]) for year in (first, second))
    return a[0] <= b[1] and b[0] <= a[1]


def _key(metric: Metric) -> Key:
    quantity = metric.quantity
    name = metric.indicator or metric.label
    return (metric.place, name, quantity.plain_value, quantity.unit, metric.status.value)


def _better(first: Metric, second: Metric) -> Metric:
    """The statement with a cut-off date, else one year, else fewer doubts, else the first."""
    ranks = [(not m.as_of, "-" in m.year, len(m.doubts)) for m in (first, second)]
    return second if ranks[1] < ranks[0] else first


def with_headlines(told: list[Metric], announced: list[Metric]) -> list[Metric]:
    """A headline's number that the text states too is a mention of it; the text is the evidence."""
    kept = list(told)
    for metric in announced:
        value, unit = metric.quantity.value, metric.quantity.unit
        at = next(
            (
                i
                for i, m in enumerate(kept)
                if m.quantity.value == value and m.quantity.unit == unit
            ),
            None,
        )
        if at is None:
            kept.append(metric)
        else:
            kept[at] = replace(kept[at], mentions=(*kept[at].mentions, metric.evidence))
    return kept
