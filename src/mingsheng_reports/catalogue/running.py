"""The running table: words by which a number counts up to the day of the report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mingsheng_reports.catalogue.tables import read_tsv

NOW = "now"


@dataclass(frozen=True, slots=True)
class RunningRule:
    """Numbers behind ``cue`` count up to the day of the report."""

    kind: str
    cue: re.Pattern[str]
    example: str
    counter: str
    line: int


@dataclass(frozen=True, slots=True)
class RunningMark:
    """Such words in a sentence; ``now`` tells a state on the day itself."""

    start: int
    end: int
    now: bool


@cache
def running_rules() -> tuple[RunningRule, ...]:
    """All rows, in table order."""
    return tuple(
        RunningRule(
            row["kind"], re.compile(row["cue"]), row["example"], row["counter"], int(row["line"])
        )
        for row in read_tsv("running.tsv")
    )


@cache
def _any_cue() -> re.Pattern[str]:
    return re.compile(
        "|".join(f"(?P<{rule.kind}_{rule.line}>{rule.cue.pattern})" for rule in running_rules())
    )


def running_marks(text: str) -> tuple[RunningMark, ...]:
    """All such words of a sentence, in reading order."""
    return tuple(
        RunningMark(*match.span(), now=(match.lastgroup or "").startswith(NOW))
        for match in _any_cue().finditer(text)
    )
