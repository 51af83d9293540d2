"""The questions that the guard asks about two numbers; the rows of its table name them.

Each is symmetric: it says the same whichever of the two comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from itertools import takewhile
from operator import eq
from types import MappingProxyType

from mingsheng_reports.catalogue.places import Level, resolve
from mingsheng_reports.comparison.nature import (
    FIXED,
    IN_FORCE,
    cut_off,
    is_about,
    is_bound,
    is_flow,
    is_level,
    is_stock,
    is_work,
    step,
)
from mingsheng_reports.comparison.terms import base_unit, kin_label, plain_label, words_of
from mingsheng_reports.core.metric import Metric, Status

SURE = 5  # steps: half a step of rounding is then a tenth of the difference at most
ALIKE = 8  # characters; fewer name a place or a client, not the work
Predicate = Callable[[Metric, Metric], bool]


def spans_years(first: Metric, second: Metric) -> bool:
    """Whether one counts over several years."""
    return "-" in first.year + second.year


def other_scope(first: Metric, second: Metric) -> bool:
    """Whether one is about a city and the other about a district or a work."""
    return first.scope is not second.scope


def other_place(first: Metric, second: Metric) -> bool:
    """Whether they are about two places."""
    return first.place != second.place


def county_beside_city(first: Metric, second: Metric) -> bool:
    """Whether one is told of a county and the other of a prefecture or a province's rank."""
    levels = {level_of(first), level_of(second)}
    return Level.COUNTY in levels and len(levels - {None}) > 1


def municipality_beside_city(first: Metric, second: Metric) -> bool:
    """Whether one is told of 北京, 天津, 上海 or 重庆 and the other of a prefecture."""
    return {level_of(first), level_of(second)} == {Level.PROVINCE, Level.PREFECTURE}


def level_of(metric: Metric) -> Level | None:
    """The rank of the city that it is told of; None for a name that no catalogue knows."""
    year = metric.year[-4:]
    return _rank_of(metric.city, int(year) if year.isdigit() else None)


@cache
def _rank_of(name: str, year: int | None) -> Level | None:
    place = resolve(name, year=year).place
    return place.level if place else None


def other_unit(first: Metric, second: Metric) -> bool:
    """Whether they are counted in different things."""
    return base_unit(first.quantity.unit) != base_unit(second.quantity.unit)


def other_definition(first: Metric, second: Metric) -> bool:
    """Whether they measure different things, by the catalogue or else by their labels."""
    if first.indicator and second.indicator:
        return first.indicator != second.indicator
    if first.indicator or second.indicator:
        return False  # one of them lent its indicator to the other's label: see Topics
    return plain_label(first.label) != plain_label(second.label)


def other_year(first: Metric, second: Metric) -> bool:
    """Whether they are of two years."""
    return first.year != second.year


def holds_level(first: Metric, second: Metric) -> bool:
    """Whether one is a state already told per something: a rate, a standard."""
    return is_level(first) or is_level(second)


def other_day(first: Metric, second: Metric) -> bool:
    """Whether one ends on another day than the other, or with a report that names none."""
    return cut_off(first) != cut_off(second) or first.to_date or second.to_date


def stock_beside_flow(first: Metric, second: Metric) -> bool:
    """Whether one says how many there are by now, the other how many a year brought."""
    return (is_stock(first) and is_flow(second)) or (is_flow(first) and is_stock(second))


def _levels(first: Metric, second: Metric) -> bool:
    return is_level(first) and is_level(second)


def other_cut_off(first: Metric, second: Metric) -> bool:
    """Whether two counts over time end on different days of their years."""
    return cut_off(first) != cut_off(second) and not _levels(first, second)


def open_dated(first: Metric, second: Metric) -> bool:
    """Whether a count over time ends with its report, which names no day.

    Two reports count up to two days, even where neither names its own.
    """
    if _levels(first, second) or not (first.to_date or second.to_date):
        return False
    same_day = first.to_date is second.to_date and first.article == second.article
    return not same_day and cut_off(first) == cut_off(second)


