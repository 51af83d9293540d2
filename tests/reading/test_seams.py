from __future__ import annotations

import pytest

from mingsheng_reports.core.aligned import AlignedText
from mingsheng_reports.core.article import BlockKind
from mingsheng_reports.reading.lines import read_text
from mingsheng_reports.reading.seams import Meeting, is_orphan, meet, starts_with_unit
from mingsheng_reports.reading.setting import Page
from support.pages import lines_of

FAR = "今年以来，全市着力改善民生，群众的获得感不断增强。"


def meeting(left: str, right: str, *, adjacent: bool = True, indent: str = "") -> Meeting:
    """What is found where two lines of running text meet."""
    text = f"{indent}{FAR}\n\n{left}\n\n{indent}{right}\n\n{FAR}\n"
    page = Page.of(read_text(AlignedText.of(text)))
    return meet(page, 1, 2, adjacent=adjacent)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("公司里，工作人员24小时轮", "岗值守，紧盯显示屏上的变化。"),  # a word across the seam
        ("加快推进小区回迁楼建", "设进度。已完成改造任务。"),
        ("全市城乡低保累计", "发放补助资金1746万元。"),  # whole words on both sides
        ("贷款额度由15万元提高至20", "万元。推动政策落实。"),  # a number and its unit
        ("拉动相关产业投资近千", "亿元的项目签约。"),
        ("医疗救助待遇达到80%", "至90%。"),
        ("“我们中心设有电视、网络、紧急", "呼叫系统等，很方便。”中心负责人说。"),  # quotation
        ("回应社会关注，最具代表性", "的是医疗。多年来，医疗最受关注。"),  # nothing begins with 的
        ("全市投入资金，用于养老院的消防、", "环境和维修改造。"),
        ("截至", "2018年底，全市建成公园9个。"),  # a preposition leads on
        ("全市增长5%，甲市", "今年以来，新增就业3万人。"),
    ],
)
def test_these_belong_together(left: str, right: str) -> None:
    assert meeting(left, right).holds


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("公司里，工作人员24小时轮", "设进度。已完成改造任务。"),  # half words that make none
        ("录制教育节目，助推家校联动，提升学", "完成18个乡镇食安委建设，成效显著。"),
        (
            "“我们中心设有电视、网络、紧急",
            "岗值守，紧盯显示屏上的变化。",
        ),  # the quotation stays open
        (
            "加快推进小区回迁楼建筑",
            "呼叫系统等，很方便。”中心负责人说。",
        ),  # closes what is not open
        (
            "对医院给予一定额度的医疗救助资金",
            "2018年以来，全市建成养老设施531个。",
        ),  # opens a sentence
        ("对医院给予一定额度的医疗救助资金", "与此同时，全市建成养老设施531个。"),
        ("全年新增就业人数2022", "2022年新增就业3万人。"),  # two numbers
        ("完成了第一批任务12", "推进第二批任务，进展顺利。"),  # a number without its unit
        ("完成改造任务，成效明显", "（二）新建学校12所。"),  # a list goes on
        ("完成改造任务，成效明显", "3.新建学校12所。"),
        ("城镇新增就业三万人", "改造老旧小区十二个"),  # entries without any mark
    ],
)
def test_these_do_not(left: str, right: str) -> None:
    assert not meeting(left, right).holds


def test_a_decimal_is_no_list_number() -> None:
    assert meeting("全市累计培训", "3.5万人参加了技能竞赛。").holds


def test_an_indent_begins_a_paragraph() -> None:
    left, right = "千方百计扩大就业。全年培训一万人", "做好社会保障工作，资助学生。"
    assert meeting(left, right).holds
    assert not meeting(left, right, indent="　　").holds


def test_displaced_lines_lack_the_proof_of_standing_together() -> None:
    left, right = "全市城乡低保累计", "发放补助资金1746万元。"
    assert meeting(left, right).holds
    assert meeting(left, right, adjacent=False).proof == 0


@pytest.mark.parametrize(
    ("words", "orphan"),
    [
        ("的是医疗。", True),
        ("，全市新增。", True),
        ("着力改善民生。", False),
        ("了解情况。", False),
    ],
)
def test_orphans(words: str, *, orphan: bool) -> None:
    (line,) = lines_of(words)
    assert line.kind is BlockKind.BODY
    assert is_orphan(line) is orphan


def test_units_known_from_the_table() -> None:
    assert starts_with_unit("公里道路")
    assert starts_with_unit("万元。")
    assert not starts_with_unit("推进工作")
