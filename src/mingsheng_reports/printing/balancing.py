"""Columns of even height, found by halving the distance instead of pixel by pixel.

WeasyPrint balances columns from their mean height upwards and lays all of them out at every step;
where a paragraph may not be divided any further the step is one pixel, and there may be hundreds.
Whether everything fits is told by any height: the lowest one that holds it is found in a few tries.
"""

from __future__ import annotations

import inspect
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from math import ceil, inf
from typing import Any

# What block_box_layout was called like in the versions this was written for.
PARAMETERS = (
    "context", "box", "bottom_space", "skip_stack", "containing_block", "page_is_empty",
    "absolute_boxes", "fixed_boxes", "adjoining_margins", "first_letter_style", "first_line_style",
    "discard", "max_lines",
)  # fmt: skip
STEP = 1.0  # pixel: no finer than WeasyPrint's own

Layout = Callable[..., Any]


@dataclass(slots=True)
class _Group:
    """What stands side by side between two blocks that span the columns.

    Attributes:
        full: the end of the page in pixels, to which the columns may reach.
        level: the highest end of the columns at which they hold everything, once it was looked for.
    """

    full: float
    level: float | None = None

    def find_level(
        self, page_bottom: float, bottom_space: float, holds_all: Callable[[float], bool]
    ) -> None:
        """Look for the level from the height that is asked for downwards on the page, once."""
        least = page_bottom - self.full
        if self.level is None and bottom_space - least >= STEP:

            def fits(steps: int) -> bool:
                return holds_all(max(bottom_space - steps * STEP, least))

            steps = _least(fits, ceil((bottom_space - least) / STEP))
            self.level = min(page_bottom - bottom_space + steps * STEP, self.full)

    def space(self, page_bottom: float, bottom_space: float) -> float:
        """The room to leave below a column: as asked for, or less where it holds too little."""
        return bottom_space if self.level is None else min(bottom_space, page_bottom - self.level)


@dataclass(slots=True)
class _Columns:
    """One call of columns_layout: how many columns, and its groups by their first child."""

    count: int
    groups: dict[int, _Group]

    def group_of(self, column: Any, limit: float) -> _Group:
        """The group of a column; the first time it is tried as high as the page allows."""
        return self.groups.setdefault(id(column.children[0]), _Group(limit))


def install() -> bool:
    """Patch WeasyPrint; False where its layout is not the one this was written for."""
    block: Any = import_module("weasyprint.layout.block")
    if getattr(block.block_box_layout, "levels_columns", False):
        return True
    if tuple(inspect.signature(block.block_box_layout).parameters) != PARAMETERS:
        return False
    open_columns: list[_Columns] = []
    block.columns_layout = _counting(block.columns_layout, open_columns)
    block.block_box_layout = _levelling(block.block_box_layout, open_columns)
    return True


def _counting(original: Layout, open_columns: list[_Columns]) -> Layout:
    """Tells the columns inside how many they are; none where the width decides."""

    def columns_layout(context: Any, box: Any, *rest: Any) -> Any:
        count, width = box.style["column_count"], box.style["column_width"]
        # Notes at the foot take room from the columns; that is left to WeasyPrint.
        known = width == "auto" and count != "auto" and not context.footnotes
        open_columns.append(_Columns(count if known else 0, {}))
        try:
            return original(context, box, *rest)
        finally:
            open_columns.pop()

    columns_layout.__dict__.update(getattr(original, "__dict__", {}))
    return columns_layout


def _levelling(original: Layout, open_columns: list[_Columns]) -> Layout:
    """A column that is asked for lower than everything fits is laid out at the level that does."""

    def block_box_layout(
        context: Any, box: Any, bottom_space: float, skip_stack: Any, *rest: Any, **named: Any
    ) -> Any:
        if getattr(box, "is_column", False) and open_columns and bottom_space != inf:
            holder, page_is_empty, *_ = rest
            columns = open_columns[-1]

            def holds_all(space: float) -> bool:
                def lay_out(skip: Any) -> Any:
                    return original(
                        context, box, space, skip, holder, page_is_empty, [], [], [], *rest[5:],
                        **named,
                    )  # fmt: skip

                return _holds_all(columns.count, context, lay_out, skip_stack)

            if columns.count > 1 and box.children:
                group = columns.group_of(box, context.page_bottom - bottom_space)
                if not page_is_empty:  # WeasyPrint is balancing, or has done so
                    group.find_level(context.page_bottom, bottom_space, holds_all)
                bottom_space = group.space(context.page_bottom, bottom_space)
        return original(context, box, bottom_space, skip_stack, *rest, **named)

    block_box_layout.levels_columns = True  # type: ignore[attr-defined]
    return block_box_layout


def _least(fits: Callable[[int], bool], most: int) -> int:
    """The least number of steps that fits, if ``most`` do; it is rarely far from none."""
    low, high = 0, 1
    while high <= most and not fits(high - 1):
        low, high = high, 2 * high
    return bisect_left(range(most), True, low, min(high - 1, most), key=fits)  # noqa: FBT003  what is looked for


def _holds_all(count: int, context: Any, lay_out: Callable[[Any], Any], skip_stack: Any) -> bool:
    """Whether that many columns hold everything; nothing is left of the trial."""
    remove_placeholders = import_module("weasyprint.layout.block").remove_placeholders
    before, boxes = len(context.excluded_shapes), []
    for _ in range(count):
        box, skip_stack = lay_out(skip_stack)[:2]
        if box is None:
            break
        boxes.append(box)
        if skip_stack is None:
            break
    del context.excluded_shapes[before:]
    remove_placeholders(context, boxes, [], [])
    return bool(boxes) and skip_stack is None
