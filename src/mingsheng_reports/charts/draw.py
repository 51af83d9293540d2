"""Chart specifications become SVG."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mingsheng_reports.catalogue.resources import fonts_dir
from mingsheng_reports.charts.bars import draw_bars
from mingsheng_reports.charts.bullet import draw_bullets
from mingsheng_reports.charts.canvas import Canvas
from mingsheng_reports.charts.ruler import Ruler
from mingsheng_reports.charts.timeline import draw_line, draw_slope
from mingsheng_reports.core.brief import ChartKind, ChartSpec
from mingsheng_reports.core.theme import Theme

DRAWERS: dict[ChartKind, Callable[[ChartSpec, float, Theme, Ruler], str]] = {
    ChartKind.BARS: draw_bars,
    ChartKind.SLOPE: draw_slope,
    ChartKind.LINE: draw_line,
    ChartKind.BULLET: draw_bullets,
}


def draw_charts(specs: Sequence[ChartSpec], theme: Theme) -> dict[str, str]:
    """Each chart as SVG text, by the id of its specification.

    Raises:
        MissingGlyphError: if a label holds a character that no bundled face has.
        MissingLibraryError: if there are no faces.
    """
    if not specs:
        return {}
    ruler = Ruler(fonts_dir(), (theme.faces.hei, theme.faces.song))
    return {
        spec.id: DRAWERS[spec.kind](
            spec, theme.page_points if spec.wide else theme.column_points, theme, ruler
        )
        for spec in specs
        if spec.marks
    }


def prepare_drawing(theme: Theme) -> None:
    """Load what draws, which takes longer than to draw.

    Raises:
        MissingLibraryError: if there are no faces.
    """
    ruler = Ruler(fonts_dir(), (theme.faces.hei, theme.faces.song))
    Canvas(1, 1, theme, ruler).svg()
