from __future__ import annotations

import time

import pytest

from mingsheng_reports.catalogue.indicators import by_id, find_terms, link


def test_a_shared_wording_is_found_but_not_linked() -> None:
    (term,) = find_terms("带动就业3万人")
    assert term.phrase == "带动就业"
    assert len(term.ids) > 1
    assert link("带动就业", "person") is None


def test_a_shared_wording_links_where_the_unit_leaves_one() -> None:
    monthly = link("城市低保", "money-per")
    persons = link("城市低保", "person")
    assert monthly
    assert persons
    assert (monthly.label, persons.label) == ("城市低保标准", "城市低保人数")
    assert link("城市低保", "money") is None  # the standard, or what was paid out?


def test_likeness_of_strings_links_nothing() -> None:
    assert link("带动就业", "person") is None
    assert link("新增就业困难人员", "person") is None
    assert link("幼儿园普惠", "percent") is None


def test_the_unit_kind_must_fit() -> None:
    assert link("城镇新增就业", "person")
    assert link("城镇新增就业", "percent") is None
    assert link("城镇新增就业", "money") is None


@pytest.mark.parametrize(
    ("kind", "unit", "label"),
    [
        ("count", "个", "老旧小区改造"),
        ("count", "栋", "老旧小区改造楼栋"),
        ("count", "", ""),  # estates or buildings? unknown as long as the unit is
        ("household", "户", "老旧小区改造惠及户数"),
        ("area", "平方米", "老旧小区改造建筑面积"),
        ("money", "元", "老旧小区改造投资"),
    ],
)
def test_one_wording_many_measures(kind: str, unit: str, label: str) -> None:
    found = link("老旧小区改造", kind, unit)
    assert (found.label if found else "") == label


@pytest.mark.parametrize(
    "phrase",
    ["“口袋公园”建设", "全市完成口袋公园", "今年共新建口袋公园", "口袋公园", "口袋公园的建设"],
)
def test_light_normalisation(phrase: str) -> None:
    found = link(phrase, "count", "座")
    assert found
    assert found.label == "口袋公园建设"


def test_an_ending_that_repeats_the_unit_is_light() -> None:
    reached = link("失业人员再就业人数", "person", "人")
    assert reached
    assert reached.label == "失业人员再就业"
    assert link("失业人员再就业人数", "money") is None


def test_stock_and_flow_are_two_indicators() -> None:
    assert link("高新技术企业", "count", "家") != link("新增高新技术企业", "count", "家")
    assert link("新建农村公路", "length") != link("农村公路维修改造", "length")
    assert link("幼儿园公办率", "percent") != link("幼儿园普惠率", "percent")


def test_terms_keep_their_place_through_quotation_marks_and_breaks() -> None:
    text = "今年新建“口袋\n公园”9个,城镇新增就业2万人。"
    terms = find_terms(text)
    assert [text[term.start : term.end] for term in terms] == [
        "新建“口袋\n公园",
        "城镇新增就业",
    ]
    assert [term.phrase for term in terms] == ["新建口袋公园", "城镇新增就业"]
    assert all(by_id(each) for term in terms for each in term.ids)


def test_the_longest_wording_wins() -> None:
    assert [term.phrase for term in find_terms("就业困难人员实现就业")] == ["就业困难人员实现就业"]
    assert [term.phrase for term in find_terms("新增农村劳动力转移就业")] == [
        "新增农村劳动力转移就业"
    ]


def test_text_without_terms_or_characters() -> None:
    assert find_terms("") == ()
    assert find_terms("”") == ()
    assert find_terms("天气晴朗") == ()
    assert link("", "count") is None


def test_finding_terms_costs_linear_time() -> None:
    piece = "全市城镇新增就业二万人,改造“老旧小区”十个,粮食总产量百万吨。" * 400

    def cost(times: int) -> float:
        runs = []
        for _ in range(3):
            begun = time.perf_counter()
            find_terms(piece * times)
            runs.append(time.perf_counter() - begun)
        return min(runs)

    find_terms(piece)
    assert cost(8) < 8 * cost(1) * 3
