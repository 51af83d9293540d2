"""From a name as a person types or a page prints it to one division, or to the choices."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from mingsheng_reports.catalogue.divisions import (
    Level,
    Place,
    children_of,
    city_above,
    full_forms,
    full_path,
    holders,
    is_within,
    short_forms,
)

SHORTEST_SLIP = 3  # 双合子区 can be a slip of 双台子区; two characters are too few to tell
OPPOSED = frozenset("东西南北中上下前后左右内外新老大小")  # 铁东区 is no slip of 铁西区


@dataclass(frozen=True, slots=True)
class Resolution:
    """One place, or all that the name could mean; both empty when nobody bears it."""

    place: Place | None
    candidates: tuple[Place, ...] = ()

    @property
    def ambiguous(self) -> bool:
        """Whether several places bear the name."""
        return self.place is None and bool(self.candidates)


def resolve(
    name: str,
    *,
    within: Place | None = None,
    year: int | None = None,
    level: Level | None = None,
) -> Resolution:
    """The division that a name means; never a guess.

    Args:
        name: full, short or with the names above it: 盘锦市, 盘锦, 大洼县, 辽宁省鞍山市铁西区.
        within: only places in this one.
        year: when the name was in use (None: today). A name nobody bore in that year is given to
            those who bore it nearest to it, so that 大洼县 is still found in 2024.
        level: only places of this rank: 朝阳 with PREFECTURE is 朝阳市.

    Returns:
        The one place. A short name shared by a city and by places inside it means the city
        (辽阳: 辽阳市, not 辽阳县). Otherwise all candidates (吉林: the province, the city).
    """
    found = holders(_bearers("".join(name.split()), within, level), year)
    if len(found) > 1:
        tops = [place for place in found if all(is_within(other, place) for other in found)]
        found = found if not tops or tops[0].is_plain_province else (tops[0],)
    return Resolution(found[0], found) if len(found) == 1 else Resolution(None, found)


def _bearers(name: str, within: Place | None, level: Level | None) -> tuple[Place, ...]:
    """Everyone who ever bore the name, longest names above it stripped first."""
    for borne in (full_forms().under(name), short_forms().under(name)):
        fitting = tuple(
            place
            for place in borne
            if (within is None or is_within(place, within))
            and (level is None or place.level is level)
        )
        if fitting:
            return fitting
    for cut in range(len(name) - 2, 1, -1):  # 鞍山市铁西区: 铁西区 among those in 鞍山市
        above = full_forms().under(name[:cut]) or short_forms().under(name[:cut])
        found = tuple(
            place
            for place in (_bearers(name[cut:], within, level) if above else ())
            if any(is_within(place, whole) and place is not whole for whole in above)
        )
        if found:
            return found
    return ()


def nearest_names(name: str, pool: Iterable[str], n: int = 3) -> tuple[str, ...]:
    """Names of the pool that look most like ``name``, best first, for an error message."""
    unique = sorted(set(pool))
    return tuple(difflib.get_close_matches(name, unique, n=n, cutoff=0.5))


def suggest(name: str, within: Place, *, year: int | None = None) -> Place | None:
    """The one place in ``within`` from which ``name`` differs by a single misread character.

    双合子区 in 盘锦市 suggests 双台子区. A name that some division bears is no slip, nor is one
    that differs in an opposed word (铁东区, 铁西区). A suggestion only: the reader decides.
    """
    if len(name) < SHORTEST_SLIP or name in full_forms():
        return None
    around = city_above(within)
    pool = (around, *children_of(around, year))
    found = [place for place in pool if _is_slip(name, place.name)]
    return found[0] if len(found) == 1 else None


def _is_slip(name: str, official: str) -> bool:
    """Whether exactly one character is wrong, missing or too many."""
    if len(name) == len(official):
        pairs = [(a, b) for a, b in zip(name, official, strict=True) if a != b]
        return len(pairs) == 1 and not OPPOSED.issuperset(pairs[0])
    longer, shorter = sorted((name, official), key=len, reverse=True)
    if len(longer) - len(shorter) != 1:
        return False
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def full_name(place: Place) -> str:
    """With the names above it, to tell namesakes apart: 辽宁省鞍山市铁西区."""
    return "".join(part.name for part in full_path(place) if part is not None)
