"""The statuses table: cues that tell a result from a plan, a standard, a change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mingsheng_reports.catalogue.tables import read_tsv


@dataclass(frozen=True, slots=True)
class StatusRule:
    """``cue`` found at ``where`` says the number is a ``status``."""

    status: str
    where: str
    cue: re.Pattern[str]
    example: str
    counter: str
    line: int

    @property
    def name(self) -> str:
        """For the trace: ``statuses.tsv:12``."""
        return f"statuses.tsv:{self.line}"


@cache
def status_rules(where: str) -> tuple[StatusRule, ...]:
    """The rules of one place, in table order."""
    return tuple(
        StatusRule(
            row["status"],
            row["where"],
            re.compile(row["cue"]),
            row["example"],
            row["counter"],
            int(row["line"]),
        )
        for row in read_tsv("statuses.tsv")
        if row["where"] == where
    )
