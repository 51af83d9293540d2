"""Line ends chosen for a whole paragraph, so that no line is torn open by a long number.

The engine fills each line as far as it will go and stretches what is left; before an unbreakable
18432个 that leaves gaps of a whole character. Here all line ends of a paragraph are weighed
together (Knuth and Plass, 1981): a break may come earlier, or punctuation gives up its blank half
(GB/T 15834-2011, 附录; JLREQ 3.8) so that the number still fits. The engine is steered by U+2060
where it must not break and by spans of class ``h`` around narrowed marks; the text stays as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import accumulate, pairwise

from markupsafe import Markup

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

TOKEN = re.compile(r"<[^>]+>|&[^;\s]+;|.", re.DOTALL)
NARROWED = '<span class="h">{}</span>'
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
class _Atom:
    """A character with the tags before it; ``group`` numbers the unbroken spans, 0 outside."""

    before: str
    written: str
    character: str
    width: float
    group: int
    small: bool


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    narrowed: tuple[int, ...]


@lru_cache(maxsize=1024)  # a page is made up several times while its charts are placed
def fit(html: Markup, setting: Setting) -> Markup:
    """The paragraph with its line ends settled; unchanged where the engine would do the same."""
    atoms, rest = _atoms(html, setting)
    lines = _best_lines(atoms, setting)
    if not lines:
        return html
    glued, narrowed = _steering(atoms, lines, setting)
    parts: list[str] = []
    for at, atom in enumerate(atoms):
        parts.append((MUST_NOT_BREAK if at in glued else "") + atom.before)
        parts.append(NARROWED.format(atom.written) if at in narrowed else atom.written)
    # Only the marks above were added to what was escaped before.
    return Markup("".join(parts) + rest)  # noqa: S704


def _atoms(html: Markup, setting: Setting) -> tuple[list[_Atom], str]:
    atoms: list[_Atom] = []
    before, group, groups, small = "", 0, 0, False
    measure = setting.text
    for token in TOKEN.findall(str(html)):
        if token.startswith("<"):
            before += token
            if token.startswith(('<span class="n', "<strong")):
                groups += 1
                group = groups
                measure = setting.strong or measure if token == "<strong>" else measure  # noqa: S105  a tag
            elif token in {"</span>", "</strong>"}:
                group, measure = 0, setting.text
            elif token.startswith("<sup"):
                small = True
            elif token == "</sup>":  # noqa: S105  a tag
                small = False
            continue
        character = unescape(token)
        width = _width(character, setting, measure, small=small)
        if before.find("<sup") >= 0:
            width += setting.before_mark
        atoms.append(_Atom(before, token, character, width, group, small))
        before = ""
    return atoms, before


def _width(character: str, setting: Setting, measure: Advance, *, small: bool) -> float:
    if ord(character) in CONTROLS:
        return 0.0
    return setting.small(character) * setting.mark if small else measure(character)


def _may_part(first: _Atom, second: _Atom) -> bool:
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


def _stretches(first: _Atom, second: _Atom) -> bool:
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

    atoms: Sequence[_Atom]
    seen: Sequence[int]
    visible: Sequence[int]
    widths: Sequence[float]
    blanks: Sequence[int]
    gaps: Sequence[int]
    adjacent: Sequence[int]
    pauses: Sequence[int]


def _row(atoms: Sequence[_Atom]) -> _Row:
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


def _best_lines(atoms: Sequence[_Atom], setting: Setting) -> list[_Line]:
    """The lines of least cost, none if the paragraph has no two lines."""
    ends = [0, *(at for at in range(1, len(atoms)) if _may_part(atoms[at - 1], atoms[at]))]
    ends.append(len(atoms))
    widths = [0.0, *accumulate(atom.width for atom in atoms)]
    row = _row(atoms)
    best: dict[int, tuple[float, int, _Line | None]] = {0: (0.0, 0, None)}
    for number, end in enumerate(ends[1:], 1):
        shortest = 0.0 if end == len(atoms) else SHORTEST * setting.measure
        for start in reversed(ends[:number]):
            if start not in best or (widths[end] - widths[start] < shortest and start > 0):
                continue
            if widths[end] - widths[start] > 1.3 * setting.measure:
                break
            tried = _try(row, start, end, setting)
            if tried is None:
                continue
            cost = best[start][0] + tried[0]
            if end not in best or cost < best[end][0]:
                best[end] = (cost, start, tried[1])
    lines: list[_Line] = []
    at = len(atoms)
    while at > 0:
        if at not in best:
            return []
        _, start, line = best[at]
        if line is not None:
            lines.append(line)
        at = start
    return lines[::-1]


def _try(row: _Row, start: int, end: int, setting: Setting) -> tuple[float, _Line] | None:
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
    best: tuple[float, _Line] | None = None
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
            best = cost, _Line(start, end, tuple(narrowed))
    return best


def _between(places: Sequence[int], start: int, end: int) -> Sequence[int]:
    """Those of ascending places that lie in a range."""
    return places[bisect_left(places, start) : bisect_left(places, end)]


def _wants_blank(first: _Atom, second: _Atom) -> bool:
    return not first.small and not second.small and want_blank(first.character, second.character)


def _steering(
    atoms: Sequence[_Atom], lines: Sequence[_Line], setting: Setting
) -> tuple[set[int], set[int]]:
    """Atoms before which the engine must not break, and marks to narrow."""
    glued: set[int] = set()
    narrowed = {at for line in lines for at in line.narrowed}
    for line in lines[:-1]:
        room = setting.measure - (setting.indent if line.start == 0 else 0.0) + SLACK
        width = sum(atom.width for atom in atoms[line.start : line.end]) - 0.5 * len(line.narrowed)
        for at in range(line.end + 1, len(atoms)):
            width += atoms[at - 1].width
            # A mark at the very end may yet be narrowed as part of the next line.
            if width - 0.5 > room:
                break
            if _may_part(atoms[at - 1], atoms[at]):
                glued.add(at)
    return glued, narrowed
