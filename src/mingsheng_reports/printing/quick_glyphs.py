"""A line's glyphs written at once; what each becomes is found once for each face and size.

WeasyPrint asks cffi for every number of every glyph and reckons its kerning anew. A page has two
thousand glyphs, but of some three hundred kinds. Whatever is not plain text upright in an outline
face (an ellipsis, emoji, a bitmap, a raised or a missing glyph) goes WeasyPrint's own way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import wraps
from importlib import import_module
from struct import Struct
from typing import Any

GLYPH = Struct("=Iiii4x")  # PangoGlyphInfo: glyph; width, x and y offset; the rest is not drawn
SMALLEST = 1e-6  # pydyf writes nothing smaller
TRUE_SIZES = 14802  # Pango's version from which on it tells in which size it has set something

Glyph = tuple[int, int, int, int]


def install() -> None:
    """Patch WeasyPrint, after ``drawn_lines``; harmless the second time."""
    text: Any = import_module("weasyprint.draw.text")
    ffi: Any = import_module("weasyprint.text.ffi")
    if hasattr(text.draw_first_line, "__wrapped__"):
        return
    plain = ffi.ffi.sizeof("PangoGlyphInfo") == GLYPH.size
    if plain and ffi.pango.pango_version() >= TRUE_SIZES:
        text.draw_first_line = _drawing(text.draw_first_line, ffi)


@dataclass(slots=True)
class _Run:
    """What is set in one face without interruption."""

    item: Any
    face: Any
    font: Any
    size: float
    glyphs: list[Glyph]
    clusters: Any

    def text_of(self, at: int, whole: bytes) -> str:
        """What the glyph at a place stands for, as WeasyPrint finds it."""
        begin, length = self.item.offset, self.item.length
        first = self.clusters[at]
        if self.item.analysis.level % 2:  # from right to left
            last = length if at == 0 else self.clusters[at - 1]
        else:
            last = length if at == len(self.glyphs) - 1 else self.clusters[at + 1]
        return whole[begin + first : begin + last].decode()


@dataclass(slots=True)
class _Written:
    """What glyphs of one face become, by size."""

    by_size: dict[float, dict[Glyph, str]] = field(default_factory=dict)


def _drawing(original: Callable[..., Any], ffi: Any) -> Callable[..., Any]:
    @wraps(original)
    def draw_first_line(
        stream: Any, textbox: Any, text_overflow: str, block_ellipsis: object, matrix: Any
    ) -> Any:
        whole = (stream, textbox, text_overflow, block_ellipsis, matrix)
        if text_overflow == "ellipsis" or block_ellipsis != "none":
            return original(*whole)
        if not textbox.text.strip() or textbox.style["font_size"] < SMALLEST:
            return []
        layout = textbox.pango_layout
        ffi.pango.pango_layout_set_single_paragraph_mode(layout.layout, True)  # noqa: FBT003  Pango's
        line, rest = layout.get_first_line()
        runs = list(_runs(line, stream, ffi))
        if not all(_is_plain(run, ffi) for run in runs):
            # Asked for once only: asking widens the glyphs (``justification.py``).
            layout.get_first_line = lambda: (line, rest)
            try:
                return original(*whole)
            finally:
                del layout.get_first_line
        stream.set_text_matrix(*matrix.values)
        _show(runs, stream, layout.text, ffi)
        return []

    return draw_first_line


def _runs(line: Any, stream: Any, ffi: Any) -> Iterator[_Run]:
    listed = line.runs
    font = size = None
    face = ffi.ffi.NULL
    while listed != ffi.ffi.NULL:
        item, held = listed.data.item, listed.data.glyphs
        if item.analysis.font != face:
            face = item.analysis.font
            font, size = stream.add_font(face)
        content = ffi.ffi.buffer(held.glyphs, held.num_glyphs * GLYPH.size)
        yield _Run(
            item, face, font, size or 0.0, list(GLYPH.iter_unpack(content)), held.log_clusters
        )
        listed = listed.next


def _is_plain(run: _Run, ffi: Any) -> bool:
    font, unknown = run.font, ffi.pango.PANGO_GLYPH_UNKNOWN_FLAG
    if font.bitmap or font.svg or font.png or font.colr:
        return False
    return not any(glyph & unknown or rise for glyph, _, _, rise in run.glyphs)


def _show(runs: list[_Run], stream: Any, text: str, ffi: Any) -> None:
    """One string for all neighbouring runs of one face."""
    shown, string = None, ""
    for run in runs:
        if shown is None or run.face != shown:
            shown = run.face
            if string:
                stream.show_text(string)
            string = ""
            stream.set_font_size(run.font.hash, run.size)
        opened = "<" + _written(run, stream, text, ffi)
        string += opened[:-1] if opened.endswith("<") else f"{opened}>"
    stream.show_text(string)


def _written(run: _Run, stream: Any, text: str, ffi: Any) -> str:
    """The run's glyphs, in hexadecimal digits, with what moves them between."""
    faces = run.font.__dict__.setdefault("written", _Written())
    known = faces.by_size.setdefault(run.size, {})
    try:
        return "".join([known[glyph] for glyph in run.glyphs])
    except KeyError:
        whole = text.encode()
        for at, glyph in enumerate(run.glyphs):
            if glyph not in known:
                known[glyph] = _one(run, at, whole, stream, ffi)
        return "".join([known[glyph] for glyph in run.glyphs])


def _one(run: _Run, at: int, whole: bytes, stream: Any, ffi: Any) -> str:
    """One glyph, reckoned as WeasyPrint does it; what its face must know of it is entered."""
    (glyph, width, aside, _), font, size = run.glyphs[at], run.font, run.size
    if glyph == ffi.pango.PANGO_GLYPH_EMPTY:
        return f">{-width / size}<"
    if glyph not in font.to_unicode:
        font.to_unicode[glyph] = run.text_of(at, whole)
    if glyph not in font.widths:
        measured = (run.face, glyph, stream.ink_rect, stream.logical_rect)
        ffi.pango.pango_font_get_glyph_extents(*measured)
        extent = stream.logical_rect.width
        font.widths[glyph] = round(extent * 1000 * ffi.FROM_UNITS / size)
    offset = aside / size
    kerning = font.widths[glyph] + offset - width * 1000 * ffi.FROM_UNITS / size
    before = f">{-offset}<" if offset else ""
    behind = f">{int(kerning)}<" if kerning else ""
    return f"{before}{glyph:04x}{behind}"
