"""Lines shaped once, and with less around them: the same lines.

WeasyPrint has a line shaped again whenever a column is tried at another height, a table's widths
are weighed, or a page is laid out once more with a chart elsewhere. For every piece of text it
makes ready all that Pango needs to know of its style; and to find one line it has four lines' worth
of characters set, which is right for narrow letters, while an ideograph is as wide as it is high.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from importlib import import_module
from typing import Any

FEATURES = (
    "font_kerning", "font_variant_ligatures", "font_variant_position", "font_variant_caps",
    "font_variant_numeric", "font_variant_alternates", "font_variant_east_asian",
    "font_feature_settings",
)  # fmt: skip
# What Pango is told of a style before it is told of the text, and what else a line depends on.
TOLD = (
    "direction", "font_language_override", "lang", "font_family", "font_style", "font_stretch",
    "font_weight", "font_size", "font_variation_settings", *FEATURES,
)  # fmt: skip
RULES = (
    *TOLD, "text_decoration_line", "letter_spacing", "word_spacing", "white_space", "word_break",
    "overflow_wrap", "tab_size", "hyphens", "hyphenate_character", "hyphenate_limit_chars",
    "hyphenate_limit_zone",
)  # fmt: skip
SAID = frozenset(RULES)
# Modules of WeasyPrint that have imported what is replaced here by its name.
KNOWN_AS = (
    ("layout.inline", "strut"), ("layout.inline", "split_first_line"),
    ("layout.preferred", "split_first_line"),
)  # fmt: skip
MOST_LINES = 5_000  # remembered at a time; a brief of eight pages has two thousand
BEYOND = 6  # characters set behind a line's end, to find where the next line may be divided
PAIR = re.compile("[\u4e00-\u9fff]{2}")  # between these every line may be divided
NARROW = re.compile("[\u0001-\u2e7f]")
SOFT_HYPHEN = "\u00ad"


@dataclass(slots=True, eq=False)
class Told:
    """A style as Pango knows it; ``attributes`` are None where there are no font features."""

    context: Any
    language: Any
    description: Any
    attributes: Any


@dataclass(slots=True)
class _Memory:
    """What is known of one configuration of fonts.

    Attributes:
        told: by the values of the properties that matter to lines.
        lines: by the same, the text, the room for it and where it stands.
    """

    told: dict[str, Told] = field(default_factory=dict)
    lines: dict[tuple[Any, ...], tuple[Any, ...]] = field(default_factory=dict)


def install() -> None:
    """Patch WeasyPrint; harmless the second time."""
    line_break: Any = import_module("weasyprint.text.line_break")
    if hasattr(line_break.strut, "__wrapped__"):
        return
    line_break.strut = _once_per_style(line_break.strut)
    line_break.split_first_line = _remembering(_shortening(line_break.split_first_line))
    line_break.Layout.setup = _setting_up(line_break.Layout.setup)
    for module, name in KNOWN_AS:
        setattr(import_module(f"weasyprint.{module}"), name, getattr(line_break, name))


def forget(fonts: Any) -> None:
    """Let go of the lines shaped in these fonts, and of the documents that their styles hold."""
    if held := getattr(fonts, "memory", None):
        held.lines.clear()


def _once_per_style(original: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Line height and baseline."""

    @wraps(original)
    def strut(style: Any) -> Any:
        try:
            return style.strut
        except AttributeError:
            style.strut = original(style)
            return style.strut

    return strut


def _remembering(original: Callable[..., Any]) -> Callable[..., Any]:
    """The first line of a text, as it was found before."""
    layout_class: Any = import_module("weasyprint.text.line_break").Layout

    @wraps(original)
    def split_first_line(text: str, style: Any, context: Any, *rest: Any, **named: Any) -> Any:
        lines = _memory(style).lines
        key = (_rules(style), text, *rest, *named.items())
        if key not in lines:
            if len(lines) >= MOST_LINES:
                lines.clear()
            lines[key] = original(text, style, context, *rest, **named)
        layout, *found = lines[key]
        # Whoever gets the layout writes on it: where glyphs are widened, what it is drawn by.
        copy = layout_class.__new__(layout_class)
        copy.__dict__.update(layout.__dict__)
        return (copy, *found)

    return split_first_line


def _shortening(original: Callable[..., Any]) -> Callable[..., Any]:
    """Only as many characters as can be needed, where no rule looks at those behind them."""

    @wraps(original)
    def split_first_line(
        text: str, style: Any, context: Any, max_width: Any, *rest: Any, **named: Any
    ) -> Any:
        length = _enough(text, style, max_width)
        if length < len(text):
            short = text[:length]
            result = original(short, style, context, max_width, *rest, **named)
            resume_at = result[2]
            if resume_at is not None and PAIR.search(short.encode()[resume_at:].decode()):
                return result
        return original(text, style, context, max_width, *rest, **named)

    return split_first_line


