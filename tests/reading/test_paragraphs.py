from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingsheng_reports.core.aligned import AlignedText
from mingsheng_reports.core.article import Block, BlockKind
from mingsheng_reports.reading.paragraphs import mend_numbers
from support.pages import blocks_of, bodies_of, page, seams_of


def mended(words: str, *seams: int) -> Block:
    return mend_numbers(Block(BlockKind.BODY, AlignedText.of(words), seams))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("完成投资19. 3万元。", "完成投资19.3万元。"),
        ("完成投资19 .3万元。", "完成投资19.3万元。"),
        ("完成投资19.3 [7] 亿元。", "完成投资19.3亿元。"),
        ("全市建成公园9个[12]，群众满意。", "全市建成公园9个，群众满意。"),
    ],
)
def test_numbers_cut_by_blanks_and_page_marks_are_whole(written: str, read: str) -> None:
    block = mended(written)
    assert block.text.text == read
    assert "".join(written[p] for p in block.text.positions) == read


@pytest.mark.parametrize(
    "written",
    [
        "1. 3个小区完成改造。",  # the first entry of a list
        "改造完成。2. 5所学校投入使用。",
        "见表1. 2022年新增就业3万人。",
        "按照国发[21]3号文件办理。",
        "发布了[2022]号令。",
        "全市120 340户受益。",  # perhaps two numbers: nobody knows
    ],
)
def test_what_does_not_belong_together_is_not_glued(written: str) -> None:
    assert mended(written).text.text == written


def test_a_page_mark_taken_out_leaves_a_seam() -> None:
    assert seams_of(mended("完成投资19.3 [7] 亿元。")) == [".3|亿元"]
    assert mended("完成投资19. 3亿元。").seams == ()


def test_seams_move_with_what_is_dropped_before_them() -> None:
    words = "投资19. 3万元，见图[3]说明，工作人员24小时轮岗值守。"
    block = mended(words, words.index("岗"))
    assert seams_of(block) == ["见图|说明", "时轮|岗值"]


@given(st.text(alphabet="投资0123456789. [](亿元。\n", max_size=60))
def test_every_character_stands_where_it_stood(words: str) -> None:
    block = mended(words)
    assert "".join(words[p] for p in block.text.positions) == block.text.text
    assert list(block.text.positions) == sorted(set(block.text.positions))
    assert all(0 <= seam <= len(block.text) for seam in block.seams)


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("由15万元提高至20", "万元。"), "20万元"),
        (("拉动投资近千", "亿元的项目，加快推进。"), "近千亿元"),
        (("省政府确定的6", "个项目，进展顺利。"), "6个项目"),
        (("救助待遇达到80%", "至90%。"), "80%至90%"),
        (("全市完成投资19.3", "[7]", "亿元。"), "19.3亿元"),
        (("全市完成投资19.", "3亿元。"), "19.3亿元"),
        (("全市新增就业3万", "人。"), "3万人"),
    ],
)
def test_numbers_cut_by_line_breaks_are_whole(lines: tuple[str, ...], whole: str) -> None:
    (body,) = bodies_of(page(*lines))
    assert whole in body


def test_two_numbers_on_two_lines_stay_two() -> None:
    text = page("全市完成了改造，涉及楼房137", "2022年新建学校12所。")
    assert not any("1372022" in block.text.text for block in blocks_of(text))


def test_what_stood_inside_a_paragraph_comes_behind_it() -> None:
    blocks = blocks_of(
        page("全市改造小区，更换供热管", "甲市街景。张明 摄", "线7400米，群众欢迎。")
    )
    assert [block.kind for block in blocks] == [BlockKind.BODY, BlockKind.CAPTION]
