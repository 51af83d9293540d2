"""The words around a number, by the part they play in naming it."""

from __future__ import annotations

import re
from functools import cache

from mingsheng_reports.catalogue.tables import read_tsv


@cache
def label_words(role: str) -> tuple[str, ...]:
    """All words of a role, longest first, so that an alternation finds the longest."""
    words = [
        word
        for row in read_tsv("label_words.tsv")
        if row["role"] == role
        for word in row["words"].split()
    ]
    return tuple(sorted(set(words), key=lambda word: (-len(word), word)))


@cache
def alternation(role: str) -> str:
    """The words of a role as the inside of a regular expression's group."""
    return "|".join(re.escape(word) for word in label_words(role))