def _enough(text: str, style: Any, max_width: Any) -> int:
    """How many characters surely hold the first line and a place to divide the next one."""
    size = style["font_size"]
    if max_width is None or not size or not size < max_width < len(text) * size:
        return len(text)
    if style["white_space"] != "normal" or style["hyphens"] == "auto":
        return len(text)
    if style["overflow_wrap"] != "normal" or style["word_break"] == "break-all":
        return len(text)
    length = int(max_width / size) + BEYOND
    length += len(NARROW.findall(text, 0, length))
    return len(text) if SOFT_HYPHEN in text else length


def _setting_up(original: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """Makes a Pango layout ready, from what was told of its style before."""
    text_ffi: Any = import_module("weasyprint.text.ffi")
    ffi, pango, gobject = text_ffi.ffi, text_ffi.pango, text_ffi.gobject

    @wraps(original)
    def setup(layout: Any, style: Any) -> None:
        if not is_plain(layout, style):
            layout.told = None
            original(layout, style)
            return
        told = layout.told = told_of(style)
        layout.style, layout.first_line_direction = style, 0
        layout.ascent = layout.underline_position = layout.strikethrough_position = None
        layout.language = told.language
        layout.layout = ffi.gc(pango.pango_layout_new(told.context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(layout.layout, False)  # noqa: FBT003  a C function
        pango.pango_layout_set_font_description(layout.layout, told.description)
        if told.attributes is not None:
            pango.pango_layout_set_attributes(layout.layout, told.attributes)

    return setup


def is_plain(layout: Any, style: Any) -> bool:
    """A decorated text asks for more, a spaced one changes the attributes."""
    return style["text_decoration_line"] == "none" and not (
        layout.justification_spacing
        or style["word_spacing"]
        or style["letter_spacing"] != "normal"
        or style["overflow_wrap"] != "normal"
    )


def _memory(style: Any) -> _Memory:
    """Of the fonts that a style is set in."""
    fonts = style.font_config
    try:
        held: _Memory = fonts.memory
    except AttributeError:
        held = fonts.memory = _Memory()
    return held


def _rules(style: Any) -> str:
    """The same for all styles that lines are alike in."""
    try:
        rules: str = style.rules
    except AttributeError:
        parent = getattr(style, "parent_style", None)  # the text of a picture has none
        alike = parent is not None and _lines_as(style, parent)
        rules = style.rules = _rules(parent) if alike else repr([style[name] for name in RULES])
    return rules


def _lines_as(style: Any, parent: Any) -> bool:
    """Whether nothing was said of lines that the parent does not say; all of it is inherited."""
    if parent["text_decoration_line"] != "none":  # which is handed on in another way
        return False
    if not SAID.isdisjoint(getattr(style, "cascaded", ())):
        return False
    return all(parent[name] == value for name, value in style.items() if name in SAID)


def told_of(style: Any) -> Told:
    """One for all styles that lines are alike in."""
    try:
        told: Told = style.told
    except AttributeError:
        held = _memory(style).told
        key = _rules(style)
        if key not in held:
            held[key] = _tell(style)
        told = style.told = held[key]
    return told


def _tell(style: Any) -> Told:
    """As ``Layout.setup`` does it for each text."""
    text_ffi: Any = import_module("weasyprint.text.ffi")
    ffi, pango, gobject = text_ffi.ffi, text_ffi.pango, text_ffi.gobject
    constants: Any = import_module("weasyprint.text.constants")
    fonts: Any = import_module("weasyprint.text.fonts")
    context = ffi.gc(
        pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref
    )
    pango.pango_context_set_round_glyph_positions(context, False)  # noqa: FBT003  a C function
    direction = constants.PANGO_DIRECTION[style["direction"]]
    pango.pango_context_set_base_dir(context, direction)
    named = style["font_language_override"]
    lang = constants.LST_TO_ISO.get(named.lower(), named) if named != "normal" else style["lang"]
    if lang:
        language = pango.pango_language_from_string(ffi.new("char[]", lang.encode()))
        pango.pango_context_set_language(context, language)
    else:
        language = pango.pango_language_get_default()
    features = fonts.font_features(*(style[name] for name in FEATURES))
    attributes = None
    if features:
        written = ",".join(f"{key} {value}" for key, value in features.items()).encode()
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        pango.pango_attr_list_insert(attributes, pango.pango_attr_font_features_new(written))
    return Told(context, language, fonts.get_font_description(style), attributes)
