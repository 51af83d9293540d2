"""One number that a source asserts about a place and a period."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mingsheng_reports.core.evidence import Evidence
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.core.quantity import Quantity
from mingsheng_reports.core.span import Span
from mingsheng_reports.core.undertaking import NOTHING_ANNOUNCED, Announced

UNKNOWN = "未知"  # a city or year that the source does not tell


class Scope(StrEnum):
    """What kind of place a number is about."""

    CITY = "city"
    DISTRICT = "district"
    ORGANISATION = "organisation"
    PROJECT = "project"
    PERSON = "person"


class Status(StrEnum):
    """What kind of assertion it is."""

    ACTUAL = "actual"  # done or so
    TARGET = "target"  # planned, promised
    STANDARD = "standard"  # a rate or benefit in force
    BASELINE = "baseline"  # the old value of a from-to pair
    CHANGE = "change"  # a difference or growth rate
    COMPLETION = "completion"  # percent of a target reached


def years_in(span: str) -> tuple[str, ...]:
    """2022, or all five of 2019-2023."""
    first, dash, last = span.partition("-")
    if not dash:
        return (span,)
    return tuple(str(year) for year in range(int(first), int(last) + 1))


@dataclass(frozen=True, slots=True)
class Metric:
    """A number with the words that prove it (METRICS: the contract).

    Attributes:
        id: ``doc@start-end`` of the figure in the source; stable, no clock, no randomness.
        city: full official name of the city whose brief this belongs to: 盘锦市.
        place: what the number is about.
        year: ``2022``, or ``2019-2023`` for a multi-year total.
        as_of: ISO date of the cut-off, or empty.
        label: the indicator in its shortest standard Chinese form.
        indicator: id in the catalogue, empty when none fits.
        verb: for a change the source's own verb (同比增长, 提高, 增加, 新增), else empty.
        part_of: id of the metric that this one is part of (其中), else empty.
        mentions: the other places that state the same fact.
        rules: names of the rules and table rows that made it, in the order they acted.
        doubts: why it is not sure; empty when sure.
        to_date: whether it counts up to the day of the report without naming that day (目前,
            今年以来, 年初至今), so that it must not be told as the year's whole.
        corrections: what a reader mended in it, as printed: 更正：年份由2022改为2021（理由：…）.
        reported: the year of the report that tells it, empty when unknown; a report of January
            tells the numbers of the year before.
    """

    id: str
    city: str
    place: str
    scope: Scope
    year: str
    as_of: str
    category: str
    label: str
    quantity: Quantity
    status: Status
    evidence: Evidence
    indicator: str = ""
    verb: str = ""
    part_of: str = ""
    article: str = ""
    mentions: tuple[Evidence, ...] = ()
    rules: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    to_date: bool = False
    corrections: tuple[str, ...] = ()
    reported: str = ""

    @property
    def settled(self) -> bool:
        """Whether city and year are known; only settled metrics may enter a brief."""
        return UNKNOWN not in (self.city, self.year)

    @property
    def years(self) -> tuple[str, ...]:
        """Every year it is about: all five of 2019-2023."""
        return years_in(self.year)

    def __post_init__(self) -> None:
        if not isinstance(self.evidence, Evidence):
            raise TypeError("no metric without evidence")
        for name in ("id", "city", "place", "year", "category", "label"):
            if not getattr(self, name):
                raise ValueError(f"metric without {name}")


@dataclass(frozen=True, slots=True)
class Discard:
    """A run of digits or a Chinese numeral that was left out, and why.

    Attributes:
        reason: short name of the reason, a key of the discards table: ``date``, ``age``, ``name``.
        explanation: the reason as a Chinese phrase for the reader.
    """

    doc: str
    span: Span
    text: str
    line: int
    reason: str
    explanation: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that extraction hands on; every digit run is a metric or a discard.

    Attributes:
        announced: the works that articles announce by name, and where others speak of them.
    """

    metrics: tuple[Metric, ...]
    discards: tuple[Discard, ...]
    notices: tuple[Notice, ...] = ()
    announced: Announced = NOTHING_ANNOUNCED
