"""What may stand beside a place's name, read from ``tables/places_context.tsv``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from mingsheng_reports.catalogue.tables import read_tsv

TABLE = "places_context.tsv"
Beside = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Context:
    """The table in the form in which it is asked.

    Attributes:
        leads: characters and words after which a bare short name stands.
        strong_leads: those of them that announce even the short name of an unknown county.
        tail: matches where a short name is part of another name.
        full_tails: last character of a full name to what makes it part of another word.
        not_after: name to what it cannot follow.
        not_before: name to what it cannot stand before.
        everyday: short and full names that are words as well.
        local: full names that are words everywhere but in their own city.
    """

    leads: tuple[str, ...]
    strong_leads: tuple[str, ...]
    tail: re.Pattern[str]
    full_tails: Beside
    not_after: Beside
    not_before: Beside
    everyday: frozenset[str]
    local: frozenset[str]


@cache
def context() -> Context:
    """The context table."""
    leads: list[str] = []
    tails: list[str] = []
    everyday: list[str] = []
    local: list[str] = []
    beside: dict[str, dict[str, tuple[str, ...]]] = {
        "full-tail": {},
        "not-after": {},
        "not-before": {},
    }
    for row in read_tsv(TABLE):
        words = row["beside"].split()
        match row["kind"]:
            case "lead":
                leads += words
            case "tail":
                tails += words
            case "everyday" | "common":
                everyday += row["names"].split()
            case "local":
                local += row["names"].split()
            case kind:
                for name in row["names"].split():
                    beside[kind][name] = (*beside[kind].get(name, ()), *words)
    return Context(
        tuple(sorted(leads)),
        tuple(sorted(lead for lead in leads if lead == "在" or len(lead) > 1)),
        re.compile("|".join(tails)),
        beside["full-tail"],
        beside["not-after"],
        beside["not-before"],
        frozenset(everyday),
        frozenset(local),
    )
