"""The day that a web page prints beside its text."""

from __future__ import annotations

import pytest

from mingsheng_reports.reading.dating import date_page
from mingsheng_reports.reading.stamps import find_stamp

TITLE, TEXT = "常德十件民生实事\n", "\n全市新建口袋公园3个。"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("来源:某网  |  2021-04-15 17:03:29", (2021, 4, 15)),
        ("发表时间:2025-10-09 14:34 信息来源:民生办 作者:民生办", (2025, 10, 9)),
        ("某某晚报 2022年01月12日", (2022, 1, 12)),
        ("2019-03-27 某市统计局", (2019, 3, 27)),
        ("2021/6/1 09:30", (2021, 6, 1)),
    ],
)
def test_a_line_of_its_own_tells_the_day(line: str, day: tuple[int, int, int]) -> None:
    found = find_stamp(TITLE + line + TEXT)
    assert found is not None
    assert found[:3] == day
    below = find_stamp(TITLE + TEXT * 9 + "\n" + line)
    assert below is not None


@pytest.mark.parametrize(
    "line",
    [
        "更新时间:2024-08-31 13:28:46",  # when it was copied
        "2023年2月9日在市第十八届人民代表大会第二次会议上",  # when a speech was given
        "2023年2月9日，全市最后一座公园建成开放。",  # a fact
        "2023年十件民生实事",
    ],
)
def test_other_days_tell_nothing_of_publication(line: str) -> None:
    assert find_stamp(TITLE + line + TEXT) is None


def test_a_page_without_years_is_dated_by_its_stamp() -> None:
    dating = date_page(TITLE + TEXT, page=TITLE + "来源:某网 2021-04-15 17:03" + TEXT)
    assert (dating.year, dating.frame, dating.date) == (2021, 2021, "2021-04-15")


def test_a_stamp_far_from_the_years_of_the_text_is_not_believed() -> None:
    text = "2016年，" + TEXT.strip()
    dating = date_page(text, page="来源:某网 2021-04-15 17:03\n" + text)
    assert dating.year == 2016


def test_a_bulletin_tells_of_the_year_in_its_title() -> None:
    text = "常德市2017年国民经济和社会发展统计公报\n全市养老机构81个。"
    dating = date_page(text, page=text + "\n发布时间：2018-05-20")
    assert (dating.year, dating.frame) == (2018, 2017)
