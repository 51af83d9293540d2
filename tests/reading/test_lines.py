from __future__ import annotations

import pytest

from mingsheng_reports.core.article import BlockKind
from mingsheng_reports.reading.lines import ends_sentence
from support.pages import bodies_of, drafts_of, lines_of, page


def kinds(text: str) -> list[tuple[BlockKind, str]]:
    return [(line.kind, line.words) for line in lines_of(text)]


def test_a_web_copy_is_cut_into_date_title_text_and_tail() -> None:
    text = (
        "2023-05-06 10:20，正文：原标题：某县：道路通到家门口“路修好了，出门方便多了。”"
        "某县群众说。该县新建公路24公里。（张明 李华）返回搜狐，查看更多责任编辑："
    )
    assert kinds(text) == [
        (BlockKind.NOISE, "2023-05-06 10:20，正文："),
        (BlockKind.HEADING, "某县：道路通到家门口"),
        (BlockKind.BODY, "“路修好了，出门方便多了。”某县群众说。该县新建公路24公里。"),
        (BlockKind.BYLINE, "（张明 李华）"),
        (BlockKind.NOISE, "返回搜狐，查看更多责任编辑："),
    ]
    (draft,) = drafts_of(text)
    assert (draft.title, draft.dateline[:10]) == ("某县：道路通到家门口", "2023-05-06")


def test_a_name_in_quotation_marks_belongs_to_the_title() -> None:
    text = "2023-05-06，正文：原标题：某市织就健康“服务网”“大娘，记得吃药。”医生说。"
    assert [line.words for line in lines_of(text)][1] == "某市织就健康“服务网”"


def test_where_nothing_shows_the_end_of_a_title_none_is_made_up() -> None:
    text = "2023-05-06，正文：原标题：某市办好实事近日，某市公布全年的成绩单。"
    assert [line.kind for line in lines_of(text)] == [BlockKind.NOISE, BlockKind.BODY]


def test_a_head_run_into_the_text_is_cut_out() -> None:
    start = "全市供暖检修已经完成大半，更换管线与阀门的工作都在收尾。" * 6
    text = start + "甲区“三修”投入1.5亿元7月27日，记者来到甲区。乙区完成改造。"
    assert kinds(text)[1] == (BlockKind.HEADING, "甲区“三修”投入1.5亿元")
    assert bodies_of(text)[1].startswith("7月27日，记者")


def test_a_subject_before_a_date_is_no_head() -> None:
    start = "全市供暖检修已经完成大半，更换管线与阀门的工作都在收尾。" * 6
    text = start + "甲区7月27日，记者来到现场。"
    assert [line.kind for line in lines_of(text)] == [BlockKind.BODY]


@pytest.mark.parametrize(
    ("text", "byline"),
    [
        ("全区投入4.58亿元。 李江 本报记者 刘立", "李江 本报记者 刘立"),
        ("“方便多了。”某某日报、某报全媒体记者 张明", "某某日报、某报全媒体记者 张明"),
        ("全区投入4.58亿元。（张明）", "（张明）"),
    ],
)
def test_a_byline_glued_to_the_last_sentence_is_cut_off(text: str, byline: str) -> None:
    assert [line.words for line in lines_of(text)][-1] == byline


@pytest.mark.parametrize(
    "text", ["全区投入4.58亿元。（含乙县2个）", "完成投资3亿元。（牵头单位：市教育局）"]
)
def test_a_remark_in_brackets_is_no_byline(text: str) -> None:
    assert [line.words for line in lines_of(text)] == [text]


@pytest.mark.parametrize(
    "words", ["完成了。", "“完成了。”", "竣工……", "以内。（牵头单位：市教育局）"]
)
def test_ends_of_sentences(words: str) -> None:
    assert ends_sentence(words)


@pytest.mark.parametrize("words", ["24小时轮", "三农”", "（资料片）", "完成：", "20"])
def test_what_ends_no_sentence(words: str) -> None:
    assert not ends_sentence(words)


def test_an_abstract_before_the_text_is_no_text() -> None:
    text = page("为改善民生，全市投入3亿...", "为改善民生，全市投入3亿元办实事。")
    assert [line.kind for line in lines_of(text)] == [BlockKind.NOISE, BlockKind.BODY]
