from __future__ import annotations

import pytest

from mingsheng_reports.core.article import BlockKind
from support.pages import lines_of, page

TEXT = "今年以来，全市着力改善民生，把实事办到群众心坎上，群众的获得感不断增强，幸福感不断提升。"


def kind(line: str, *, before: str = TEXT, after: str = TEXT, gap: str = "\n") -> BlockKind:
    """Kind of a line between two paragraphs."""
    return next(
        each.kind
        for each in lines_of(page("甲市办好实事", before) + gap + page(line, after))
        if each.words.startswith(line[:4].lstrip("#* "))
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("让城市更宜居更宜业", BlockKind.HEADING),
        ("补短板 城市品质再提升", BlockKind.HEADING),
        ("（八）保障和改善民生，维护社会稳定", BlockKind.HEADING),
        ("## 2021年建成213公里农村公路", BlockKind.HEADING),
        ("张明 本报记者 李华 王强", BlockKind.BYLINE),
        ("本报记者 高 刚", BlockKind.BYLINE),
        ("本报稿件由本报记者刘明采写", BlockKind.BYLINE),
        ("甲市商业步行街。张明 摄", BlockKind.CAPTION),
        ("本版图片由市委宣传部提供", BlockKind.CAPTION),
        ("鹤乡时讯 SHIXUN", BlockKind.COLUMN),
        ("——甲市改善民生工作纪实", BlockKind.SUBTITLE),
        ("核心提示 甲市坚持民生优先。", BlockKind.LEAD),
        ("责任编辑：张明", BlockKind.NOISE),
        ("- 7 -", BlockKind.NOISE),
        ("第3版", BlockKind.NOISE),
        ("52af36c3c539a263bc8d3d601702ace1", BlockKind.NOISE),
    ],
)
def test_told_by_shape(line: str, expected: BlockKind) -> None:
    assert kind(line) is expected


@pytest.mark.parametrize(
    "line",
    [
        "全市新增就业3万人，完成计划的102%。",  # a sentence, though short
        "本报记者走进社区看变化，听群众说身边事。",
        "（八）民生工程取得新进展。实施项目1282个。",
        "编辑出版民生读本3万册。",
        "3.5万人参加了技能培训。",
        "围绕户外广告治理、“美街",  # a quotation left open: the line is torn
        "在稳步提高异地就",  # cut in mid-word, see what follows
    ],
)
def test_running_text_is_no_heading_and_no_noise(line: str) -> None:
    after = "医人员的待遇水平方面，全市出台了新办法，群众看病更加方便，负担也更轻了。"
    assert kind(line, after=after) is BlockKind.BODY


def test_a_caption_stands_in_the_gap_that_a_picture_left() -> None:
    assert kind("甲市文化广场一角。", gap="\n\n\n") is BlockKind.CAPTION
    assert kind("甲市文化广场一角。", gap="\n") is BlockKind.BODY


def test_a_gap_says_nothing_on_a_page_that_has_them_everywhere() -> None:
    lines = lines_of(page(TEXT, "甲市的城乡面貌焕然一新。", TEXT, TEXT, between="\n\n\n\n"))
    assert {line.kind for line in lines} == {BlockKind.BODY}


def test_a_sentence_with_a_number_is_never_taken_for_a_caption() -> None:
    assert kind("目前，已有7个社区开展助餐服务。", gap="\n\n\n\n") is BlockKind.BODY


def test_a_page_number_in_mid_sentence_is_the_page_s() -> None:
    lines = lines_of(page("全市完成投资19.3", "7", "亿元，同比增长5%。"))
    assert [line.kind.value for line in lines] == ["body", "noise", "body"]


def test_a_number_that_both_neighbours_want_is_the_sentence_s() -> None:
    lines = lines_of(page("今年，全市完成投资", "7", "亿元，同比增长5%。"))
    assert [line.kind.value for line in lines] == ["body", "body", "body"]


def test_entries_of_a_list_are_no_headings() -> None:
    entries = ["城镇新增就业3万人", "改造老旧小区12个", "建成口袋公园9个"]
    lines = lines_of(page("今年十件实事", *entries, between="\n"))
    assert [line.kind.value for line in lines] == ["heading", "body", "body", "body"]


def test_hard_wraps_of_a_narrow_column_are_no_headings() -> None:
    wraps = [
        "近年来，全市着力完善医疗救",
        "助政策，明确困难群体参加城",
        "乡居民医疗保险个人缴费部分",
    ]
    wraps += ["给予全额救助，医疗救助待遇", "达到八成以上，有效减轻了群", "众看病就医的负担。"]
    assert {line.kind for line in lines_of(page(*wraps))} == {BlockKind.BODY}
