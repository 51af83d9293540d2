"""The page words: fixed words of the trade by which the lines of a page are told apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from mingsheng_reports.catalogue.tables import read_tsv

ANYWHERE = frozenset({"noise", "tail", "credit", "byline"})  # the others stand at the beginning


@dataclass(frozen=True, slots=True)
class PageWord:
    """One row: ``pattern`` tells a line of that kind."""

    kind: str
    pattern: re.Pattern[str]
    example: str
    counter: str
    line: int

    @property
    def found_in(self) -> Callable[[str], re.Match[str] | None]:
        """Asks where the pattern stands in a line, if it does."""
        return self.pattern.search if self.kind in ANYWHERE else self.pattern.match


@cache
def page_words() -> tuple[PageWord, ...]:
    """All rows of the table."""
    return tuple(
        PageWord(
            row["kind"],
            re.compile(row["pattern"]),
            row["example"],
            row["counter"],
            int(row["line"]),
        )
        for row in read_tsv("page_words.tsv")
    )


@cache
def _of_kind(kind: str) -> tuple[Callable[[str], re.Match[str] | None], ...]:
    return tuple(row.found_in for row in page_words() if row.kind == kind)


def find_page_word(kind: str, words: str) -> re.Match[str] | None:
    """The first row of that kind that is found in a line."""
    for found_in in _of_kind(kind):
        found = found_in(words)
        if found:
            return found
    return None
