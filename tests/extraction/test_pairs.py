"""From–to pairs, 分别, 其中: numbers that belong together."""

from __future__ import annotations

import pytest

from mingsheng_reports.catalogue.places import resolve
from mingsheng_reports.extraction.pairs import find_pairs
from mingsheng_reports.extraction.quantities import find_quantities
from mingsheng_reports.extraction.sharing import distribute, distribute_places
from support.prose import amounts, metrics


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("由3000元提高到3500元", [(0, 1, True)]),
        ("从78%提升至85%", [(0, 1, True)]),
        ("由每人每月650元调整为700元", [(0, 1, True)]),
        ("由年初的320辆增加到目前的400辆", [(0, 1, True)]),
        ("由15个缩短到3个", [(0, 1, True)]),
        ("由320辆增加到约400辆", [(0, 1, True)]),
        ("在320辆的基础上增加80辆", [(0, 1, False)]),
        # none: another unit, another clause, no verb of rising, no 由 or 从
        ("由3个县的120人组成", []),
        ("由12个部门参加，培训提高到35个", []),
        ("由12个社区和15个村组成", []),
        ("投入3000元，提高到3500元", []),
        ("在320辆的基础上配备80人", []),
    ],
)
def test_pairs(text: str, pairs: list[tuple[int, int, bool]]) -> None:
    found = find_pairs(text, find_quantities(text))
    assert [(pair.old, pair.new, pair.replaces) for pair in found] == pairs


def test_both_ends_share_label_and_unit() -> None:
    old, new = metrics("低保标准由每人每月650元提高到700元。")
    assert old.label == new.label
    assert amounts([old, new]) == ["650元/人·月", "700元/人·月"]


def told(text: str) -> list[tuple[str, str, str]]:
    """Year, label and unit of each number; the article is of 2023."""
    return [(m.year, m.label, m.quantity.unit) for m in metrics(text)]


def test_what_is_added_to_a_rate_is_one_and_their_sum_is_of_the_whole() -> None:
    text = "在每户取暖救助金1000元的基础上，今年又增加了冬季500元的补充救助金，合计每户1500元。"
    whole, more, total = told(text)
    assert (whole[1], more[1]) == (total[1], "补充救助金")
    assert {unit for _, _, unit in (whole, more, total)} == {"元/户"}
    assert [year for year, _, _ in (whole, more, total)] == ["2022", "2023", "2023"]


def test_an_amount_that_is_no_sum_keeps_its_name() -> None:
    text = "在每户取暖救助金1000元的基础上增加500元补充救助金，发放电费补贴200元。"
    assert told(text)[2][1:] == ("电费补贴发放额", "元")


def test_an_old_value_is_of_the_year_before_the_new_one() -> None:
    assert [year for year, *_ in told("低保标准由650元去年提高到700元。")] == ["2021", "2022"]
    assert told("2020年低保标准由650元今年提高到700元。")[0][0] == "2020"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("幼儿园公办率、普惠率分别达到52%和88%", ["幼儿园公办率", "幼儿园普惠率"]),
        ("城市、农村低保标准分别提高到760元和610元", ["城市低保标准", "农村低保标准"]),
        ("城乡低保标准分别为720元、560元", ["城市低保标准", "农村低保标准"]),
        ("城乡低保标准分别提高到每月720元、每年6000元", ["城市低保标准", "农村低保标准"]),
        ("甲类、乙类、丙类机构分别有3家、5家和7家", ["甲类机构", "乙类机构", "丙类机构"]),
        # as many names as numbers, or nothing is handed out
        ("公办率、普惠率、入园率分别达到52%和88%", []),
        ("分别达到52%和88%", []),
        ("公办率、普惠率分别达到52%", []),
        ("公办率、普惠率达到52%和88%", []),
        ("公办率、普惠率分别达到52%和88人", []),
    ],
)
def test_respectively(text: str, names: list[str]) -> None:
    assert list(distribute(text, find_quantities(text)).values()) == names


