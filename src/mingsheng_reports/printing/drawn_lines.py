"""A line drawn as it was shaped when it was found.

WeasyPrint lets go of a line's shape as soon as it has measured it, and has Pango shape the same
text once more to draw it. Here the shape is kept until then. Drawing widens its glyphs
(``justification.py``), so that it is good for one time; for a second the text is shaped anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any

from mingsheng_reports.printing.quick_lines import Told, is_plain, told_of

HYPHENATED = 3  # where first_line_metrics is told so, behind the layout
PARTING = re.compile("[\n\r\u0085\u2028\u2029]")  # where Pango would begin another line


def install() -> None:
    """Patch WeasyPrint, after ``quick_lines``; harmless the second time."""
    line_break: Any = import_module("weasyprint.text.line_break")
    if hasattr(line_break.first_line_metrics, "__wrapped__"):
        return
    layout: Any = line_break.Layout
    layout.set_text, layout.reactivate = _setting(layout.set_text), _taking(layout.reactivate)
    line_break.first_line_metrics = _keeping(line_break.first_line_metrics)


def _setting(original: Callable[..., None]) -> Callable[..., None]:
    """Tells Pango at once that a text is but one paragraph, as WeasyPrint does when it draws it."""
    pango: Any = import_module("weasyprint.text.ffi").pango

    @wraps(original)
    def set_text(layout: Any, text: str, justify: bool = False) -> None:  # noqa: FBT001, FBT002  WeasyPrint's signature
        if _knows(layout):
            single = not PARTING.search(text)
            pango.pango_layout_set_single_paragraph_mode(layout.layout, single)
        original(layout, text, justify)

    return set_text


def _keeping(original: Callable[..., Any]) -> Callable[..., Any]:
    """A line that has been found is kept as Pango has shaped it, until it is drawn."""

    @wraps(original)
    def first_line_metrics(
        first_line: Any, text: str, layout: Any, *rest: Any, **named: Any
    ) -> Any:
        shaped, hyphenated = layout.layout, rest[HYPHENATED:][:1] == (True,)
        found = original(first_line, text, layout, *rest, **named)
        if _knows(layout) and not hyphenated and not PARTING.search(layout.text):
            layout.shaped = [shaped]  # all copies of the layout have the same list
        return found

    return first_line_metrics


def _taking(original: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """The first time a line is drawn; drawing widens its glyphs, so it is not good for a second."""

    @wraps(original)
    def reactivate(layout: Any, style: Any) -> None:
        shaped = getattr(layout, "shaped", None)
        if not shaped or not is_plain(layout, style) or _knows(layout) is not told_of(style):
            original(layout, style)
            return
        layout.layout, layout.style = shaped.pop(), style
        layout.language = layout.told.language

    return reactivate


def _knows(layout: Any) -> Told | None:
    """What a layout was told of its style; None where that was done the long way."""
    told: Told | None = getattr(layout, "told", None)
    return told
