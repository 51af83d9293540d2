"""Metrics side by side: comparisons, pledges, conflicts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from mingsheng_reports.core.coverage import Absence, Turnover
from mingsheng_reports.core.metric import Metric
from mingsheng_reports.core.reference import Reference
from mingsheng_reports.core.undertaking import Sighting, Undertaking


@dataclass(frozen=True, slots=True)
class Derived:
    """A number computed from metrics; it names all of them.

    Attributes:
        value: exact decimal, rounded only in ``printed``.
        unit: ``个百分点`` for a difference of percentages, ``%`` for a rate of change.
        printed: as it is printed, with its unit: ``2个百分点``, ``35.7%``.
        formula: how it was computed, in Chinese, with the operands as printed.
        operands: the metrics, in the order of the formula.
    """

    id: str
    value: Decimal
    unit: str
    printed: str
    formula: str
    operands: tuple[Metric, ...]

    def __post_init__(self) -> None:
        if not self.operands:
            raise ValueError("a computed number names the metrics it came from")
        if not isinstance(self.value, Decimal):
            raise TypeError("a value is a Decimal, never a float")


class ComparisonKind(StrEnum):
    """Along which line the metrics are laid side by side."""

    YEARS = "years"
    CITIES = "cities"
    PLANS = "plans"  # the last result and the next plan


@dataclass(frozen=True, slots=True)
class Objection:
    """Why two metrics cannot be subtracted or ranked, or only with a reservation.

    Attributes:
        code: family of reasons, as ``tables/guard.toml`` names it: ``as-of``, ``unit``, ``scope``.
        reason: Chinese clause without digits of its own: 统计截止日期不同.
    """

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Aside:
    """A number that many others could be ranked with, but for this reason."""

    metric: Metric
    objection: Objection


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same indicator over years or over cities.

    Attributes:
        metrics: two or more, ordered by year or by value.
        objections: empty when comparable; otherwise both are shown and nothing is computed.
        change: the difference of the last two years, only when comparable; ``rate`` in per cent.
        reservations: what is printed beside whatever is computed or ranked.
        aside: cities that report the indicator, but not so that they could be ranked with most.
    """

    id: str
    kind: ComparisonKind
    category: str
    label: str
    metrics: tuple[Metric, ...]
    objections: tuple[Objection, ...] = ()
    change: Derived | None = None
    rate: Derived | None = None
    reservations: tuple[Objection, ...] = ()
    aside: tuple[Aside, ...] = ()

    @property
    def comparable(self) -> bool:
        """Whether the metrics may be subtracted and ranked."""
        return not self.objections

    @property
    def unreserved(self) -> bool:
        """Whether what is computed or ranked may be told without a word beside it."""
        return not (self.objections or self.reservations)


class PledgeState(StrEnum):
    """What became of a promise."""

    MET = "已完成"
    EXCEEDED = "超额完成"
    UNDERWAY = "进行中"
    UNREPORTED = "未见报道"
    INCOMPARABLE = "口径不一"
    UNMEASURED = "无法判定"


@dataclass(frozen=True, slots=True)
class Pledge:
    """A target and the result reported for it, if any.

    Attributes:
        stated: the completed share that the source itself states, if any.
        ground: Chinese clause without digits that says why the two belong together, empty where
            they carry one name.
        quoted: whether the name of either is no name without its sentence, so that the promise is
            told in the source's own words.
    """

    id: str
    promised: Metric
    result: Metric | None
    state: PledgeState
    progress: Derived | None = None
    objections: tuple[Objection, ...] = ()
    stated: Metric | None = None
    ground: str = ""
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """A completed share that a source states of a task whose number it does not tell.

    Attributes:
        stated: 完成全年任务的162%.
        result: the number that the share belongs to, if any: 城镇新增就业3411人.
    """

    id: str
    stated: Metric
    result: Metric | None
    state: PledgeState


@dataclass(frozen=True, slots=True)
class Judgement:
    """An announced work and where it stands.

    Attributes:
        pledges: those of its targets that are numbers.
        sightings: the sentence of a later report that the judgement rests on, if any.
        reason: Chinese clause without digits of its own: 报道写明完成.
    """

    undertaking: Undertaking
    pledges: tuple[Pledge, ...]
    sightings: tuple[Sighting, ...]
    state: PledgeState
    reason: str

    @property
    def by_number(self) -> bool:
        """Whether a report answers one of its promised numbers; else it stands as it is told."""
        return any(pledge.state is not PledgeState.UNREPORTED for pledge in self.pledges)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Different values for one indicator, place and period, kept side by side."""

    id: str
    label: str
    metrics: tuple[Metric, ...]
    objections: tuple[Objection, ...] = ()


@dataclass(frozen=True, slots=True)
class Ratio:
    """A city's number per head or per area, computed with a figure that the user supplied."""

    metric: Metric
    reference: Reference
    derived: Derived
    reservations: tuple[Objection, ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """All that comparison hands on for one subject.

    Attributes:
        quoted: further pledges, whose names are none without their sentences.
        tasks: completed shares that sources state of tasks without a number.
    """

    years: tuple[Comparison, ...] = ()
    cities: tuple[Comparison, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    plans: tuple[Comparison, ...] = ()
    ratios: tuple[Ratio, ...] = ()
    turnovers: tuple[Turnover, ...] = ()
    absences: tuple[Absence, ...] = ()
    quoted: tuple[Pledge, ...] = ()
    tasks: tuple[Task, ...] = ()

    @property
    def promises(self) -> tuple[Pledge, ...]:
        """Every pledge, named or quoted."""
        return (*self.pledges, *self.quoted)


MOST_PEERS = 4  # other cities beside the one of a brief: five columns are what a page holds


def _several(given: str | Iterable[str]) -> tuple[str, ...]:
    names = (given,) if isinstance(given, str) else given
    return tuple(dict.fromkeys(name for name in names if name))


@dataclass(frozen=True, slots=True, init=False)
class Subject:
    """What a brief is about: cities, years, or both; what is left open means all.

    ``Subject("盘锦市", "2022")``, ``Subject(("盘锦市", "鞍山市"))``, ``Subject(year="2021")``.

    Attributes:
        cities: full official names, in the order in which they were asked for; empty for all.
        years: four digits each, ascending; empty for all.
    """

    cities: tuple[str, ...]
    years: tuple[str, ...]

    def __init__(self, city: str | Iterable[str] = "", year: str | Iterable[str] = "") -> None:
        object.__setattr__(self, "cities", _several(city))
        object.__setattr__(self, "years", tuple(sorted(_several(year))))
        if not self.cities and not self.years:
            raise ValueError("a brief is about a city, a year, or both")

    @property
    def city(self) -> str:
        """The one city, which need not be named again; empty where there are several or all."""
        return self.cities[0] if len(self.cities) == 1 else ""

    @property
    def year(self) -> str:
        """The one year; empty where there are several or all."""
        return self.years[0] if len(self.years) == 1 else ""

    @property
    def spans(self) -> tuple[str, ...]:
        """The years as they are written: ``2020-2022`` where they follow one another."""
        runs: list[list[str]] = []
        for year in self.years:
            if runs and int(year) == int(runs[-1][-1]) + 1:
                runs[-1].append(year)
            else:
                runs.append([year])
        return tuple(
            piece for run in runs for piece in ([f"{run[0]}-{run[-1]}"] if len(run) > 1 else run)
        )

    def has_city(self, city: str) -> bool:
        """Whether the city belongs to it."""
        return not self.cities or city in self.cities

    def has_year(self, year: str) -> bool:
        """Whether the year does; a span of years (2019-2023) is no year."""
        return not self.years or year in self.years
