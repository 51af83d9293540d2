"""What reports tell and what they leave out: over a city's years, and over the cities of a year.

Only indicators of the catalogue are looked at, in whichever unit they are told. Over the years
works are left out, for what a year builds is its own task; an old value told beside a new one
(由A提高到B) is no report of its year. That something is not told does not say that it was not done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from mingsheng_reports.catalogue.categories import order_of
from mingsheng_reports.catalogue.indicators import by_id
from mingsheng_reports.comparison.cities import TOLD
from mingsheng_reports.comparison.nature import is_work
from mingsheng_reports.comparison.series import Topics
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.coverage import Absence, Turnover
from mingsheng_reports.core.metric import Metric, Scope, Status

REPORTED = (Status.ACTUAL, Status.STANDARD)
PAIR = 2

Told = Mapping[str, Metric]  # by id of the indicator


def find_turnovers(
    metrics: Sequence[Metric], topics: Topics, subject: Subject
) -> tuple[Turnover, ...]:
    """For every city asked for and every year told of, but for the first: kept, new and gone."""
    if subject.year or not subject.cities:
        return ()
    held = [
        m for m in metrics if _city_wide(m) and m.status in REPORTED and subject.has_year(m.year)
    ]
    told = _by_side([m for m in held if not is_work(m)], topics)
    found = []
    for city in subject.cities:
        years = sorted(year for (each, year), held in told.items() if each == city and held)
        for before, year in pairwise(years):
            old, new = told[city, before], told[city, year]
            found.append(
                Turnover(
                    city,
                    before,
                    year,
                    tuple(metric for name, metric in new.items() if name in old),
                    tuple(metric for name, metric in new.items() if name not in old),
                    tuple(metric for name, metric in old.items() if name not in new),
                )
            )
    return tuple(found)


def find_absences(
    metrics: Sequence[Metric], topics: Topics, subject: Subject
) -> tuple[Absence, ...]:
    """For every city and year: the indicators that two other cities tell, or the one other of two.

    A city without a report stands here only where the year was asked for.
    """
    if subject.city:
        return ()
    held = [m for m in metrics if _city_wide(m) and m.status in TOLD and subject.has_year(m.year)]
    told = _by_side(held, topics)
    found = []
    for year in sorted({year for _, year in told}):
        sides = {city: told[city, year] for city, each in told if each == year}
        cities = subject.cities or tuple(sorted(sides))
        if len(sides) < PAIR and not (subject.years and len(cities) >= PAIR):
            continue
        for city in cities:
            if city in sides:
                found.append(Absence(city, year, _elsewhere(city, sides)))
            elif subject.years:
                found.append(Absence(city, year, (), silent=True))
    return tuple(each for each in found if each.elsewhere or each.silent)


def _city_wide(metric: Metric) -> bool:
    return metric.scope is Scope.CITY and metric.place == metric.city and "-" not in metric.year


def _by_side(metrics: Sequence[Metric], topics: Topics) -> dict[tuple[str, str], Told]:
    """By city and year the first number of every indicator; results before plans."""
    sides: dict[tuple[str, str], dict[str, Metric]] = defaultdict(dict)
    for metric in sorted(metrics, key=lambda m: m.status is Status.TARGET):
        told = sides[metric.city, metric.year]  # a city is heard even where nothing of it is known
        if by_id(indicator := topics.topic(metric).indicator) is not None:
            told.setdefault(indicator, metric)
    return dict(sides)


def _elsewhere(city: str, sides: Mapping[str, Told]) -> tuple[Metric, ...]:
    tellers: dict[str, list[Metric]] = defaultdict(list)
    for other, told in sides.items():
        for indicator, metric in told.items():
            if other != city and indicator not in sides[city]:
                tellers[indicator].append(metric)
    enough = min(PAIR, len(sides) - 1)
    lacking = [held for held in tellers.values() if len(held) >= enough]
    lacking.sort(key=lambda held: (-len(held), order_of(held[0].category), held[0].label))
    return tuple(held[0] for held in lacking)
