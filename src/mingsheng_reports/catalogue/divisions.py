"""The divisions of China, from 1980 to today: provinces, prefectures, counties.

Rows come from ``tables/places.tsv.gz`` (see ``tables/PLACES-LICENCE.txt``). A division that was
renamed, re-coded or moved has one row for each stretch of years.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from mingsheng_reports.catalogue.tables import table_path
from mingsheng_reports.core.errors import CatalogueError

TABLE = "places.tsv.gz"
EARLIEST = 1980  # the table starts here: a first year of 1980 means "1980 or before"
OPEN = 9999  # stands for "today" where years are compared
MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})  # 北京 天津 上海 重庆


class Level(IntEnum):
    """Rank of a division, from the top."""

    PROVINCE = 1
    PREFECTURE = 2  # 地级市, 地区, 自治州, 盟
    COUNTY = 3  # 市辖区, 县, 县级市, 自治县, 旗


LEVELS = {"province": Level.PROVINCE, "prefecture": Level.PREFECTURE, "county": Level.COUNTY}


@dataclass(frozen=True, slots=True)
class Place:
    """One name of one division under one parent.

    Attributes:
        code: six digits as of its years: ``211100``.
        name: full official name: 盘锦市.
        short: 盘锦.
        parent: code of the division above; empty for a province.
        first_year: first year at whose end it existed under this name, 1980 meaning or before.
        last_year: last such year, None while it exists.
    """

    code: str
    name: str
    short: str
    level: Level
    parent: str
    first_year: int
    last_year: int | None

    @property
    def is_city(self) -> bool:
        """Whether it is a city in its own right: 盘锦市, 双辽市, 北京市."""
        return self.name.endswith("市")

    @property
    def is_district(self) -> bool:
        """Whether it is part of a city (市辖区), as neither a county nor 神农架林区 is."""
        own = self.parent.endswith("0000") and self.parent not in MUNICIPALITIES
        return self.level is Level.COUNTY and self.name.endswith("区") and not own

    @property
    def is_plain_province(self) -> bool:
        """Whether it is a province and not a municipality: no brief is about it."""
        return self.level is Level.PROVINCE and self.code not in MUNICIPALITIES

    def years_from(self, year: int | None) -> int:
        """How many years ``year`` (None: today) lies outside its years; 0 inside."""
        wanted = OPEN if year is None else year
        if wanted < self.first_year and self.first_year != EARLIEST:
            return self.first_year - wanted
        last = OPEN if self.last_year is None else self.last_year
        return wanted - last if wanted > last else 0


@cache
def places() -> tuple[Place, ...]:
    """All rows, ordered by code and year.

    Raises:
        CatalogueError: if the table is missing or damaged.
    """
    try:
        text = gzip.decompress(table_path(TABLE).read_bytes()).decode("utf-8")
        lines = text.splitlines()[1:]
        return tuple(_place(line.split("\t")) for line in lines)
    except (OSError, EOFError, ValueError, KeyError) as error:
        message = f"地名表{TABLE}读不出来；请重新安装本程序。"
        raise CatalogueError(message) from error


def _place(cells: list[str]) -> Place:
    code, name, short, level, parent, first, last = cells
    return Place(code, name, short, LEVELS[level], parent, int(first), int(last) if last else None)


@cache
def _codes() -> dict[str, tuple[Place, ...]]:
    found: dict[str, tuple[Place, ...]] = {}
    for place in places():
        found[place.code] = (*found.get(place.code, ()), place)
    return found


@cache
def _children() -> dict[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = {}
    for place in places():
        found.setdefault(place.parent, []).append(place)
    return {parent: tuple(children) for parent, children in found.items()}


def holders(candidates: tuple[Place, ...], year: int | None) -> tuple[Place, ...]:
    """Those that existed in the year; when none did, those that existed nearest to it."""
    if len(candidates) < 2:
        return candidates
    away = [place.years_from(year) for place in candidates]
    nearest = min(away)
    return tuple(place for place, years in zip(candidates, away, strict=True) if years == nearest)


def by_code(code: str, year: int | None = None) -> Place | None:
    """The division with that code in that year, or nearest to it; None for an unknown code."""
    held = holders(_codes().get(code, ()), year)
    return held[-1] if held else None


def parent_of(place: Place) -> Place | None:
    """The division above, as it was in the place's last year."""
    return by_code(place.parent, place.last_year) if place.parent else None


