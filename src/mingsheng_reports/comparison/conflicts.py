"""Different values for what looks like one fact, kept side by side and never averaged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from mingsheng_reports.comparison.comparable import objections
from mingsheng_reports.comparison.series import Topics
from mingsheng_reports.core.comparison import ComparisonKind, Conflict
from mingsheng_reports.core.metric import Metric, Scope, Status

PAIR = 2


def find_conflicts(metrics: Sequence[Metric], topics: Topics) -> tuple[Conflict, ...]:
    """Same indicator, place, period, unit and status with different values.

    A named work has one total and one length, planned or reached: there the status does not
    separate two values, and the objections say what may explain them.
    """
    groups: dict[tuple[str, ...], list[Metric]] = defaultdict(list)
    for metric in metrics:
        groups[_key(metric, topics)].append(metric)
    found = []
    for key, held in groups.items():
        values = {_value(metric): metric for metric in reversed(held)}
        if len(values) < PAIR or len({metric.article for metric in held}) < PAIR:
            continue  # one writer's two numbers under one name are two things, not a contradiction
        rivals = tuple(metric for metric in held if values[_value(metric)] is metric)
        against = objections(rivals, ComparisonKind.YEARS)
        found.append(Conflict("conflict:" + ":".join(key), held[0].label, rivals, against))
    return tuple(found)


def _value(metric: Metric) -> str:
    return metric.quantity.plain_value


def _key(metric: Metric, topics: Topics) -> tuple[str, ...]:
    topic = topics.topic(metric)
    place = (metric.city, metric.place, metric.scope, topic.indicator, topic.unit, metric.year)
    if metric.scope is Scope.PROJECT and metric.status in {Status.TARGET, Status.ACTUAL}:
        return place
    verb = metric.verb if metric.status is Status.CHANGE else ""
    until = "report" if metric.to_date else metric.as_of
    return (*place, until, metric.status, verb)
