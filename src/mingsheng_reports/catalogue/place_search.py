"""Every mention of a division in a text, with all that it could mean.

One pass from left to right, longest name first. A full name (盘锦市) counts wherever it does not
run into another word. A bare short name (盘锦) counts at the start of a clause, after certain
words, or directly after a place above it; a name that is an everyday word (和平) only after a place
above it or in a list with other places of the same city. See ``tables/places_context.tsv``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain

from mingsheng_reports.catalogue.divisions import (
    Level,
    Place,
    city_above,
    full_forms,
    holders,
    is_within,
    parent_of,
    short_forms,
)
from mingsheng_reports.catalogue.phrases import beginning_of
from mingsheng_reports.catalogue.place_context import context

LONG = 3  # names of three characters and more do not arise by chance between two words
HAN = re.compile(r"[㐀-鿿]")
LIVING = 2000  # names of divisions gone before are rivers and words in later text: 松花江, 公园区
LISTING = re.compile(r"、|和|与|及|以及|[,，]")  # what joins the members of a list of places


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """One mention: ``text[start:end] == name``.

    Attributes:
        full: whether it is a full name (盘锦市) or a bare short one (盘锦).
        candidates: everyone it could be, at least one.
    """

    start: int
    end: int
    name: str
    full: bool
    candidates: tuple[Place, ...]

    @property
    def place(self) -> Place | None:
        """The only candidate, else None."""
        return self.candidates[0] if len(self.candidates) == 1 else None


@dataclass(frozen=True, slots=True)
class _Reading:
    """A name found at a spot; ``sure`` False until a list of places confirms it."""

    hit: PlaceHit
    sure: bool


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """First two characters of a name to the lengths of such names, longest first."""
    found: dict[str, tuple[int, ...]] = {}
    for form in chain(full_forms(), short_forms()):
        head, length = form[:2], len(form)
        held = found.get(head)
        if held is None:
            found[head] = (length,)
        elif length not in held:
            found[head] = tuple(sorted((*held, length), reverse=True))
    return found


@cache
def _heads() -> re.Pattern[str]:
    """Matches where a name could start."""
    return beginning_of(_lengths())


def find_places(
    text: str, *, near: Place | None = None, year: int | None = None
) -> tuple[PlaceHit, ...]:
    """All mentions in the order of the text; offsets are into ``text``, half-open.

    Args:
        text: simplified characters, line breaks removed.
        near: the city of the page, when known. Namesakes elsewhere are dropped when it has one of
            that name, bare short names of its districts are trusted, those of other cities'
            counties are not.
        year: prefer the bearers of a name in that year (None: today).
    """
    readings: list[_Reading] = []
    lengths = _lengths()
    free = 0  # the first character not yet taken by a sure hit
    for spot in _heads().finditer(text):
        start = spot.start()
        if start < free:
            continue
        for length in lengths.get(text[start : start + 2], ()):
            if start + length > len(text):
                continue
            previous = readings[-1].hit if readings and readings[-1].sure else None
            reading = _read(text, start, start + length, previous, near, year)
            if reading is not None:
                readings.append(reading)
                free = reading.hit.end if reading.sure else free
                break
    return _settle(text, readings)


def _read(
    text: str, start: int, end: int, previous: PlaceHit | None, near: Place | None, year: int | None
) -> _Reading | None:
    """What the characters mean as a name, or None when they are none."""
    name = text[start:end]
    full = name in full_forms()
    candidates = _bearers(name, year) if full or name in short_forms() else ()
    if not candidates or _runs_on(text, PlaceHit(start, end, name, full, candidates)):
        return None
    above = previous.candidates if previous is not None and previous.end == start else ()
    below = (
        tuple(p for p in candidates if any(is_within(p, whole) for whole in above)) if above else ()
    )
    if below and name in context().everyday:  # 丹东振兴 is a place, 辽宁振兴 a hope
        below = tuple(p for p in below if any(p.parent == whole.code for whole in above))
    if below:
        return _Reading(PlaceHit(start, end, name, full, below), sure=True)
    local = _at_home(candidates, near)
    if near is not None and not local and not full and _highest(candidates) is Level.COUNTY:
        return None
    hit = PlaceHit(start, end, name, full, local or candidates)
    long = full and len(name) >= LONG
    if not _is_word(name, near, local) and (long or _stands_free(text, start, hit, near)):
        return _Reading(hit, sure=True)
    return _Reading(hit, sure=False) if _is_listed(text, start, end) else None


@lru_cache(maxsize=8192)
def _bearers(name: str, year: int | None) -> tuple[Place, ...]:
    """Those who bear a name in a year; nobody where a text of that year can hardly mean them."""
    candidates = holders(full_forms().under(name) or short_forms().under(name), year)
    return () if _are_bygone(candidates, year) else candidates


def _are_bygone(candidates: tuple[Place, ...], year: int | None) -> bool:
    """Whether a text of that year can hardly mean them."""
    recent = year is None or year >= LIVING
    return recent and all(place.last_year and place.last_year < LIVING for place in candidates)


def _at_home(candidates: tuple[Place, ...], near: Place | None) -> tuple[Place, ...]:
    """Those in the city of the page, or above it."""
    if near is None:
        return ()
    home = city_above(near)
    return tuple(p for p in candidates if is_within(p, home) or is_within(home, p))


def _is_word(name: str, near: Place | None, local: tuple[Place, ...]) -> bool:
    """Whether the name is an everyday word that only a list of places can turn into a name."""
    if name in context().local:
        return not local
    return name in context().everyday and near not in local


def _runs_on(text: str, hit: PlaceHit) -> bool:
    """Whether the characters beside the name make it part of another word."""
    beside, name = context(), hit.name
    if text.endswith(beside.not_after.get(name, ()), 0, hit.start):
        return True
    if text.startswith(beside.not_before.get(name, ()), hit.end):
        return True
    if hit.full:
        return text.startswith(beside.full_tails.get(name[-1], ()), hit.end)
    return beside.tail.match(text, hit.end) is not None and not _leads_down(text, hit)


def _leads_down(text: str, hit: PlaceHit) -> bool:
    """Whether a place inside follows at once: 江苏镇江 is no 镇 called 江苏."""
    for length in _lengths().get(text[hit.end : hit.end + 2], ()):
        name = text[hit.end : hit.end + length]
        below = (*full_forms().under(name), *short_forms().under(name))
        if any(is_within(place, whole) for place in below for whole in hit.candidates):
            return True
    return False


def _stands_free(text: str, start: int, hit: PlaceHit, near: Place | None) -> bool:
    """Whether a bare short name stands where a name can stand."""
    if start == 0 or not HAN.match(text, start - 1):
        counted = start > 0 and text[start - 1].isdigit()  # 8天长假
        return not counted or near is not None or _highest(hit.candidates) is not Level.COUNTY
    if near in hit.candidates and hit.name not in context().everyday:
        return True
    if _highest(hit.candidates) is Level.COUNTY and near is None:
        return text.endswith(context().strong_leads, 0, start)
    return len(hit.name) >= LONG or text.endswith(context().leads, 0, start)


def _highest(candidates: tuple[Place, ...]) -> Level:
    """Rank of the highest candidate: what a short name would first be taken for."""
    return min(place.level for place in candidates)


def _is_listed(text: str, start: int, end: int) -> bool:
    """Whether a list mark stands on either side."""
    return (start > 0 and LISTING.fullmatch(text[start - 1]) is not None) or (
        LISTING.match(text, end) is not None
    )


def _settle(text: str, readings: list[_Reading]) -> tuple[PlaceHit, ...]:
    """Sure hits, and members of lists whose other members lie in the same city."""
    if not readings:
        return ()
    settled: list[PlaceHit] = []
    row: list[_Reading] = []
    for reading in readings:
        if row and not LISTING.fullmatch(text, row[-1].hit.end, reading.hit.start):
            settled += _row(row)
            row = []
        row.append(reading)
    settled += _row(row)
    free = 0
    kept: list[PlaceHit] = []
    for hit in settled:
        if hit.start >= free:
            kept.append(hit)
            free = hit.end
    return tuple(kept)


def _row(row: list[_Reading]) -> list[PlaceHit]:
    """A list of places: when one whole holds them all, they confirm and narrow each other."""
    sure = [reading.hit for reading in row if reading.sure]
    if len(row) == 1 or not sure:
        return sure
    shared = frozenset.intersection(*(_wholes(reading.hit) for reading in row))
    if not shared:
        return sure
    return [
        replace(hit, candidates=tuple(p for p in hit.candidates if _whole(p) in shared))
        for hit in (reading.hit for reading in row)
    ]


def _wholes(hit: PlaceHit) -> frozenset[str]:
    return frozenset(_whole(place) for place in hit.candidates)


def _whole(place: Place) -> str:
    """Code of what a place is a part of: the prefecture of a county, the province of a city."""
    above = parent_of(place)
    return above.code if above is not None else ""
