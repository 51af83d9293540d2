"""The indicators that briefs report: what a number measures, and the words that say so.

A wording is linked to an indicator only by a phrase of the table, word for word, and only when
the number's kind of unit fits. Likeness of strings is never used: 带动就业 looks like 城镇新增就业
and is something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from mingsheng_reports.catalogue.categories import categories
from mingsheng_reports.catalogue.phrases import PhraseIndex
from mingsheng_reports.catalogue.tables import read_tsv, table_path
from mingsheng_reports.core.errors import CatalogueError

TABLE = "indicators.tsv"
UNIT_KINDS = (
    "person",
    "person-time",
    "household",
    "money",
    "money-per",
    "count",
    "length",
    "area",
    "volume",
    "mass",
    "flow",
    "percent",
    "ratio",
    "time",
    "points",
    "energy",
)
SHARED = "?"  # ends a synonym that several indicators share on purpose

_IGNORED = re.compile(r"[“”‘’\"'「」『』《》\s]")
_OPENINGS = re.compile(
    r"^(?:全市|全县|全区|全州|全旗|我市|我县|我区|城区|今年|去年|全年|当年|年内|目前|"
    r"共计|总共|合计|累计|共|已经|已|预计|计划|力争|确保|将|实现|完成|实施|开展|组织|"
    r"其中|又)+"
)
_ENDINGS = {
    "person": re.compile(r"(?:总?人数|人员总数)$"),
    "person-time": re.compile(r"总?(?:人次|人数)$"),
    "household": re.compile(r"总?户数$"),
    "length": re.compile(r"总?(?:里程|长度)$"),
    "area": re.compile(r"总?面积$"),
    "count": re.compile(r"(?:总数|数量)$"),
    "money": re.compile(r"(?:总额|金额)$"),
}


class Better(StrEnum):
    """Which direction is good news."""

    MORE = "more"
    LESS = "less"
    NEUTRAL = "neutral"


KINDS = frozenset(UNIT_KINDS)
DIRECTIONS = {each.value: each for each in Better}


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that can be measured, in one way.

    Attributes:
        id: Latin kebab name, never changed once published.
        label: shortest standard Chinese form.
        category: Chinese name of its category.
        synonyms: other wordings that mean exactly this.
        shared: wordings that this and other indicators have in common on purpose.
        unit_kinds: kinds of unit it can be given in, out of UNIT_KINDS.
        units: the only base units it can be given in; empty when any of those kinds will do.
        note: what it must not be compared or confused with.
        example: a sentence whose number is this; ``counter`` one whose number is not.
    """

    id: str
    label: str
    category: str
    synonyms: tuple[str, ...]
    unit_kinds: tuple[str, ...]
    better: Better
    note: str
    example: str
    counter: str
    units: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()

    @property
    def phrases(self) -> tuple[str, ...]:
        """Every wording under which it is looked for."""
        return (self.label, *self.synonyms, *self.shared)

    def admits(self, unit_kind: str, unit: str = "") -> bool:
        """Whether a number of this kind, and of this unit if known, can be this indicator."""
        fits = not self.units or not unit or unit in self.units
        return fits and unit_kind in self.unit_kinds


@dataclass(frozen=True, slots=True)
class Term:
    """A wording of the table found at ``text[start:end]``.

    Attributes:
        ids: the indicators it may name; the number's unit decides among them.
        phrase: the wording as the table has it.
    """

    start: int
    end: int
    ids: tuple[str, ...]
    phrase: str


def _refused(row: Mapping[str, str], wrong: str, way_out: str) -> CatalogueError:
    where = f"词表{table_path(TABLE)}第{row.get('line', '?')}行"
    return CatalogueError(f"{where}{wrong};{way_out}。")


def parse_indicator(row: Mapping[str, str]) -> Indicator:
    """One row of the table.

    Raises:
        CatalogueError: if the category, a unit kind or the direction is none of the known ones.
    """
    kinds = _split(row["unit_kinds"])
    if row["category"] not in _categories():
        raise _refused(row, f"的类别“{row['category']}”不在类别表中", "请改用已有的类别")
    if not kinds or not KINDS.issuperset(kinds):
        raise _refused(row, f"的单位种类“{row['unit_kinds']}”不对", "请从表头说明所列的种类中选")
    if row["better"] not in DIRECTIONS:
        raise _refused(row, f"的方向“{row['better']}”不对", "请填more、less或neutral")
    wordings = _split(row["synonyms"])
    return Indicator(
        id=row["id"],
        label=row["label"],
        category=row["category"],
        synonyms=tuple(each for each in wordings if not each.endswith(SHARED)),
        shared=tuple(each.removesuffix(SHARED) for each in wordings if each.endswith(SHARED)),
        unit_kinds=kinds,
        units=_split(row["units"]),
        better=DIRECTIONS[row["better"]],
        note=row["definition_note"],
        example=row["example"],
        counter=row["counter"],
    )


