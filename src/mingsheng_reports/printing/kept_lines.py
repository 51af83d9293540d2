"""Lines set once: a paragraph that is laid out again takes its lines from the first time.

Balanced columns are tried at one height after another, and a paragraph that does not end where a
column does is laid out anew each time, boxes of every line included. Away from floating boxes a
line depends only on where the paragraph is taken up and on how wide it is; here it is copied and
moved to its place. What is printed is the same to the byte.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from typing import Any

# What get_next_linebox was called like in the versions this was written for.
PARAMETERS = (
    "context", "linebox", "position_y", "bottom_space", "skip_stack", "containing_block",
    "absolute_boxes", "fixed_boxes", "first_letter_style", "first_line_style",
)  # fmt: skip
# Boxes that know of no others but their children, so that a copy is whole.
PLAIN = frozenset({"BlockBox", "InlineBlockBox", "InlineBox", "LineBox", "TextBox"})

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as it was set at (x, y); nobody else has its boxes."""

    box: Any
    resume_at: Any
    x: float
    y: float

    def at(self, x: float, y: float) -> tuple[Any, Any]:
        """A copy in another place."""
        line = self.box.deepcopy()
        line.translate(x - self.x, y - self.y)
        line.position_y = y  # as WeasyPrint does, which compares it with where it began
        return line, self.resume_at


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Lines of a paragraph by what they depend on; a copy with other contents has others."""

    children: Any
    lines: dict[Key, _Line]


def install() -> bool:
    """Patch WeasyPrint; False where its layout is not the one this was written for."""
    inline: Any = import_module("weasyprint.layout.inline")
    if hasattr(inline.get_next_linebox, "__wrapped__"):
        return True
    if tuple(inspect.signature(inline.get_next_linebox).parameters) != PARAMETERS:
        return False
    inline.get_next_linebox = _keeping(inline.get_next_linebox)
    return True


def _keeping(original: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(original)
    def get_next_linebox(
        context: Any,
        linebox: Any,
        position_y: float,
        bottom_space: float,
        skip_stack: Any,
        containing_block: Any,
        *rest: Any,
    ) -> Any:
        given = context, linebox, position_y, bottom_space, skip_stack, containing_block, *rest
        first_letter_style, first_line_style = rest[2:]
        if context.excluded_shapes or context.footnotes or first_letter_style or first_line_style:
            return original(*given)
        lines = _lines_of(linebox)
        key = repr(skip_stack), containing_block.width, linebox.text_indent
        x = containing_block.content_box_x()
        if kept := lines.get(key):
            return kept.at(x, position_y)
        line, resume_at = original(*given)
        if line is not None and not context.excluded_shapes and _is_plain(line):
            lines[key] = _Line(line.deepcopy(), resume_at, x, position_y)
        return line, resume_at

    return get_next_linebox


def _lines_of(linebox: Any) -> dict[Key, _Line]:
    held: _Paragraph | None = linebox.__dict__.get("paragraph")
    if held is None or held.children is not linebox.children:
        held = linebox.paragraph = _Paragraph(linebox.children, {})
    return held.lines


def _is_plain(line: Any) -> bool:
    return all(
        type(box).__name__ in PLAIN and box.is_in_normal_flow() and not box.note
        for box in line.descendants()
    )
