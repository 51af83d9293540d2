from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from importlib import import_module
from itertools import combinations, pairwise
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from mingsheng_reports.catalogue.resources import fonts_dir
from mingsheng_reports.catalogue.themes import load_theme
from mingsheng_reports.charts.draw import draw_charts
from mingsheng_reports.charts.renderer import svg_renderer
from mingsheng_reports.charts.ruler import Ruler
from mingsheng_reports.core.brief import (
    ChartKind,
    ChartSpec,
    Computed,
    Day,
    Figure,
    Mark,
    Name,
    Words,
)
from mingsheng_reports.core.comparison import Derived
from mingsheng_reports.core.errors import MissingGlyphError
from mingsheng_reports.core.metric import Metric, Status
from mingsheng_reports.core.quantity import Qualifier, Quantity
from mingsheng_reports.core.theme import Theme
from support.annotated import metrics

THEME = load_theme()
SVG = "{http://www.w3.org/2000/svg}"
WORDS = (Words("图"),)


@dataclass(frozen=True)
class Label:
    """A text's box on the sheet."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    def overlaps(self, other: Label) -> bool:
        """Whether the boxes share more than a hair."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > 0.5
            and min(self.bottom, other.bottom) - max(self.top, other.top) > 0.5
        )


def figure(printed: str, value: str, upper: str = "", status: Status = Status.ACTUAL) -> Figure:
    metric: Metric = metrics("001")[2]
    quantity = Quantity(
        Decimal(value), "个", Qualifier.EXACT, printed, upper=Decimal(upper) if upper else None
    )
    return Figure(replace(metric, quantity=quantity, status=status), 1)


def mark(name: str, printed: str, value: str, **given: object) -> Mark:
    return Mark(Name(name, "x"), figure(printed, value), **given)


def spec(kind: ChartKind, *marks: Mark, wide: bool = False) -> ChartSpec:
    return ChartSpec("c", kind, WORDS, WORDS, marks, WORDS, WORDS, wide=wide)


BARS = spec(
    ChartKind.BARS,
    mark("新时代文明实践中心(所、站)志愿服务队伍", "约212.72万个", "2127200", emphasised=True),
    mark("盘锦市", "10万个", "100000", hatched=True),
    Mark(Name("辽西北供水工程", "x"), figure("40万个至50万个", "400000", "500000")),
    mark("零就业家庭", "零", "0"),
)
SLOPE = spec(
    ChartKind.SLOPE,
    *(
        Mark(Day(year, "x"), figure(printed, value), series, emphasised=series == "低保标准")
        for series, pairs in {
            "低保标准": [("2021年", "730元", "730"), ("2022年", "760元", "760")],
            "特困供养标准": [("2021年", "731元", "731"), ("2022年", "761元", "761")],
            "孤儿养育标准": [("2021年", "1200元", "1200"), ("2022年", "1250元", "1250")],
        }.items()
        for year, printed, value in pairs
    ),
)
LINE = spec(
    ChartKind.LINE,
    *(
        Mark(Day(f"{year}年", "x"), figure(f"每人每月{value}元", str(value)), emphasised=True)
        for year, value in ((2019, 696), (2020, 730), (2021, 760), (2022, 600))
    ),
)
BULLET = spec(
    ChartKind.BULLET,
    Mark(
        Name("老旧小区改造惠及居民户数和建筑面积", "x"),
        figure("2.4万户", "24000", status=Status.TARGET),
        "计划",
    ),
    mark("老旧小区改造惠及居民户数和建筑面积", "5847户", "5847", series="完成", emphasised=True),
    Mark(Name("口袋公园", "x"), figure("9个", "9", status=Status.TARGET), "计划"),
    mark("口袋公园", "12个", "12", series="完成", hatched=True),
)  # fmt: skip
ALL = [BARS, SLOPE, LINE, BULLET]


def draw(given: ChartSpec, theme: Theme = THEME) -> ET.Element:
    return ET.fromstring(draw_charts([given], theme)["c"])  # noqa: S314  our own drawing


def labels(svg: ET.Element) -> list[Label]:
    ruler = Ruler(fonts_dir(), (THEME.faces.hei, THEME.faces.song))
    found = []
    for text in svg.iter(f"{SVG}text"):
        size, words = float(text.get("font-size", "0").removesuffix("px")), text.text or ""
        width = ruler.width(words, size, bold=text.get("font-weight") == "700")
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.get("text-anchor", "start")]
        left = float(text.get("x", "0")) - share * width
        y = float(text.get("y", "0"))
        found.append(Label(words, left, left + width, y - 0.8 * size, y + 0.12 * size))
    return found


