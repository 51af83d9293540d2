"""Line ends of a paragraph: no torn line before a long number, no single last character."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import pairwise

import pypdfium2
import pytest
from markupsafe import Markup

from mingsheng_reports.catalogue.resources import fonts_dir
from mingsheng_reports.printing.advances import advance
from mingsheng_reports.printing.engine import typeset
from mingsheng_reports.printing.fitting import fit
from mingsheng_reports.printing.letters import are_adjacent_marks
from mingsheng_reports.printing.lines import MUST_NOT_BREAK, breakable, without_controls
from mingsheng_reports.printing.opening import open_engine
from mingsheng_reports.printing.weighing import Setting

BODY = 10.5
EM = 22
STYLE = (
    "@page{size:300pt 400pt;margin:30pt}body{margin:0}"
    f'p{{font:{BODY}pt/16.5pt "Mingsheng Song";width:{EM * BODY}pt;text-align:justify;margin:0;'
    'text-indent:2em}.n,strong{white-space:nowrap}strong{font-family:"Mingsheng Hei"}'
    ".h{margin-right:-.5em}"
)
TAG = re.compile("<[^>]*>")


def setting() -> Setting:
    def song(character: str) -> float:
        return advance(fonts_dir(), "Mingsheng Song", character)

    return Setting(measure=EM, indent=2, mark=0.6, before_mark=0.05, text=song, small=song)


def marked(text: str) -> Markup:
    return Markup(re.sub(r"\[(.*?)\]", r'<span class="n">\1</span>', breakable(text)))  # noqa: S704


def lines(html: Markup) -> list[str]:
    open_engine()
    done = typeset(f"<html lang=zh-CN><title>x</title><p>{html}", [STYLE], fonts_dir(), b"x")
    assert done.warnings == ()
    document = pypdfium2.PdfDocument(io.BytesIO(done.pdf))
    page = document[0].get_textpage()
    rows: dict[int, str] = {}
    for index in range(page.count_chars()):
        character = page.get_text_range(index, 1)
        if character.strip():
            bottom = page.get_charbox(index, loose=True)[1]
            rows[round(bottom / 8)] = rows.get(round(bottom / 8), "") + character
    page.close()
    document.close()
    return [without_controls(rows[row]) for row in sorted(rows, reverse=True)]


def test_a_number_fits_when_marks_give_up_their_blank_half() -> None:
    text = marked("本年，全市维修改造农村的公路[2455.4公里]。新增施划停车位。")
    plain, fitted = lines(text), lines(fit(text, setting()).html)
    assert plain[0].endswith("公路")
    assert fitted[0].endswith("2455.4公里。")


def test_the_paragraph_is_steered_earlier_so_that_a_later_line_is_full() -> None:
    text = marked(
        "另据报道，“全市今年累计为重大项目、重点企业开展招聘活动[24场]，提供岗位[18432个]”；"
        "“提供教育、管理等[3840个]就业岗位”；“负责创业扶持工作的专兼职人员[近500人]”。"
    )
    fitted = fit(text, setting()).html
    shortest = min(map(width, lines(fitted)[1:-1]))
    assert shortest > 19.4
    assert min(map(width, lines(text)[1:-1])) < shortest


def width(line: str) -> float:
    halves = sum(are_adjacent_marks(a, b) for a, b in pairwise(line))
    return sum(setting().text(character) for character in line) - 0.5 * halves


@pytest.mark.parametrize("length", range(36, 60))
def test_no_single_character_stands_on_the_last_line(length: int) -> None:
    text = marked(("民生实事关系千家万户" * 6)[:length] + "。")
    assert len(lines(fit(text, setting()).html)[-1]) > 2


def test_the_words_stay_as_they_are() -> None:
    text = marked(
        "完成“计划”，[9个]；&lt;甲&gt;“乙”、《丙》——全部[10万余名]参加，再次[123.5万平方米]。" * 3
    )
    fitted = fit(text, setting()).html
    assert TAG.sub("", fitted).replace(MUST_NOT_BREAK, "") == TAG.sub("", text).replace(
        MUST_NOT_BREAK, ""
    )
    assert fitted.count("<span") == fitted.count("</span>")


def test_a_short_paragraph_is_left_alone() -> None:
    text = marked("全部完成[9个]。")
    assert fit(text, setting()).html == text
    assert fit(Markup(""), setting()).html == ""


@pytest.mark.parametrize(
    ("pair", "close"),
    [("”。", True), ("，“", True), ("》、", True), ("（“", True), ("事，", False),
     ("“事", False), ("…”", False), (",“", False)],
)  # fmt: skip
def test_two_marks_stand_close(pair: str, close: bool) -> None:  # noqa: FBT001  pytest's cases
    assert are_adjacent_marks(*pair) is close


def test_a_quotation_keeps_its_ascii_marks_and_marked_numbers_where_the_engine_puts_them() -> None:
    def bold(character: str) -> float:
        return advance(fonts_dir(), "Mingsheng Hei", character, bold=True)

    text = breakable(
        "截至11月底,全市城镇新增就业的人数达到了@,失业人员再就业(含零就业家庭)@;援助就业困难人员@。"
    )
    numbers = iter(("24002人", "18409人", "548人"))
    html = Markup(re.sub("@", lambda _: f"<strong>{next(numbers)}</strong>", text))  # noqa: S704
    quoted = replace(setting(), indent=0, strong=bold)
    found = lines(Markup('<p style="text-indent:0">') + fit(html, quoted).html)
    assert len(found) > 1
    assert not any(line[0] in ",.;:)" or line[-1] == "(" for line in found)
    for number in ("24002人", "18409人", "548人"):
        assert any(number in line for line in found)
