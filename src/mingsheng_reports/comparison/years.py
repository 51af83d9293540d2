"""One city's indicator over its years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from mingsheng_reports.comparison.change import difference, rate
from mingsheng_reports.comparison.comparable import catches, named, objections, reservations
from mingsheng_reports.comparison.nature import IN_FORCE, is_exact
from mingsheng_reports.comparison.series import Topics, kin, place_in_sources
from mingsheng_reports.core.comparison import Comparison, ComparisonKind
from mingsheng_reports.core.metric import Metric, Scope, Status

PAIR = 2


def compare_years(metrics: Sequence[Metric], topics: Topics) -> tuple[Comparison, ...]:
    """Comparisons of every city-wide indicator that two or more years report.

    A baseline of an earlier year stands for that year where nothing better does. Indicators that
    differ only in what was done to the same thing are laid side by side and objected to.
    """
    candidates = [m for m in metrics if m.scope is Scope.CITY and m.status in IN_FORCE]
    found: list[Comparison] = []
    for city, held in _by_city(candidates).items():
        kin_found = _kin(city, held, topics)
        inside = {metric.id for each in kin_found for metric in each.metrics}
        found += [
            each
            for each in _same_indicator(city, held, topics)
            if each.comparable or not inside.issuperset(metric.id for metric in each.metrics)
        ]
        found += kin_found
    return tuple(found)


def _by_city(metrics: Sequence[Metric]) -> dict[str, list[Metric]]:
    cities: dict[str, list[Metric]] = defaultdict(list)
    for metric in metrics:
        cities[metric.city].append(metric)
    return cities


def _same_indicator(city: str, metrics: Sequence[Metric], topics: Topics) -> list[Comparison]:
    found = []
    for topic, held in topics.group(metrics).items():
        years: dict[str, list[Metric]] = defaultdict(list)
        for metric in held:
            if "-" not in metric.year:
                years[metric.year].append(metric)
        years = {year: rivals for year, rivals in years.items() if not unlike(rivals)}
        if len(years) < PAIR:
            continue
        chosen = [best_of_year(years[year]) for year in sorted(years)]
        clashing = any(in_conflict(rivals) for rivals in years.values())
        found.append(
            _compared(f"years:{city}:{topic.indicator}:{topic.unit}", chosen, clashing=clashing)
        )
    return found


def best_of_year(metrics: Sequence[Metric]) -> Metric:
    """The metric that speaks for its year: not a baseline, the whole year, exact, first told.

    First by the names of the files, in whichever order they were read.
    """
    return min(
        metrics,
        key=lambda m: (
            m.status is Status.BASELINE,
            bool(m.as_of),
            m.to_date,
            not is_exact(m),
            place_in_sources(m),
        ),
    )


def in_conflict(metrics: Sequence[Metric]) -> bool:
    """Whether the same kind of statement, up to the same day, is made with different values."""
    return any(catches("conflict", *pair) for pair in combinations(metrics, 2))


def unlike(metrics: Sequence[Metric]) -> bool:
    """Whether one article gives one name to several numbers, so that none speaks for the year."""
    articles: dict[str, list[Metric]] = defaultdict(list)
    for metric in metrics:
        articles[metric.article].append(metric)
    return any(in_conflict(held) for held in articles.values())


def _compared(key: str, metrics: Sequence[Metric], *, clashing: bool) -> Comparison:
    against = objections(metrics, ComparisonKind.YEARS)
    if clashing:
        against = (*against, named("conflict"))
    change = growth = None
    before, last = metrics[-PAIR:]
    if not against:
        change, growth = difference(before, last), rate(before, last)
    return Comparison(
        key,
        ComparisonKind.YEARS,
        last.category,
        last.label,
        tuple(metrics),
        against,
        change,
        growth,
        reservations(metrics, ComparisonKind.YEARS),
    )


def _by_year(groups: Iterable[Sequence[Metric]]) -> tuple[Metric, ...]:
    """Every year of every label where no year has two; else the last year of each label."""
    best = []
    for group in groups:
        years: dict[str, list[Metric]] = defaultdict(list)
        for metric in group:
            years[metric.year].append(metric)
        best.append([best_of_year(years[year]) for year in sorted(years)])
    told = [metric for held in best for metric in held]
    if len({metric.year for metric in told}) < len(told):
        told = [held[-1] for held in best]
    return tuple(sorted(told, key=lambda m: m.year))


def _kin(city: str, metrics: Sequence[Metric], topics: Topics) -> list[Comparison]:
    """Kin side by side: 农村公路建设里程 and 农村公路维修改造里程 are shown, never computed."""
    families: dict[tuple[str, str], list[Metric]] = defaultdict(list)
    for metric in metrics:
        if kin(metric)[0] and "-" not in metric.year:
            families[kin(metric)].append(metric)
    found = []
    for (stem, unit), held in families.items():
        labels: dict[str, list[Metric]] = defaultdict(list)
        for metric in held:
            labels[topics.topic(metric).indicator].append(metric)
        if len(labels) < PAIR:
            continue
        ordered = _by_year(labels.values())
        if len({metric.year for metric in ordered}) < PAIR:
            continue
        against = (
            named("definition"),
            *(
                each
                for each in objections(ordered, ComparisonKind.YEARS)
                if each.code != "definition"
            ),
        )
        found.append(
            Comparison(
                f"kin:{city}:{stem}:{unit}",
                ComparisonKind.YEARS,
                ordered[-1].category,
                stem,
                ordered,
                against,
            )
        )
    return found
