"""One indicator over the cities of a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from mingsheng_reports.comparison.comparable import named, objections, reservations
from mingsheng_reports.comparison.nature import IN_FORCE
from mingsheng_reports.comparison.series import Topics
from mingsheng_reports.comparison.years import best_of_year, in_conflict, unlike
from mingsheng_reports.core.comparison import Aside, Comparison, ComparisonKind, Objection
from mingsheng_reports.core.metric import Metric, Scope, Status

TOLD = (*IN_FORCE, Status.TARGET)
PAIR = 2
FEWEST_RANKED = 3  # cities: of two alone none is left out


def compare_cities(
    metrics: Sequence[Metric], topics: Topics, *, ranks_most: bool = False
) -> tuple[Comparison, ...]:
    """Comparisons of every city-wide indicator that two or more cities report for one year.

    A city that has nothing better is shown with its plan, and the comparison is objected to; with
    ``ranks_most`` those that cannot be ranked with most others stand aside.
    """
    candidates = [m for m in metrics if m.scope is Scope.CITY and m.status in TOLD]
    years: dict[str, list[Metric]] = defaultdict(list)
    for metric in candidates:
        if "-" not in metric.year:
            years[metric.year].append(metric)
    found = []
    for year in sorted(years):
        for topic, held in topics.group(years[year]).items():
            cities: dict[str, list[Metric]] = defaultdict(list)
            for metric in held:
                cities[metric.city].append(metric)
            if len(cities) < PAIR:
                continue
            told = [_done(group) for group in cities.values() if not unlike(group)]
            if len(told) < PAIR:
                continue
            best = [best_of_year(group) for group in told]
            torn = {one.id for one, group in zip(best, told, strict=True) if in_conflict(group)}
            best.sort(key=lambda m: (-m.quantity.value, m.city))
            key = f"cities:{year}:{topic.indicator}:{topic.unit}"
            found.append(_compared(key, best, _agreeing(best, torn) if ranks_most else best, torn))
    return tuple(found)


def _compared(
    key: str, every: Sequence[Metric], ranked: Sequence[Metric], torn: Collection[str]
) -> Comparison:
    """The ranked ones and the rest, each with its reason.

    Args:
        torn: ids of the numbers of cities that contradict themselves; these have no rank.
    """
    kind = ComparisonKind.CITIES
    inside = {metric.id for metric in ranked}
    against = objections(ranked, kind)
    if not inside.isdisjoint(torn):
        against = (*against, named("conflict"))
    rest = sorted((m for m in every if m.id not in inside), key=lambda m: m.city)
    return Comparison(
        key,
        kind,
        ranked[0].category,
        ranked[0].label,
        tuple(ranked),
        against,
        reservations=reservations(ranked, kind),
        aside=tuple(
            Aside(m, named("conflict") if m.id in torn else _reason(m, ranked)) for m in rest
        ),
    )


def _reason(metric: Metric, ranked: Sequence[Metric]) -> Objection:
    """Why it may not be ranked with the others."""
    against = (objections((other, metric), ComparisonKind.CITIES) for other in ranked)
    return next(reasons[0] for reasons in against if reasons)


def _agreeing(metrics: Sequence[Metric], torn: Collection[str]) -> Sequence[Metric]:
    """The largest group that may be ranked, where it is more than half of them; else all."""
    kind = ComparisonKind.CITIES
    whole = [metric for metric in metrics if metric.id not in torn]
    groups: list[list[Metric]] = []
    for metric in whole:
        fitting = (group for group in groups if not objections((group[0], metric), kind))
        own = next(fitting, None)
        if own is None:
            groups.append([metric])
        else:
            own.append(metric)
    most = max(groups, key=len, default=[])
    # What fits one number need not fit another: around a rounded one it depends on the distance.
    for metric in whole:
        if metric not in most and all(not objections((m, metric), kind) for m in most):
            most = sorted((*most, metric), key=whole.index)
    enough = len(most) >= FEWEST_RANKED and len(most) * 2 > len(metrics)
    return most if enough and not objections(most, kind) else metrics


def _done(metrics: Sequence[Metric]) -> Sequence[Metric]:
    """What a city did; what it plans where it tells nothing better."""
    return [metric for metric in metrics if metric.status is not Status.TARGET] or metrics
