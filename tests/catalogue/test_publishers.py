from __future__ import annotations

import pytest

from mingsheng_reports.catalogue.publishers import city_of_publisher


@pytest.mark.parametrize(
    ("page", "city"),
    [
        ("全市新建公园3座。\n来源:瑞金发布", "瑞金市"),
        ("来源：常德日报 2021-03-04\n全市新建公园3座。", "常德市"),
        ("发布机构：盘山县人民政府办公室", "盘山县"),
    ],
)
def test_a_source_line_names_the_place(page: str, city: str) -> None:
    found = city_of_publisher(page)
    assert found.place is not None
    assert found.place.name == city
    assert not found.sure


@pytest.mark.parametrize(
    "page",
    ["来源：某某晚报", "资金来源：常德市财政", "来源：辽宁日报", "来源：常德日报\n来源：瑞金发布"],
)
def test_other_lines_name_none(page: str) -> None:
    assert city_of_publisher(page).place is None
