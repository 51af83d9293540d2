"""Different values for what looks like one fact, kept side by side and never averaged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import takewhile
from operator import eq

from mingsheng_reports.catalogue.phrasing import credible_place
from mingsheng_reports.comparison.comparable import objections
from mingsheng_reports.comparison.series import Topics
from mingsheng_reports.core.comparison import ComparisonKind, Conflict, Objection
from mingsheng_reports.core.metric import Metric, Scope, Status

PAIR = 2
ALIKE = 8  # characters; fewer name a place or a client, not the work
TOTAL = "总"
NEARLY_NAMED = Objection("scope", "工程名称相近而不相同")


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


def find_kin_totals(metrics: Sequence[Metric]) -> tuple[Conflict, ...]:
    """Different totals of works whose names are nearly the same: a whole and a part of it, or one.

    Which of the two it is only the sources' originals tell; the reader has to know that there are
    two.
    """
    clusters: list[list[Metric]] = []
    for metric in metrics:
        if not _is_total(metric):
            continue
        near = next((c for c in clusters if any(_near(metric, other) for other in c)), None)
        if near is None:
            clusters.append([metric])
        else:
            near.append(metric)
    return tuple(
        Conflict(f"kin:{held[0].id}", held[0].label, tuple(held), (NEARLY_NAMED,))
        for held in clusters
        if min(len({m.place for m in held}), len({_value(m) for m in held})) >= PAIR
    )


def _is_total(metric: Metric) -> bool:
    told = metric.status in {Status.TARGET, Status.ACTUAL} and credible_place(metric)
    return told and metric.scope is Scope.PROJECT and metric.label.startswith(TOTAL)


def _near(first: Metric, second: Metric) -> bool:
    """Whether two articles give one total of two works whose names begin mostly alike."""
    same = (first.city, first.label, first.quantity.unit, first.year)
    if same != (second.city, second.label, second.quantity.unit, second.year):
        return False
    names = [m.place.removeprefix(m.city).removeprefix(m.city[:-1]) for m in (first, second)]
    alike = sum(1 for _ in takewhile(bool, map(eq, *names)))
    return first.article != second.article and alike >= max(ALIKE, min(map(len, names)) // 2)


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
