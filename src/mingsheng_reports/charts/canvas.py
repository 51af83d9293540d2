"""A sheet measured in points, origin at the top left, drawn by matplotlib as vector SVG.

matplotlib's renderer is used without its figures and axes: every label's place is measured
beforehand, so that text is never scaled, never cut off and never laid over other text, and what
matplotlib needs for axes alone takes longer to load than a page of charts takes to draw.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from mingsheng_reports.charts.renderer import svg_renderer
from mingsheng_reports.charts.ruler import Ruler
from mingsheng_reports.charts.slim import slim
from mingsheng_reports.core.theme import Theme

SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "mingsheng-reports",
}
NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
HAIRLINE = 0.5
HATCH_STEP = 4.0
ANCHORS = {"left": 0.0, "center": 0.5, "right": 1.0}  # of a text's width, before its anchor


class Canvas:
    """One chart while it is being drawn; all lengths in points, y downwards."""

    def __init__(self, width: float, height: float, theme: Theme, ruler: Ruler) -> None:
        import matplotlib as mpl
        from matplotlib.transforms import Affine2D

        self.width = width
        self.height = height
        self.theme = theme
        self.ruler = ruler
        self._stream = io.StringIO()
        self._down = Affine2D().scale(1, -1).translate(0, height)
        self._texts: list[tuple[float, float, str, Any, str]] = []
        with mpl.rc_context(SETTINGS):
            self._renderer = svg_renderer()(width, height, self._stream, metadata=NO_METADATA)

    def box(
        self, x: float, y: float, width: float, height: float, fill: str, outline: str = ""
    ) -> None:
        """A filled rectangle with its top left corner at (x, y)."""
        from matplotlib.path import Path
        from matplotlib.transforms import Affine2D

        self._draw(
            Path.unit_rectangle(),
            Affine2D().scale(width, height).translate(x, y),
            fill=fill,
            stroke=outline,
        )

    def hatched_box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A rectangle filled with slanting lines: a value that must not be compared."""
        from matplotlib.path import Path

        self.box(x, y, width, height, self.theme.colours.paper, colour)
        strokes: list[tuple[float, float]] = []
        offset = HATCH_STEP
        while offset < width + height:
            start, end = max(0.0, offset - height), min(offset, width)
            # From the lower left to the upper right, clipped to the rectangle.
            strokes += [(x + start, y + offset - start), (x + end, y + offset - end)]
            offset += HATCH_STEP
        if strokes:
            codes = [Path.MOVETO, Path.LINETO] * (len(strokes) // 2)
            self._draw(Path(strokes, codes), stroke=colour)

    def line(
        self, points: Sequence[tuple[float, float]], colour: str, thickness: float = HAIRLINE
    ) -> None:
        """A line through the points."""
        from matplotlib.path import Path

        self._draw(Path(list(points)), stroke=colour, thickness=thickness)

    def dot(self, x: float, y: float, radius: float, fill: str, outline: str) -> None:
        """A dot; hollow when ``fill`` is the paper's colour."""
        from matplotlib.path import Path
        from matplotlib.transforms import Affine2D

        place = Affine2D().scale(radius).translate(x, y)
        self._draw(Path.unit_circle(), place, fill=fill, stroke=outline, thickness=1)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        colour: str = "",
        bold: bool = False,
        anchor: str = "left",
    ) -> None:
        """A line of text with its baseline at y; ``anchor`` is left, center or right.

        Where it begins is reckoned here: text that SVG has to anchor becomes a transparency group
        of its own in the PDF, four hundred bytes a label.
        """
        from matplotlib.font_manager import FontProperties

        size = self.theme.sizes.chart
        width = self.ruler.width(text, size, bold=bold)  # stops at a character no face has
        faces = [self.theme.faces.hei, self.theme.faces.song]
        face = FontProperties(family=faces, size=size, weight="bold" if bold else "normal")
        start = x - ANCHORS[anchor] * width
        self._texts.append((start, y, text, face, colour or self.theme.colours.ink))

    def svg(self) -> str:
        """The finished drawing, its texts on top of everything else."""
        import matplotlib as mpl

        with mpl.rc_context(SETTINGS):
            for x, y, text, face, colour in self._texts:
                pen = self._pen(colour)
                self._renderer.draw_text(pen, x, y, text, face, 0.0)
            self._renderer.finalize()
        return slim(self._stream.getvalue(), self.width, self.height)

    def _draw(
        self,
        path: Any,  # noqa: ANN401  matplotlib's
        place: Any = None,  # noqa: ANN401  matplotlib's
        *,
        fill: str = "",
        stroke: str = "",
        thickness: float = HAIRLINE,
    ) -> None:
        from matplotlib.colors import to_rgb

        pen = self._pen(stroke, thickness if stroke else 0)
        transform = self._down if place is None else place + self._down
        self._renderer.draw_path(pen, path, transform, to_rgb(fill) if fill else None)

    def _pen(self, colour: str, thickness: float = 0) -> Any:  # noqa: ANN401  matplotlib's
        pen = self._renderer.new_gc()
        pen.set_linewidth(thickness)
        if colour:
            pen.set_foreground(colour)
        return pen
