"""The composed report: fragments that know where their digits come from.

A sentence is a tuple of fragments. Words hold no number at all, so whatever digit reaches paper
belongs to a fragment that names its origin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from mingsheng_reports.core.comparison import Derived, Subject
from mingsheng_reports.core.errors import UnaccountedNumberError
from mingsheng_reports.core.evidence import Evidence
from mingsheng_reports.core.metric import Metric
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.core.proof import ProofSheet

DIGIT = re.compile(r"[0-9０-９]")


@dataclass(frozen=True, slots=True)
class Words:
    """Wording of our own; refuses digits."""

    text: str

    def __post_init__(self) -> None:
        if DIGIT.search(self.text):
            raise UnaccountedNumberError(f"“{self.text}”中的数字没有来历，不能印出。")


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken as it stands: a label, a place, a title, an organisation; may hold digits.

    ``origin`` says where it comes from: a metric's id, an article's id, a table row.
    """

    text: str
    origin: str

    def __post_init__(self) -> None:
        if not self.origin:
            raise UnaccountedNumberError(f"名称“{self.text}”没有来历，不能印出。")


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric's number with its endnote; ``bare`` where the words around tell its rate."""

    metric: Metric
    note: int
    bare: bool = False

    @property
    def text(self) -> str:
        """``每人每月760元``, ``约30.8亿元``."""
        return self.metric.quantity.printed if self.bare else self.metric.quantity.wording

    @property
    def value(self) -> Decimal:
        """The number itself, for drawing to scale; the lower end of a range."""
        return self.metric.quantity.value

    @property
    def unit(self) -> str:
        """Base unit of ``value``."""
        return self.metric.quantity.unit


@dataclass(frozen=True, slots=True)
class Computed:
    """A number computed from metrics, linked to the endnotes of its operands."""

    derived: Derived
    notes: tuple[int, ...]

    @property
    def text(self) -> str:
        """``2个百分点``."""
        return self.derived.printed

    @property
    def value(self) -> Decimal:
        """The number itself, for drawing to scale."""
        return self.derived.value

    @property
    def unit(self) -> str:
        """Unit of ``value``: ``%``, ``个百分点``."""
        return self.derived.unit


@dataclass(frozen=True, slots=True)
class Day:
    """A year, month or date; ``origin`` names the metric, article or clock setting it is from."""

    text: str
    origin: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many things of its own a brief holds: sources, numbers, endnotes.

    ``counted`` are the ids of what was counted, so that the number can be checked.
    """

    counted: tuple[str, ...]
    counter: str = ""

    @property
    def text(self) -> str:
        """``5篇``."""
        return f"{len(self.counted)}{self.counter}"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A source's own words, printed verbatim."""

    text: str
    origin: str


Fragment = Words | Name | Figure | Computed | Day | Tally | Quoted
Sentence = tuple[Fragment, ...]


def sentence_text(sentence: Sequence[Fragment]) -> str:
    """The sentence as plain text."""
    return "".join(fragment.text for fragment in sentence)


class ChartKind(StrEnum):
    """Forms of chart, by the question they answer."""

    BARS = "bars"  # cities or parts side by side, sorted
    SLOPE = "slope"  # two years
    LINE = "line"  # three years or more
    BULLET = "bullet"  # plan and progress


@dataclass(frozen=True, slots=True)
class Mark:
    """One value drawn: ``figure`` is its label, ``name`` the category or year it stands at.

    Attributes:
        series: name of the group (a plan, a result, a city), empty when there is one.
        emphasised: drawn in the accent colour.
        hatched: not comparable with its neighbours; drawn hatched and explained below.
    """

    name: Name | Day
    figure: Figure | Computed
    series: str = ""
    emphasised: bool = False
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """What to draw, free of any drawing library.

    Attributes:
        title: states the finding.
        subtitle: measure, unit, place and period.
        source: 数据来源 line.
        caution: what cannot be compared in it, or empty.
        alternative: the chart in words, for readers who cannot see it.
        wide: page width instead of column width.
    """

    id: str
    kind: ChartKind
    title: Sentence
    subtitle: Sentence
    marks: tuple[Mark, ...]
    source: Sentence
    alternative: Sentence
    caution: Sentence = ()
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Headline:
    """One of the big figures at the top: label above, figure, context below."""

    label: Name
    figure: Figure
    context: Sentence


@dataclass(frozen=True, slots=True)
class Section:
    """One category: a paired heading (``kicker`` three characters, then a clause), text, charts."""

    category: str
    kicker: str
    heading: str
    paragraphs: tuple[Sentence, ...]
    charts: tuple[ChartSpec, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; ``cells`` as many as the table has columns."""

    cells: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its column heads; ``caution`` stands below it."""

    title: str
    heads: tuple[Sentence, ...]
    rows: tuple[Row, ...]
    caution: Sentence = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """区县速览: one place's facts in a few sentences."""

    place: Name
    paragraphs: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Endnote:
    """One entry of 数据来源: the proof of one printed number.

    Attributes:
        number: 1-based, in the order of first appearance in the body.
        evidence: first statement; ``mentions`` the others.
    """

    number: int
    metric: Metric
    source_title: str
    source_date: str
    evidence: Evidence
    mentions: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Colophon:
    """One source file as the brief read it."""

    doc: str
    title: str
    date: str
    dating: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Brief:
    """The composed report, complete and free of any layout.

    Attributes:
        kicker, title, subtitle: 眉题, 主题, ——副题 (without the dashes).
        dateline: date and number of sources.
        lead: 核心提示.
        headlines: the big figures.
        sections: one per category that has metrics, in catalogue order.
        pledges: 承诺与进展, None when there is nothing to lay side by side.
        years, cities: comparison tables, None when there is nothing.
        ratios: numbers per head or per area, None without figures to divide by.
        districts: 区县速览.
        cautions: what could not be compared, and why.
        endnotes: 数据来源.
        notices: trouble in the sources that the reader must know.
        proof: its numbers to be checked one by one, where a proof sheet was asked for.
    """

    subject: Subject
    kicker: Sentence
    title: Sentence
    subtitle: Sentence
    dateline: Sentence
    lead: tuple[Sentence, ...]
    headlines: tuple[Headline, ...]
    sections: tuple[Section, ...]
    endnotes: tuple[Endnote, ...]
    colophons: tuple[Colophon, ...]
    pledges: Table | None = None
    pledge_charts: tuple[ChartSpec, ...] = ()
    years: Table | None = None
    cities: Table | None = None
    districts: tuple[Digest, ...] = ()
    cautions: tuple[Sentence, ...] = ()
    notices: tuple[Notice, ...] = ()
    proof: ProofSheet | None = None
    ratios: Table | None = None
