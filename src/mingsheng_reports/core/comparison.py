"""Metrics side by side: comparisons, pledges, conflicts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from mingsheng_reports.core.metric import Metric
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
    """Why two metrics cannot be subtracted or ranked.

    Attributes:
        code: ``as-of``, ``unit``, ``scope``, ``status``, ``definition``, ``qualifier``, ``period``,
            ``works``, ``conflict``.
        reason: Chinese clause without digits of its own: 统计截止日期不同.
    """

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same indicator over years or over cities.

    Attributes:
        metrics: two or more, ordered by year or by value.
        objections: empty when comparable; otherwise both are shown and nothing is computed.
        change: the difference of the last two years, only when comparable; ``rate`` in per cent.
    """

    id: str
    kind: ComparisonKind
    category: str
    label: str
    metrics: tuple[Metric, ...]
    objections: tuple[Objection, ...] = ()
    change: Derived | None = None
    rate: Derived | None = None

    @property
    def comparable(self) -> bool:
        """Whether the metrics may be subtracted and ranked."""
        return not self.objections


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
    """A target and the result reported for it, if any."""

    id: str
    promised: Metric
    result: Metric | None
    state: PledgeState
    progress: Derived | None = None
    objections: tuple[Objection, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Conflict:
    """Different values for one indicator, place and period, kept side by side."""

    id: str
    label: str
    metrics: tuple[Metric, ...]
    objections: tuple[Objection, ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """All that comparison hands on for one subject."""

    years: tuple[Comparison, ...] = ()
    cities: tuple[Comparison, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    plans: tuple[Comparison, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """What a brief is about: one city in one year, one city over its years, or one year.

    ``city`` is the full official name or empty; ``year`` four digits or empty; not both empty.
    """

    city: str = ""
    year: str = ""

    def __post_init__(self) -> None:
        if not self.city and not self.year:
            raise ValueError("a brief is about a city, a year, or both")
