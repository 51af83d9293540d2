"""One indicator over the cities of a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from mingsheng_reports.comparison.comparable import objections, reservations
from mingsheng_reports.comparison.nature import IN_FORCE
from mingsheng_reports.comparison.series import Topics
from mingsheng_reports.comparison.years import best_of_year, unlike
from mingsheng_reports.core.comparison import Comparison, ComparisonKind
from mingsheng_reports.core.metric import Metric, Scope, Status

TOLD = (*IN_FORCE, Status.TARGET)
PAIR = 2


def compare_cities(metrics: Sequence[Metric], topics: Topics) -> tuple[Comparison, ...]:
    """Comparisons of every city-wide indicator that two or more cities report for one year.

    A city that has nothing better is shown with its plan, and the comparison is objected to.
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
            best = [_best(group) for group in cities.values() if not unlike(group)]
            if len(best) < PAIR:
                continue
            best.sort(key=lambda m: (-m.quantity.value, m.city))
            found.append(
                Comparison(
                    f"cities:{year}:{topic.indicator}:{topic.unit}",
                    ComparisonKind.CITIES,
                    best[0].category,
                    best[0].label,
                    tuple(best),
                    objections(best, ComparisonKind.CITIES),
                    reservations=reservations(best, ComparisonKind.CITIES),
                )
            )
    return tuple(found)


def _best(metrics: Sequence[Metric]) -> Metric:
    done = [metric for metric in metrics if metric.status is not Status.TARGET]
    return best_of_year(done or metrics)
