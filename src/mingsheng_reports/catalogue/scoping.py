"""The scoping table: words around a number that tell what its label leaves unsaid."""

from __future__ import annotations

import re
from functools import cache

from mingsheng_reports.catalogue.tables import read_tsv

TABLE = "scoping.tsv"
OTHER = re.compile("«([a-z-]+)»")


@cache
def scoping_pattern(name: str) -> re.Pattern[str]:
    """The rows of one name as one pattern; the first that fits wins.

    Raises:
        KeyError: if there is no such row.
    """
    rows = [whole(row["pattern"]) for row in read_tsv(TABLE) if row["name"] == name]
    if not rows:
        raise KeyError(name)
    return re.compile("|".join(rows))


def whole(pattern: str) -> str:
    """The pattern with those of other rows in the place of their names."""
    return OTHER.sub(lambda other: f"(?:{scoping_pattern(other[1]).pattern})", pattern)
