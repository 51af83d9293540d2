"""A sheet measured in points, origin at the top left, drawn by matplotlib as vector SVG.

matplotlib's own axes are not used: every label's place is measured beforehand, so that text is
never scaled, never cut off and never laid over other text.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mingsheng_reports.charts.ruler import Ruler
from mingsheng_reports.charts.slim import slim
from mingsheng_reports.core.theme import Theme

if TYPE_CHECKING:
    from matplotlib.artist import Artist

POINTS_PER_INCH = 72
SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "mingsheng-reports",
    "axes.unicode_minus": False,
}
HAIRLINE = 0.5
HATCH_STEP = 4.0
TEXT_ON_TOP = 10_000
ANCHORS = {"left": 0.0, "center": 0.5, "right": 1.0}  # of a text's width, before its anchor


class Canvas:
    """One chart while it is being drawn; all lengths in points, y downwards."""

    def __init__(self, width: float, height: float, theme: Theme, ruler: Ruler) -> None:
        from matplotlib.figure import Figure
        from matplotlib.transforms import Affine2D

        self.width = width
        self.height = height
        self.theme = theme
        self.ruler = ruler
        self._drawn = 0
        self._figure: Any = Figure(
            figsize=(width / POINTS_PER_INCH, height / POINTS_PER_INCH), dpi=POINTS_PER_INCH
        )
        self._figure.patch.set_visible(False)
        self._down = Affine2D().scale(1, -1).translate(0, height)

    def box(
        self, x: float, y: float, width: float, height: float, fill: str, outline: str = ""
    ) -> None:
        """A filled rectangle with its top left corner at (x, y)."""
        from matplotlib.patches import Rectangle

        self._add(
            Rectangle(
                (x, y),
                width,
                height,
                facecolor=fill or "none",
                edgecolor=outline or "none",
                linewidth=HAIRLINE if outline else 0,
            )
        )

    def hatched_box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A rectangle filled with slanting lines: a value that must not be compared."""
        from matplotlib.patches import PathPatch
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
            self._add(
                PathPatch(
                    Path(strokes, codes), facecolor="none", edgecolor=colour, linewidth=HAIRLINE
                )
            )

    def line(
        self, points: Sequence[tuple[float, float]], colour: str, thickness: float = HAIRLINE
    ) -> None:
        """A line through the points."""
        from matplotlib.lines import Line2D

        xs, ys = zip(*points, strict=True)
        self._add(Line2D(xs, ys, color=colour, linewidth=thickness, solid_capstyle="butt"))

    def dot(self, x: float, y: float, radius: float, fill: str, outline: str) -> None:
        """A dot; hollow when ``fill`` is the paper's colour."""
        from matplotlib.patches import Circle

        self._add(Circle((x, y), radius, facecolor=fill, edgecolor=outline, linewidth=1))

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
        size = self.theme.sizes.chart
        width = self.ruler.width(text, size, bold=bold)  # stops at a character no face has
        self._figure.text(
            x - ANCHORS[anchor] * width,
            y,
            text,
            transform=self._down,
            fontsize=size,
            family=[self.theme.faces.hei, self.theme.faces.song],
            weight="bold" if bold else "normal",
            color=colour or self.theme.colours.ink,
            ha="left",
            va="baseline",
            parse_math=False,
            zorder=TEXT_ON_TOP,
        )

    def svg(self) -> str:
        """The finished drawing."""
        import matplotlib as mpl
        from matplotlib.backends.backend_svg import FigureCanvasSVG

        stream = io.StringIO()
        with mpl.rc_context(SETTINGS):
            canvas: Any = FigureCanvasSVG(self._figure)
            canvas.print_svg(
                stream, metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
            )
        return slim(stream.getvalue(), self.width, self.height)

    def _add(self, artist: Artist) -> None:
        self._drawn += 1
        artist.set_zorder(self._drawn)  # what is drawn later lies on top
        artist.set_transform(self._down)
        artist.set_clip_on(False)
        self._figure.add_artist(artist, clip=False)
