"""What a city did and what it plans next: the last result of an indicator beside a later plan.

Nothing is subtracted: a plan is not a result. But a reader who sees 1.2万人 done beside 1.5万人
planned for the year after knows what the plan asks for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from mingsheng_reports.catalogue.phrasing import foreseen
from mingsheng_reports.comparison.comparable import objections
from mingsheng_reports.comparison.nature import IN_FORCE
from mingsheng_reports.comparison.series import Topics
from mingsheng_reports.comparison.years import best_of_year, unlike
from mingsheng_reports.core.comparison import Comparison, ComparisonKind
from mingsheng_reports.core.metric import Metric, Scope, Status

SINGLE = 4  # characters of a year that is one year


def compare_plans(metrics: Sequence[Metric], topics: Topics) -> tuple[Comparison, ...]:
    """For each city-wide indicator, its latest result and the first plan of a later year.

    An article that gives one name to several numbers tells none for that year; what is only
    foreseen is no plan.
    """
    cities: dict[str, list[Metric]] = defaultdict(list)
    for metric in metrics:
        if metric.scope is Scope.CITY and len(metric.year) == SINGLE and not foreseen(metric):
            cities[metric.city].append(metric)
    found: list[Comparison] = []
    for city, held in cities.items():
        for topic, group in topics.group(held).items():
            pair = _pair(group)
            if pair is None:
                continue
            key = f"plans:{city}:{topic.indicator}:{topic.unit}"
            against = objections(pair, ComparisonKind.PLANS)
            label, category = pair[1].label, pair[1].category
            found.append(Comparison(key, ComparisonKind.PLANS, category, label, pair, against))
    return tuple(found)


def _pair(metrics: Sequence[Metric]) -> tuple[Metric, Metric] | None:
    result = _of_year(metrics, IN_FORCE, latest=True, after="")
    if result is None:
        return None
    plan = _of_year(metrics, (Status.TARGET,), latest=False, after=result.year)
    return (result, plan) if plan is not None else None


def _of_year(
    metrics: Sequence[Metric], statuses: Sequence[Status], *, latest: bool, after: str
) -> Metric | None:
    """What speaks for the last or the first year behind ``after`` that has such a number."""
    years: dict[str, list[Metric]] = defaultdict(list)
    for metric in metrics:
        if metric.status in statuses and metric.year > after:
            years[metric.year].append(metric)
    for year in sorted(years, reverse=latest):
        if not unlike(years[year]):
            return best_of_year(years[year])
    return None
