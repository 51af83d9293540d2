"""Where charts stand, so that no column ends in a hole.

A chart cannot be divided: where it does not fit, the column above it stays empty. Newspapers let
the text run on and put the picture a few paragraphs later; so do we, by trying.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from mingsheng_reports.core.brief import Section

# While charts are placed only the two-column part is laid out, and its last page not balanced.
ONLY_SECTIONS = ".full,.sources{display:none} .columns{column-fill:auto}"
HOLE = 3  # body lines at the foot of a column that need no remedy
TRIALS = 6
FARTHEST = 4  # paragraphs
POINTS_PER_PIXEL = 0.75
LARGE_HOLE = 0.23  # of the type area's height; what is printed ends above its line's foot
# What may be given up, one after the other, so that no page has a large hole at its foot: the air
# around sections and rows, then that a table's first and last two rows stand together.
CLOSER = ".full,.sources{margin-top:16.5pt}th,td{padding-top:2pt;padding-bottom:2pt}"
APART = "tbody tr:last-child,tbody tr:nth-child(2),.caution{break-before:auto}"
REMEDIES = (CLOSER, APART, CLOSER + APART)
# What may be given up so that the last page does not hold a few notes alone.
SPARSE = 0.8  # of the type area's height
CLOSER_NOTES = ".note{padding-bottom:3pt;line-height:11pt}"
SAVINGS = (CLOSER_NOTES, CLOSER_NOTES + CLOSER)
# Points below a chart among the text, as css/type.css has it; a line more before a heading.
BELOW = 8.25


@dataclass(frozen=True, slots=True)
class Foot:
    """What is empty below one column's text.

    Attributes:
        empty: points.
        chart: id of the chart that stands next and did not fit, empty when it was something else.
    """

    empty: float
    chart: str


Look = Callable[[Mapping[str, int]], Sequence[Foot]]
# What it costs, in body lines, that a chart stands among another section's text, and by how many
# paragraphs; that it stands before paragraphs of its own section costs less.
ASTRAY, FARTHER, EARLIER = 3.0, 1.0, 0.5
ROUNDS = 2


def settle(look: Look, line: float) -> dict[str, int]:
    """By how many paragraphs each chart is best put off.

    Args:
        look: lays the page out with given deferrals.
        line: height of a body line in points.
    """
    best: dict[str, int] = {}
    feet_now = look(best)
    least = _waste(feet_now, line)
    tried = dict(best)
    for _ in range(TRIALS):
        holes = [foot for foot in feet_now if foot.chart and foot.empty > HOLE * line]
        movable = [foot for foot in holes if tried.get(foot.chart, 0) < FARTHEST]
        if not movable:
            break
        tried = {**tried, movable[0].chart: tried.get(movable[0].chart, 0) + 1}
        feet_now = look(tried)
        waste = _waste(feet_now, line)
        if waste < least:
            best, least = dict(tried), waste
    return best


def arrange(sections: Sequence[Section], look: Look, line: float) -> dict[str, int]:
    """Where each chart stands best, by trying every place for one after the other.

    Args:
        look: foretells the feet of the columns for given deferrals; it is asked often.
        line: height of a body line in points.
    """
    best: dict[str, int] = {}
    least = _waste(look(best), line)
    rooms = {one.id: max(0, len(each.paragraphs) - 1) for each in sections for one in each.charts}
    for _ in range(ROUNDS):
        before = least
        for chart, room in rooms.items():
            for place in sorted(range(-room, FARTHEST + 1), key=abs):
                tried = {**best, chart: place}
                strayed = sum(map(_strayed, tried.values())) * line
                if strayed >= least:
                    continue
                cost = _waste(look(tried), line) + strayed
                if cost < least:
                    best, least = tried, cost
        if least == before:
            break
    return {chart: place for chart, place in best.items() if place}


def _strayed(place: int) -> float:
    """Body lines that a place is thought to cost."""
    return ASTRAY + FARTHER * place if place > 0 else -EARLIER * place


def _waste(given: Sequence[Foot], line: float) -> float:
    """Points lost to holes; what every column loses to whole lines does not count."""
    return sum(foot.empty for foot in given if foot.empty > HOLE * line)


def feet(pages: Sequence[Any]) -> Iterator[Foot]:
    """The feet of all columns of the main text but those of its last page, which is balanced."""
    columns = [
        (page, column)
        for page in pages
        for main in find(page, "main")
        for column in _columns(main)
        if column.children
    ]
    last_page = columns[-1][0] if columns else None
    for (page, column), (_, following) in pairwise(columns):
        if page is last_page:
            return
        bottom = page.content_box_y() + page.height
        last = column.children[-1]
        empty = bottom - end_of(last)
        chart = following.children[0].element
        name = chart.get("data-chart", "") if chart is not None else ""
        yield Foot(empty * POINTS_PER_PIXEL, name)


def end_of(box: Any) -> float:
    """Where a block ends; one that goes on in the next column is drawn out to the foot of its own.

    That is why a paragraph ends with its last line.
    """
    lines = [_bottom(one) for one in _solid(box)] if box.element_tag == "p" else []
    return max(lines, default=float(box.position_y + box.margin_height() - box.margin_bottom))


def chart_heights(pages: Sequence[Any]) -> Iterator[tuple[str, float]]:
    """Ids and heights, in points, of the charts among the main text."""
    for page in pages:
        for main in find(page, "main"):
            for column in _columns(main):
                for child in column.children:
                    name = child.element.get("data-chart") if child.element is not None else None
                    if name:
                        yield name, child.border_height() * POINTS_PER_PIXEL


def pads(heights: Mapping[str, float], line: float) -> dict[str, float]:
    """What has to stand below each chart so that it takes a whole number of lines.

    Args:
        heights: by chart id, without the :data:`BELOW` that the style sheet adds.
        line: height of a body line.
    """
    return {name: round(-(height + BELOW) % line, 2) for name, height in heights.items()}


def _columns(main: Any) -> Sequence[Any]:
    """The columns of the text, which is one itself where it is not divided."""
    divided: Sequence[Any] = main.children
    return (main,) if main.style["column_count"] == "auto" else divided


def has_holes(pages: Sequence[Any]) -> bool:
    """Whether a page other than the last is empty at its foot for a quarter or more."""
    return any(_hole(page) >= LARGE_HOLE for page in pages[:-1])


def has_sparse_end(pages: Sequence[Any]) -> bool:
    """Whether the last of several pages is all but empty."""
    return len(pages) > 1 and _hole(pages[-1]) > SPARSE


def _hole(page: Any) -> float:
    """What is empty below the lowest line or picture, as a part of the type area's height."""
    top = page.content_box_y()
    lowest = max((_bottom(box) for box in _solid(page.children[0])), default=top)
    return float(1 - (lowest - top) / page.height)


def _solid(box: Any) -> Iterator[Any]:
    """Lines and pictures."""
    if hasattr(box, "replacement") or box.__class__.__name__ == "LineBox":
        yield box
    else:
        for child in getattr(box, "children", ()):
            yield from _solid(child)


def _bottom(box: Any) -> float:
    return float(box.position_y + box.margin_height())


def find(box: Any, tag: str) -> Iterator[Any]:
    """The outermost boxes of elements of that name."""
    if getattr(box, "element_tag", "") == tag and box.element is not None:
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from find(child, tag)
