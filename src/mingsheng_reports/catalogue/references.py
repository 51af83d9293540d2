"""The table of reference figures: what a user may supply and what is divided by it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from mingsheng_reports.catalogue.tables import read_tsv


@dataclass(frozen=True, slots=True)
class Measure:
    """How numbers of some kinds are told per head or per area.

    Attributes:
        what: the figure divided by: 常住人口.
        unit: its base unit.
        kinds: kinds of units that are divided by it.
        per: words before the result: 每万人.
        size: how many of ``unit`` the result is told for, ``named`` in words.
        but: words of a label that make dividing senseless: 项目.
    """

    what: str
    unit: str
    kinds: frozenset[str]
    per: str
    size: Decimal
    named: str
    but: tuple[str, ...]
    example: str
    counter: str


@cache
def measures() -> tuple[Measure, ...]:
    """All rows, in table order."""
    return tuple(
        Measure(
            row["what"],
            row["unit"],
            frozenset(row["kinds"].split("|")),
            row["per"],
            Decimal(row["size"]),
            row["named"],
            tuple(filter(None, row["but"].split("|"))),
            row["example"],
            row["counter"],
        )
        for row in read_tsv("references.tsv")
    )


@cache
def figure_named(name: str) -> str:
    """常住人口 for itself and for each of its other names; empty for what is no such figure."""
    for row in read_tsv("references.tsv"):
        if name == row["what"] or name in row["also"].split("|"):
            return row["what"]
    return ""
