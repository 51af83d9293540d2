"""The undertakings table: how lists of announced works and reports about them are worded."""

from __future__ import annotations

import re
from functools import cache

from mingsheng_reports.catalogue.tables import read_tsv


@cache
def undertaking_words(kind: str) -> tuple[str, ...]:
    """Words of one kind, longest first, so that an alternation finds the longest."""
    words = [row["word"] for row in read_tsv("undertakings.tsv") if row["kind"] == kind]
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def undertaking_cues(kind: str) -> re.Pattern[str]:
    """The regular expressions of one kind as one; the first row that fits wins."""
    rows = [row["word"] for row in read_tsv("undertakings.tsv") if row["kind"] == kind]
    return re.compile("|".join(f"(?:{row})" for row in rows))
