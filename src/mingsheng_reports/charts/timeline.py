"""Values over years: a slope for two, a line for more; every value is written beside its point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from mingsheng_reports.charts.canvas import Canvas
from mingsheng_reports.charts.ruler import Ruler
from mingsheng_reports.charts.scale import Scale, extremes, is_range, lower, row_height, upper
from mingsheng_reports.core.brief import ChartSpec, Mark
from mingsheng_reports.core.theme import Theme

RADIUS = 2.6
GAP = 7.0
SLOPE_ROWS = 3  # height of the drawing itself, in rows; more where labels need them
LINE_ROWS = 5
ROOM = Decimal(
    "0.6"
)  # a scale starts at zero unless all values lie above this part of the greatest
PITCH = 12.0  # least distance between two labels in one column
STROKE = 1.4
TALL = 0.68  # from the middle of a label to where a line may run, in type sizes
HALF_HEIGHT = 0.36  # from the middle of a label to its baseline, in type sizes


@dataclass(frozen=True, slots=True)
class _Label:
    """A text that wants to stand at ``y``."""

    y: float
    text: str
    mark: Mark


def draw_slope(spec: ChartSpec, width: float, theme: Theme, ruler: Ruler) -> str:
    """Two years: first values on the left, last ones on the right with the name of the series."""
    years = _years(spec.marks)
    left = [mark for mark in spec.marks if mark.name.text == years[0]]
    right = [mark for mark in spec.marks if mark.name.text == years[-1]]
    size, line = theme.sizes.chart, row_height(theme)
    rows = max(SLOPE_ROWS, len(right) + 1, len(left) + 1)
    canvas = Canvas(width, (rows + 1) * line, theme, ruler)
    scale = _sloping(spec, line + 6, canvas.height - 8)
    before = _spaced([_Label(scale(lower(m.figure)), m.figure.text, m) for m in left])
    after = _spaced([_Label(scale(lower(m.figure)), _ending(m), m) for m in right])
    x0 = max(ruler.width(text, size, bold=True) for text in (years[0], *_texts(before))) + GAP
    x1 = (
        width
        - max(ruler.width(text, size, bold=True) for text in (years[-1], *_texts(after)))
        - GAP
    )
    for x, year in ((x0, years[0]), (x1, years[-1])):
        canvas.text(x, 9, year, colour=theme.colours.soft, anchor="center")
        canvas.line([(x, line - 2), (x, canvas.height)], theme.colours.rule)
    for one in _series(spec.marks):
        _draw_series(canvas, [(x0 if m in left else x1, m) for m in one], scale)
    for labels, x, anchor in ((before, x0 - GAP, "right"), (after, x1 + GAP, "left")):
        for label in labels:
            _write(canvas, x, label, anchor)
    return canvas.svg()


def draw_line(spec: ChartSpec, width: float, theme: Theme, ruler: Ruler) -> str:
    """Three years or more: a value beside each point, the years below."""
    years = _years(spec.marks)
    size, line = theme.sizes.chart, row_height(theme)
    canvas = Canvas(width, (LINE_ROWS + 1) * line, theme, ruler)
    names = [mark.series for mark in spec.marks if mark.name.text == years[-1] and mark.series]
    tail = max((ruler.width(name, size) for name in names), default=0.0)
    half = max(ruler.width(mark.figure.text, size, bold=True) for mark in spec.marks) / 2
    start, end = half, width - max(half, tail + GAP if tail else 0)
    step = (end - start) / max(1, len(years) - 1)
    places = {year: start + step * number for number, year in enumerate(years)}
    floor = canvas.height - line
    scale = _vertical(spec, 1.4 * line, floor)
    canvas.line([(0, floor), (width, floor)], theme.colours.rule)
    for year, x in places.items():
        canvas.text(x, canvas.height - 4, year, colour=theme.colours.soft, anchor="center")
    for one in _series(spec.marks):
        _draw_series(canvas, [(places[mark.name.text], mark) for mark in one], scale)
        if one[-1].series:
            y = scale(lower(one[-1].figure)) + size * HALF_HEIGHT
            canvas.text(end + GAP, y, one[-1].series)
    for x, label in _beside_points(spec.marks, places, scale, canvas):
        _write(canvas, x, label, "center")
    return canvas.svg()


def _beside_points(
    marks: Sequence[Mark], places: dict[str, float], scale: Scale, canvas: Canvas
) -> list[tuple[float, _Label]]:
    """Each value above its point, or where that is taken below it, or farther away."""
    paths = [
        [(places[mark.name.text], scale(lower(mark.figure))) for mark in one if not mark.hatched]
        for one in _series(marks)
    ]
    placed: list[tuple[float, _Label]] = []
    for mark in marks:
        x, top = places[mark.name.text], scale(upper(mark.figure))
        size = canvas.theme.sizes.chart
        up, down = top - size - 1, top + size + 1
        tries = [up, down, *(up - PITCH * n for n in (1, 2)), down + PITCH]
        half = canvas.ruler.width(mark.figure.text, size, bold=True) / 2
        free = [
            y
            for y in tries
            if y > PITCH / 2
            and _is_free(x, y, half, placed, canvas)
            and not any(_crosses(path, x, y, half, size * TALL) for path in paths)
        ]
        placed.append((x, _Label(free[0] if free else tries[0], mark.figure.text, mark)))
    return placed


def _is_free(
    x: float, y: float, half: float, placed: Sequence[tuple[float, _Label]], canvas: Canvas
) -> bool:
    """Whether a label of that half width at (x, y) keeps clear of those already placed."""
    for other_x, other in placed:
        other_half = canvas.ruler.width(other.text, canvas.theme.sizes.chart, bold=True) / 2
        if abs(x - other_x) < half + other_half + 2 and abs(y - other.y) < PITCH - 1:
            return False
    return True


def _crosses(
    path: Sequence[tuple[float, float]], x: float, y: float, half: float, tall: float
) -> bool:
    """Whether a line runs through the label's box, which is ``tall`` above and below its middle."""
    left, right = x - half - 1, x + half + 1
    for (x0, y0), (x1, y1) in pairwise(path):
        start, end = max(x0, left), min(x1, right)
        if start > end or x0 == x1:
            continue
        slope = (y1 - y0) / (x1 - x0)
        ends = (y0 + slope * (start - x0), y0 + slope * (end - x0))
        if min(ends) < y + tall and max(ends) > y - tall:
            return True
    return False


