"""Headings that give their years to a whole section."""

from __future__ import annotations

import pytest

from mingsheng_reports.extraction.periods import Calendar
from mingsheng_reports.extraction.section_years import section_years, span_in_section

NOW = Calendar(2024, 2023)


@pytest.mark.parametrize(
    ("heading", "held", "years"),
    [
        ("一、过去五年工作回顾", "", "2019-2023"),
        ("五年来的主要工作成绩", "", "2019-2023"),
        ("2018年以来的工作", "", "2018-2023"),
        ("（二）民生福祉持续改善", "2019-2023", "2019-2023"),
        ("二、今后五年的目标任务", "2019-2023", ""),
        ("2024年工作安排", "2019-2023", ""),
        ("二、重点工作", "2019-2023", ""),
        ("民生福祉持续改善", "", ""),
    ],
)
def test_years_of_a_section(heading: str, held: str, years: str) -> None:
    assert section_years(heading, NOW, held) == years


def test_an_undated_article_counts_nothing_back() -> None:
    assert section_years("一、过去五年工作回顾", Calendar(None, None), "") == ""


def test_yearly_levels_are_not_totals_of_the_span() -> None:
    assert span_in_section("2019-2023", "累计新建学校12所。") == "2019-2023"
    assert span_in_section("2019-2023", "地区生产总值19亿元，是2018年的1.9倍。") == ""
