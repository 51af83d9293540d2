"""``--city all --year 2020-2022 --template feature,onepage`` → one request for each brief."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingsheng_reports.batch.naming import filled
from mingsheng_reports.batch.request import Request, Stock
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.filing import file_name
from mingsheng_reports.core.findings import pairs_told
from mingsheng_reports.core.theme import Template, Theme

ALL = frozenset({"all", "全部", "所有"})


@dataclass(frozen=True, slots=True)
class Selection:
    """Cities by full official name and years; each pair of them is a brief of its own.

    Attributes:
        cities: ``all`` for every city that is told of; none for briefs over all cities.
        years: ``all`` for every year that is told of; none for briefs over all years.
    """

    cities: tuple[str, ...]
    years: tuple[str, ...]

    def subjects(self, stock: Stock) -> Iterator[Subject]:
        """What can be told of; of a named city, at least one subject, so that it is missed."""
        told = pairs_told(stock)
        known = tuple(dict.fromkeys(city for city, _ in told))
        cities = known if ALL.intersection(self.cities) else self.cities
        years = tuple(sorted({year for _, year in told}))
        years = years if ALL.intersection(self.years) else tuple(sorted(self.years))
        pairs = set(told)
        some = {year for _, year in told}
        for city in cities or ("",):
            if not years:
                yield Subject(city)
                continue
            held = [year for year in years if (city, year) in pairs or (not city and year in some)]
            missed = city and not held and city not in known
            yield from (Subject(city, year) for year in held)
            if missed:
                yield Subject(city, years)


def file_for(subject: Subject, template: Template, pattern: str = "") -> str:
    """The name of a brief's file: by the pattern, else as ``msreport pdf`` names it."""
    if pattern:
        return filled(pattern, subject, template)
    return file_name(subject, "" if template.name == Template().name else template.title)


def requests_for(
    selection: Selection, stock: Stock, themes: Sequence[Theme], pattern: str = ""
) -> list[Request]:
    """All briefs of a selection, by city, year and template."""
    known = {city for city, _ in pairs_told(stock)}
    return [
        Request(
            subject,
            theme,
            file_for(subject, theme.template, pattern),
            expected=not known.issuperset(subject.cities),
        )
        for subject in selection.subjects(stock)
        for theme in themes
    ]
