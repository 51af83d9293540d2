"""Columns filled by arithmetic, to try places for charts without laying pages out again.

Everything in the two columns of the main text stands on one grid of lines: once a page has been
laid out, the number of lines of each paragraph and the height of each heading and chart are known,
and where columns end follows from a few rules. The page that is printed is laid out by WeasyPrint,
and :func:`agree` tells whether it came out as foretold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby, repeat
from typing import Any

from mingsheng_reports.core.brief import Section
from mingsheng_reports.printing.flow import Block, flow_of
from mingsheng_reports.printing.placement import BELOW, POINTS_PER_PIXEL, Foot, end_of, find

FEWEST = 2  # lines of a paragraph at the foot or the head of a column, as css/type.css has it
NEAR = 1.0  # points


@dataclass(frozen=True, slots=True)
class Column:
    """Where text may stand: its page and its height in points."""

    page: int
    height: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What a laid-out page tells.

    Attributes:
        columns: in order; those beyond the last one are as high as ``whole``.
        headings, texts: heights in points, in the order of the brief.
        charts: heights by id, without what stands below them.
        referring: heights, by category, of last paragraphs that point to their section's chart.
    """

    columns: tuple[Column, ...]
    whole: float
    headings: tuple[float, ...]
    texts: tuple[float, ...]
    charts: Mapping[str, float]
    referring: Mapping[str, float] = field(default_factory=dict)

    def column(self, number: int) -> Column:
        """The column of that number, though the pages measured had fewer."""
        if number < len(self.columns):
            return self.columns[number]
        beyond = number - len(self.columns)
        return Column(self.columns[-1].page + 1 + beyond // 2, self.whole)


def measured(pages: Sequence[Any], line: float) -> Measured:
    """Heights of the main text's blocks; a paragraph that two columns share is one."""
    columns: list[Column] = []
    heights: list[tuple[Any, float]] = []
    for number, page in enumerate(pages):
        bottom = page.content_box_y() + page.height
        for main in find(page, "main"):
            for column in main.children:
                room = (bottom - column.position_y) * POINTS_PER_PIXEL
                columns.append(Column(number, room))
                heights += [(child.element, _height(child, line)) for child in column.children]
    merged = [
        (element, sum(height for _, height in group))
        for element, group in groupby(heights, key=lambda one: one[0])
    ]
    return Measured(
        tuple(columns),
        max((page.height for page in pages), default=0.0) * POINTS_PER_PIXEL,
        tuple(height for element, height in merged if element.tag == "h2"),
        tuple(height for element, height in merged if element.tag == "p"),
        {one.get("data-chart"): height for one, height in merged if one.tag == "figure"},
    )


def _height(box: Any, line: float) -> float:
    """In points; a paragraph that goes on in the next column is told without its empty foot."""
    if box.element.tag == "p":
        lines: int = round((end_of(box) - box.position_y) * POINTS_PER_PIXEL / line)
        return lines * line
    height: float = box.border_height() * POINTS_PER_PIXEL
    return height


def framed(
    frame: Measured, columns: int, texts: Sequence[float], padding: Mapping[str, float]
) -> Measured:
    """What a page without its paragraphs tells, and how high those will be.

    Args:
        frame: measured where only headings and charts stood in the columns.
        columns: how many stand side by side; the frame may not have needed all of them.
        texts: heights of the paragraphs, in the order of the brief.
        padding: what will be added below each chart.
    """
    whole_rows = [
        (*held, *repeat(held[0], columns - len(held)))
        for held in (tuple(row) for _, row in groupby(frame.columns, key=lambda one: one.page))
    ]
    charts = {name: height + padding[name] for name, height in frame.charts.items()}
    return replace(
        frame, columns=tuple(chain.from_iterable(whole_rows)), texts=tuple(texts), charts=charts
    )


def foretelling(
    sections: Sequence[Section], known: Measured, line: float
) -> Callable[[Mapping[str, int]], tuple[Foot, ...]]:
    """A stand-in for laying out: the feet of the columns for given deferrals."""
    return lambda deferrals: tuple(_pour(_sized(sections, deferrals, known), known, line))


def agree(foretold: Sequence[Foot], found: Sequence[Foot], line: float) -> bool:
    """Whether a page came out as foretold, to the line."""
    return len(foretold) == len(found) and all(
        one.chart == other.chart and (one.empty + NEAR) // line == (other.empty + NEAR) // line
        for one, other in zip(foretold, found, strict=True)
    )


Sized = tuple[Block, float]


def _sized(
    sections: Sequence[Section], deferrals: Mapping[str, int], known: Measured
) -> list[Sized]:
    headings, texts, category = iter(known.headings), iter(known.texts), ""
    sized: list[Sized] = []
    for block in flow_of(sections, deferrals):
        if block.section is not None:
            category = block.section.category
            sized.append((block, next(headings, 0.0)))
        elif block.chart is None:
            plain = next(texts, 0.0)
            sized.append((block, known.referring.get(category, plain) if block.refers else plain))
        elif block.chart.id in known.charts:
            sized.append((block, known.charts[block.chart.id]))
    return sized


def _pour(blocks: Sequence[Sized], known: Measured, line: float) -> Iterator[Foot]:
    """Feet of all columns but those of the last page, whose columns are balanced."""
    feet: list[tuple[int, Foot]] = []
    number, used, below = 0, 0.0, 0.0  # below: the margin behind what stands last
    for at, (block, height) in enumerate(blocks):
        left = height
        while True:
            room = known.column(number).height - used - below
            fits = _fitting(blocks, at, left, room, line)
            if fits >= left:
                break
            if fits:
                used, below, left = used + below + fits, 0.0, left - fits
            column = known.column(number)
            chart = block.chart.id if block.chart and not fits else ""
            feet.append((column.page, Foot(column.height - used, chart)))
            if used == 0.0:
                return  # higher than a column: nothing can be foretold
            number, used, below = number + 1, 0.0, 0.0
        used += below + left
        below = _below(block, line)
    last = known.column(number).page
    yield from (foot for page, foot in feet if page != last)


def _below(block: Block, line: float) -> float:
    """The margin behind a block, as the style sheets have it."""
    before_heading = line if block.section is None and block.before == "heading" else 0.0
    return before_heading + (BELOW if block.chart is not None else 0.0)


def _fitting(blocks: Sequence[Sized], at: int, height: float, room: float, line: float) -> float:
    """Points of a block that go into the room: all, nothing, or whole lines of a paragraph."""
    block = blocks[at][0]
    slack = NEAR / 10
    if block.section is not None:
        rest = room - height
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        stays = rest > -slack and (
            following is None or _fitting(blocks, at + 1, following[1], rest, line) > 0
        )
        return height if stays else 0.0
    margin = _below(block, line)  # has to fit too, even at the foot of a column
    if height + margin <= room + slack:
        return height
    if block.chart is not None:
        return 0.0
    if height <= room + slack:
        room -= margin
    lines, whole = int((room + slack) // line), round(height / line)
    lines = min(lines, whole - FEWEST)
    return lines * line if lines >= FEWEST else 0.0
