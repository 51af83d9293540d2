"""Every template printed and read again: no number without origin, no hole, no second page."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from mingsheng_reports.briefs.compose import compose
from mingsheng_reports.briefs.proofing import with_proof_sheet
from mingsheng_reports.catalogue.tables import table_path
from mingsheng_reports.catalogue.templates import fitted
from mingsheng_reports.catalogue.themes import find_theme, load_theme
from mingsheng_reports.charts.draw import draw_charts
from mingsheng_reports.comparison.board import lay_out
from mingsheng_reports.core.brief import Brief
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.errors import CatalogueError, MissingGlyphError, UsageError
from mingsheng_reports.core.metric import Metric
from mingsheng_reports.core.theme import Masthead, Theme
from mingsheng_reports.printing.account import account, unaccounted
from mingsheng_reports.printing.figures import chart_specs
from mingsheng_reports.printing.placement import find
from mingsheng_reports.printing.press import (
    Printed,
    lay_out_brief,
    print_brief,
    proved_standings,
)
from mingsheng_reports.printing.reread import PageTexts, reread
from support.annotated import library, metrics

ISSUED = date(2024, 12, 31)
MASTHEAD = Masthead(
    name="民生简报", issue="第3期", organisation="盘锦市人民政府办公室", to="市委", cc="市直各部门",
    distribution="各县区人民政府", copies="30份",
)  # fmt: skip
SUBJECTS = {"盘锦市2022": Subject("盘锦市", "2022"), "双辽市2024": Subject("双辽市", "2024")}
TEMPLATES = ("bulletin", "onepage", "proof")

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Held:
    """One printed brief."""

    brief: Brief
    charts: dict[str, str]
    theme: Theme
    printed: Printed
    texts: PageTexts

    @property
    def text(self) -> str:
        """All pages in one line."""
        return "".join(self.texts.pages).replace("\n", "")


def composed(subject: Subject) -> Brief:
    board = lay_out(metrics(), subject)
    brief = compose(subject, metrics(), board, library(), (), ISSUED)
    return with_proof_sheet(brief, board, metrics())


def press(brief: Brief, theme: Theme, path: Path) -> Held:
    charts = draw_charts(list(chart_specs(brief)), theme.template.proved or theme)
    printed = print_brief(brief, charts, theme, path, issued=ISSUED)
    return Held(brief, charts, theme, printed, reread(path))


@pytest.fixture(
    scope="module", params=[(name, about) for name in TEMPLATES for about in SUBJECTS], ids="-".join
)
def held(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Held:
    name, about = request.param
    theme = fitted(replace(load_theme(), masthead=MASTHEAD), name)
    return press(composed(SUBJECTS[about]), theme, tmp_path_factory.mktemp("pages") / f"{name}.pdf")


def test_the_engine_had_nothing_to_complain_about(held: Held) -> None:
    assert held.printed.warnings == ()
    assert held.printed.notices == ()


def test_every_number_on_every_page_has_an_origin(held: Held) -> None:
    proved = proved_standings(held.brief, held.charts, held.theme, issued=ISSUED)
    allowed = account(held.brief, held.charts, held.theme, proved)
    assert unaccounted(held.texts.pages, allowed) == []
    first = held.texts.pages[0]
    assert unaccounted([first + "\n31415人", *held.texts.pages[1:]], allowed) == ["31415"]


def test_the_file_is_sound_and_tells_its_subject_and_template(held: Held) -> None:
    with pikepdf.open(io.BytesIO(held.printed.path.read_bytes())) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert str(pdf.Root.Lang) == "zh-CN"
        assert pdf.Root.MarkInfo.Marked
    assert held.texts.subject == held.brief.subject
    assert held.texts.template == held.theme.template.name


def test_each_template_holds_its_parts(held: Held) -> None:
    text = held.text
    match held.theme.template.name:
        case "onepage":
            assert held.printed.pages == 1
            for headline in held.brief.headlines[:4]:
                assert headline.figure.text in text
            assert "承诺与进展" in text
            assert "来源" in text
        case "bulletin":
            for given in ("民生简报", "第3期", "盘锦市人民政府办公室", "各县区人民政府"):
                assert given in text
            assert "共印30份" in held.texts.pages[-1]
            assert "一、" in text
            assert "十一、" in text
        case "proof":
            assert text.count("、怎样得来") == held.printed.pages - _without_rows(held)
            assert all(word in text for word in ("初校", "复校", "终校"))
            for note in held.brief.endnotes:
                assert note.metric.quantity.wording in text


def _without_rows(held: Held) -> int:
    """Pages on which only files and signatures are left."""
    return sum("印出形式" not in page for page in held.texts.pages)


def test_a_proof_sheet_names_the_page_and_the_part_of_the_brief(tmp_path: Path) -> None:
    theme, brief = fitted(load_theme(), "proof"), composed(SUBJECTS["盘锦市2022"])
    assert theme.template.proved is not None
    printed = press(replace(brief, proof=None), theme.template.proved, tmp_path / "brief.pdf")
    found = proved_standings(brief, printed.charts, theme, issued=ISSUED)
    assert brief.proof is not None
    for row in brief.proof.rows:
        figure = row.figure
        words = figure.quantity.printed if isinstance(figure, Metric) else figure.printed
        standings = found["" if isinstance(figure, Metric) else words, row.notes]
        assert standings, words
        for one in standings:
            assert words in printed.texts.pages[one.page - 1].replace("\n", ""), (words, one)
    parts = {part for standings in found.values() for one in standings for part in one.parts}
    assert {"核心提示", "速览", "图", "口径说明"} < parts
    assert {section.kicker for section in brief.sections if section.paragraphs} <= parts
    assert "数据来源" not in parts


def test_no_table_is_wider_than_its_measure() -> None:
    brief = replace(composed(Subject("盘锦市", "")), proof=None)
    for name in ("feature", "bulletin"):
        theme = fitted(load_theme(), name)
        charts = draw_charts(list(chart_specs(brief)), theme)
        for page in lay_out_brief(brief, charts, theme, issued=ISSUED).laid.boxes():
            right = page.content_box_x() + page.width
            for table in find(page, "table"):
                assert table.content_box_x() + table.width <= right + 0.1, name


def test_a_character_without_face_stops_each_template(held: Held, tmp_path: Path) -> None:
    theme = replace(held.theme, masthead=Masthead(name="\U0002b740"))
    strange = (*held.brief.kicker[:1], *held.brief.title)
    brief = replace(held.brief, kicker=(*strange, replace(strange[0], text="\U0002b740")))
    with pytest.raises(MissingGlyphError):
        press(brief, theme, tmp_path / "x.pdf")


def test_what_a_masthead_lacks_leaves_no_hole(tmp_path: Path) -> None:
    theme = fitted(load_theme(), "bulletin")
    text = press(composed(SUBJECTS["双辽市2024"]), theme, tmp_path / "bare.pdf").text
    for word in ("第3期", "报：", "送：", "发：", "共印", "None"):
        assert word not in text


def test_a_folder_of_ones_own_overrides_one_block_and_adds_rules(tmp_path: Path) -> None:
    own = tmp_path / "own" / "feature"
    own.mkdir(parents=True)
    (own / "brief.html.j2").write_text(
        '{% extends "builtin/feature/brief.html.j2" %}\n'
        "{% block lead %}<p>本刊按语</p>{{ super() }}{% endblock %}\n",
        encoding="utf-8",
    )
    (own / "extra.css").write_text("@page{size:148mm 210mm}", encoding="utf-8")
    theme = fitted(load_theme(), "feature", tmp_path / "own")
    held = press(composed(SUBJECTS["盘锦市2022"]), theme, tmp_path / "own.pdf")
    assert "本刊按语" in held.text
    assert "核心提示" in held.text
    assert "数据来源" in held.text
    with pikepdf.open(held.printed.path) as pdf:
        assert float(pdf.pages[0].MediaBox[2]) == pytest.approx(148 / 25.4 * 72, abs=0.5)


def test_a_bulletin_ends_with_its_foot_on_a_page_with_text(held: Held) -> None:
    if held.theme.template.name != "bulletin":
        return
    last = held.texts.pages[-1].replace("\n", "")
    assert last.index("共印30份") > 100
    assert "《" in last[: last.index("报：")]


def test_the_logo_of_a_theme_stands_in_the_masthead_with_its_alternative(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30"><circle r="9"/></svg>'
    (tmp_path / "logo.svg").write_text(svg, encoding="utf-8")
    given = (table_path("themes") / "minsheng.toml").read_text(encoding="utf-8")
    own.write_text(given + '\n[masthead]\nname = "民生简报"\nlogo = "logo.svg"\n', encoding="utf-8")
    theme = fitted(find_theme(str(own)), "bulletin")
    held = press(composed(SUBJECTS["双辽市2024"]), theme, tmp_path / "logo.pdf")
    assert held.printed.warnings == ()
    with pikepdf.open(held.printed.path) as pdf:
        told = [
            str(each.Alt)
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        ]
    assert "民生简报标志" in told
    (tmp_path / "logo.svg").unlink()
    with pytest.raises(CatalogueError, match="logo"):
        find_theme(str(own))


@pytest.mark.parametrize("name", ["brief.html.j2", "extra.css"])
def test_a_template_of_ones_own_in_another_encoding_is_named(tmp_path: Path, name: str) -> None:
    own = tmp_path / "own" / "feature"
    own.mkdir(parents=True)
    (own / name).write_bytes("/* 中文 */".encode("gbk"))
    theme = fitted(load_theme(), "feature", tmp_path / "own")
    with pytest.raises(UsageError, match=f"{name}不是UTF-8编码"):
        press(composed(SUBJECTS["双辽市2024"]), theme, tmp_path / "x.pdf")
