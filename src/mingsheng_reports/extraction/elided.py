"""Units that a number leaves out: 2.8万贫困群众, 分别提高3.9和2.2个百分点."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mingsheng_reports.catalogue.units import units
from mingsheng_reports.extraction.quantities import Candidate

MYRIADS = ("万", "亿", "余", "多")
PEOPLE = re.compile(
    r"(?:农村|城镇|城乡|贫困|困难|农牧|失能|留守|建档立卡|适龄|在校|离退休|低保|受灾|务工|企业|退役|各族)*"
    r"(?:人口|群众|居民|农民|农牧民|牧民|职工|学生|老人|老年人|师生|党员|妇女|残疾人|儿童|市民|村民|"
    r"毕业生|劳动力|干部|军人)"
)
LISTED_TOGETHER = re.compile(r"[、和与及]")
RESPECTIVELY = "分别"
NEAR = 8  # characters behind 分别 in which its list begins


def with_elided_units(text: str, found: Sequence[Candidate]) -> list[Candidate]:
    """The same numbers, those without a unit given the one that their words leave out."""
    held = [_of_people(text, each) if each.bare else each for each in found]
    for i in range(len(held) - 2, -1, -1):
        if held[i].bare and not held[i].han and held[i + 1].unit and _listed(text, held, i):
            held[i] = _with_unit_of(held[i + 1], held[i])
    return held


def _of_people(text: str, number: Candidate) -> Candidate:
    """Ten thousands of people need no counter."""
    if not text[: number.end].endswith(MYRIADS) or not PEOPLE.match(text, number.end):
        return number
    person = units()["人"]
    return replace(number, unit=person.base, kind=person.kind, bare=False, counter=person.written)


def _listed(text: str, numbers: Sequence[Candidate], i: int) -> bool:
    """Whether the number stands in a list behind 分别 whose last member writes the unit."""
    start = numbers[i].start
    chained = i > 0 and LISTED_TOGETHER.fullmatch(text, numbers[i - 1].end, start)
    begun = RESPECTIVELY in text[max(0, start - NEAR) : start]
    joined = LISTED_TOGETHER.fullmatch(text, numbers[i].end, numbers[i + 1].start)
    return bool(joined and (begun or chained))


def _with_unit_of(other: Candidate, number: Candidate) -> Candidate:
    return replace(number, unit=other.unit, kind=other.kind, bare=False, counter=other.counter)
