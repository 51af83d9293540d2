"""Line ends chosen for a whole paragraph, so that no line is torn open by a long number.

The engine fills each line as far as it will go and stretches what is left; before an unbreakable
18432个 that leaves gaps of a whole character. Here all line ends of a paragraph are weighed
together (``weighing.py``): a break may come earlier, or punctuation gives up its blank half
(GB/T 15834-2011, 附录; JLREQ 3.8) so that the number still fits. The engine is steered by U+2060
where it must not break and by spans of class ``h`` around narrowed marks; the text stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from markupsafe import Markup

from mingsheng_reports.printing.lines import CONTROLS, MUST_NOT_BREAK
from mingsheng_reports.printing.weighing import (
    SLACK,
    Advance,
    Atom,
    Line,
    Setting,
    best_lines,
    may_part,
)

TOKEN = re.compile(r"<[^>]+>|&[^;\s]+;|.", re.DOTALL)
NARROWED = '<span class="h">{}</span>'


@dataclass(frozen=True, slots=True)
class Fitted:
    """A paragraph with its line ends settled, and how many lines it takes; 0 if nobody knows."""

    html: Markup
    lines: int


@lru_cache(maxsize=1024)  # a page is made up several times while its charts are placed
def fit(html: Markup, setting: Setting) -> Fitted:
    """The paragraph with its line ends settled; unchanged where the engine would do the same."""
    atoms, rest = _atoms(html, setting)
    lines = best_lines(atoms, setting)
    if not lines:
        return Fitted(html, 0)
    glued, narrowed = _steering(atoms, lines, setting)
    parts: list[str] = []
    for at, atom in enumerate(atoms):
        parts.append((MUST_NOT_BREAK if at in glued else "") + atom.before)
        parts.append(NARROWED.format(atom.written) if at in narrowed else atom.written)
    # Only the marks above were added to what was escaped before.
    return Fitted(Markup("".join(parts) + rest), len(lines))  # noqa: S704


def _atoms(html: Markup, setting: Setting) -> tuple[list[Atom], str]:
    atoms: list[Atom] = []
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
        atoms.append(Atom(before, token, character, width, group, small))
        before = ""
    return atoms, before


def _width(character: str, setting: Setting, measure: Advance, *, small: bool) -> float:
    if ord(character) in CONTROLS:
        return 0.0
    return setting.small(character) * setting.mark if small else measure(character)


def _steering(
    atoms: Sequence[Atom], lines: Sequence[Line], setting: Setting
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
            if may_part(atoms[at - 1], atoms[at]):
                glued.add(at)
    return glued, narrowed
