"""Different values for what looks like one fact, kept side by side and never averaged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from mingsheng_reports.catalogue.phrasing import credible_place
from mingsheng_reports.comparison.comparable import catches, named, objections, reservations
from mingsheng_reports.comparison.series import Topics, place_in_sources
from mingsheng_reports.comparison.terms import base_unit, kin_label, plain_label
from mingsheng_reports.core.comparison import ComparisonKind, Conflict, Objection
from mingsheng_reports.core.metric import Metric, Scope, Status

PAIR = 2
TOTAL = "总"


def find_conflicts(metrics: Sequence[Metric], topics: Topics) -> tuple[Conflict, ...]:
    """Same indicator, place, period, unit and status with different values.

    A named work has one total and one length, planned or reached: there the status does not
    separate two values, and the objections say what may explain them.
    """
    groups: dict[tuple[str, ...], list[Metric]] = defaultdict(list)
    for metric in metrics:
        groups[_key(metric, topics)].append(metric)
    found = []
    for key, group in groups.items():
        held = sorted(group, key=place_in_sources)
        values = {_value(metric): metric for metric in reversed(held)}
        if len(values) < PAIR or len({metric.article for metric in held}) < PAIR:
            continue  # one writer's two numbers under one name are two things, not a contradiction
        rivals = tuple(metric for metric in held if values[_value(metric)] is metric)
        found.append(Conflict("conflict:" + ":".join(key), held[0].label, rivals, _why(rivals)))
    return tuple(found)


def _why(rivals: Sequence[Metric]) -> tuple[Objection, ...]:
    """What may explain the difference: whatever else would stand against comparing the two."""
    against = objections(rivals, ComparisonKind.YEARS)
    told = {each.code for each in against}
    also = reservations(rivals, ComparisonKind.YEARS)
    return (*against, *(each for each in also if each.code not in told))


def find_excesses(metrics: Sequence[Metric]) -> tuple[Conflict, ...]:
    """What was done in all beside what was done beyond the plan, where no plan joins the two.

    13座 in one article and 超额完成3个 in another agree if 10 were planned; where no source says so
    the reader has to see both.
    """
    found = []
    told = sorted(metrics, key=place_in_sources)
    for excess in told:
        if excess.status is not Status.CHANGE:
            continue
        totals = [m for m in told if catches("excess", m, excess)]
        if totals and not any(_joined(total, excess, metrics) for total in totals):
            held = (totals[0], excess)
            found.append(Conflict(f"excess:{excess.id}", excess.label, held, (named("excess"),)))
    return tuple(found)


def _joined(total: Metric, excess: Metric, metrics: Sequence[Metric]) -> bool:
    """Whether a plan is told that the total exceeds by just so much."""
    planned = total.quantity.value - excess.quantity.value
    return any(
        metric.status is Status.TARGET
        and metric.quantity.value == planned
        and _thing(metric) == _thing(excess)
        for metric in metrics
    )


def _thing(metric: Metric) -> tuple[str, ...]:
    label = kin_label(plain_label(metric.label))
    return (metric.city, metric.place, metric.year, label, base_unit(metric.quantity.unit))


def find_kin_totals(metrics: Sequence[Metric]) -> tuple[Conflict, ...]:
    """Different totals of works whose names are nearly the same: a whole and a part of it, or one.

    Which of the two it is only the sources' originals tell; the reader has to know that there are
    two.
    """
    clusters: list[list[Metric]] = []
    for metric in sorted(filter(_is_total, metrics), key=place_in_sources):
        near = next((c for c in clusters if _near(metric, c)), None)
        if near is None:
            clusters.append([metric])
        else:
            near.append(metric)
    return tuple(
        Conflict(f"kin:{held[0].id}", held[0].label, tuple(held), (named("nearly-named"),))
        for held in clusters
        if min(len({m.place for m in held}), len({_value(m) for m in held})) >= PAIR
    )


def _near(metric: Metric, others: Sequence[Metric]) -> bool:
    return any(catches("nearly-named", metric, other) for other in others)


def _is_total(metric: Metric) -> bool:
    told = metric.status in {Status.TARGET, Status.ACTUAL} and credible_place(metric)
    return told and metric.scope is Scope.PROJECT and metric.label.startswith(TOTAL)


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
