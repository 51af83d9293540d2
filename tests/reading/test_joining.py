from __future__ import annotations

import pytest

from mingsheng_reports.core.article import BlockKind
from support.pages import blocks_of, bodies_of, page, seams_of

# A page of three columns read row by row: two sentences are cut, their rests stand elsewhere.
TORN = (
    "甲市办好民生实事",
    "供热公司做好了全部准备，工作人员24小时轮",
    "设进度。已完成117个小区改造，居住环境明显改善。",
    "社区食堂开了门，老人们吃上了热乎饭，都说日子越过越好。",
    "住房保障力度加大，加快推进三个小区回迁楼建",
    "岗值守，紧盯各项数据变化，确保供热平稳。",
)


def test_displaced_halves_find_one_another_with_what_follows_them() -> None:
    bodies = bodies_of(page(*TORN))
    assert bodies == [TORN[1] + TORN[5], TORN[3], TORN[4] + TORN[2]]


def test_a_join_of_displaced_halves_is_a_seam_with_both_places_kept() -> None:
    text = page(*TORN)
    first = next(b for b in blocks_of(text) if b.kind is BlockKind.BODY)
    assert seams_of(first) == ["时轮|岗值"]
    spans = first.text.spans(0, len(first.text))
    assert "".join(text[p] for p in first.text.positions) == TORN[1] + TORN[5]
    assert text[spans[0].start : spans[0].start + 4] == "供热公司"


def test_a_mere_line_break_is_no_seam() -> None:
    (block,) = blocks_of(page("全市城乡低保在保1.1万户，累计", "发放资金5614万元。"))
    assert block.text.text == "全市城乡低保在保1.1万户，累计发放资金5614万元。"
    assert block.seams == ()


def test_a_caption_in_between_makes_a_seam() -> None:
    blocks = blocks_of(
        page("全市改造小区，更换供热管", "甲市街景。张明 摄", "线7400米，群众温暖过冬。")
    )
    assert blocks[0].text.text == "全市改造小区，更换供热管线7400米，群众温暖过冬。"
    assert seams_of(blocks[0]) == ["热管|线7"]


@pytest.mark.parametrize(
    ("open_end", "stranger"),
    [
        ("开展讲座，录制教育节目，助推家校联动，提升学", "完成18个乡镇食安委建设，成效显著。"),
        ("围绕户外广告治理，打造“美街", "制定任务清单，逐条路推进绿化。"),
    ],
)
def test_a_lost_end_is_known_and_takes_up_no_stranger(open_end: str, stranger: str) -> None:
    left, right = blocks_of(page(open_end, stranger))
    assert (left.endless, left.torn) == (True, True)
    assert (right.text.text, right.beginless) == (stranger, True)


def test_a_paragraph_that_opens_properly_lacks_nothing() -> None:
    left, right = blocks_of(
        page("全市对医院给予额度，用于医疗救助资金", "2018年以来，全市建成养老设施531个。")
    )
    assert left.endless
    assert not right.torn


def test_the_last_sentence_of_a_cut_page_is_torn() -> None:
    *_, last = blocks_of(page("全市改造小区12个。", "帮助公司减免费用，确保了环卫工人待遇"))
    assert last.endless


@pytest.mark.parametrize(
    "lines",
    [
        ("1.城镇新增就业3万人", "2.改造老旧小区12个", "3.建成口袋公园9个"),
        ("全市新增就业3万人。", "改造老旧小区12个。", "建成口袋公园9个。"),
        ("工作任务如下：", "改造老旧小区12个；", "建成口袋公园9个。"),
    ],
)
def test_lists_and_whole_sentences_are_not_torn(lines: tuple[str, ...]) -> None:
    blocks = blocks_of(page(*lines, between="\n"))
    assert [block.text.text for block in blocks] == list(lines)
    assert not any(block.torn for block in blocks)


def test_rows_of_a_table_are_never_glued() -> None:
    rows = ("指标\t2021年\t2022年", "城镇新增就业\t24002\t30069", "困难人员就业\t548\t1197")
    assert len(bodies_of(page(*rows, between="\n"))) == 3


def test_accidental_words_across_whole_lines_join_nothing() -> None:
    lines = ["全市共有公园5所", "有了新的公园，群众都说好。", "民生项目全部开工，进度很快。"]
    assert bodies_of(page(*lines))[-2:] == lines[-2:]