def full_path(place: Place) -> tuple[Place | None, Place | None, Place | None]:
    """(province, prefecture, county); None where there is no such level: 北京市朝阳区, 济源市."""
    line: dict[Level, Place] = {}
    above: Place | None = place
    while above is not None:
        line[above.level] = above
        above = parent_of(above)
    return line.get(Level.PROVINCE), line.get(Level.PREFECTURE), line.get(Level.COUNTY)


def children_of(place: Place, year: int | None = None) -> tuple[Place, ...]:
    """The divisions directly below in that year (None: today)."""
    below = _children().get(place.code, ())
    return tuple(child for child in below if child.years_from(year) == 0)


def is_within(place: Place, whole: Place) -> bool:
    """Whether ``place`` is ``whole`` or lies in it; by code, whatever the years."""
    if whole.code in (place.code, place.parent):
        return True
    above = parent_of(place)
    return above is not None and above.parent == whole.code


def city_above(place: Place) -> Place:
    """The prefecture or municipality a place lies in; the place itself where there is none.

    盘山县 gives 盘锦市, 双辽市 gives 四平市, 北京市朝阳区 gives 北京市, 济源市 gives 济源市.
    """
    if place.level is not Level.COUNTY:
        return place
    above = parent_of(place)
    return place if above is None or above.is_plain_province else above


def city_for(place: Place, page: Place | None = None) -> Place:
    """The city whose brief a place belongs to.

    Args:
        place: what an article or a number is about.
        page: the city of the page it stands on, when known: every place in it belongs to it.

    Returns:
        ``page`` when the place lies in it; else the city above a district (铁西区), and a county
        or county-level city itself (霍山县, 双辽市).
    """
    if page is not None and is_within(place, page):
        return page
    return city_above(place) if place.is_district else place


def today(place: Place) -> Place:
    """What the division is called now: 大洼县 gives 大洼区, 襄樊市 gives 襄阳市.

    Follows the same code, or the same short name under the same parent, year by year; where the
    trail ends (merged, divided) the last known name is returned.
    """
    while place.last_year is not None:
        following = place.last_year + 1
        same_code = (row for row in _codes()[place.code] if row.first_year == following)
        siblings = _children().get(place.parent, ())
        same_name = (
            row for row in siblings if row.first_year == following and row.short == place.short
        )
        successor = next(same_code, None) or next(same_name, None)
        if successor is None:
            return place
        place = successor
    return place


@cache
def full_forms() -> dict[str, tuple[Place, ...]]:
    """Full names, and the customary 乳源县 for 乳源瑶族自治县, 延边州 for 延边朝鲜族自治州."""
    found: dict[str, tuple[Place, ...]] = {}
    for place in places():
        found[place.name] = (*found.get(place.name, ()), place)
    for place in places():
        for tail, last in (("自治县", "县"), ("自治州", "州"), ("自治旗", "旗")):
            form = place.short + last
            if place.name.endswith(tail) and place not in found.get(form, ()):
                found[form] = (*found.get(form, ()), place)
    return found


@cache
def short_forms() -> dict[str, tuple[Place, ...]]:
    """Short names that are not full names as well: 盘锦, 大洼, 内蒙古."""
    found: dict[str, tuple[Place, ...]] = {}
    full = full_forms()
    for place in places():
        if place.short not in full:
            found[place.short] = (*found.get(place.short, ()), place)
    return found
