"""One fact stated several times is one metric with several mentions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mingsheng_reports.core.metric import Metric

Key = tuple[str, ...]


def merge(metrics: Iterable[Metric]) -> tuple[Metric, ...]:
    """Equal statements of one document become one metric; the first one is its evidence."""
    kept: dict[Key, Metric] = {}
    for metric in metrics:
        key = _key(metric)
        first = kept.get(key)
        if first is None:
            kept[key] = metric
            continue
        better = _better(first, metric)
        other = metric if better is first else first
        mentions = (*better.mentions, other.evidence, *other.mentions)
        kept[key] = replace(better, mentions=mentions)
    return tuple(kept.values())


def _key(metric: Metric) -> Key:
    quantity = metric.quantity
    name = metric.indicator or metric.label
    return (
        metric.evidence.doc, metric.place, metric.year, name, quantity.plain_value, quantity.unit,
        metric.status.value,
    )


def _better(first: Metric, second: Metric) -> Metric:
    """The statement with a cut-off date, else the one with fewer doubts, else the first."""
    if bool(first.as_of) != bool(second.as_of):
        return first if first.as_of else second
    return second if len(second.doubts) < len(first.doubts) else first
