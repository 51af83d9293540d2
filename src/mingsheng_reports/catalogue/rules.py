"""Chinese names of the rules that make a number, for those who check it."""

from __future__ import annotations

from functools import cache

from mingsheng_reports.catalogue.tables import read_tsv

TABLE = "rules.tsv"
REST = "{rest}"


@cache
def told_rule(rule: str) -> tuple[str, ...]:
    """What a rule did, part by part: ``label:context+subject`` is 指标名取上文, 主语取自上文.

    A rule that the table does not know is told by its own name.
    """
    first, colon, rest = rule.partition(":")
    return tuple(_told(f"{first}{colon}{part}") for part in rest.split("+"))


def row_for(rule: str) -> dict[str, str] | None:
    """The row that fits: the rule's own, else the longest beginning that names what follows."""
    fitting = [
        row
        for row in read_tsv(TABLE)
        if row["rule"] == rule or (REST in row["told"] and rule.startswith(row["rule"]))
    ]
    return max(fitting, key=lambda row: len(row["rule"]), default=None)


def _told(rule: str) -> str:
    row = row_for(rule)
    return row["told"].replace(REST, rule.removeprefix(row["rule"])) if row else rule
