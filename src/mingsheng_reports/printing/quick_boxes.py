"""What need not be asked of every box: list marks, notes and named pages that it cannot have.

WeasyPrint gives each element a style for the mark of a list entry, and five for a note that it
might call for, asks every block for the name of its page, and looks through all boxes of a trial
for what it would have to take back. Where a document has nothing of the kind the answer is known
beforehand.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any

NOTES = frozenset({"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"})
MARKER = "marker"
ENTRIES = ("li", "summary")  # what is an entry of a list without being told
# A document with notes, or with other entries, has one of these in its style sheets.
SPECIAL_WORDS = ("footnote", "note(", "list-item")
NAMED_PAGES = "named pages"

Function = Callable[..., Any]


def install() -> None:
    """Patch WeasyPrint; harmless the second time."""
    html: Any = import_module("weasyprint").HTML
    if hasattr(html._ua_stylesheets, "__wrapped__"):  # noqa: SLF001  there is no public way to it
        return
    html._ua_stylesheets = _reducing(html._ua_stylesheets)  # noqa: SLF001  as above
    style_for: Any = import_module("weasyprint.css").StyleFor
    style_for.__init__ = _looking_for_names(style_for.__init__)
    block: Any = import_module("weasyprint.layout.block")
    block.block_level_page_name = _naming(block.block_level_page_name)
    table: Any = import_module("weasyprint.layout.table")
    block.remove_placeholders = table.remove_placeholders = _removing(block.remove_placeholders)


def is_ordinary(*texts: str) -> bool:
    """Whether a document of this HTML and these sheets has no notes and only common lists."""
    return not any(word in text for text in texts for word in SPECIAL_WORDS)


def _reducing(original: Function) -> Function:
    """The built-in style sheets; without rules that an ordinary page does not need."""
    reduced: dict[int, Any] = {}

    @wraps(original)
    def _ua_stylesheets(page: Any, forms: bool = False) -> Any:  # noqa: FBT001, FBT002  WeasyPrint's
        sheets = original(page, forms)
        if not getattr(page, "ordinary", False):
            return sheets
        for sheet in sheets:
            if id(sheet) not in reduced:
                reduced[id(sheet)] = _reduced(sheet)
        return [reduced[id(sheet)] for sheet in sheets]

    return _ua_stylesheets


def _reduced(sheet: Any) -> Any:
    less = copy.copy(sheet)
    matcher = less.matcher = copy.copy(sheet.matcher)
    rules = [entry for entry in matcher.other_selectors if entry[3] not in NOTES]
    matcher.other_selectors = [entry for entry in rules if entry[3] != MARKER]
    markers = [entry for entry in rules if entry[3] == MARKER]
    by_name = matcher.lower_local_name_selectors
    own = {name: [*by_name.get(name, ()), *markers] for name in ENTRIES}
    matcher.lower_local_name_selectors = by_name | own
    return less


def _looking_for_names(original: Function) -> Function:
    """Leaves word in the cache that all styles of a document share."""

    @wraps(original)
    def __init__(style_for: Any, *given: Any, **named: Any) -> None:  # noqa: N807  a method of WeasyPrint's
        original(style_for, *given, **named)
        styles = style_for.get_computed_styles().values()
        root = next(iter(styles))
        root.cache[NAMED_PAGES] = any("page" in style.cascaded for style in styles)

    return __init__


def _naming(original: Function) -> Function:
    @wraps(original)
    def block_level_page_name(before: Any, after: Any) -> Any:
        return original(before, after) if after.style.cache.get(NAMED_PAGES, True) else None

    return block_level_page_name


def _removing(original: Function) -> Function:
    @wraps(original)
    def remove_placeholders(context: Any, boxes: Any, absolute: Any, fixed: Any) -> None:
        if any((
            absolute, fixed, context.footnotes, context.page_footnotes,
            context.current_page_footnotes, context.reported_footnotes,
            context.broken_out_of_flow, context.excluded_shapes, _runs(context),
        )):  # fmt: skip
            original(context, boxes, absolute, fixed)

    return remove_placeholders


def _runs(context: Any) -> bool:
    """Whether any page has an element in its margin; to ask for one leaves an empty entry."""
    return any(any(pages.values()) for pages in context.running_elements.values())
