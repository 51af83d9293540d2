"""Plan and progress: a light outlined bar for what was promised, a dark one for what was done.

Each row has its own plan and often its own unit, so each row is drawn to its own scale: the whole
width stands for the larger of plan and progress. What was done as a share of the plan stands at
the end of the bar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from mingsheng_reports.charts.canvas import Canvas
from mingsheng_reports.charts.ruler import Ruler
from mingsheng_reports.charts.scale import Scale, extremes, row_height, upper
from mingsheng_reports.core.brief import ChartSpec, Computed, Figure, Mark
from mingsheng_reports.core.metric import Status
from mingsheng_reports.core.theme import Theme

PLAN = 10.0  # thickness of the outer bar
PROGRESS = 5.0  # and of the inner one
GAP = 6.0
WIDE_GAP = 14.0  # between columns of labels
SHORTEST_BAR = 75.0  # where less is left, labels stand above their bar
BASELINE_DROP = 0.36  # from the middle of a label to its baseline, in type sizes


def draw_bullets(spec: ChartSpec, width: float, theme: Theme, ruler: Ruler) -> str:
    """The chart as SVG: a line a promise over a page, two or three in a column."""
    rows = _rows(spec.marks)
    line, size = row_height(theme), theme.sizes.chart
    shares = [mark.figure.text for row in rows for mark in row if is_share(mark)]
    beside = max((ruler.width(text, size, bold=True) + GAP for text in shares), default=0.0)
    table = _Table.of(rows, theme, ruler)
    bar = width - table.width - beside
    if bar >= SHORTEST_BAR:
        canvas = Canvas(width, line * len(rows), theme, ruler)
        for number, row in enumerate(rows):
            _draw_line(canvas, row, number * line, table, bar)
        return canvas.svg()
    stacked = [_labels_collide(row, width, theme, ruler) for row in rows]
    canvas = Canvas(width, sum(line * (3 if tall else 2) for tall in stacked), theme, ruler)
    top = 0.0
    for row, tall in zip(rows, stacked, strict=True):
        top = _draw_row(canvas, row, top, width - beside, tall=tall)
    return canvas.svg()


@dataclass(frozen=True, slots=True)
class _Table:
    """Widths of what stands on one line with the bar: the name, and each label with its gap."""

    name: float
    labels: tuple[float, ...]

    @classmethod
    def of(cls, rows: Sequence[Sequence[Mark]], theme: Theme, ruler: Ruler) -> _Table:
        size = theme.sizes.chart
        names = [ruler.width(row[0].name.text, size, bold=True) for row in rows]
        widths = [[ruler.width(t, size, bold=b) for t, b in _labels(row)] for row in rows]
        columns = zip_longest(*widths, fillvalue=0.0)
        return cls(max(names) + GAP, tuple(max(each) + WIDE_GAP for each in columns))

    @property
    def width(self) -> float:
        return self.name + sum(self.labels)


def is_plan(mark: Mark) -> bool:
    """Whether the mark is a promise and not a result."""
    return isinstance(mark.figure, Figure) and mark.figure.metric.status is Status.TARGET


def is_share(mark: Mark) -> bool:
    """Whether the mark tells how much of the promise is kept; it has no bar of its own."""
    return isinstance(mark.figure, Computed)


def _rows(marks: Sequence[Mark]) -> list[list[Mark]]:
    """Marks of one name together, plans first, names in order of appearance."""
    rows: dict[str, list[Mark]] = {}
    for mark in marks:
        rows.setdefault(mark.name.text, []).append(mark)
    return [sorted(row, key=lambda mark: not is_plan(mark)) for row in rows.values()]


def _labels(row: Sequence[Mark]) -> list[tuple[str, bool]]:
    """Text and emphasis of a row's labels, result before plan."""
    return [
        (mark.series + mark.figure.text, not is_plan(mark))
        for mark in reversed(row)
        if not is_share(mark)
    ]


def _labels_width(row: Sequence[Mark], size: float, ruler: Ruler) -> float:
    labels = _labels(row)
    return sum(ruler.width(text, size, bold=bold) for text, bold in labels) + GAP * len(labels)


def _labels_collide(row: Sequence[Mark], width: float, theme: Theme, ruler: Ruler) -> bool:
    size = theme.sizes.chart
    name = ruler.width(row[0].name.text, size, bold=True)
    return name + GAP + _labels_width(row, size, ruler) > width


def _draw_line(canvas: Canvas, row: Sequence[Mark], top: float, table: _Table, bar: float) -> None:
    """Name, bar, share, result and plan, each in its column."""
    line, size = row_height(canvas.theme), canvas.theme.sizes.chart
    baseline = top + line / 2 + size * BASELINE_DROP
    canvas.text(0, baseline, row[0].name.text, bold=True)
    x = canvas.width
    labels = zip(_labels(row), table.labels, strict=False)
    for (text, bold), width in reversed(list(labels)):
        ink = canvas.theme.colours.ink if bold else canvas.theme.colours.soft
        canvas.text(x, baseline, text, bold=bold, anchor="right", colour=ink)
        x -= width
    above = top + (line - PLAN) / 2
    _draw_bars(canvas, [m for m in row if not is_share(m)], above, bar, table.name)
    _draw_share(canvas, row, x, baseline)


def _draw_share(canvas: Canvas, row: Sequence[Mark], right: float, baseline: float) -> None:
    colours = canvas.theme.colours
    for mark in filter(is_share, row):
        ink = colours.accent if mark.emphasised else colours.ink
        canvas.text(right, baseline, mark.figure.text, bold=True, anchor="right", colour=ink)


def _draw_row(canvas: Canvas, row: Sequence[Mark], top: float, bar: float, *, tall: bool) -> float:
    """``bar`` is the greatest length of a bar."""
    line, size = row_height(canvas.theme), canvas.theme.sizes.chart
    baseline = top + line - 5
    canvas.text(0, baseline, row[0].name.text, bold=True)
    if tall:
        baseline += line - 3
    x = canvas.width
    for text, bold in reversed(_labels(row)):
        ink = canvas.theme.colours.ink if bold else canvas.theme.colours.soft
        canvas.text(x, baseline, text, bold=bold, anchor="right", colour=ink)
        x -= canvas.ruler.width(text, size, bold=bold) + GAP
    bottom = top + line * (3 if tall else 2)
    above = bottom - line + 1
    _draw_bars(canvas, [mark for mark in row if not is_share(mark)], above, bar)
    _draw_share(canvas, row, canvas.width, above + PLAN / 2 + size * BASELINE_DROP)
    return bottom


def _draw_bars(
    canvas: Canvas, row: Sequence[Mark], top: float, width: float, left: float = 0.0
) -> None:
    colours = canvas.theme.colours
    scale = Scale(Decimal(0), extremes(row)[1], 0, width)
    for mark in row:
        length = scale(upper(mark.figure))
        inner = top + (PLAN - PROGRESS) / 2
        if is_plan(mark):
            canvas.box(left + 0.25, top, length - 0.5, PLAN, colours.pale, colours.muted)
        elif mark.hatched:
            canvas.hatched_box(left, inner, length, PROGRESS, colours.soft)
        else:
            colour = colours.accent if mark.emphasised else colours.soft
            canvas.box(left, inner, length, PROGRESS, colour)
