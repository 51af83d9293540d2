"""Rows of a table filed under the characters that they cannot do without.

Most patterns of a table cannot be found in most sentences: no 岁, no age. A sentence is looked
through once for the characters that rows need, and only those rows are tried on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Generic, TypeVar

Row = TypeVar("Row")

STRETCH = re.compile(r"(.)-(.)|(.)", re.DOTALL)


def characters_of(needs: str) -> frozenset[str]:
    """The characters of a table's cell: ``月日A-Z``; a hyphen itself stands first or last."""
    found: set[str] = set()
    for first, last, single in STRETCH.findall(needs):
        found |= set(map(chr, range(ord(first), ord(last) + 1))) if first else {single}
    return frozenset(found)


class FiledRows(Generic[Row]):
    """Rows in their order, each with the characters of which a text must hold at least one."""

    __slots__ = ("_always", "_by_character", "_needed", "_rows")

    def __init__(self, rows: Iterable[tuple[str, Row]]) -> None:
        """File ``(needs, row)``; a row that needs nothing is tried on every text."""
        held = tuple(rows)
        self._rows = tuple(row for _, row in held)
        self._always = tuple(i for i, (needs, _) in enumerate(held) if not needs)
        by_character: dict[str, list[int]] = {}
        for i, (needs, _) in enumerate(held):
            for character in characters_of(needs):
                by_character.setdefault(character, []).append(i)
        self._by_character = by_character
        self._needed = frozenset(by_character)

    def worth_trying(self, text: str) -> list[tuple[int, Row]]:
        """The rows that could be found in a text, in their order, with their places in it."""
        wanted = set(self._always)
        for character in self._needed.intersection(text):
            wanted.update(self._by_character[character])
        return [(i, self._rows[i]) for i in sorted(wanted)]
