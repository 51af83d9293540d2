"""The divisions of China, from 1980 to today: provinces, prefectures, counties.

Rows come from ``tables/places.tsv.gz`` (see ``tables/PLACES-LICENCE.txt``). A division that was
renamed, re-coded or moved has one row for each stretch of years.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from mingsheng_reports.catalogue.tables import table_path
from mingsheng_reports.core.errors import CatalogueError

TABLE = "places.tsv.gz"
EARLIEST = 1980  # the table starts here: a first year of 1980 means "1980 or before"
OPEN = 9999  # stands for "today" where years are compared
AUTONOMOUS = ("自治县", "自治州", "自治旗")  # spoken of by its short name and the last character
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


@dataclass(frozen=True, slots=True)
class Columns:
    """The table by columns: most rows are never asked for, and a column is read in one step."""

    codes: list[str]
    names: list[str]
    shorts: list[str]
    levels: list[str]
    parents: list[str]
    firsts: list[str]
    lasts: list[str]


class Filed:
    """Rows of the table filed under words; a place is made of a row when it is asked for."""

    __slots__ = ("rows",)

    def __init__(self, words: Iterable[str]) -> None:
        """File the rows of the table under the words of one of its columns."""
        rows: dict[str, tuple[int, ...]] = {}
        for row, word in enumerate(words):
            held = rows.get(word)
            rows[word] = (row,) if held is None else (*held, row)
        self.rows = rows

    def add(self, word: str, row: int) -> None:
        """File a row under one more word."""
        self.rows[word] = (*self.rows.get(word, ()), row)

    def __contains__(self, word: str) -> bool:
        return word in self.rows

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def under(self, word: str) -> tuple[Place, ...]:
        """The places filed under the word, in the order of the table."""
        return tuple(map(_place, self.rows.get(word, ())))


@cache
def _columns() -> Columns:
    """The table itself.

    Raises:
        CatalogueError: if it is missing or damaged.
    """
    try:
        text = gzip.decompress(table_path(TABLE).read_bytes()).decode("utf-8")
        _, _, body = text.rstrip("\n").partition("\n")
        cells = body.replace("\n", "\t").split("\t")
        width = body.partition("\n")[0].count("\t") + 1
        table = Columns(*(cells[column::width] for column in range(width)))
        _check(table)
    except (OSError, EOFError, ValueError, TypeError) as error:
        message = f"地名表{TABLE}读不出来；请重新安装本程序。"
        raise CatalogueError(message) from error
    return table


def _check(table: Columns) -> None:
    sizes = {len(getattr(table, name)) for name in Columns.__match_args__}
    years = "".join(table.firsts) + "".join(table.lasts)
    if len(sizes) > 1 or not LEVELS.keys() >= set(table.levels) or not years.isdigit():
        raise ValueError("a row with too few or too many cells, or with wrong ones")


@cache
def _place(row: int) -> Place:
    table = _columns()
    last = table.lasts[row]
    return Place(
        table.codes[row],
        table.names[row],
        table.shorts[row],
        LEVELS[table.levels[row]],
        table.parents[row],
        int(table.firsts[row]),
        int(last) if last else None,
    )


@cache
def places() -> tuple[Place, ...]:
    """All rows, ordered by code and year.

    Raises:
        CatalogueError: if the table is missing or damaged.
    """
    return tuple(map(_place, range(len(_columns().codes))))


@cache
def _codes() -> Filed:
    return Filed(_columns().codes)


@cache
def _children() -> Filed:
    return Filed(_columns().parents)


def holders(candidates: tuple[Place, ...], year: int | None) -> tuple[Place, ...]:
    """Those that existed in the year; when none did, those that existed nearest to it."""
    if len(candidates) < 2:
        return candidates
    away = [place.years_from(year) for place in candidates]
    nearest = min(away)
    return tuple(place for place, years in zip(candidates, away, strict=True) if years == nearest)


def by_code(code: str, year: int | None = None) -> Place | None:
    """The division with that code in that year, or nearest to it; None for an unknown code."""
    held = holders(_codes().under(code), year)
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
    below = _children().under(place.code)
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
        same_code = (row for row in _codes().under(place.code) if row.first_year == following)
        siblings = _children().under(place.parent)
        same_name = (
            row for row in siblings if row.first_year == following and row.short == place.short
        )
        successor = next(same_code, None) or next(same_name, None)
        if successor is None:
            return place
        place = successor
    return place


@cache
def full_forms() -> Filed:
    """Full names, and the customary 乳源县 for 乳源瑶族自治县, 延边州 for 延边朝鲜族自治州."""
    table = _columns()
    found = Filed(table.names)
    for row, name in enumerate(table.names):
        if name.endswith(AUTONOMOUS):
            form = table.shorts[row] + name[-1]
            if row not in found.rows.get(form, ()):
                found.add(form, row)
    return found


@cache
def short_forms() -> Filed:
    """Short names that are not full names as well: 盘锦, 大洼, 内蒙古."""
    full = full_forms()
    found = Filed(_columns().shorts)
    found.rows = {short: rows for short, rows in found.rows.items() if short not in full}
    return found
