"""其中: which numbers are parts of which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingsheng_reports.extraction.spots import Spot

OPENS = re.compile(r"其中|包括|含(?!税)")
STOPS = re.compile(r"[；。]")


@dataclass(slots=True)
class _Whole:
    """A number whose parts are being listed, and how much of it is left for them."""

    index: int
    rest: Decimal


def part_hosts(text: str, spots: Sequence[Spot]) -> dict[int, int]:
    """Index of each part to the index of its whole.

    What follows 其中, or stands in brackets, is part of the number before it as long as unit and
    sum allow; the first number that does not fit ends the list. Behind a bracket the list that it
    interrupted goes on.
    """
    hosts: dict[int, int] = {}
    open_wholes: list[_Whole] = []
    for i in range(1, len(spots)):
        before, here = spots[i - 1], spots[i]
        between = text[before.number.end : here.number.start]
        if before.bracketed and not here.bracketed and open_wholes:
            open_wholes.pop()
        if STOPS.search(between):
            open_wholes.clear()
        if OPENS.search(between) or (here.bracketed and not before.bracketed):
            open_wholes.append(_Whole(i - 1, before.number.value))
        if open_wholes and _takes(open_wholes[-1], here, spots):
            hosts[i] = open_wholes[-1].index
    return hosts


def _takes(whole: _Whole, part: Spot, spots: Sequence[Spot]) -> bool:
    """Whether the number fits into what is left of the whole; it is taken off then."""
    number = part.number
    alike = number.unit == spots[whole.index].number.unit and number.kind != "percent"
    if not alike or number.value > whole.rest:
        return False
    whole.rest -= number.value
    return True
