"""Chinese lines set full: WeasyPrint stretches only spaces, and Chinese has none.

WeasyPrint tells a finished line to grow by some width (``layout.inline.justify_line``). Here that
width goes into the gaps between ideographs, equally, by widening the glyphs before them after
Pango has shaped the line. Text, spaces and copying are untouched. The patch is installed only
into the WeasyPrint versions it was written for and only if a trial line comes out full.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from typing import Any

from mingsheng_reports.printing.lines import CONTROLS

# A gap wider than this part of a character reads as a hole: better a ragged line.
WIDEST_GAP = 1.0
# Marks smaller than this part of their line hang on the word before them.
MARK_SIZE = 0.8
OPENING = frozenset("“‘（《〈「『【〔［｛")
CLOSING = frozenset("”’）》〉」』】〕］｝，。、；：！？·～%％")
PAIRED = frozenset("—…")
# Full-width marks with one blank half: it stands before the mark or behind it.
BLANK_BEFORE = frozenset("“‘（《〈「『【〔")
BLANK_BEHIND = frozenset("”’）》〉」』】〕，。、；：")


@dataclass(slots=True)
class _Letter:
    """One visible character of a line, and the box and place it stands in."""

    box: Any
    index: int
    character: str


def install() -> bool:
    """Patch WeasyPrint; whether a trial line came out full (if not, nothing stays patched)."""
    inline: Any = import_module("weasyprint.layout.inline")
    line_break: Any = import_module("weasyprint.text.line_break")
    if getattr(inline.justify_line, "spreads_ideographs", False):
        return True
    original_justify, original_first = inline.justify_line, line_break.Layout.get_first_line
    original_align = inline.text_align

    def justify_line(context: Any, line: Any, extra_width: float) -> None:
        if not spread(line, extra_width):
            original_justify(context, line, extra_width)

    def get_first_line(layout: Any) -> Any:
        first_line, index = original_first(layout)
        gaps = getattr(layout, "gaps", None)
        if gaps:
            _widen_glyphs(first_line, layout.text, gaps)
        return first_line, index

    def text_align(context: Any, line: Any, available_width: float, last: bool) -> Any:  # noqa: FBT001  WeasyPrint's signature
        closed = closed_up(line)
        if not closed:
            return original_align(context, line, available_width, last)
        saved = -sum(gap for gaps in closed.values() for gap in gaps.values())
        line.width -= saved
        line.closed_up = closed
        offset = original_align(context, line, available_width, last)
        if line.closed_up:  # not justified
            line.width += saved
            _shift(line, 0.0, closed)
        return offset

    inline.text_align = text_align
    inline.justify_line, line_break.Layout.get_first_line = justify_line, get_first_line
    inline.justify_line.spreads_ideographs = True
    if _trial_line_is_full():
        return True
    inline.justify_line, line_break.Layout.get_first_line = original_justify, original_first
    inline.text_align = original_align
    return False


def spread(line: Any, extra_width: float) -> bool:
    """Distribute ``extra_width`` over the gaps of a line; False if it holds no Chinese."""
    letters = list(_letters(line))
    gaps = [first for first, second in pairwise(letters) if _stretches(first, second, line)]
    if not gaps:
        return False
    gap = extra_width / len(gaps)
    if gap > WIDEST_GAP * line.style["font_size"]:
        return True
    widened = getattr(line, "closed_up", {})
    line.closed_up = {}
    line.width -= sum(one for closed in widened.values() for one in closed.values())
    for letter in gaps:
        held = widened.setdefault(id(letter.box), {})
        held[letter.index] = held.get(letter.index, 0.0) + gap
    _shift(line, 0.0, widened)
    return True


def closed_up(line: Any) -> dict[int, dict[int, float]]:
    """Negative gaps of a line where two marks meet: one blank half between them is enough."""
    closed: dict[int, dict[int, float]] = {}
    for first, second in pairwise(_letters(line)):
        element = getattr(first.box, "element", None)
        narrowed = element is not None and element.get("class") == "h"
        if not narrowed and are_adjacent_marks(first.character, second.character):
            half = first.box.style["font_size"] / 2
            closed.setdefault(id(first.box), {})[first.index] = -half
    return closed


def are_adjacent_marks(before: str, after: str) -> bool:
    """Whether two full-width marks meet with a blank half between them (clreq 3.1.6)."""
    if before in BLANK_BEHIND:
        return after in BLANK_BEHIND or after in BLANK_BEFORE
    return before in BLANK_BEFORE and after in BLANK_BEFORE


def _letters(box: Any) -> Any:
    """The visible characters of a line in order; an image counts as a Latin letter."""
    if hasattr(box, "pango_layout"):
        for index, character in enumerate(box.text):
            if ord(character) not in CONTROLS:
                yield _Letter(box, index, character)
    elif _is_inline(box):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _letters(child)
    else:
        yield _Letter(box, 0, "\ufffc")


def _is_inline(box: Any) -> bool:
    boxes = import_module("weasyprint.formatting_structure.boxes")
    return isinstance(box, (boxes.LineBox, boxes.InlineBox))


def _stretches(first: _Letter, second: _Letter, line: Any) -> bool:
    """Whether the gap between two neighbours may grow (clreq: between ideographs, never in ——)."""
    if second.box.style["font_size"] < MARK_SIZE * line.style["font_size"]:
        return False
    if not hasattr(first.box, "pango_layout"):
        return False
    if first.box is second.box and first.box.style["white_space"] == "nowrap":
        return False  # a number stays close to its unit
    before, after = first.character, second.character
    if before in OPENING or after in CLOSING or (before in PAIRED and after in PAIRED):
        return False
    if before.isdigit() and is_ideographic(after):
        return False  # 2020年 in running text: the same
    return before == " " or is_ideographic(before) or is_ideographic(after)


def is_ideographic(character: str) -> bool:
    """Ideographs and the full-width marks that stand among them."""
    return (
        "\u2e80" <= character <= "\u9fff"
        or "\uf900" <= character <= "\ufaff"
        or "\uff00" <= character <= "\uffef"
        or character >= "\U00020000"
        or character in "“”‘’—…·"
    )


def _shift(box: Any, advance: float, widened: dict[int, dict[int, float]]) -> float:
    """Move a box by ``advance`` and grow it by its own gaps; the advance for what follows."""
    if hasattr(box, "pango_layout"):
        box.position_x += advance
        gaps = widened.get(id(box), {})
        box.pango_layout.gaps = gaps
        grown = sum(gaps.values())
        box.width += grown
        return advance + grown
    if _is_inline(box):
        before = advance
        box.position_x += advance
        for child in box.children:
            if child.is_in_normal_flow():
                advance = _shift(child, advance, widened)
        box.width += advance - before
        return advance
    box.translate(advance, 0)
    return advance


def _widen_glyphs(first_line: Any, text: str, gaps: dict[int, float]) -> None:
    """Widen the glyphs of the characters before a gap; called once per drawing of a line."""
    ffi = import_module("weasyprint.text.ffi")
    units = ffi.TO_UNITS
    by_byte = {}
    position = 0
    for index, character in enumerate(text):
        if index in gaps:
            by_byte[position] = gaps[index]
        position += len(character.encode())
    run = first_line.runs
    while run != ffi.ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        count = glyphs.num_glyphs
        for number in range(count):
            cluster = glyphs.log_clusters[number]
            # Only the last glyph of a cluster stands before the gap.
            if number + 1 < count and glyphs.log_clusters[number + 1] == cluster:
                continue
            gap = by_byte.get(item.offset + cluster)
            if gap:
                glyphs.glyphs[number].geometry.width += round(gap * units)
        run = run.next


def _trial_line_is_full() -> bool:
    """Lay out one ragged paragraph and see whether its first line reaches the measure."""
    weasyprint = import_module("weasyprint")
    html = "<html lang=zh-CN><p>民生实事关系千家万户，办好每一件实事才能让群众满意"
    style = "@page{size:170px 400px;margin:0} p{font-size:10px;width:133px;text-align:justify}"
    try:
        document = weasyprint.HTML(string=html).render(stylesheets=[weasyprint.CSS(string=style)])
        page = document.pages[0]._page_box  # noqa: SLF001  there is no public way to a line
        body = page.children[0].children[0]
        line = body.children[0].children[0]
        return abs(line.width - 133) < 0.01 and bool(line.children[0].pango_layout.gaps)
    except (AttributeError, IndexError, TypeError):
        return False
