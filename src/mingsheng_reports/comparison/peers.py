"""Which other cities a city is compared with: a rule that one can read.

At most :data:`MOST_PEERS` cities that tell a city-wide number of the years asked for. Cities of
the same rank come first; among them those of the same prefecture (for a prefecture: of the same
province), then of the same province, then the others; each group in the order of division codes.
A name that no table of places holds comes last.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from mingsheng_reports.catalogue.divisions import Place, full_forms, full_path
from mingsheng_reports.comparison.cities import TOLD
from mingsheng_reports.core.comparison import MOST_PEERS, Subject
from mingsheng_reports.core.metric import Metric, Scope

LAST = "999999"


def is_comparable(metric: Metric) -> bool:
    """Whether a metric may stand beside those of other cities."""
    return metric.scope is Scope.CITY and metric.status in TOLD and "-" not in metric.year


def peers_of(subject: Subject, told: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The cities that a brief of one city looks at besides; none for other briefs.

    Args:
        subject: of the brief.
        told: city and year of every metric that :func:`is_comparable`, in any order.
    """
    if not subject.city:
        return frozenset()
    others = {city for city, year in told if subject.has_year(year)} - {subject.city}
    nearest = sorted(others, key=lambda city: (*_distance(subject.city, city), city))
    return frozenset(nearest[:MOST_PEERS])


@cache
def _distance(city: str, other: str) -> tuple[bool, bool, bool, str]:
    """False for what two cities share: rank, the division above, the province."""
    here, there = _place(city), _place(other)
    if here is None or there is None:
        return True, True, True, there.code if there else LAST
    province, other_province = (full_path(place)[0] for place in (here, there))
    return (
        here.level is not there.level,
        here.parent != there.parent,
        province != other_province,
        there.code,
    )


@cache
def _place(city: str) -> Place | None:
    """The division of that name: today's before earlier ones, counties last of all."""
    held = full_forms().get(city, ())
    return min(held, key=lambda p: (p.last_year is not None, p.level, p.code), default=None)
