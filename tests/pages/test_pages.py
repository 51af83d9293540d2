"""Whole briefs, printed and read again; every page of them is held to the same rules."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from mingsheng_reports.briefs.compose import compose
from mingsheng_reports.catalogue.themes import load_theme
from mingsheng_reports.charts.draw import draw_charts
from mingsheng_reports.comparison.board import lay_out
from mingsheng_reports.core.brief import Brief
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.printing.account import account, unaccounted
from mingsheng_reports.printing.figures import chart_specs
from mingsheng_reports.printing.press import Printed, print_brief
from mingsheng_reports.printing.reread import PageTexts, reread
from support.annotated import library, metrics
from support.sample import sample_brief

ISSUED = date(2024, 12, 31)
THEME = load_theme()
SUBJECTS = {
    "盘锦市2022": Subject("盘锦市", "2022"),
    "盘锦市2020": Subject("盘锦市", "2020"),
    "鞍山市2021": Subject("鞍山市", "2021"),
    "双辽市2024": Subject("双辽市", "2024"),
    "2021": Subject("", "2021"),
}

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Held:
    """One printed brief."""

    brief: Brief
    charts: dict[str, str]
    printed: Printed
    texts: PageTexts

    @property
    def pdf(self) -> bytes:
        """The file."""
        return self.printed.path.read_bytes()


def press(brief: Brief, path: Path) -> Held:
    charts = draw_charts(list(chart_specs(brief)), THEME)
    printed = print_brief(brief, charts, THEME, path, issued=ISSUED)
    return Held(brief, charts, printed, reread(path))


def composed(subject: Subject) -> Brief:
    board = lay_out(metrics(), subject)
    return compose(subject, metrics(), board, library(), (), ISSUED)


@pytest.fixture(scope="module", params=["sample", *SUBJECTS])
def held(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Held:
    name: str = request.param
    brief = sample_brief() if name == "sample" else composed(SUBJECTS[name])
    return press(brief, tmp_path_factory.mktemp("pages") / f"{name}.pdf")


def test_the_engine_had_nothing_to_complain_about(held: Held) -> None:
    assert held.printed.warnings == ()
    assert held.printed.notices == ()


def test_every_number_on_every_page_has_an_origin(held: Held) -> None:
    allowed = account(held.brief, held.charts, THEME)
    assert unaccounted(held.texts.pages, allowed) == []


def test_a_foreign_number_is_caught(held: Held) -> None:
    allowed = account(held.brief, held.charts, THEME)
    first = held.texts.pages[0]
    assert unaccounted([first + "\n31415人", *held.texts.pages[1:]], allowed) == ["31415"]
    one_more = held.brief.endnotes[0].metric.quantity.printed
    assert unaccounted([first + "\n" + one_more, *held.texts.pages[1:]], allowed)


def test_the_file_is_small_sound_and_knows_what_it_is(held: Held) -> None:
    assert held.printed.bytes == len(held.pdf) < 400_000
    with pikepdf.open(io.BytesIO(held.pdf)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert str(pdf.Root.Lang) == "zh-CN"
        assert str(pdf.docinfo.Title)
        assert str(pdf.docinfo.CreationDate).startswith("D:20241231")
        with pdf.open_outline() as outline:
            assert len(outline.root) == 1
            assert outline.root[0].children
        assert pdf.Root.MarkInfo.Marked
        assert len(pdf.pages) == held.printed.pages == len(held.texts.pages)
    assert held.texts.subject == held.brief.subject
    assert held.texts.sources == tuple(colophon.doc for colophon in held.brief.colophons)


def test_all_fonts_are_ours_embedded_and_subset(held: Held) -> None:
    with pikepdf.open(io.BytesIO(held.pdf)) as pdf:
        fonts = [
            each
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
        ]
        names = {str(font.FontName) for font in fonts}
        assert all("+Mingsheng-" in name for name in names)
        assert len(names) == 5
        for font in fonts:
            assert len(font.FontFile2.read_bytes()) < 600_000


def test_links_lead_to_notes_and_back(held: Held) -> None:
    with pikepdf.open(io.BytesIO(held.pdf)) as pdf:
        names = pdf.Root.Names.Dests.Names
        targets = {str(names[at]) for at in range(0, len(names), 2)}
        links = {
            str(annotation.Dest)
            for page in pdf.pages
            for annotation in page.get("/Annots", [])
            if "/Dest" in annotation
        }
    assert links <= targets
    wanted = {f"n-{note.number}" for note in held.brief.endnotes}
    assert wanted <= links
    assert {f"r-{note.number}" for note in held.brief.endnotes} <= links


def test_figures_have_alternatives_and_tables_heads(held: Held) -> None:
    with pikepdf.open(io.BytesIO(held.pdf)) as pdf:
        elements = [
            each
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/StructElem"
        ]
        kinds = [str(each.S) for each in elements]
        figures = [each for each in elements if each.S == "/Figure"]
        assert len(figures) == len(held.charts)
        assert all(str(figure.Alt) for figure in figures)
        assert {"/H1", "/H2", "/P", "/TH", "/TD", "/Link"} <= set(kinds)
        assert "/Span" not in kinds or kinds.count("/Span") < kinds.count("/P")


def test_no_page_but_the_last_is_more_than_a_quarter_blank(held: Held) -> None:
    document = pypdfium2.PdfDocument(held.printed.path)
    inked = [lowest_ink(page.render(scale=0.3, grayscale=True)) for page in document]
    document.close()
    assert all(part > 0.70 for part in inked[:-1]), inked


def lowest_ink(bitmap: pypdfium2.PdfBitmap) -> float:
    """How far down the lowest ink above the footer stands, as a part of the page's height."""
    pixels = bitmap.to_numpy()
    above_footer = int(len(pixels) * 0.925)
    rows = [row for row in range(above_footer) if pixels[row].min() < 160]
    return max(rows) / len(pixels)


