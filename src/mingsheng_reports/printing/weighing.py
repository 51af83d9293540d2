"""All line ends of a paragraph weighed together (Knuth and Plass, 1981)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from mingsheng_reports.printing.letters import (
    BLANK,
    BLANK_BEFORE,
    BLANK_BEHIND,
    CLOSING,
    OPENING,
    PAIRED,
    are_adjacent_marks,
    is_ideographic,
    want_blank,
)
from mingsheng_reports.printing.lines import CONTROLS, MAY_BREAK, MUST_NOT_BREAK

HALVED = BLANK_BEHIND
PAUSES = frozenset("，、；：")  # within a line only these: a full stop keeps its room
SLACK = 0.02  # em; widths are known to about a thousandth
EASY_GAP = 0.12  # em; a gap up to this is not seen
SQUEEZE = 0.35  # what one narrowed mark within a line costs
TIGHT = 0.8  # what a line costs that has no room for the blanks beside its figures
MORE_NARROWED = 1  # marks narrowed beyond what the line needs, so that figures get their blanks
RUNT = 2.1  # em; a last line shorter than this is a single character with its mark
RUNT_COST = 12.0
HOPELESS = 1e6
SHORTEST = 0.6  # of the measure; a line that is filled less is not looked at

Advance = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a paragraph is set in, in ems of its type size.

    ``mark`` is the size of an endnote mark, ``blank`` what stands between an ideograph and a
    figure; ``text`` and ``small`` measure a character, ``strong`` one that a quotation marks.
    """

    measure: float
    indent: float
    mark: float
    before_mark: float
    text: Advance
    small: Advance
    blank: float = BLANK
    strong: Advance | None = None


@dataclass(slots=True)
class Atom:
    """A character with the tags before it; ``group`` numbers the unbroken spans, 0 outside."""

    before: str
    written: str
    character: str
    width: float
    group: int
    small: bool


@dataclass(frozen=True, slots=True)
class Line:
    """From one atom to before another, and the marks it narrows."""

    start: int
    end: int
    narrowed: tuple[int, ...]


def may_part(first: Atom, second: Atom) -> bool:
    """Whether the engine may break a line between two neighbours."""
    before, after = first.character, second.character
    if first.group and first.group == second.group:
        return False
    if MUST_NOT_BREAK in {before, after} or after == MAY_BREAK:
        return False
    if before == MAY_BREAK:
        return True
    if after in CLOSING or before in OPENING or after in "“‘" or before in "”’":
        return False
    if before in PAIRED and after in PAIRED:
        return False
    return before == " " or is_ideographic(before) or is_ideographic(after)


def _stretches(first: Atom, second: Atom) -> bool:
    if second.small or (first.group and first.group == second.group):
        return False
    before, after = first.character, second.character
    if before in OPENING or after in CLOSING or (before in PAIRED and after in PAIRED):
        return False
    if before.isdigit() and is_ideographic(after):
        return False
    return is_ideographic(before) or is_ideographic(after)


@dataclass(frozen=True, slots=True)
class _Row:
    """A paragraph on one long line: what every line that is tried would have to count again.

    Attributes:
        seen: how many visible atoms stand before each atom, and before the end.
        visible: places of the atoms that take room; ``widths`` are theirs.
        blanks, gaps: how many of the pairs before each visible atom want a blank, may grow.
        adjacent: atoms whose mark meets another one; ``pauses`` those that may be narrowed.
    """

    atoms: Sequence[Atom]
    seen: Sequence[int]
    visible: Sequence[int]
    widths: Sequence[float]
    blanks: Sequence[int]
    gaps: Sequence[int]
    adjacent: Sequence[int]
    pauses: Sequence[int]


def _row(atoms: Sequence[Atom]) -> _Row:
    shown = [ord(atom.character) not in CONTROLS for atom in atoms]
    visible = [at for at, is_shown in enumerate(shown) if is_shown]
    pairs = [(atoms[a], atoms[b]) for a, b in pairwise(visible)]
    return _Row(
        atoms,
        [0, *accumulate(shown)],
        visible,
        [atoms[at].width for at in visible],
        [0, *accumulate(_wants_blank(*pair) for pair in pairs)],
        [0, *accumulate(_stretches(*pair) for pair in pairs)],
        [at for at, (first, second) in zip(visible, pairs, strict=False)
         if are_adjacent_marks(first.character, second.character)],
        [at for at in visible if atoms[at].character in PAUSES],
    )  # fmt: skip


