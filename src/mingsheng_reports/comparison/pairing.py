"""Which pairs of many numbers have to be looked at: three hundred cities make 45 000 pairs.

Numbers that are alike in all that the predicates ask about answer them alike, so two of a kind
stand for the rest. Only what rounding may hide depends on the values, and there neighbours tell:
where two numbers are too near for the coarser one, it is as near to one that lies between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from mingsheng_reports.comparison.nature import (
    cut_off,
    is_about,
    is_bound,
    is_flow,
    is_level,
    is_stock,
    is_work,
    step,
)
from mingsheng_reports.comparison.predicates import level_of
from mingsheng_reports.comparison.terms import base_unit, plain_label
from mingsheng_reports.core.comparison import ComparisonKind
from mingsheng_reports.core.metric import Metric

FEW = 6  # of so many numbers each pair is looked at

Pair = tuple[Metric, Metric]


def pairs_of(metrics: Sequence[Metric], along: str) -> Iterator[Pair]:
    """Pairs that answer for all pairs, each in the order given."""
    if len(metrics) <= FEW:
        yield from combinations(metrics, 2)
        return
    kinds: dict[tuple[object, ...], list[Metric]] = {}
    for metric in metrics:
        held = kinds.setdefault(_kind(metric, along), [])
        if len(held) < 2:
            held.append(metric)
        elif held[0].article == held[1].article != metric.article:
            held[1] = metric  # two reports count up to two days
    chosen = {id(metric) for held in kinds.values() for metric in held}
    yield from combinations([metric for metric in metrics if id(metric) in chosen], 2)
    yield from pairwise(sorted(metrics, key=_size))


def _size(metric: Metric) -> tuple[str, Decimal]:
    return base_unit(metric.quantity.unit), metric.quantity.value


def _kind(metric: Metric, along: str) -> tuple[object, ...]:
    """All that a predicate asks about a number, but for its value."""
    place = level_of(metric) if along == ComparisonKind.CITIES else metric.place
    return (
        place,
        metric.scope,
        metric.year,
        metric.as_of,
        cut_off(metric),
        metric.to_date,
        metric.status,
        metric.indicator,
        plain_label(metric.label),
        base_unit(metric.quantity.unit),
        is_level(metric),
        is_work(metric),
        is_stock(metric),
        is_flow(metric),
        is_about(metric),
        is_bound(metric),
        step(metric),
    )
