"""Values over years: a slope for two, a line for more; every value is written beside its point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingsheng_reports.charts.canvas import Canvas
from mingsheng_reports.charts.ruler import Ruler
from mingsheng_reports.charts.scale import Scale, extremes, is_range, lower, upper
from mingsheng_reports.core.brief import ChartSpec, Mark
from mingsheng_reports.core.theme import Theme

RADIUS = 2.6
GAP = 7.0
BODY_LINES = 5  # height of the drawing itself, in body lines
ROOM = Decimal(
    "0.6"
)  # a scale starts at zero unless all values lie above this part of the greatest
PITCH = 12.0  # least distance between two labels in one column
STROKE = 1.4


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
    size, line = theme.sizes.chart, theme.measures.line
    rows = max(BODY_LINES - 1, len(right) + 1, len(left) + 1)
    canvas = Canvas(width, (rows + 1) * line, theme, ruler)
    scale = _vertical(spec, line + 4, canvas.height - 8)
    before = _spaced([_Label(scale(lower(m.figure)), m.figure.text, m) for m in left])
    after = _spaced([_Label(scale(lower(m.figure)), _ending(m), m) for m in right])
    x0 = max(ruler.width(text, size, bold=True) for text in (years[0], *_texts(before))) + GAP
    x1 = (
        width
        - max(ruler.width(text, size, bold=True) for text in (years[-1], *_texts(after)))
        - GAP
    )
    for x, year, anchor in ((0.0, years[0], "left"), (width, years[-1], "right")):
        canvas.text(x, 9, year, colour=theme.colours.soft, anchor=anchor)
        canvas.line([(x, line - 2), (x, canvas.height)], theme.colours.rule)
    for series in dict.fromkeys(mark.series for mark in spec.marks):
        one = [mark for mark in spec.marks if mark.series == series]
        _draw_series(canvas, [(x0 if m in left else x1, m) for m in one], scale)
    for labels, x, anchor in ((before, x0 - GAP, "right"), (after, x1 + GAP, "left")):
        for label in labels:
            _write(canvas, x, label, anchor)
    return canvas.svg()


def draw_line(spec: ChartSpec, width: float, theme: Theme, ruler: Ruler) -> str:
    """Three years or more: a value above each point, the years below."""
    years = _years(spec.marks)
    size, line = theme.sizes.chart, theme.measures.line
    canvas = Canvas(width, (BODY_LINES + 2) * line, theme, ruler)
    names = [mark.series for mark in spec.marks if mark.name.text == years[-1] and mark.series]
    tail = max((ruler.width(name, size) for name in names), default=0.0)
    half = max(ruler.width(mark.figure.text, size, bold=True) for mark in spec.marks) / 2
    start, end = half, width - max(half, tail + GAP if tail else 0)
    step = (end - start) / max(1, len(years) - 1)
    places = {year: start + step * number for number, year in enumerate(years)}
    scale = _vertical(spec, line + 4, canvas.height - line - 8)
    floor = canvas.height - line
    canvas.line([(0, floor), (width, floor)], theme.colours.rule)
    for year, x in places.items():
        canvas.text(x, canvas.height - 4, year, colour=theme.colours.soft, anchor="center")
    for series in dict.fromkeys(mark.series for mark in spec.marks):
        one = [mark for mark in spec.marks if mark.series == series]
        _draw_series(canvas, [(places[mark.name.text], mark) for mark in one], scale)
        for mark in one:
            label = _Label(scale(upper(mark.figure)) - 7 - size * 0.36, mark.figure.text, mark)
            _write(canvas, places[mark.name.text], label, "center")
        if series:
            canvas.text(end + GAP, scale(lower(one[-1].figure)) + size * 0.36, series)
    return canvas.svg()


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
    baseline = label.y + canvas.theme.sizes.chart * 0.36
    canvas.text(x, baseline, label.text, bold=mark.emphasised, anchor=anchor, colour=colour)