def best_lines(atoms: Sequence[Atom], setting: Setting) -> list[Line]:
    """The lines of least cost, none if the paragraph has no two lines."""
    ends = [0, *(at for at in range(1, len(atoms)) if may_part(atoms[at - 1], atoms[at]))]
    ends.append(len(atoms))
    widths = [0.0, *accumulate(atom.width for atom in atoms)]
    row = _row(atoms)
    best: dict[int, tuple[float, int, Line | None]] = {0: (0.0, 0, None)}
    for number, end in enumerate(ends[1:], 1):
        shortest = 0.0 if end == len(atoms) else SHORTEST * setting.measure
        for start in reversed(ends[:number]):
            if start not in best or (widths[end] - widths[start] < shortest and start > 0):
                continue
            if widths[end] - widths[start] > 1.3 * setting.measure:
                break
            if end in best and best[start][0] >= best[end][0]:
                continue  # no line costs less than nothing
            tried = _try(row, start, end, setting)
            if tried is None:
                continue
            cost = best[start][0] + tried[0]
            if end not in best or cost < best[end][0]:
                best[end] = (cost, start, tried[1])
    return _traced(best, len(atoms))


def _traced(best: Mapping[int, tuple[float, int, Line | None]], at: int) -> list[Line]:
    """The lines that lead to the end of the paragraph."""
    lines: list[Line] = []
    while at > 0:
        if at not in best:
            return []
        _, at, line = best[at]
        if line is not None:
            lines.append(line)
    return lines[::-1]


def _try(row: _Row, start: int, end: int, setting: Setting) -> tuple[float, Line] | None:
    """Cost of a line and which marks it narrows; None if it cannot be made to fit.

    The engine sees all marks whole but the narrowed ones, and no blanks; what is drawn has the
    blanks, and every mark narrow that meets another one or an edge.
    """
    atoms = row.atoms
    room = setting.measure - (setting.indent if start == 0 else 0.0) - SLACK
    first, behind = row.seen[start], row.seen[end]
    if first == behind:
        return None
    head, last = row.visible[first], row.visible[behind - 1]
    width = sum(row.widths[first:behind])
    free = _between(row.adjacent, head, last)
    closing = end == len(atoms)
    tail = [last] if atoms[last].character in HALVED else []
    cheap = [at for at in dict.fromkeys([*tail, *free]) if atoms[at].character in HALVED]
    dear = [at for at in _between(row.pauses, head, last + 1) if at not in cheap]
    saved = set(free) if closing else {*free, *tail}
    lead = 0.5 if atoms[head].character in BLANK_BEFORE else 0.0
    blanks = setting.blank * (row.blanks[behind - 1] - row.blanks[first])
    gaps = row.gaps[behind - 1] - row.gaps[first]
    needed = max(0, -int(-(width - room) // 0.5))
    best: tuple[float, Line] | None = None
    for count in range(needed, min(needed + MORE_NARROWED, len(cheap) + len(dear)) + 1):
        narrowed = [*cheap, *dear][:count]
        bare = width - lead - 0.5 * len(saved.union(narrowed))
        cost = SQUEEZE * max(0, count - len(cheap))
        if bare + blanks > room:
            cost += TIGHT * min(1.0, (bare + blanks - room) / blanks) ** 2 if blanks else 0.0
        elif not closing:
            gap = (room - bare - blanks) / gaps if gaps else HOPELESS
            cost += (gap / EASY_GAP) ** 3
        if closing and bare < RUNT and start > 0:
            cost += RUNT_COST
        if best is None or cost < best[0]:
            best = cost, Line(start, end, tuple(narrowed))
    return best


def _between(places: Sequence[int], start: int, end: int) -> Sequence[int]:
    """Those of ascending places that lie in a range."""
    return places[bisect_left(places, start) : bisect_left(places, end)]


def _wants_blank(first: Atom, second: Atom) -> bool:
    return not first.small and not second.small and want_blank(first.character, second.character)
