"""Plan and progress: a light outlined bar for what was promised, a dark one for what was done.

Each row has its own plan and often its own unit, so each row is drawn to its own scale: the whole
width stands for the larger of plan and progress.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from mingsheng_reports.charts.canvas import Canvas
from mingsheng_reports.charts.ruler import Ruler
from mingsheng_reports.charts.scale import Scale, extremes, upper
from mingsheng_reports.core.brief import ChartSpec, Figure, Mark
from mingsheng_reports.core.metric import Status
from mingsheng_reports.core.theme import Theme

PLAN = 10.0  # thickness of the outer bar
PROGRESS = 5.0  # and of the inner one
GAP = 6.0


def draw_bullets(spec: ChartSpec, width: float, theme: Theme, ruler: Ruler) -> str:
    """The chart as SVG; two body lines a row, three where the labels need them."""
    rows = _rows(spec.marks)
    line = theme.measures.line
    stacked = [_labels_collide(row, width, theme, ruler) for row in rows]
    canvas = Canvas(width, sum(line * (3 if tall else 2) for tall in stacked), theme, ruler)
    top = 0.0
    for row, tall in zip(rows, stacked, strict=True):
        top = _draw_row(canvas, row, top, width, tall=tall)
    return canvas.svg()


def is_plan(mark: Mark) -> bool:
    """Whether the mark is a promise and not a result."""
    return isinstance(mark.figure, Figure) and mark.figure.metric.status is Status.TARGET


def _rows(marks: Sequence[Mark]) -> list[list[Mark]]:
    """Marks of one name together, plans first, names in order of appearance."""
    rows: dict[str, list[Mark]] = {}
    for mark in marks:
        rows.setdefault(mark.name.text, []).append(mark)
    return [sorted(row, key=lambda mark: not is_plan(mark)) for row in rows.values()]


def _labels(row: Sequence[Mark]) -> list[tuple[str, bool]]:
    """Text and emphasis of a row's labels, result before plan."""
    return [(mark.series + mark.figure.text, not is_plan(mark)) for mark in reversed(row)]


def _labels_width(row: Sequence[Mark], size: float, ruler: Ruler) -> float:
    labels = _labels(row)
    return sum(ruler.width(text, size, bold=bold) for text, bold in labels) + GAP * len(labels)


def _labels_collide(row: Sequence[Mark], width: float, theme: Theme, ruler: Ruler) -> bool:
    size = theme.sizes.chart
    name = ruler.width(row[0].name.text, size, bold=True)
    return name + GAP + _labels_width(row, size, ruler) > width


def _draw_row(
    canvas: Canvas, row: Sequence[Mark], top: float, width: float, *, tall: bool
) -> float:
    line, size = canvas.theme.measures.line, canvas.theme.sizes.chart
    baseline = top + line - 5
    canvas.text(0, baseline, row[0].name.text, bold=True)
    if tall:
        baseline += line - 3
    x = width
    for text, bold in reversed(_labels(row)):
        ink = canvas.theme.colours.ink if bold else canvas.theme.colours.soft
        canvas.text(x, baseline, text, bold=bold, anchor="right", colour=ink)
        x -= canvas.ruler.width(text, size, bold=bold) + GAP
    bottom = top + line * (3 if tall else 2)
    _draw_bars(canvas, row, bottom - line + 1, width)
    return bottom


def _draw_bars(canvas: Canvas, row: Sequence[Mark], top: float, width: float) -> None:
    colours = canvas.theme.colours
    scale = Scale(Decimal(0), extremes(row)[1], 0, width)
    for mark in row:
        length = scale(upper(mark.figure))
        if is_plan(mark):
            canvas.box(0.25, top, length - 0.5, PLAN, colours.pale, colours.muted)
        elif mark.hatched:
            canvas.hatched_box(0, top + (PLAN - PROGRESS) / 2, length, PROGRESS, colours.soft)
        else:
            colour = colours.accent if mark.emphasised else colours.ink
            canvas.box(0, top + (PLAN - PROGRESS) / 2, length, PROGRESS, colour)
