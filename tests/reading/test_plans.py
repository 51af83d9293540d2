"""Whether a text makes a list of works known or tells of them."""

from __future__ import annotations

import pytest

from mingsheng_reports.reading.plans import lists_works

LIST = "新建口袋公园3个。改造小区12个。"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("常德办实事", "会议公布了18项惠民实事。" + LIST),
        ("常德办实事", "票决产生2024年10件民生实事项目。" + LIST),
        ("常德办实事", "2024年常德将着力办好十个方面民生实事。" + LIST),
        ("常德办实事", "经市政府同意，全市实施47项民生实事，具体安排如下。" + LIST),
        ("2024年十件民生实事出炉", LIST),
    ],
)
def test_a_list_that_is_made_known_is_a_plan(title: str, text: str) -> None:
    assert lists_works(title, text)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("常德办实事", "全年高质量完成市下达的36件民生实事和5件代表票决民生实事。" + LIST),
        ("常德办实事", "20项民生实事全部完成。" + LIST),
        ("常德办实事", "2024年，全市实施20项民生实事。" + LIST),
        ("十件民生实事完成情况", "会议公布了10件民生实事的实施结果。" + LIST),
        ("常德办实事", "会议公布了18项惠民实事。截至6月底，公园建成了3个。小区已完工12个。"),
        ("常德办实事", LIST),
    ],
)
def test_a_list_told_with_its_results_is_none(title: str, text: str) -> None:
    assert not lists_works(title, text)
