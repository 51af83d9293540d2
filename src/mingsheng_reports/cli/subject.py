"""The cities and years that were typed → the subject of a brief, among what the sources hold."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.errors import UsageError
from mingsheng_reports.core.findings import Told
from mingsheng_reports.core.metric import years_in
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.core.theme import Template
from mingsheng_reports.pipeline import cities_of, years_of

SUFFIXES = ("市", "县", "区", "州", "盟", "旗", "地区", "自治州", "自治县", "自治旗")
LIKELY = 0.5  # of difflib's ratio: one of two characters the same
LISTED = 40  # names in a message
FEW = 3  # names in a notice
SILENT, SAID = "silent", "这里注明未见报道。"


def check_asked(cities: Sequence[str], years: Sequence[str]) -> None:
    """Do nothing when a city or a year was asked for.

    Raises:
        UsageError: neither was.
    """
    if not cities and not years:
        message = "请用 --city 指定城市，或用 --year 指定年份，例如 --city 盘锦 --year 2022。"
        raise UsageError(message)


def check_city_pages(cities: Sequence[str], template: Template, *, wanted: bool) -> None:
    """Do nothing when a page for each city can be printed, or is not wanted.

    Raises:
        UsageError: only one city was asked for, or the template has but one page.
    """
    if wanted and len(cities) == 1:
        message = "--city-pages 用于几个城市或全部城市的简报；这里只有一个城市，请去掉它。"
        raise UsageError(message)
    if wanted and template.most_pages is not None:
        message = f"{template.title}页数有限，排不下各地的页；请去掉 --city-pages，或换一种版面。"
        raise UsageError(message)


def choose_subject(told: Told, cities: Sequence[str], years: Sequence[str]) -> Subject:
    """The subject, its cities by full official name, each once.

    Raises:
        UsageError: neither was given, a city is not told of, or no year is.
    """
    check_asked(cities, years)
    names = find_cities(told, cities)
    check_years(told, names, years)
    return Subject(names, years)


def find_cities(told: Told, cities: Sequence[str]) -> tuple[str, ...]:
    """Full official names, in the order given.

    Raises:
        UsageError: the sources have no metric about one of them.
    """
    return tuple(dict.fromkeys(find_city(told, city) for city in cities))


def silences(told: Told, subject: Subject) -> list[Notice]:
    """Which of several cities, and which of several years, the sources say nothing about."""
    cities, years = subject.cities, subject.years
    known = {
        (city, year)
        for city, span in told.spans
        for year in years_in(span)
        if not years or set(years).issuperset(years_in(span))
    }
    held = [pair for pair in known if not cities or pair[0] in cities]
    found = [
        Notice(city, 0, SILENT, f"没有{_when(years)}的指标；", SAID)
        for city in cities
        if len(cities) > 1 and years and not any((city, year) in known for year in years)
    ]
    empty = [year for year in years if all(pair[1] != year for pair in held)]
    if empty and len(years) > 1:
        whose = "、".join(cities[:FEW]) + ("等" if len(cities) > FEW else "") or "原文"
        found.append(Notice(whose, 0, SILENT, f"没有{_when(empty)}的指标；", SAID))
    return found


def _when(years: Sequence[str]) -> str:
    return "、".join(f"{span}年" for span in Subject(year=years).spans)


def find_city(told: Told, city: str) -> str:
    """Full official name of the city.

    Raises:
        UsageError: the sources have no metric about it.
    """
    known = cities_of(told)
    found = official_name(city, known)
    if found:
        return found
    raise UsageError(_unknown_city(told, _simplified(city), known))


def official_name(city: str, known: Sequence[str]) -> str:
    """The one of the known full names that was typed; empty when it is none of them."""
    city = _simplified(city)
    return match_city(city, known) or match_city(_full_name(city), known)


def _simplified(name: str) -> str:
    """盤錦 → 盘锦; for the sake of those who type traditional characters."""
    from mingsheng_reports.reading.normalise import simplify

    return simplify(name)


def match_city(city: str, known: Sequence[str]) -> str:
    """The one known name that is meant; empty when none or several fit."""
    if city in known:
        return city
    fitting = [name for name in known if any(city + suffix == name for suffix in SUFFIXES)]
    return fitting[0] if len(fitting) == 1 else ""


def _unknown_city(told: Told, city: str, known: Sequence[str]) -> str:
    if not known:
        return "原文里没有提取到任何指标；请检查原文，或运行 msreport sources 看看读到了什么。"
    listed = _listed(known)
    if match_city(city, sorted(told.named)):
        return f"关于{city}的原文里没有提取到指标；有指标的城市：{listed}。"
    parent = _city_of_part(told, city)
    if parent in known:
        return f"{city}没有单独的简报，它的数字收在{parent}里；请写 --city {parent}。"
    near = nearest(city, known)
    guess = f"是不是{'、'.join(near)}？" if near else ""
    return f"原文里没有“{city}”的指标。{guess}有指标的城市：{listed}。"


def _city_of_part(told: Told, place: str) -> str:
    """The city in whose brief the numbers of a district stand: by the metrics, else by law."""
    cities = {city for part, city in told.parts if part == place}
    return cities.pop() if len(cities) == 1 else _above(place)


def _full_name(name: str) -> str:
    """辽宁省盘锦市 → 盘锦市, when the name means one city; else empty."""
    from mingsheng_reports.catalogue.places import city_for, resolve

    place = resolve(name).place
    return place.name if place and city_for(place) == place else ""


def _above(name: str) -> str:
    """The city of a division by the catalogue of places; empty when the name is nobody's."""
    from mingsheng_reports.catalogue.places import city_above, resolve

    place = resolve(name).place
    return city_above(place).name if place else ""


def nearest(name: str, known: Sequence[str], most: int = 3) -> list[str]:
    """Known names that look like it, the likest first."""
    bare = _bare(name)
    scored = [(SequenceMatcher(None, bare, _bare(other)).ratio(), other) for other in known]
    likely = sorted((pair for pair in scored if pair[0] >= LIKELY), key=lambda p: (-p[0], p[1]))
    return [other for _, other in likely[:most]]


def _bare(name: str) -> str:
    suffix = next((s for s in SUFFIXES if name.endswith(s) and len(name) > len(s) + 1), "")
    return name.removesuffix(suffix)


def check_years(told: Told, cities: Sequence[str], years: Sequence[str]) -> None:
    """Do nothing when one of the years has a metric of one of the cities, or none is asked for.

    Raises:
        UsageError: there is none; the message says which years there are.
    """
    if not years or any(
        (not cities or city in cities) and set(years).issuperset(years_in(span))
        for city, span in told.spans
    ):
        return
    known = years_of(told, *cities)
    others = f"有指标的年份：{_listed(known)}。" if known else "别的年份也没有。"
    whose = _listed(cities) + ("都" if len(cities) > 1 else "") or "原文"
    message = f"{whose}没有{_when(years)}的指标；{others}"
    raise UsageError(message)


def check_category(category: str) -> None:
    """Do nothing when there is such a category.

    Raises:
        UsageError: there is none; the message names the likest and all there are.
    """
    from mingsheng_reports.catalogue.categories import categories

    names = [known.name for known in categories()]
    if category not in names:
        near = nearest(category, names)
        guess = f"是不是{'、'.join(near)}？" if near else ""
        message = f"没有“{category}”这个类别。{guess}有：{'、'.join(names)}。"
        raise UsageError(message)


def _listed(names: Sequence[str]) -> str:
    rest = f"等{len(names)}个" if len(names) > LISTED else ""
    return "、".join(names[:LISTED]) + rest