def bars(svg: ET.Element, colour: str) -> list[float]:
    """Widths of the rectangles of one colour."""
    paths = [p.get("d", "") for p in svg.iter(f"{SVG}path") if p.get("fill") == colour]
    xs = [[float(part) for part in path.replace("M", "L").split()[1::3]] for path in paths]
    return [max(one) - min(one) for one in xs]


@pytest.mark.parametrize("given", ALL, ids=lambda one: one.kind.value)
@pytest.mark.parametrize("wide", [False, True])
def test_no_label_is_cut_off_or_laid_over_another(given: ChartSpec, *, wide: bool) -> None:
    svg = draw(replace(given, wide=wide))
    width = THEME.page_points if wide else THEME.column_points
    height = float(svg.get("height", "0").removesuffix("pt"))
    held = labels(svg)
    assert held
    for label in held:
        assert label.left >= -0.1, label
        assert label.right <= width + 0.1, label
        assert label.top >= -0.1, label
        assert label.bottom <= height + 0.5, label
    for one, other in combinations(held, 2):
        assert not one.overlaps(other), (one, other)


@pytest.mark.parametrize("given", ALL, ids=lambda one: one.kind.value)
def test_every_value_is_written_beside_its_mark_in_the_sources_own_words(given: ChartSpec) -> None:
    drawn = " ".join(label.text for label in labels(draw(given)))
    for one in given.marks:
        assert one.figure.text in drawn


@pytest.mark.parametrize("given", ALL, ids=lambda one: one.kind.value)
def test_a_chart_is_exactly_as_wide_as_its_column_and_keeps_to_the_line_grid(
    given: ChartSpec,
) -> None:
    svg = draw(given)
    assert svg.get("width") == "231pt"
    if given.kind is not ChartKind.BARS:  # names on two lines make their rows as high as they need
        assert float(svg.get("height", "0").removesuffix("pt")) % THEME.measures.line == 0
    assert draw_charts([given], THEME) == draw_charts([given], THEME)


def test_matplotlib_describes_its_artists_again_when_its_renderer_is_loaded() -> None:
    svg_renderer()
    artist: Any = import_module("matplotlib.artist").Artist
    kind = type("Kind", (artist,), {"set_many": lambda self, many: None})  # noqa: ARG005  a property
    assert "many" in kind.set.__doc__


def test_no_line_runs_through_a_value() -> None:
    """Along a wide chart a slight slope meets the label of the point it comes from."""
    values = (("调整前", 600), ("2020年", 1000), ("2022年", 2000))
    marks = (mark(year, f"每户{value}元", str(value), emphasised=True) for year, value in values)
    for sizes in (THEME, replace(THEME, sizes=replace(THEME.sizes, chart=10.5))):
        given = spec(ChartKind.LINE, *marks, wide=True)
        svg = ET.fromstring(draw_charts([given], sizes)["c"])  # noqa: S314  our own drawing
        paths = [p.get("d", "") for p in svg.iter(f"{SVG}path")]
        points = [tuple(map(float, part.split()[:2])) for part in _joined(paths)]
        for label in labels(svg):
            for (x0, y0), (x1, y1) in pairwise(points):
                inside = [x for x in (label.left, label.right) if x0 <= x <= x1]
                for x in inside:
                    y = y0 + (y1 - y0) * (x - x0) / (x1 - x0)
                    assert not label.top < y < label.bottom, label
        marks = given.marks


def _joined(paths: list[str]) -> list[str]:
    """The points of the one line that goes through all values."""
    return max((path.strip("M ").split("L") for path in paths), key=len)


def test_bars_start_at_zero_and_keep_their_proportions() -> None:
    svg = draw(
        spec(ChartKind.BARS, mark("甲", "30个", "30", emphasised=True), mark("乙", "10个", "10"))
    )
    (long,) = bars(svg, THEME.colours.accent)
    (short,) = bars(svg, THEME.colours.muted)
    assert long / short == pytest.approx(3, rel=0.01)


def test_falling_values_lie_left_of_zero() -> None:
    svg = draw(spec(ChartKind.BARS, mark("甲", "增加30个", "30"), mark("乙", "减少10个", "-10")))
    held = {label.text: label for label in labels(svg)}
    assert held["减少10个"].right < held["增加30个"].left


