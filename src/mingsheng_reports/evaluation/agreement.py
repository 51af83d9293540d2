"""When an answer says the same as an annotation: METRICS "Scoring" and its rulings on units."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from mingsheng_reports.evaluation.rows import Annotation, Answer, ends_of

# 名 and 位 count as 人, 延米 as 米, ㎡ as 平方米; the other pairs are spellings of one unit.
SAME_UNIT: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("名", "位"), "人"),
        **dict.fromkeys(("㎡", "平米"), "平方米"),
        **dict.fromkeys(("km", "千米"), "公里"),
        **dict.fromkeys(("元/月·人", "元/人月", "元/(人·月)"), "元/人·月"),
        "延米": "米",
        "％": "%",
        "家次": "家",
        "吨/天": "吨/日",
        "元/户·年": "元/户",
    }
)
MARKS = re.compile(r"[\s*#]+")  # white space and Markdown
NOT_WORDS = re.compile(r"[\W_]+")
NUMERAL = re.compile(r"[\d零一二两三四五六七八九十百千万亿]")
SHARED_RUN = 5  # characters, one of them a numeral, that two quotes must have in common
LABEL_LIKENESS = Fraction(3, 5)  # character F from which two labels say the same
TOLERANCE = Decimal("1e-6")  # relative, absolute below 1

# Columns that are judged; the first four decide whether an answer is right.
DECISIVE = ("place", "year", "status", "label")
JUDGED = (*DECISIVE, "category", "scope", "qualifier", "as_of")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which columns of an answer agree with the annotation."""

    agreeing: frozenset[str]

    @property
    def right(self) -> bool:
        """Whether place, year, status and label all agree."""
        return self.agreeing.issuperset(DECISIVE)

    @property
    def disagreeing(self) -> tuple[str, ...]:
        """The decisive columns that differ, in their order."""
        return tuple(column for column in DECISIVE if column not in self.agreeing)

    @property
    def points(self) -> int:
        """Agreeing columns, being right counted as one more."""
        return len(self.agreeing) + self.right


def bare(text: str) -> str:
    """Without white space and Markdown marks."""
    return MARKS.sub("", text)


def unit_of(text: str) -> str:
    """The unit under its one name."""
    unit = bare(text)
    return SAME_UNIT.get(unit, unit)


def same_unit(annotation: Annotation, answer: Answer) -> bool:
    """Whether the units are one, under whatever name."""
    return unit_of(answer.unit) in {unit_of(unit) for unit in annotation.accepted("unit")}


def same_value(wanted: str, said: str) -> bool:
    """Whether both ends agree to a millionth of the annotated number."""
    ends, others = ends_of(wanted), ends_of(said)
    if ends is None or others is None or len(ends) != len(others):
        return False
    return all(
        abs(one - other) <= TOLERANCE * max(Decimal(1), abs(one))
        for one, other in zip(ends, others, strict=True)
    )


def quotes_overlap(wanted: str, said: str) -> bool:
    """Whether one holds the other, or they share a run of characters with a numeral in it."""
    first, second = bare(wanted), bare(said)
    if not first or not second:
        return False
    if first in second or second in first:
        return True
    starts = range(len(first) - SHARED_RUN + 1)
    runs = (first[start : start + SHARED_RUN] for start in starts)
    return any(run in second and NUMERAL.search(run) for run in runs)


def label_likeness(one: str, other: str) -> Fraction:
    """Twice the characters in common by the characters of both, punctuation left out."""
    first, second = (Counter(NOT_WORDS.sub("", text)) for text in (one, other))
    both = first.total() + second.total()
    return Fraction(2 * (first & second).total(), max(1, both))


def place_agrees(accepted: Iterable[str], said: str) -> bool:
    """Whether one name ends with the other: 盘山县得胜村 and 得胜村; single characters never do."""
    place = bare(said)
    names = [name for name in map(bare, accepted) if len(name) > 1]
    return len(place) > 1 and any(place.endswith(name) or name.endswith(place) for name in names)


def judge(annotation: Annotation, answer: Answer) -> Verdict:
    """Column by column."""
    agreeing = {
        column for column in JUDGED if getattr(answer, column) in annotation.accepted(column)
    } - {"place", "label"}
    if place_agrees(annotation.accepted("place"), answer.place):
        agreeing.add("place")
    labels = annotation.accepted("label")
    if any(label_likeness(label, answer.label) >= LABEL_LIKENESS for label in labels):
        agreeing.add("label")
    return Verdict(frozenset(agreeing))