def test_text_reads_in_order_and_is_found_by_search(held: Held) -> None:
    text = "".join(held.texts.pages)
    assert "\u200b" not in text
    assert "\u2060" not in text
    first = held.texts.pages[0].replace("\n", "")
    kicker = "".join(fragment.text for fragment in held.brief.kicker)
    assert first.index(kicker) < first.index("核心提示")
    for headline in held.brief.headlines:
        assert headline.label.text in text.replace("\n", "")


def test_the_same_brief_twice_is_the_same_bytes(tmp_path: Path) -> None:
    brief = composed(SUBJECTS["鞍山市2021"])
    assert press(brief, tmp_path / "a.pdf").pdf == press(brief, tmp_path / "b.pdf").pdf


def test_what_a_brief_lacks_leaves_no_hole(tmp_path: Path) -> None:
    brief = replace(
        sample_brief(), lead=(), headlines=(), pledges=None, pledge_charts=(), years=None,
        cities=None, districts=(), cautions=(), notices=(), colophons=(), kicker=(), subtitle=(),
    )  # fmt: skip
    bare = press(brief, tmp_path / "bare.pdf")
    text = "".join(bare.texts.pages)
    for title in ("核心提示", "承诺与进展", "区县速览", "口径说明"):
        assert title not in text
    assert bare.printed.warnings == ()
    nothing = replace(brief, sections=(), endnotes=())
    assert press(nothing, tmp_path / "nothing.pdf").printed.pages == 1


def test_the_two_columns_stand_on_one_grid(held: Held) -> None:
    """Body lines of both columns of a page share their base lines."""
    line = THEME.measures.line
    document = pypdfium2.PdfDocument(held.printed.path)
    for number, page in enumerate(document):
        if any(title in held.texts.pages[number] for title in ("区县速览", "数据来源", "口径说明")):
            break
        text = page.get_textpage()
        columns: tuple[list[float], list[float]] = ([], [])
        for index in range(text.count_chars()):
            left, bottom, _, top = text.get_charbox(index, loose=True)
            if text.get_text_range(index, 1) == "，" and round(top - bottom, 1) == 15.1:
                columns[left > page.get_width() / 2].append(bottom)
        if all(columns):
            first = columns[0][0]
            off = [min((bottom - first) % line, -(bottom - first) % line) for bottom in columns[1]]
            assert max(off) < 0.5, (number, off)
    document.close()