def _series(marks: Sequence[Mark]) -> list[list[Mark]]:
    """The marks of each series, the emphasised series last: drawn on top of the others."""
    groups = [
        [mark for mark in marks if mark.series == series]
        for series in dict.fromkeys(mark.series for mark in marks)
    ]
    return sorted(groups, key=lambda group: any(mark.emphasised for mark in group))


def _years(marks: Sequence[Mark]) -> list[str]:
    return list(dict.fromkeys(mark.name.text for mark in marks))


def _vertical(spec: ChartSpec, top: float, bottom: float) -> Scale:
    """A scale from zero, unless zero would press all points into a sliver."""
    low, high = extremes(spec.marks)
    if low < high * ROOM:
        low = min(low, Decimal(0))
    else:
        low -= high - low
    return Scale(low, high, bottom, top)


def _sloping(spec: ChartSpec, top: float, bottom: float) -> Scale:
    """A slope has no axis that could start at zero.

    Half of the range is left free below, so that a small rise does not climb from the ground.
    """
    low, high = extremes(spec.marks)
    return Scale(low - (high - low) / 2, high, bottom, top)


def _texts(labels: Sequence[_Label]) -> list[str]:
    return [label.text for label in labels]


def _ending(mark: Mark) -> str:
    return f"{mark.figure.text} {mark.series}" if mark.series else mark.figure.text


def _spaced(labels: list[_Label]) -> list[_Label]:
    """The labels moved apart just so far that none lies over another."""
    ordered = sorted(labels, key=lambda label: label.y)
    placed: list[_Label] = []
    for label in ordered:
        y = max(label.y, placed[-1].y + PITCH) if placed else label.y
        placed.append(_Label(y, label.text, label.mark))
    # Half of the way back, so that a pushed group stays centred on its points.
    shift = sum(p.y - o.y for p, o in zip(placed, ordered, strict=True)) / max(1, len(placed))
    return [_Label(label.y - shift, label.text, label.mark) for label in placed]


def _draw_series(canvas: Canvas, points: Sequence[tuple[float, Mark]], scale: Scale) -> None:
    colours = canvas.theme.colours
    emphasised = any(mark.emphasised for _, mark in points)
    colour = colours.accent if emphasised else colours.muted
    joined = [(x, scale(lower(mark.figure))) for x, mark in points if not mark.hatched]
    if len(joined) > 1:
        canvas.line(joined, colour, STROKE)
    for x, mark in points:
        y = scale(lower(mark.figure))
        if is_range(mark.figure):
            canvas.line([(x, y), (x, scale(upper(mark.figure)))], colour, STROKE)
        # What must not be compared is a hollow point that no line leads to.
        canvas.dot(x, y, RADIUS, colours.paper if mark.hatched else colour, colour)


def _write(canvas: Canvas, x: float, label: _Label, anchor: str) -> None:
    mark = label.mark
    colour = canvas.theme.colours.accent if mark.emphasised else canvas.theme.colours.ink
    baseline = label.y + canvas.theme.sizes.chart * HALF_HEIGHT
    canvas.text(x, baseline, label.text, bold=mark.emphasised, anchor=anchor, colour=colour)
