"""Columns laid out again and again keep the blocks that have not moved.

WeasyPrint finds the height of balanced columns by laying all of them out at one height after
another, a few pixels apart, and lays them out once more when it has found it. Nearly every block
comes out as before each time: one that was set whole above a limit is set the same above a lower
one. Here it is taken from the last time. What is printed is the same to the byte.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from math import inf
from typing import Any

# What block_level_layout was called like in the versions this was written for.
PARAMETERS = (
    "context", "box", "bottom_space", "skip_stack", "containing_block", "page_is_empty",
    "absolute_boxes", "fixed_boxes", "adjoining_margins", "first_letter_style", "first_line_style",
    "discard", "max_lines",
)  # fmt: skip

Key = tuple[object, ...]


@dataclass(slots=True)
class _Kept:
    """A block as it was laid out.

    Attributes:
        limit: the lowest end of page, in pixels, for which it is known to come out so.
        left: where its left edge was asked to be.
        place: where it came to stand.
        result: box, where to resume, next page, margins, collapsing, lines left.
        margins: those that collapse with what follows.
    """

    limit: float
    left: float
    result: tuple[Any, ...]
    place: tuple[float, float]
    margins: tuple[float, ...]

    def taken(self, left: float) -> tuple[Any, ...]:
        """The result, moved to where it is wanted now."""
        box = self.result[0]
        if box is not None:
            # Since then it may have been moved: the last column to its place, a heading by its CSS.
            across = self.place[0] + left - self.left - box.position_x
            down = self.place[1] - box.position_y
            if across or down:
                box.translate(across, down)
        # The caller appends to the list of margins.
        return (*self.result[:3], list(self.margins), *self.result[4:])


@dataclass(slots=True)
class _Memory:
    """Blocks of one call of columns_layout: complete ones, and any at one very limit."""

    complete: dict[Key, _Kept] = field(default_factory=dict)
    exact: dict[Key, _Kept] = field(default_factory=dict)

    def find(self, key: Key, limit: float) -> _Kept | None:
        kept = self.complete.get(key)
        return kept if kept and limit >= kept.limit else self.exact.get((key, limit))

    def keep(self, key: Key, kept: _Kept) -> None:
        box, resume_at = kept.result[:2]
        # With no room at all a block is forced onto the page, which moves its margins about.
        if box is not None and resume_at is None and kept.limit > -inf:
            self.complete[key] = kept
        else:
            self.exact[key, kept.limit] = kept


def install() -> bool:
    """Patch WeasyPrint; False where its layout is not the one this was written for."""
    block: Any = import_module("weasyprint.layout.block")
    if getattr(block.columns_layout, "keeps_blocks", False):
        return True
    if tuple(inspect.signature(block.block_level_layout).parameters) != PARAMETERS:
        return False
    memories: list[_Memory] = []
    block.columns_layout = _remembering(block.columns_layout, memories)
    block.block_level_layout = _recalling(block.block_level_layout, memories)
    return True


def _remembering(original: Callable[..., Any], memories: list[_Memory]) -> Callable[..., Any]:
    def columns_layout(*given: Any, **named: Any) -> Any:
        memories.append(_Memory())
        try:
            return original(*given, **named)
        finally:
            memories.pop()

    columns_layout.keeps_blocks = True  # type: ignore[attr-defined]
    return columns_layout


def _recalling(original: Callable[..., Any], memories: list[_Memory]) -> Callable[..., Any]:
    def block_level_layout(
        context: Any,
        box: Any,
        bottom_space: float,
        skip_stack: Any,
        containing_block: Any,
        *rest: Any,
        **named: Any,
    ) -> Any:
        holder = containing_block
        if not (memories and holder.is_column and len(rest) == len(PARAMETERS) - 5):
            return original(context, box, bottom_space, skip_stack, holder, *rest, **named)
        page_is_empty, absolute, fixed, margins = rest[:4]
        key = (
            id(box), box.position_y, holder.width, repr(skip_stack), page_is_empty,
            tuple(margins or ()), rest[-2:],
        )  # fmt: skip
        limit = context.page_bottom - bottom_space
        kept = memories[-1].find(key, limit)
        if kept is not None:
            return kept.taken(box.position_x)
        # What floats, hangs free or has notes at the foot also depends on what stands around it.
        before = _around(context, absolute, fixed)
        left = box.position_x
        result = original(context, box, bottom_space, skip_stack, holder, *rest)
        if not any(before) and not any(_around(context, absolute, fixed)):
            done = result[0]
            place = (0.0, 0.0) if done is None else (done.position_x, done.position_y)
            memories[-1].keep(key, _Kept(limit, left, result, place, tuple(result[3])))
        return result

    return block_level_layout


def _around(context: Any, *placed: Any) -> tuple[Any, ...]:
    return (
        *placed,
        context.excluded_shapes,
        context.broken_out_of_flow,
        context.current_page_footnotes,
        context.reported_footnotes,
    )
