"""Which other cities a city is compared with: a rule that one can read.

At most :data:`MOST_PEERS` cities that tell a city-wide number of the years asked for. Cities of
the same rank come first; among them those of the same prefecture (for a prefecture: of the same
province), then of the same province, then the others; within each group those whose division codes
are nearest. A name that no table of places holds comes last.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache, lru_cache
from itertools import islice

from mingsheng_reports.catalogue.divisions import full_forms, full_path
from mingsheng_reports.comparison.cities import TOLD
from mingsheng_reports.core.comparison import MOST_PEERS, Subject
from mingsheng_reports.core.metric import Metric, Scope

LAST = "999999"
BRIEFS = 8  # of one city, which a batch prints one after another


def is_comparable(metric: Metric) -> bool:
    """Whether a metric may stand beside those of other cities."""
    return metric.scope is Scope.CITY and metric.status in TOLD and "-" not in metric.year


def peers_of(subject: Subject, told: Collection[tuple[str, str]]) -> frozenset[str]:
    """The cities that a brief of one city looks at besides; none for other briefs.

    Args:
        subject: of the brief.
        told: city and year of every metric that :func:`is_comparable`, in any order.
    """
    if not subject.city:
        return frozenset()
    pairs = frozenset(told)
    fitting = _telling_of(subject.years, pairs)
    ranked = _by_distance(subject.city, _telling_of((), pairs))
    return frozenset(islice((city for city in ranked if city in fitting), MOST_PEERS))


@lru_cache(maxsize=BRIEFS)
def _telling_of(years: tuple[str, ...], told: frozenset[tuple[str, str]]) -> frozenset[str]:
    """The cities of any of these years, or of all."""
    return frozenset(city for city, year in told if not years or year in years)


@lru_cache(maxsize=BRIEFS)
def _by_distance(city: str, known: frozenset[str]) -> tuple[str, ...]:
    """The others, nearest first."""
    return tuple(sorted(known - {city}, key=lambda other: (*_distance(city, other), other)))


def _distance(city: str, other: str) -> tuple[bool, bool, bool, int]:
    """False for what two cities share: rank, the division above, the province; then how far."""
    (*here, code), (*there, other_code) = _standing(city), _standing(other)
    level, parent, province = (one != two or not two for one, two in zip(here, there, strict=True))
    return level, parent, province, abs(int(code) - int(other_code))


@cache
def _standing(city: str) -> tuple[str, str, str, str]:
    """Rank, division above, province and code; empty, but for the code, for an unknown name.

    Where several places have the name, today's count before earlier ones, then the higher.
    """
    held = full_forms().under(city)
    place = min(held, key=lambda p: (p.last_year is not None, p.level, p.code), default=None)
    if place is None:
        return "", "", "", LAST
    province = full_path(place)[0]
    return place.level.name, place.parent, province.code if province else "", place.code