def test_places_served_respectively_share_the_words_behind() -> None:
    text = "武陵区、鼎城区分别改造老旧小区12个和8个"
    numbers = find_quantities(text)
    city = resolve("常德市").place
    assert distribute_places(text, numbers, city) == {0: "武陵区", 1: "鼎城区"}
    assert set(distribute(text, numbers).values()) == {"改造老旧小区"}
    assert not distribute_places("公办率、普惠率分别达到52%和88%", numbers, city)


def test_places_served_respectively_are_the_metrics_places() -> None:
    found = metrics("武陵区、鼎城区分别改造老旧小区12个和8个。")
    assert [(m.place, m.label, m.scope.value) for m in found] == [
        ("武陵区", "老旧小区改造", "district"),
        ("鼎城区", "老旧小区改造", "district"),
    ]


@pytest.mark.parametrize(
    ("text", "wholes"),
    [
        ("新增学位12000个，其中小学学位8000个、初中学位4000个。", [None, 0, 0]),
        ("改造小区36个（其中武陵区12个、鼎城区8个）。", [None, 0, 0]),
        ("新建学校12所，包括小学7所。", [None, 0]),
        # no part: another unit, more than is left, a new thought
        ("改造小区36个，其中居民1200户。", [None, None]),
        ("改造小区36个，其中武陵区30个、鼎城区8个。", [None, 0, None]),
        ("改造小区36个，新建学校12所。", [None, None]),
        ("新建学校12所，其中小学7所；新建公园3所。", [None, 0, None]),
    ],
)
def test_parts(text: str, wholes: list[int | None]) -> None:
    found = metrics(text)
    ids = [metric.id for metric in found]
    assert [ids.index(m.part_of) if m.part_of else None for m in found] == wholes


def test_districts_in_brackets_are_their_own_places() -> None:
    found = metrics("改造小区36个（其中武陵区12个、鼎城区8个）。")
    assert [metric.place for metric in found] == ["常德市", "武陵区", "鼎城区"]
    assert len({metric.label for metric in found}) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "财政收入3.1亿元、税收收入1.7亿元，分别增长6%、8%。",
            ["财政收入 310000000", "税收收入 170000000", "财政收入 6", "税收收入 8"],
        ),
        (
            "新增就业5.5万人，安排4万名下岗人员再就业，分别完成省定任务的120%和134%。",
            ["新增就业 55000", "下岗人员再就业 40000", "新增就业 120", "下岗人员再就业 134"],
        ),
        (
            "城镇居民、农村居民人均可支配收入达到3万元、2万元，分别增长7%、8%。",
            [
                "城镇居民人均可支配收入 30000",
                "农村居民人均可支配收入 20000",
                "城镇居民人均可支配收入 7",
                "农村居民人均可支配收入 8",
            ],
        ),
        (
            "城乡居民人均可支配收入达到3万元和2万元，较2015年分别提高1万元和8000元。",
            [
                "城镇居民人均可支配收入 30000",
                "农村居民人均可支配收入 20000",
                "城镇居民人均可支配收入 10000",
                "农村居民人均可支配收入 8000",
            ],
        ),
        (
            "地区生产总值20亿元，年均增速6%。",
            ["地区生产总值 2000000000", "地区生产总值 6"],
        ),
        # fewer numbers before them: nothing is handed out
        (
            "税收收入1.7亿元，分别增长6%、8%。",
            ["税收收入 170000000", "税收收入 6", "税收收入 8"],
        ),
    ],
)
def test_rises_are_of_the_numbers_before_them(text: str, told: list[str]) -> None:
    assert [f"{m.label} {m.quantity.plain_value}" for m in metrics(text)] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "新建幼儿园48所，超额完成40所的年度目标任务。",
            ["actual 幼儿园建设", "target 幼儿园建设"],
        ),
        ("新增学位964个，完成142%。", ["actual 新增学位", "completion 新增学位"]),
        (
            "新增学位964个；老旧小区改造完成率85%。",
            ["actual 新增学位", "completion 老旧小区改造"],
        ),
        ("新建幼儿园48所，改造幼儿园40所。", ["actual 幼儿园建设", "actual 幼儿园改造"]),
    ],
)
def test_goals_and_completions_are_of_the_number_before(text: str, told: list[str]) -> None:
    assert [f"{m.status.value} {m.label}" for m in metrics(text)] == told
