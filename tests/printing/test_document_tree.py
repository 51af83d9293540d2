"""XML and HTML read the pages of every bundled template alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tinyhtml5

from mingsheng_reports.catalogue.resources import fonts_dir
from mingsheng_reports.catalogue.templates import fitted
from mingsheng_reports.catalogue.themes import load_theme
from mingsheng_reports.charts.draw import draw_charts
from mingsheng_reports.printing import document_tree, press
from mingsheng_reports.printing.engine import lay_out, write
from mingsheng_reports.printing.figures import chart_specs
from mingsheng_reports.printing.pages import Page, Plan, make_page
from support.sample import sample_brief

NAMES = ("feature", "bulletin", "onepage", "proof")


@pytest.fixture(scope="module", params=NAMES)
def page(request: pytest.FixtureRequest) -> Page:
    theme = fitted(load_theme(), request.param)
    brief = sample_brief()
    charts = draw_charts(list(chart_specs(brief)), theme)
    return press.lay_out_brief(brief, charts, theme, issued=date(2023, 1, 1)).page


def told(element: Any) -> Iterator[tuple[object, ...]]:  # noqa: ANN401  either library's element
    """Tags, attributes and texts in order; blanks between elements, which are never set, aside."""
    own = {name: value for name, value in element.attrib.items() if not name.endswith("xmlns")}
    yield element.tag, own, (element.text or "").strip("\n ")
    for child in element:
        yield from told(child)
        yield "behind", (child.tail or "").strip("\n ")


def test_the_same_tree(page: Page) -> None:
    assert page.well_formed
    by_xml = document_tree._tree(page.html)
    assert by_xml is not None
    by_html = tinyhtml5.parse(page.html, namespace_html_elements=False)
    assert list(told(by_xml)) == list(told(by_html))


def test_the_same_bytes(page: Page) -> None:
    quick, long = (
        write(lay_out(page.html, page.styles, fonts_dir(), well_formed=well_formed), b"x").pdf
        for well_formed in (True, False)
    )
    assert quick == long


def test_what_is_no_xml_is_read_as_html() -> None:
    html = "<html lang=zh-CN><title>试</title><p>一<p>二\x0c三"
    assert document_tree._tree(html) is None
    assert lay_out(html, [], fonts_dir(), well_formed=True).pages == 1


def test_a_template_of_ones_own_is_read_as_html(tmp_path: Path) -> None:
    own = tmp_path / "feature"
    own.mkdir()
    (own / "extra.css").write_text("p { color: #111 }", encoding="utf-8")
    plan = Plan(fitted(load_theme(), "feature", own=tmp_path))
    assert not make_page(sample_brief(), {}, "2023-01-01", plan).well_formed