def test_progress_is_drawn_against_its_own_plan() -> None:
    svg = draw(BULLET)
    (done,) = bars(svg, THEME.colours.accent)
    assert done / THEME.column_points == pytest.approx(5847 / 24000, rel=0.01)


def shared(share: str) -> ChartSpec:
    """A promise with what was done of it as a share."""
    operands = tuple(metrics("001")[:2])
    done = Computed(Derived("d", Decimal(share), "%", f"{share}%", "甲÷乙", operands), (1, 2))
    return replace(BULLET, marks=(*BULLET.marks[2:], Mark(BULLET.marks[2].name, done)))


def test_a_share_stands_at_the_end_of_its_bar() -> None:
    for wide in (True, False):
        given = replace(shared("35.7"), wide=wide)
        held = {label.text: label for label in labels(draw(given))}
        width = THEME.page_points if wide else THEME.column_points
        (plan,) = bars(draw(given), THEME.colours.pale)
        assert held["35.7%"].left > plan
        assert held["35.7%"].right <= width + 0.1
        # Over a page everything stands on one line, in a column the labels above their bar.
        above = held["35.7%"].top - held["口袋公园"].top
        assert above == pytest.approx(0, abs=0.1) if wide else above > 10


def test_rows_are_no_higher_than_their_type_needs() -> None:
    """The lines of an official document are twice as far apart as a chart's rows need to be."""
    loose = replace(THEME, measures=replace(THEME.measures, line=28.95))
    heights = [
        float(draw(given, theme).get("height", "0").removesuffix("pt"))
        for theme in (THEME, loose)
        for given in ALL
    ]
    assert heights[len(ALL) :] == pytest.approx(heights[: len(ALL)], rel=0.01)


def test_no_label_needs_an_anchor() -> None:
    assert "text-anchor" not in "".join(draw_charts([given], THEME)["c"] for given in ALL)


def test_a_small_rise_does_not_climb_from_the_ground() -> None:
    svg = draw(SLOPE)
    height = float(svg.get("height", "0").removesuffix("pt"))
    held = {label.text: label for label in labels(svg)}
    assert held["730元"].bottom < height - 10


def test_what_must_not_be_compared_is_hatched() -> None:
    hatched = ET.tostring(draw(BARS), encoding="unicode")
    plain = ET.tostring(
        draw(replace(BARS, marks=tuple(replace(one, hatched=False) for one in BARS.marks))),
        encoding="unicode",
    )
    assert THEME.colours.soft in hatched
    assert THEME.colours.soft not in plain


def test_no_line_leads_to_a_point_that_must_not_be_compared() -> None:
    last = replace(LINE.marks[-1], hatched=True)
    joined = draw(LINE)
    parted = draw(replace(LINE, marks=(*LINE.marks[:-1], last)))
    ends = [
        max(float(x) for x in path.get("d", "").replace("M", "L").split()[1::3])
        for svg in (joined, parted)
        for path in svg.iter(f"{SVG}path")
        if path.get("stroke") == THEME.colours.accent and path.get("stroke-width") == "1.4"
    ]
    assert ends[1] < ends[0]


def test_greys_and_accent_differ_in_greyscale() -> None:
    def luminance(colour: str) -> float:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        return (0.299 * red + 0.587 * green + 0.114 * blue) / 255

    steps = [luminance(getattr(THEME.colours, name)) for name in ("ink", "muted", "pale")]
    assert all(after - before >= 0.2 for before, after in pairwise(steps))
    assert abs(luminance(THEME.colours.accent) - luminance(THEME.colours.muted)) >= 0.2


def test_text_is_text_in_our_faces_and_nothing_is_dated() -> None:
    svg = draw_charts([BARS], THEME)["c"]
    assert "10万个</text>" in svg
    assert "Mingsheng Hei" in svg
    for unwanted in ("<use", "<style", "<metadata", "<image", "clip-path", "DejaVu"):
        assert unwanted not in svg


def test_a_character_without_a_face_stops_the_chart() -> None:
    with pytest.raises(MissingGlyphError, match=r"图表中的“🎉”（U\+1F389）"):
        draw(spec(ChartKind.BARS, mark("🎉", "1个", "1")))


def test_no_charts_are_no_work() -> None:
    assert draw_charts([], THEME) == {}


def test_a_wrapped_name_keeps_number_and_unit_together() -> None:
    ruler = Ruler(fonts_dir(), (THEME.faces.hei, THEME.faces.song))
    for width in range(40, 160, 7):
        for line in ruler.wrap("鞍山市（截至2021年11月30日）", 8.5, width)[1:]:
            assert line[0] not in "年月日", line
