"""How a brief looks: colours, faces, sizes and measures, shared by page and charts."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Colours:
    """``#rrggbb`` each. One accent; everything else is a grey that survives a photocopier."""

    ink: str
    accent: str
    soft: str  # second ink: captions, notes
    muted: str  # bars that are not the subject, rules of charts
    pale: str  # outlines, fills behind text
    rule: str  # hairlines
    paper: str


@dataclass(frozen=True, slots=True)
class Faces:
    """Family names as the files in ``fonts/`` carry them."""

    song: str
    hei: str
    kai: str


@dataclass(frozen=True, slots=True)
class Sizes:
    """Type sizes in points."""

    title: float
    subtitle: float
    kicker: float
    heading: float
    figure: float  # the big figures
    body: float
    lead: float
    table: float
    caption: float
    chart: float  # text inside charts
    source: float
    note: float  # endnotes
    mark: float  # endnote marks in the text


@dataclass(frozen=True, slots=True)
class Measures:
    """The grid: A4 in millimetres, everything else in points.

    Attributes:
        characters: body characters on a full line.
        gutter: body characters between two columns.
        line: line height of the body; headings and figures are multiples of it.
    """

    page_width: float
    page_height: float
    margin_top: float
    margin_bottom: float
    characters: int
    gutter: int
    line: float


@dataclass(frozen=True, slots=True)
class Theme:
    """Everything a page and a chart must agree on."""

    name: str
    colours: Colours
    faces: Faces
    sizes: Sizes
    measures: Measures

    @property
    def page_points(self) -> float:
        """Width of the type area in points: a whole number of body characters."""
        return self.measures.characters * self.sizes.body

    @property
    def column_points(self) -> float:
        """Width of one of two columns in points: a whole number of body characters."""
        return (self.measures.characters - self.measures.gutter) // 2 * self.sizes.body

    def variables(self) -> tuple[tuple[str, str], ...]:
        """Names and values of the CSS variables: ``("--accent", "#a61b29")``, in file order."""
        colours = [(f"--{one.name}", getattr(self.colours, one.name)) for one in fields(Colours)]
        faces = [(f"--{one.name}", f'"{getattr(self.faces, one.name)}"') for one in fields(Faces)]
        sizes = [
            (f"--{one.name}-size", f"{getattr(self.sizes, one.name)}pt") for one in fields(Sizes)
        ]
        grid = [
            ("--line", f"{self.measures.line}pt"),
            ("--page", f"{self.page_points}pt"),
            ("--column", f"{self.column_points}pt"),
            ("--gutter", f"{self.measures.gutter * self.sizes.body}pt"),
            ("--character", f"{self.sizes.body}pt"),
        ]
        return (*colours, *faces, *sizes, *grid)
