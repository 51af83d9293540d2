"""The discards table: number-like things that are no facts, each with its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mingsheng_reports.catalogue.needs import FiledRows
from mingsheng_reports.catalogue.tables import read_tsv


@dataclass(frozen=True, slots=True)
class DiscardRule:
    """Numbers that ``pattern`` covers are left out for ``reason``.

    ``needs`` are characters; where none of them stands, neither does the pattern.
    """

    reason: str
    explanation: str
    pattern: re.Pattern[str]
    example: str
    counter: str
    line: int
    needs: str = ""


@cache
def discard_rules() -> tuple[DiscardRule, ...]:
    """All rows, in the order in which they are tried."""
    return tuple(
        DiscardRule(
            row["reason"],
            row["explanation"],
            re.compile(row["pattern"]),
            row["example"],
            row["counter"],
            int(row["line"]),
            row["needs"],
        )
        for row in read_tsv("discards.tsv")
    )


@cache
def filed_discard_rules() -> FiledRows[DiscardRule]:
    """The same rows, filed by what they need."""
    return FiledRows((rule.needs, rule) for rule in discard_rules())
