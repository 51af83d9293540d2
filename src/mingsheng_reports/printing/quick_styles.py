"""Style values found sooner: the same values, without the general case for each of them.

WeasyPrint works out a property of an element when it is first asked for it, by one long function
for all properties; nine in ten of the answers are only the parent's or the initial value. And it
resolves the percentages of a box each time the box is laid out, though hardly a box has any.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from importlib import import_module
from typing import Any

NEEDS_MORE = frozenset({"float", "display", "position", "page", "text_decoration_line"})
# Set by an ancestor if not by the element: as if they were inherited.
HANDED_ON = frozenset(
    {"text_decoration_color", "text_decoration_style", "text_decoration_thickness"}
)
CUSTOM = "__"
SIDES = ("top", "right", "bottom", "left")
# Used values that do not depend on the box around, once none of them is a percentage or a formula.
LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in SIDES),
    "width", "min_width", "max_width", "height", "min_height", "max_height",
)  # fmt: skip
BORDERS = tuple(f"border_{side}_width" for side in SIDES)
# The style that decides whether there is a line of any width.
LINES = {f"{line}_width": f"{line}_style" for line in (*(f"border_{s}" for s in SIDES), "outline")}
MOST_SOLVED = 64  # of one declaration
UNKNOWN = object()
# The modules of WeasyPrint's layout that know ``resolve_percentages`` by that name.
RESOLVING = ("percent", "inline", "page", "float", "grid", "absolute", "block", "column", "table")

Style = Any  # WeasyPrint's: a dict that finds what it lacks


def install() -> None:
    """Patch WeasyPrint; harmless the second time."""
    css: Any = import_module("weasyprint.css")
    if hasattr(css.ComputedStyle.__missing__, "__wrapped__"):
        return
    css.ComputedStyle.__missing__ = _computed(css.ComputedStyle.__missing__)
    css.AnonymousStyle.__missing__ = _anonymous(css.AnonymousStyle.__missing__)
    pending: Any = import_module("weasyprint.css.tokens").Pending
    pending.solve = _solving(pending.solve)
    boxes: Any = import_module("weasyprint.formatting_structure.boxes")
    boxes.Box.is_in_normal_flow = _in_flow(boxes.Box.is_in_normal_flow)
    quick = _resolving(import_module("weasyprint.layout.percent").resolve_percentages)
    for name in RESOLVING:
        module: Any = import_module(f"weasyprint.layout.{name}")
        module.resolve_percentages = quick


def _initial_values() -> tuple[Mapping[str, Any], frozenset[str]]:
    """Initial values that are used as they are, and the inherited properties; no special ones."""
    properties: Any = import_module("weasyprint.css.properties")

    inherited = (properties.INHERITED | HANDED_ON) - NEEDS_MORE
    initial = {
        name: value
        for name, value in properties.INITIAL_VALUES.items()
        if name not in inherited | NEEDS_MORE | properties.INITIAL_NOT_COMPUTED
    }
    return initial, frozenset(inherited)


def _logical_names() -> frozenset[str]:
    """The properties by which an author may set a physical one: ``margin_inline_start``."""
    functions: Any = import_module("weasyprint.css.computed_values").PHYSICAL_FUNCTIONS
    return frozenset(
        function(block="ttb", inline=direction)
        for function in functions.values()
        for direction in ("ltr", "rtl")
    )


def _computed(original: Callable[[Style, str], Any]) -> Callable[[Style, str], Any]:
    initial, inherited = _initial_values()
    logical = _logical_names()
    check_math = import_module("weasyprint.css.functions").check_math

    @wraps(original)
    def __missing__(style: Style, key: str) -> Any:  # noqa: N807  a method of WeasyPrint's
        parent = style.parent_style
        if parent is None or key in style.cascaded or not logical.isdisjoint(style.cascaded):
            return original(style, key)
        if key in inherited or key[:2] == CUSTOM:
            value = parent[key]
            if check_math(value):
                return original(style, key)
        elif key in LINES and style[LINES[key]] == "none":
            value = 0
        else:
            value = initial.get(key, UNKNOWN)
            if value is UNKNOWN:
                return original(style, key)
        style[key] = value
        return value

    return __missing__


def _anonymous(original: Callable[[Style, str], Any]) -> Callable[[Style, str], Any]:
    initial, inherited = _initial_values()

    @wraps(original)
    def __missing__(style: Style, key: str) -> Any:  # noqa: N807  a method of WeasyPrint's
        value = initial.get(key, UNKNOWN)
        if value is UNKNOWN:
            if key not in inherited:
                return original(style, key)
            value = style.parent_style[key]
        style[key] = value
        return value

    return __missing__


def _solving(original: Callable[..., Any]) -> Callable[..., Any]:
    """What a declaration with variables comes to, once for the values they have."""

    @wraps(original)
    def solve(pending: Any, tokens: Any, wanted_key: str, base_url: Any) -> Any:
        solved = pending.__dict__.setdefault("solved", {})
        key = (wanted_key, *map(id, tokens))
        if key not in solved:
            if (
                len(solved) >= MOST_SOLVED
            ):  # variables within a formula come as new tokens each time
                solved.clear()
            # The tokens are kept, so that no others are made where they stood.
            solved[key] = tokens, original(pending, tokens, wanted_key, base_url)
        return solved[key][1]

    return solve


def _resolving(original: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    @wraps(original)
    def resolve_percentages(box: Any, containing_block: Any) -> None:
        style = box.style
        try:
            used = style.used_values
        except AttributeError:
            used = style.used_values = _used(style)
        if used is None:
            original(box, containing_block)
            return
        box.__dict__.update(used)
        if style["border_collapse"] == "collapse":
            # Of collapsed borders the table may have decided already.
            for name in BORDERS:
                box.__dict__.setdefault(name, style[name])

    return resolve_percentages


def _used(style: Style) -> dict[str, Any] | None:
    """Used values that hold in any containing block; None if there are others."""
    if style["box_sizing"] != "content-box":
        return None
    used: dict[str, Any] = {}
    for name in LENGTHS:
        value = style[name]
        if value != "auto":
            if getattr(value, "unit", None) != "px":
                return None
            value = value.value
        elif name.startswith("min_"):
            value = 0
        used[name] = value
    if style["border_collapse"] != "collapse":
        used |= {name: style[name] for name in BORDERS}
    return used


def _in_flow(original: Callable[[Any], bool]) -> Callable[[Any], bool]:
    @wraps(original)
    def is_in_normal_flow(box: Any) -> bool:
        style = box.style
        if style["float"] == "none" and style["position"] in {"static", "relative"}:
            return True
        return original(box)

    return is_in_normal_flow