@cache
def _categories() -> frozenset[str]:
    return frozenset(category.name for category in categories())


def _split(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|"))) if cell else ()


@cache
def indicators() -> tuple[Indicator, ...]:
    """All indicators, by category in print order, then by label."""
    return tuple(parse_indicator(row) for row in read_tsv(TABLE))


@cache
def _ids() -> Mapping[str, Indicator]:
    return {each.id: each for each in indicators()}


@cache
def _labels() -> Mapping[str, Indicator]:
    return {each.label: each for each in indicators()}


def by_id(indicator_id: str) -> Indicator | None:
    """The indicator with that id."""
    return _ids().get(indicator_id)


def by_label(label: str) -> Indicator | None:
    """The indicator with exactly that label."""
    return _labels().get(label)


def plain_wording(text: str) -> str:
    """Without quotation marks and white space: “口袋公园”建设 → 口袋公园建设."""
    return text if text.isalnum() else _IGNORED.sub("", text)


@cache
def _wordings() -> Mapping[str, tuple[Indicator, ...]]:
    """Plain wording → the indicators it may name."""
    found: dict[str, list[Indicator]] = {}
    for each in indicators():
        for phrase in dict.fromkeys(map(plain_wording, each.phrases)):
            found.setdefault(phrase, []).append(each)
    return {phrase: tuple(held) for phrase, held in found.items()}


@cache
def _index() -> PhraseIndex:
    return PhraseIndex(_wordings())


def _without_ignored(text: str) -> tuple[str, Sequence[int]]:
    """The plain wording and, for each of its characters, its place in the text."""
    if not _IGNORED.search(text):
        return text, range(len(text))
    places: list[int] = []
    resume = 0
    for dropped in _IGNORED.finditer(text):
        places.extend(range(resume, dropped.start()))
        resume = dropped.end()
    places.extend(range(resume, len(text)))
    return plain_wording(text), places


def find_terms(text: str) -> tuple[Term, ...]:
    """Wordings of indicators in a text, in reading order, the longest where two overlap.

    Quotation marks and white space inside a wording do not hide it; offsets are into ``text``.
    """
    plain, places = _without_ignored(text)
    wordings = _wordings()
    return tuple(
        Term(
            places[hit.start],
            places[hit.end - 1] + 1,
            tuple(each.id for each in wordings[hit.phrase]),
            hit.phrase,
        )
        for hit in _index().find(plain)
    )


@lru_cache(maxsize=4096)  # the words around a number are asked about in several cuts
def link(phrase: str, unit_kind: str, unit: str = "") -> Indicator | None:
    """The one indicator that this wording names for a number of this unit; None when unsure.

    A change or a completion (同比增长5%, 完成年度任务的98%) is not given in its indicator's unit:
    link the number it belongs to.

    The wording is tried as it stands, then without 的, then without opening words that name
    neither thing nor deed (全市, 共, 完成) and without an ending that only repeats the unit (人数
    for a number of persons).

    Args:
        phrase: a term's phrase or a label.
        unit_kind: kind of the number's unit, out of UNIT_KINDS.
        unit: base unit itself (个, 栋); tells 老旧小区改造 from 老旧小区改造楼栋.
    """
    for wording in _forms(plain_wording(phrase), unit_kind):
        candidates = _wordings().get(wording)
        if candidates:
            return _only(candidates, unit_kind, unit)
    return None


def _forms(wording: str, unit_kind: str) -> Iterable[str]:
    yield wording
    without = wording.replace("的", "")
    yield without
    opened = _OPENINGS.sub("", without)
    yield opened
    ending = _ENDINGS.get(unit_kind)
    if ending:
        yield ending.sub("", without)
        yield ending.sub("", opened)


def _only(candidates: tuple[Indicator, ...], unit_kind: str, unit: str) -> Indicator | None:
    fitting = [each for each in candidates if each.admits(unit_kind, unit)]
    # A row that names its units speaks before one that takes any; with no unit known it is silent.
    closer = [each for each in fitting if bool(each.units) == bool(unit)] or fitting
    return closer[0] if len(closer) == 1 else None
