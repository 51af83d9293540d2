"""On which pages a number of the enclosed files stands, and which note a printed number has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mingsheng_reports.verification.embedded import Embedded
from mingsheng_reports.verification.fault import Fault

MOST_NOTES = 3


def plain(text: str) -> str:
    """Half-width, without white space: line breaks inside a number do not hide it."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The recorded pages and the numbers that may stand on them."""

    pages: tuple[str, ...]
    metrics: tuple[Mapping[str, Any], ...]
    computed: tuple[Mapping[str, Any], ...]

    @classmethod
    def of(cls, embedded: Embedded) -> Whereabouts:
        """As the brief was printed."""
        pages = tuple(map(plain, embedded.pages))
        return cls(pages, tuple(embedded.metrics), tuple(embedded.computed))

    def fault(self, number: Mapping[str, Any], what: str) -> Fault:
        """A fault of a metric or computed number, with its pages and notes."""
        notes = tuple(number["notes"]) if "notes" in number else (number["note"],)
        printed = plain(number["printed"])
        marked = re.compile(re.escape(printed) + r"(?:\[)?" + str(notes[0]) + r"(?!\d)")
        pages = [at for at, text in enumerate(self.pages, start=1) if marked.search(text)]
        pages = pages or [at for at, text in enumerate(self.pages, start=1) if printed in text]
        return Fault(what, number["printed"], tuple(pages), notes)

    def notes_at(self, page: str, start: int, end: int) -> tuple[str, tuple[int, ...]]:
        """The printed wording and the notes of the number at ``page[start:end]`` (plain text)."""
        found: list[tuple[bool, str, tuple[int, ...]]] = []
        for number in (*self.metrics, *self.computed):
            printed = plain(number["printed"])
            notes = tuple(number["notes"]) if "notes" in number else (number["note"],)
            for at in _overlapping(page, printed, start, end):
                after = page[at + len(printed) :].removeprefix("[")
                sure = re.match(rf"{notes[0]}(?!\d)", after) is not None
                before = re.search(rf"(?<!\d){notes[0]}$", page[:at]) is not None
                found.append((sure or before, number["printed"], notes))
        if not found:
            return page[start:end], ()
        best = [one for one in found if one[0]] or found
        wording = max((one[1] for one in best), key=len)
        shown = sorted({note for one in best if one[1] == wording for note in one[2]})
        return wording, tuple(shown[:MOST_NOTES])


def _overlapping(page: str, printed: str, start: int, end: int) -> list[int]:
    """Where ``printed`` stands in the page so that it holds ``page[start:end]``."""
    first = max(0, end - len(printed))
    return [at for at in range(first, start + 1) if page.startswith(printed, at)]
