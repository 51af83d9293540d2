"""Which year a page is of, and which year its undated facts speak of."""

from __future__ import annotations

import pytest

from mingsheng_reports.reading.dating import date_page, frame_year
from mingsheng_reports.reading.plans import announces_plan

TOLD = "新建学校12所,建成公园3座。"
PLANNED = "计划新建学校12所,力争建成公园3座。"


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        # a work report given in January tells of the year just ended, its plan of its own
        ("常德市政府工作报告(2024年1月20日)\n这一年,我们" + TOLD, 2023),
        ("常德市政府工作报告\n2024年1月20日\n" + TOLD, 2023),
        ("2024年常德市政府工作报告\n2024年1月20日\n一、工作回顾\n" + TOLD, 2023),
        ("常德市政府工作报告(2024年1月20日)\n今年," + PLANNED, 2024),
        ("常德市政府工作报告(2024年12月20日)\n" + TOLD, 2024),
        # a newspaper page, its number printed before the date
        ("第A4版:要闻\n2024年01月12日\n2023年实事办结。2023年" + TOLD, 2023),
        ("第A4版:要闻\n2024年05月12日\n2023年实事办结。2023年" + TOLD, 2024),
        ("第A4版:要闻\n2024年01月12日\n" + TOLD, 2024),
        # a bulletin of spring names last year again and again
        ("惠民成果\n2024年3月22日\n" + "2023年改造小区36个。" * 3 + TOLD, 2023),
        ("惠民成果\n2024年3月22日\n" + "2023年改造小区36个。" * 3 + "今年" + TOLD, 2024),
        ("惠民成果\n2024年6月22日\n" + "2023年改造小区36个。" * 3 + TOLD, 2024),
    ],
)
def test_the_year_that_undated_facts_speak_of(text: str, frame: int) -> None:
    page = date_page(text)
    title, _, body = text.partition("\n")
    assert page.year == 2024
    assert frame_year(title, body, page) == frame


@pytest.mark.parametrize(
    "text",
    [
        "2024年2月3日 今年该市将办好十件实事。",
        "2024年2月3日 今年全市计划实施12项惠民好事。",
        "2024年2月3日 政府工作报告中,就业、教育成为2024年的重点。",
    ],
)
def test_an_opening_that_promises_makes_a_plan(text: str) -> None:
    assert announces_plan("", text, date_page(text))


@pytest.mark.parametrize(
    "text", ["2024年2月3日 今年十件实事完成八件。", "2024年2月3日 去年该市办好十件实事。"]
)
def test_an_opening_that_tells_makes_none(text: str) -> None:
    assert not announces_plan("", text, date_page(text))


@pytest.mark.parametrize(
    ("days", "latest"),
    [
        ("12月7日启用，12月20日回访，9月30日开工", "12月20日"),
        ("10月15日供热，10月初注水", "10月15日"),
        ("11月末统计，11月28日开会", "11月末"),
    ],
)
def test_the_latest_day_is_named_as_evidence(days: str, latest: str) -> None:
    found = date_page(f"2021年以来，全市建成广场3座。{days}。")
    assert found.evidence.endswith(f"文中最晚的日期是“{latest}”")
