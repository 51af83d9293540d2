"""The composed report: what it is made of, free of any layout."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.evidence import Evidence
from mingsheng_reports.core.metric import Metric
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.core.pieces import (
    DIGIT,
    Computed,
    Day,
    Figure,
    Fragment,
    Name,
    Quoted,
    Sentence,
    Tally,
    Words,
    sentence_text,
)
from mingsheng_reports.core.proof import ProofSheet

__all__ = (
    "DIGIT", "Brief", "ChartKind", "ChartSpec", "CityPage", "Colophon", "Computed", "Day",
    "Digest", "Endnote", "Figure", "Fragment", "Headline", "Mark", "Name", "Quoted", "Row",
    "Section", "Sentence", "Table", "Tally", "Words", "sentence_text",
)  # fmt: skip


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
class CityPage:
    """One city of a brief on many, on a page of its own.

    Attributes:
        headlines: its big figures.
        tables: how it stands beside the others, its years, its promises.
        remarks: what is told elsewhere and not of it, and what the page leaves out.
    """

    place: Name
    headlines: tuple[Headline, ...]
    tables: tuple[Table, ...]
    remarks: tuple[Sentence, ...] = ()


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
        gaps: what reports tell no longer or for the first time, and what they leave out.
        city_pages: one per city, where they were asked for.
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
    gaps: tuple[Table, ...] = ()
    city_pages: tuple[CityPage, ...] = ()