def other_moment(first: Metric, second: Metric) -> bool:
    """Whether two states were taken on different days; a standard holds until it is changed."""
    if not _levels(first, second):
        return False
    if cut_off(first) != cut_off(second):
        fixed = first.status in FIXED and second.status in FIXED
        return bool(first.as_of and second.as_of) or not fixed
    rates = first.status not in FIXED and second.status not in FIXED
    return rates and first.to_date is not second.to_date


def other_works(first: Metric, second: Metric) -> bool:
    """Whether they count what was built in two years."""
    return first.year != second.year and is_work(first) and is_work(second)


def other_footing(first: Metric, second: Metric) -> bool:
    """Whether one is planned and the other done, or one a number and the other its change."""
    together = first.status in IN_FORCE and second.status in IN_FORCE
    return first.status is not second.status and not together


def bounded(first: Metric, second: Metric) -> bool:
    """Whether one is only known to lie above, below or between."""
    return is_bound(first) or is_bound(second)


def _rough(first: Metric, second: Metric) -> bool:
    return approximate(first, second) or unevenly_rounded(first, second)


def lost_in_rounding(first: Metric, second: Metric) -> bool:
    """Whether what was rounded off could make up more than a tenth of the difference."""
    return _rough(first, second) and _steps_apart(first, second) < SURE


def turned_by_rounding(first: Metric, second: Metric) -> bool:
    """Whether what was rounded off could turn their order round; a step is twice as much."""
    return _rough(first, second) and _steps_apart(first, second) < 1


def _steps_apart(first: Metric, second: Metric) -> Decimal:
    """Their distance in steps of the coarser one, which is rough; none in different units."""
    if other_unit(first, second):
        return Decimal("Infinity")
    apart = abs(first.quantity.value - second.quantity.value)
    return apart / max(step(first), step(second))


def approximate(first: Metric, second: Metric) -> bool:
    """Whether one is 约."""
    return is_about(first) or is_about(second)


def unevenly_rounded(first: Metric, second: Metric) -> bool:
    """Whether two exact numbers are written to different digits: 1.2万 and 24567."""
    exact = not (approximate(first, second) or bounded(first, second))
    return exact and step(first) != step(second)


def contradicted(first: Metric, second: Metric) -> bool:
    """Whether one year's number of one kind, up to the same day, has two values."""
    if first.quantity.plain_value == second.quantity.plain_value:
        return False
    kind = (first.status, first.as_of, first.to_date)
    return kind == (second.status, second.as_of, second.to_date)


def nearly_named(first: Metric, second: Metric) -> bool:
    """Whether two articles give one total of two works whose names begin mostly alike."""
    same = (first.city, first.label, first.quantity.unit, first.year)
    if same != (second.city, second.label, second.quantity.unit, second.year):
        return False
    names = [m.place.removeprefix(m.city).removeprefix(m.city[:-1]) for m in (first, second)]
    alike = sum(1 for _ in takewhile(bool, map(eq, *names)))
    return first.article != second.article and alike >= max(ALIKE, min(map(len, names)) // 2)


def excess_beside_total(first: Metric, second: Metric) -> bool:
    """Whether one article tells how much was done, another by how much that exceeds the plan."""
    total, excess = (second, first) if first.status is Status.CHANGE else (first, second)
    beyond = excess.status is Status.CHANGE and any(
        word in excess.verb for word, _ in words_of("excess")
    )
    same = (total.city, total.place, total.year) == (excess.city, excess.place, excess.year)
    kin = kin_label(plain_label(total.label)) == kin_label(plain_label(excess.label))
    done = total.status is Status.ACTUAL and total.quantity.value > excess.quantity.value
    apart = total.article != excess.article
    return beyond and same and kin and done and apart and not other_unit(total, excess)


PREDICATES: Mapping[str, Predicate] = MappingProxyType(
    {
        predicate.__name__: predicate
        for predicate in (
            spans_years,
            other_scope,
            other_place,
            county_beside_city,
            municipality_beside_city,
            other_unit,
            other_definition,
            other_year,
            holds_level,
            other_day,
            stock_beside_flow,
            other_cut_off,
            open_dated,
            other_moment,
            other_works,
            other_footing,
            bounded,
            lost_in_rounding,
            turned_by_rounding,
            approximate,
            unevenly_rounded,
            contradicted,
            nearly_named,
            excess_beside_total,
        )
    }
)
