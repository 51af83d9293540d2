"""The units table: which words may stand behind a number, and what they measure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mingsheng_reports.catalogue.tables import read_tsv


@dataclass(frozen=True, slots=True)
class Unit:
    """``written`` as in the text, ``base`` as exported, ``kind`` from the closed list.

    ``not_before`` are words that begin behind it, for which it is no unit: 11部|门.
    """

    written: str
    base: str
    kind: str
    not_before: tuple[str, ...] = ()


@cache
def units() -> dict[str, Unit]:
    """All units by their written form."""
    return {
        row["unit"]: Unit(
            row["unit"],
            row["base"],
            row["kind"],
            tuple(filter(None, row["not_before"].split("|"))),
        )
        for row in read_tsv("units.tsv")
    }


@cache
def unit_alternation() -> str:
    """All units, longest first, as the inside of a regular expression's group.

    They are grouped by their first character, so that the others are passed over in one step.
    """
    return "|".join(
        f"{re.escape(head)}(?:{'|'.join(map(_tail, held))})" for head, held in _by_head().items()
    )


def unit_at(text: str, at: int) -> Unit | None:
    """The longest unit that stands there."""
    for unit in _by_head().get(text[at : at + 1], ()):
        end = at + len(unit.written)
        if text.startswith(unit.written, at) and not text.startswith(unit.not_before, end):
            return unit
    return None


@cache
def _by_head() -> dict[str, list[Unit]]:
    by_head: dict[str, list[Unit]] = {}
    for unit in sorted(units().values(), key=lambda unit: (-len(unit.written), unit.written)):
        by_head.setdefault(unit.written[0], []).append(unit)
    return by_head


def _tail(unit: Unit) -> str:
    words = "|".join(map(re.escape, unit.not_before))
    return re.escape(unit.written[1:]) + (f"(?!{words})" if words else "")


def kind_of(base: str) -> str:
    """Kind of an exported unit, composite ones included: ``元/人·月`` is ``money-per``."""
    unit = units().get(base)
    if unit:
        return unit.kind
    numerator, _, per = base.partition("/")
    known = units().get(numerator)
    if not known:
        return "count"
    if not per:
        return known.kind
    if known.kind == "money":
        return "money-per"
    return (
        "flow" if known.kind in ("mass", "volume") and per in ("日", "年", "小时") else known.kind
    )
