from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from mingsheng_reports.core.brief import Computed, Figure, Words
from mingsheng_reports.core.comparison import Derived
from mingsheng_reports.printing.fragments import Typesetter, big_ems, title_break
from mingsheng_reports.printing.guard import Ledger
from mingsheng_reports.printing.lines import ems
from support.annotated import metrics


def test_a_figure_links_to_its_note_and_only_the_first_one_is_linked_back_to() -> None:
    metric = metrics("001")[2]
    setter = Typesetter(Ledger())
    html = str(setter.html((Words("招聘活动"), Figure(metric, 7), Words(",又"), Figure(metric, 7))))
    linked = '<span class="n"><a id="r-7" href="#n-7">24场</a><sup>7</sup></span>'
    assert html.startswith(f"招聘活动{linked}，又")
    assert html.count('id="r-7"') == 1
    assert html.count('href="#n-7"') == 2


def test_a_computed_number_links_to_its_operands() -> None:
    operands = metrics("001")[2:4]
    derived = Derived("d", Decimal(2), "%", "2%", "x", tuple(operands))
    html = str(Typesetter(Ledger()).html((Computed(derived, (3, 5)),)))
    assert '<a href="#n-3">3</a>、<a href="#n-5">5</a>' in html


@pytest.mark.parametrize(
    ("title", "measure", "parts"),
    [
        ("城镇新增就业", 20, ["城镇新增就业"]),
        ("各年统计截止日期不同，不作增减比较", 12, ["各年统计截止日期不同，", "不作增减比较"]),
        (
            "集中供养孤儿标准在所列各项中最高，为每人",
            14,
            ["集中供养孤儿标准", "在所列各项中最高，为每人"],
        ),
        ("没有标点的长标题没有标点的长标题", 10, ["没有标点的长标题没有标点的长标题"]),
    ],
)
def test_long_titles_break_by_meaning(title: str, measure: int, parts: list[str]) -> None:
    at = title_break(title, measure)
    assert [part for part in (title[:at], title[at:]) if part] == parts


def test_a_title_loses_the_blank_it_is_broken_at() -> None:
    title = (Words("鞍山机械化清扫率大幅提高　盘锦居民低保标准提高"),)
    assert str(Typesetter(Ledger()).title(title, 20)).startswith(
        "鞍山机械化清扫率大幅提高<br/>盘锦"
    )


def test_a_range_may_be_divided_behind_its_first_number() -> None:
    metric = metrics("001")[2]
    quantity = replace(metric.quantity, printed="80%至90%", upper=Decimal(90))
    html = str(Typesetter(Ledger()).html((Figure(replace(metric, quantity=quantity), 7),)))
    assert html.startswith('<span class="n">80%至</span>\u200b<span class="n"><a id="r-7"')
    assert ">90%</a>" in html


@pytest.mark.parametrize(
    ("wording", "html"),
    [
        ("每人每月760元", "<small>每人每月</small>{}760{}<small>元</small>"),
        ("约30.8亿元", "<small>约</small>{}30.8{}<small>亿元</small>"),
        ("49%", "{}49%{}"),
        ("两座", "{}两座{}"),
        ("80%至90%", "{}80%至90%{}"),
    ],
)
def test_a_big_figure_sets_what_it_counts_small(wording: str, html: str) -> None:
    metric = metrics("001")[2]
    figure = Figure(replace(metric, quantity=replace(metric.quantity, printed=wording)), 7)
    setter = Typesetter(Ledger())
    link = '<a id="r-7" href="#n-7">'
    told = f'<span class="n">{html.format(link, "</a>")}<sup>7</sup></span>'
    assert str(setter.big(figure, marked=True)) == told
    assert str(setter.big(figure, marked=False)) == f'<span class="n">{html.format("", "")}</span>'
    assert big_ems(wording) <= ems(wording)
