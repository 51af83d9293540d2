"""Horizontal bars: places or parts side by side, in the order given, from a zero baseline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingsheng_reports.charts.canvas import Canvas
from mingsheng_reports.charts.ruler import Ruler
from mingsheng_reports.charts.scale import Scale, extremes, is_range, lower, row_height, upper
from mingsheng_reports.core.brief import ChartSpec, Mark
from mingsheng_reports.core.theme import Theme

BAR = 9.0  # thickness
GAP = 5.0  # between name, bar and value
WIDEST_NAME = 0.42  # of the chart's width; longer names are wrapped
BASELINE_DROP = 0.36  # from the middle of a line to its baseline, in type sizes


@dataclass(frozen=True, slots=True)
class _Layout:
    """Everything measured before the first stroke."""

    names: tuple[tuple[str, ...], ...]  # lines of each name
    name_width: float
    heights: tuple[float, ...]
    scale: Scale


def draw_bars(spec: ChartSpec, width: float, theme: Theme, ruler: Ruler) -> str:
    """The chart as SVG, a row a bar; names on two lines make their row higher."""
    layout = _lay_out(spec.marks, width, theme, ruler)
    canvas = Canvas(width, sum(layout.heights), theme, ruler)
    zero = layout.scale(Decimal(0))
    top = 0.0
    for mark, name, height in zip(spec.marks, layout.names, layout.heights, strict=True):
        _draw_name(canvas, name, top, height, mark)
        _draw_bar(canvas, mark, layout.scale, top + height / 2)
        top += height
    canvas.line([(zero, 2), (zero, top - 2)], theme.colours.ink)
    return canvas.svg()


def mark_name(mark: Mark) -> str:
    """``盘锦市``; with its series where there are several: ``盘锦市 计划``."""
    return f"{mark.name.text} {mark.series}" if mark.series else mark.name.text


def _lay_out(marks: Sequence[Mark], width: float, theme: Theme, ruler: Ruler) -> _Layout:
    size, line = theme.sizes.chart, row_height(theme)
    several = len({mark.series for mark in marks}) > 1
    names = [mark_name(mark) if several else mark.name.text for mark in marks]
    wrapped = tuple(
        tuple(ruler.wrap(name, size, width * WIDEST_NAME, bold=mark.emphasised))
        for name, mark in zip(names, marks, strict=True)
    )
    name_width = max(
        ruler.width(part, size, bold=mark.emphasised)
        for name, mark in zip(wrapped, marks, strict=True)
        for part in name
    )
    heights = tuple(max(line, len(name) * (size + 2.5) + 5) for name in wrapped)
    labels = [(ruler.width(m.figure.text, size, bold=True), lower(m.figure) < 0) for m in marks]
    left = max((label for label, below in labels if below), default=0.0)
    right = max((label for label, below in labels if not below), default=0.0)
    low, high = extremes(marks)
    scale = Scale(
        min(low, Decimal(0)),
        max(high, Decimal(0)),
        name_width + GAP + (left + GAP if left else 0),
        width - (right + GAP if right else 0),
    )
    return _Layout(wrapped, name_width, heights, scale)


def _draw_name(
    canvas: Canvas, name: tuple[str, ...], top: float, height: float, mark: Mark
) -> None:
    size = canvas.theme.sizes.chart
    pitch = size + 2.5
    baseline = top + height / 2 - (len(name) - 1) * pitch / 2 + size * BASELINE_DROP
    for number, part in enumerate(name):
        canvas.text(0, baseline + number * pitch, part, bold=mark.emphasised)


def _draw_bar(canvas: Canvas, mark: Mark, scale: Scale, middle: float) -> None:
    colours = canvas.theme.colours
    colour = colours.accent if mark.emphasised else colours.muted
    zero, end, far = scale(Decimal(0)), scale(lower(mark.figure)), scale(upper(mark.figure))
    top = middle - BAR / 2
    left, right = min(zero, end), max(zero, end)
    if mark.hatched:
        canvas.hatched_box(left, top, max(right, far) - left, BAR, colours.soft)
    else:
        canvas.box(left, top, right - left, BAR, colour)
        if is_range(mark.figure):
            # From the lower to the upper end the source leaves it open: outlined only.
            canvas.box(end, top, far - end, BAR, colours.paper, colour)
    baseline = middle + canvas.theme.sizes.chart * BASELINE_DROP
    ink = colours.accent if mark.emphasised else colours.ink
    if end < zero:
        canvas.text(
            end - GAP, baseline, mark.figure.text, anchor="right", bold=mark.emphasised, colour=ink
        )
    else:
        canvas.text(
            max(end, far) + GAP, baseline, mark.figure.text, bold=mark.emphasised, colour=ink
        )
