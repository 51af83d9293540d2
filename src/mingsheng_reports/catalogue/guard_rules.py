"""The table of the comparability guard: which pairs are refused, which carry a reservation."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from mingsheng_reports.catalogue.tables import table_path
from mingsheng_reports.core.errors import CatalogueError

TABLE = "guard.toml"
FIELDS = {"name", "code", "predicate", "verdict", "along", "reason", "examples", "counters"}

Sample = Mapping[str, str | bool]
Pair = tuple[Sample, Sample]


class Verdict(StrEnum):
    """What a rule says about the pairs that it catches."""

    REFUSE = "refuse"
    RESERVE = "reserve"


@dataclass(frozen=True, slots=True)
class GuardRule:
    """One reason why two numbers may not be compared, or only with a reservation.

    Attributes:
        predicate: name of a function in ``comparison.predicates``.
        along: the comparisons it governs.
        examples, counters: pairs of numbers it must catch, pairs it must let through.
    """

    name: str
    code: str
    predicate: str
    verdict: Verdict
    along: tuple[str, ...]
    reason: str
    examples: tuple[Pair, ...]
    counters: tuple[Pair, ...]


@cache
def guard_rules() -> tuple[GuardRule, ...]:
    """All rules in the order of the table, which is the order in which reasons are told.

    Raises:
        CatalogueError: if the table is missing or damaged.
    """
    try:
        rows = tomllib.loads(table_path(TABLE).read_text(encoding="utf-8"))["rule"]
        return tuple(_rule(row) for row in rows)
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"规则表{TABLE}读不出来；请重新安装本程序。"
        raise CatalogueError(message) from error


@cache
def guard_rule(name: str) -> GuardRule:
    """The rule of that name.

    Raises:
        KeyError: if there is none.
    """
    return {rule.name: rule for rule in guard_rules()}[name]


def _rule(row: Mapping[str, Any]) -> GuardRule:
    if set(row) != FIELDS:
        raise ValueError(f"a rule has the fields {sorted(FIELDS)}, not {sorted(row)}")
    return GuardRule(
        row["name"],
        row["code"],
        row["predicate"],
        Verdict(row["verdict"]),
        tuple(row["along"]),
        row["reason"],
        tuple(map(_pair, row["examples"])),
        tuple(map(_pair, row["counters"])),
    )


def _pair(numbers: Sequence[Sample]) -> Pair:
    first, second = numbers  # anything but two is an error
    return first, second
