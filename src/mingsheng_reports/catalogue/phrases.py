"""Many fixed phrases found in a text in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

HEAD = 2  # phrases are filed under their first two characters


class Hit(NamedTuple):
    """``text[start:end] == phrase``."""

    start: int
    end: int
    phrase: str


class PhraseIndex:
    """A fixed set of phrases of two characters or more.

    One look at each character, a dictionary look-up where a phrase could begin, a comparison only
    where the first two characters agree: the cost grows with the text, hardly with the number of
    phrases.
    """

    __slots__ = ("_beginning", "_by_head")

    def __init__(self, phrases: Iterable[str]) -> None:
        """File the phrases.

        Raises:
            ValueError: if a phrase is shorter than two characters.
        """
        by_head: dict[str, list[str]] = {}
        for phrase in sorted(sorted(set(phrases)), key=len, reverse=True):
            if len(phrase) < HEAD:
                raise ValueError(f"phrase too short to be looked for: {phrase!r}")
            by_head.setdefault(phrase[:HEAD], []).append(phrase)
        self._by_head = {head: tuple(filed) for head, filed in by_head.items()}
        self._beginning = beginning_of(by_head)

    def find(self, text: str) -> tuple[Hit, ...]:
        """Non-overlapping phrases in reading order; where two overlap the longer one stays.

        Of two overlapping phrases of one length the first stays.
        """
        longest = tuple(self._longest_at_each_place(text))
        if len(longest) < HEAD:
            return longest
        return _without_overlaps(longest)

    def _longest_at_each_place(self, text: str) -> Iterator[Hit]:
        by_head = self._by_head
        for beginning in self._beginning.finditer(text):
            start = beginning.start()
            for phrase in by_head.get(text[start : start + HEAD], ()):
                if text.startswith(phrase, start):
                    yield Hit(start, start + len(phrase), phrase)
                    break


def beginning_of(heads: Iterable[str]) -> re.Pattern[str]:
    """Matches where the first character of some head is followed by the second of some head."""
    held = tuple(heads)
    if not held:
        return re.compile(r"(?!)")
    characters = (sorted({head[i] for head in held}) for i in range(HEAD))
    first, second = (re.escape("".join(each)) for each in characters)
    return re.compile(f"[{first}](?=[{second}])")


def _without_overlaps(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    kept: list[Hit] = []
    cluster: list[Hit] = []
    reach = 0
    for hit in hits:
        if cluster and hit.start >= reach:
            kept.extend(_longest_first(cluster))
            cluster = []
        cluster.append(hit)
        reach = max(reach, hit.end)
    kept.extend(_longest_first(cluster))
    return tuple(kept)


def _longest_first(cluster: list[Hit]) -> list[Hit]:
    if len(cluster) == 1:
        return cluster
    chosen: list[Hit] = []
    for hit in sorted(cluster, key=lambda each: (each.start - each.end, each.start)):
        if all(hit.end <= other.start or other.end <= hit.start for other in chosen):
            chosen.append(hit)
    return sorted(chosen)
