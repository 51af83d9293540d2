from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import pairwise

import pypdfium2
import pytest

from mingsheng_reports.catalogue.resources import fonts_dir
from mingsheng_reports.printing.engine import typeset
from mingsheng_reports.printing.letters import BLANK_BEHIND
from mingsheng_reports.printing.lines import breakable, without_controls
from mingsheng_reports.printing.opening import open_engine

MEASURE = 231.0
BODY = 10.5
TEXT = (
    "今年以来，盘锦市坚持以人民为中心的发展思想，办成了一批群众可感可及的“民生实事”——全部完成，"
    "城镇新增就业30069人，完成全年任务，城乡低保17682人，养老服务中心9个，2022年全部建成投入使用。"
    "下一步，还将继续办好就业、教育、医疗、养老等关系千家万户的大事小情，让发展成果更多更公平地惠及群众。"
)
STYLE = (
    "@page{size:300pt 400pt;margin:30pt}body{margin:0}"
    f'p{{font:10.5pt/16.5pt "Mingsheng Song";width:{MEASURE}pt;text-align:justify;margin:0}}'
    "b{white-space:nowrap;font-weight:normal}"
)


def lines(pdf: bytes) -> Iterator[tuple[str, float, float]]:
    """Text, left and right edge of each printed line (character boxes, not ink)."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    page = document[0].get_textpage()
    rows: dict[int, list[tuple[str, float, float]]] = {}
    for index in range(page.count_chars()):
        character = page.get_text_range(index, 1)
        if character.strip():
            left, bottom, right, _ = page.get_charbox(index, loose=True)
            rows.setdefault(round(bottom / 8), []).append((character, left, right))
    for _, row in sorted(rows.items(), reverse=True):
        text = "".join(character for character, _, _ in row)
        yield text, min(left for _, left, _ in row), max(right for _, _, right in row)
    page.close()
    document.close()


@pytest.fixture(scope="module")
def printed() -> list[tuple[str, float, float]]:
    open_engine()
    text = breakable(TEXT).replace("30069人", "<b>30069人</b>")
    done = typeset(f"<html lang=zh-CN><title>x</title><p>{text}", [STYLE], fonts_dir(), b"x")
    assert done.warnings == ()
    return list(lines(done.pdf))


def test_every_full_line_reaches_the_measure(printed: list[tuple[str, float, float]]) -> None:
    assert len(printed) > 5
    for text, left, right in printed[:-1]:
        assert left == pytest.approx(30, abs=0.57), text  # 0.2 mm
        hanging = BODY / 2 if text[-1] in BLANK_BEHIND else 0.0  # its blank half stands outside
        assert right == pytest.approx(30 + MEASURE + hanging, abs=0.57), text
    assert printed[-1][2] < 30 + MEASURE - 5


def test_the_text_is_copied_clean(printed: list[tuple[str, float, float]]) -> None:
    assert without_controls("".join(text for text, _, _ in printed)) == TEXT


def test_digits_are_not_spread() -> None:
    open_engine()
    html = "<html lang=zh-CN><title>x</title><p>城镇新增就业数<b>300691234567人</b>再就业人数"
    style = STYLE + "p{text-align-last:justify}"
    done = typeset(html, [style], fonts_dir(), b"x")
    document = pypdfium2.PdfDocument(io.BytesIO(done.pdf))
    page = document[0].get_textpage()
    boxes = [
        page.get_charbox(index, loose=True)
        for index in range(page.count_chars())
        if page.get_text_range(index, 1).isdigit()
    ]
    gaps = {round(after[0] - before[2], 1) for before, after in pairwise(boxes)}
    page.close()
    document.close()
    assert max(gaps) <= 0.1


def test_no_line_begins_or_ends_with_a_forbidden_mark(
    printed: list[tuple[str, float, float]],
) -> None:
    for text, _, _ in printed:
        assert text[0] not in "，。、；：！？”’）》—…·"
        assert text[-1] not in "“‘（《"


def boxes_of(style: str, html: str) -> tuple[str, dict[str, tuple[float, float]]]:
    """The text as it is read back, and left and right edge of each character of the first line."""
    open_engine()
    page = f"<html lang=zh-CN><title>x</title><p>{html}"
    done = typeset(page, [STYLE, style], fonts_dir(), b"x")
    document = pypdfium2.PdfDocument(io.BytesIO(done.pdf))
    text = document[0].get_textpage()
    boxes = {}
    for index in range(text.count_chars()):
        left, _, right, _ = text.get_charbox(index, loose=True)
        boxes.setdefault(text.get_text_range(index, 1), (left, right))
    read = text.get_text_bounded()
    text.close()
    document.close()
    return read, boxes


@pytest.mark.parametrize("face", ["Mingsheng Song", "Mingsheng Hei", "Mingsheng Kai"])
@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_figures_and_ideographs_stand_a_quarter_em_apart(face: str, weight: str) -> None:
    style = f'p{{--autospace:on;font:{weight} 10.5pt/16.5pt "{face}"}}'
    tight, before = boxes_of(style + "p{--autospace:off}", "就业<b>2</b>人，IT项目")
    read, after = boxes_of(style, "就业<b>2</b>人，IT项目")
    assert read == tight == "就业2人，IT项目"
    moved = {one: after[one][0] - before[one][0] for one in "就业人，项目"}
    assert moved["就"] == moved["业"] == 0
    assert moved["人"] == pytest.approx(0.5 * BODY, abs=0.1)
    assert moved["，"] == moved["人"]
    assert moved["项"] == pytest.approx(0.75 * BODY, abs=0.1)


def test_a_line_without_room_gets_narrower_blanks_and_stays_in_its_measure() -> None:
    style = "p{--autospace:on;width:64.2pt;text-align:left;white-space:nowrap}"
    read, boxes = boxes_of(style, "全市新增35人")
    assert read == "全市新增35人"
    assert boxes["人"][1] < 30 + 64.3
    read, boxes = boxes_of(style + "p{width:66.2pt}", "全市新增35人")
    assert boxes["人"][0] - boxes["5"][1] < 0.6  # the blank belongs to the figure
    assert 30 + 65.8 < boxes["人"][1] < 30 + 66.3


def test_no_blank_beside_punctuation_and_note_marks() -> None:
    read, boxes = boxes_of("p{--autospace:on}sup{font-size:6pt}", "率为49%，（3）完<sup>7</sup>成")
    assert read.replace("\ufffe", "") == "率为49%，（3）完7成"
    assert boxes["成"][0] - boxes["完"][1] < 6


def test_an_opening_mark_leaves_no_blank_at_the_beginning_of_a_line() -> None:
    _, boxes = boxes_of("p{text-indent:2em}", "“全市")
    assert boxes["全"][0] == pytest.approx(30 + 2.5 * BODY, abs=0.1)
    assert boxes["“"][0] == pytest.approx(30 + 1.5 * BODY, abs=0.1)


def test_two_letters_drawn_as_one_are_not_replaced_by_a_single_one() -> None:
    """校验码ff88: the ligature of ff is one glyph; with a blank beside it one f would be lost."""

    def ink(ligatures: str) -> int:
        style = f"p{{--autospace:on;font:10.5pt/16.5pt 'Mingsheng Song';{ligatures}}}"
        html = "<html lang=zh-CN><title>x</title><p>码ff码ff码ff码"
        done = typeset(html, [STYLE, style], fonts_dir(), b"x")
        document = pypdfium2.PdfDocument(io.BytesIO(done.pdf))
        drawn = document[0].render(scale=4, grayscale=True).to_numpy()
        document.close()
        return int((255 - drawn.astype(int)).sum())

    open_engine()
    assert ink("") == pytest.approx(ink("font-variant-ligatures:none"), rel=0.02)
