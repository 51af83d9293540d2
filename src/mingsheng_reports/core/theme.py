"""How a brief looks: colours, faces, sizes and measures, shared by page and charts."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from pathlib import Path


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
    crowded: float = 9.0  # tables of five columns and more


@dataclass(frozen=True, slots=True)
class Measures:
    """The grid: A4 in millimetres, everything else in points.

    Attributes:
        characters: body characters on a full line.
        gutter: body characters between two columns.
        line: line height of the body; headings and figures are multiples of it.
        columns: how many a chart is drawn for; one draws it over the whole page.
    """

    page_width: float
    page_height: float
    margin_top: float
    margin_bottom: float
    characters: int
    gutter: int
    line: float
    columns: int = 2


@dataclass(frozen=True, slots=True)
class Masthead:
    """Who publishes: only what the user gave; what is empty is not printed.

    Attributes:
        name: of the periodical, 刊名.
        issue: 期号 in the user's own words: 第3期.
        organisation: 编印单位.
        to, cc, distribution: 报、送、发.
        copies: 印数 in the user's own words: 30份.
        logo: path of a picture (SVG, PNG, JPEG) to stand in the masthead.
    """

    name: str = ""
    issue: str = ""
    organisation: str = ""
    to: str = ""
    cc: str = ""
    distribution: str = ""
    copies: str = ""
    logo: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """By which template a brief is laid out.

    Attributes:
        name: folder of its files: ``feature``.
        title: Chinese name: 综述.
        own: a folder of the user's that may hold other versions of single files, or None.
        defers_charts: whether charts may stand a few paragraphs later, to fill the columns.
        fills_pages: whether a page that would be a quarter empty is laid out closer.
        slender: whether the file is made as small as it can be, which takes a tenth of the time.
        most_pages: pages it may have; what does not fit is left out. None for any number.
        proofs: whether it lists every printed number for proofreading.
        proved: the look of the brief whose numbers are listed; None when nothing is.
    """

    name: str = "feature"
    title: str = "综述"
    own: Path | None = None
    defers_charts: bool = True
    fills_pages: bool = True
    slender: bool = True
    most_pages: int | None = None
    proofs: bool = False
    proved: Theme | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """Everything a page and a chart must agree on."""

    name: str
    colours: Colours
    faces: Faces
    sizes: Sizes
    measures: Measures
    masthead: Masthead = field(default_factory=Masthead)
    template: Template = field(default_factory=Template)

    @property
    def page_points(self) -> float:
        """Width of the type area in points: a whole number of body characters."""
        return self.measures.characters * self.sizes.body

    @property
    def column_points(self) -> float:
        """Width of one column in points: a whole number of body characters."""
        columns = self.measures.columns
        gutters = self.measures.gutter * (columns - 1)
        return (self.measures.characters - gutters) // columns * self.sizes.body

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
