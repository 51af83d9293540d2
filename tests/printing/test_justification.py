from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import pairwise

import pypdfium2
import pytest

from mingsheng_reports.catalogue.resources import fonts_dir
from mingsheng_reports.printing.engine import open_engine, typeset
from mingsheng_reports.printing.lines import breakable, without_controls

MEASURE = 231.0
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
        assert right == pytest.approx(30 + MEASURE, abs=0.57), text
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
