"""The units table: which words may stand behind a number, and what they measure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from mingsheng_reports.catalogue.tables import read_tsv


@dataclass(frozen=True, slots=True)
class Unit:
    """``written`` as in the text, ``base`` as exported, ``kind`` from the closed list."""

    written: str
    base: str
    kind: str


@cache
def units() -> dict[str, Unit]:
    """All units by their written form."""
    return {
        row["unit"]: Unit(row["unit"], row["base"], row["kind"]) for row in read_tsv("units.tsv")
    }


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
