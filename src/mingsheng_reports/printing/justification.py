"""Chinese lines set full: WeasyPrint stretches only spaces, and Chinese has none.

WeasyPrint places a finished line by ``layout.inline.text_align`` and tells it to grow by
``justify_line``. Here marks first give up the blank halves that no line needs, letters and figures
get a quarter of an em beside ideographs as far as there is room, and what is left over goes into
the gaps between ideographs, equally. Glyphs are widened after Pango has shaped the line: text,
spaces and copying are untouched. The patch is installed only into the WeasyPrint versions it was
written for and only if a trial line comes out full.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from importlib import import_module
from itertools import pairwise
from typing import Any

from mingsheng_reports.catalogue.resources import fonts_dir
from mingsheng_reports.printing.letters import (
    BLANK,
    BLANK_BEFORE,
    BLANK_BEHIND,
    Letter,
    blank_gaps,
    closing_gaps,
    is_inline,
    letters,
    stretching_gaps,
)
from mingsheng_reports.printing.spaced import BEFORE, BEHIND, glyphs_of

# A gap wider than this part of a character reads as a hole: better a ragged line.
WIDEST_GAP = 1.0
# In a line as loose as this adjacent marks keep their blank halves.
LOOSE_GAP = 0.2
# A custom property of ours: the style sheet says where letters and figures get blanks.
BLANKS_WANTED = "__autospace"


@dataclass(slots=True)
class _Setting:
    """What is done to one line, in pixels.

    Attributes:
        gaps: what each character grows by, by box and place; negative where marks close up.
        sides: on which sides a letter or figure gets a blank of the width ``blank``.
        lead: how far the line begins to the left, because its first mark's half is blank.
        closed: the marks that gave up a blank half to the next one.
    """

    stretching: list[Letter]
    gaps: dict[int, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    sides: dict[int, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    blank: float = 0.0
    lead: float = 0.0
    closed: list[Letter] = field(default_factory=list)

    def grow(self, letter: Letter, amount: float) -> None:
        held = self.gaps[id(letter.box)]
        held[letter.index] = held.get(letter.index, 0.0) + amount

    def spread(self, extra_width: float, size: float) -> None:
        """Let the line grow by that much; it stays ragged where it would be torn."""
        if extra_width > LOOSE_GAP * size * len(self.stretching):
            for letter in self.closed:
                self.grow(letter, letter.size / 2)
                extra_width -= letter.size / 2
        gap = extra_width / len(self.stretching)
        if gap <= WIDEST_GAP * size:
            for letter in self.stretching:
                self.grow(letter, gap)

    @property
    def grown(self) -> float:
        return sum(gap for gaps in self.gaps.values() for gap in gaps.values())


def install() -> bool:
    """Patch WeasyPrint; whether a trial line came out full (if not, nothing stays patched)."""
    inline: Any = import_module("weasyprint.layout.inline")
    line_break: Any = import_module("weasyprint.text.line_break")
    if getattr(inline.justify_line, "spreads_ideographs", False):
        return True
    original_justify, original_first = inline.justify_line, line_break.Layout.get_first_line
    original_align = inline.text_align

    def justify_line(context: Any, line: Any, extra_width: float) -> None:
        setting = getattr(line, "setting", None)
        if setting is None or not setting.stretching:
            original_justify(context, line, extra_width)
            return
        setting.spread(extra_width, line.style["font_size"])

    def get_first_line(layout: Any) -> Any:
        first_line, index = original_first(layout)
        gaps = getattr(layout, "gaps", None)
        if gaps:
            _widen_glyphs(first_line, layout, gaps)
        return first_line, index

    def text_align(context: Any, line: Any, available_width: float, last: bool) -> Any:  # noqa: FBT001  WeasyPrint's signature
        width = line.width
        setting = line.setting = _set(line, available_width, last=last)
        line.width = width + setting.grown - setting.lead
        offset = original_align(context, line, available_width, last)
        line.width = width
        _shift(line, -setting.lead, setting)
        return offset

    inline.text_align = text_align
    inline.justify_line, line_break.Layout.get_first_line = justify_line, get_first_line
    inline.justify_line.spreads_ideographs = True
    if _trial_line_is_full():
        return True
    inline.justify_line, line_break.Layout.get_first_line = original_justify, original_first
    inline.text_align = original_align
    return False


def _set(line: Any, available_width: float, *, last: bool) -> _Setting:
    """What is done to a line before it grows to the measure."""
    held, size = list(letters(line)), float(line.style["font_size"])
    setting = _Setting(list(stretching_gaps(held, size)))
    setting.closed = list(closing_gaps(held))
    for letter in setting.closed:
        setting.grow(letter, -letter.size / 2)
    justified = line.style["text_align_all"] == "justify"
    if justified and held and held[0].character in BLANK_BEFORE:
        setting.lead = held[0].size / 2
    if justified and not last and held:
        final = held[-1]
        if final.character in BLANK_BEHIND and not final.narrowed:
            setting.grow(final, -final.size / 2)
    if any(token.value == "on" for token in line.style[BLANKS_WANTED]):
        pairs = list(blank_gaps(held, size))
        room = available_width - line.width - setting.grown + setting.lead
        setting.blank = max(0.0, min(BLANK * size, room / max(1, len(pairs))))
        for first, second in pairs if setting.blank else ():
            before = second.character.isascii()
            letter, side = (second, BEFORE) if before else (first, BEHIND)
            setting.grow(letter, setting.blank)
            sides = setting.sides[id(letter.box)]
            sides[letter.index] = sides.get(letter.index, 0) | side
    return setting


def _shift(box: Any, advance: float, setting: _Setting) -> float:
    """Move a box by ``advance`` and grow it by its own gaps; the advance for what follows."""
    if hasattr(box, "pango_layout"):
        box.position_x += advance
        gaps = setting.gaps.get(id(box), {})
        box.pango_layout.gaps = gaps
        box.pango_layout.sides = setting.sides.get(id(box), {})
        box.pango_layout.blank = setting.blank
        box.pango_layout.em = box.style["font_size"]
        grown = sum(gaps.values())
        box.width += grown
        return advance + grown
    if is_inline(box):
        before = advance
        box.position_x += advance
        for child in box.children:
            if child.is_in_normal_flow():
                advance = _shift(child, advance, setting)
        box.width += advance - before
        return advance
    box.translate(advance, 0)
    return advance


def _widen_glyphs(first_line: Any, layout: Any, gaps: dict[int, float]) -> None:
    """Widen the glyphs of the characters before a gap; called once per drawing of a line."""
    ffi = import_module("weasyprint.text.ffi")
    units = ffi.TO_UNITS
    places = _by_byte(layout.text)
    run = first_line.runs
    while run != ffi.ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        spaced = _spaced_glyphs(ffi, item.analysis.font) if layout.sides else {}
        clusters = ffi.ffi.unpack(glyphs.log_clusters, glyphs.num_glyphs)
        ends = sorted({*clusters, item.length})
        singles = {start for start, end in pairwise(ends) if end - start == 1}
        offset = item.offset
        for number, (cluster, following) in enumerate(pairwise((*clusters, None))):
            # Only the last glyph of a cluster stands before the gap.
            if following == cluster:
                continue
            index = places.get(offset + cluster, -1)
            gap = gaps.get(index)
            if not gap:
                continue
            glyph = glyphs.glyphs[number]
            glyph.geometry.width += round(gap * units)
            sides = layout.sides.get(index, 0)
            wanted = spaced.get((layout.text[index], sides)) if sides else None
            if cluster not in singles:
                wanted = None  # a ligature draws two letters, the glyph with a blank only one
            if wanted is None:
                if sides & BEFORE:
                    glyph.geometry.x_offset += round(layout.blank * units)
                continue
            glyph.glyph = wanted
            if sides & BEFORE:
                missing = BLANK * layout.em - layout.blank
                glyph.geometry.x_offset -= round(missing * units)
        run = run.next


def _by_byte(text: str) -> dict[int, int]:
    """Places of characters by the byte they begin at."""
    places: dict[int, int] = {}
    position = 0
    for index, character in enumerate(text):
        places[position] = index
        position += len(character.encode())
    return places


def _spaced_glyphs(ffi: Any, font: Any) -> dict[tuple[str, int], int]:
    """The glyphs with blanks of a run's face."""
    description = ffi.pango.pango_font_describe_with_absolute_size(font)
    family = ffi.ffi.string(ffi.pango.pango_font_description_get_family(description)).decode()
    bold = ffi.pango.pango_font_description_get_weight(description) >= 600
    ffi.pango.pango_font_description_free(description)
    return glyphs_of(fonts_dir(), family, bold)


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
    except (AttributeError, IndexError, KeyError, TypeError):
        return False
