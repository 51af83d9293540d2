from __future__ import annotations

import pytest

from support.prose import metrics, only


def told(*paragraphs: str, **around: str | int | None) -> list[tuple[str, str]]:
    return [(each.place, each.scope.value) for each in metrics(*paragraphs, **around)]


CITY = ("常德市", "city")


@pytest.mark.parametrize(
    ("text", "place", "scope"),
    [
        ("全市新建学校12所。", "常德市", "city"),
        ("常德市新建学校12所。", "常德市", "city"),
        ("武陵区新建学校3所。", "武陵区", "district"),
        ("本报讯 武陵区新建学校3所。", "武陵区", "district"),
        ("其中，武陵区新建学校3所。", "武陵区", "district"),
        ("各区县新建停车场36个。", "常德市各区县", "district"),
        ("恒安纸业有限公司新增就业岗位300个。", "恒安纸业有限公司", "organisation"),
        ("常德市第一人民医院新增床位200张。", "常德市第一人民医院", "organisation"),
        ("滨江大道改扩建工程总投资3.2亿元。", "滨江大道改扩建工程", "project"),
        ("学员李小红参加培训后，月收入达到4500元。", "李小红", "person"),
        ("家住武陵区的王大爷说，一年能省3000元。", "王大爷", "person"),
        # no name without a surname, no organisation that is being founded
        ("城镇居民和农村家庭人均收入达到2.7万元。", "常德市", "city"),
        ("成立县人民医院胸痛中心，接诊患者360人。", "常德市", "city"),
        ("市第一人民医院建成投用，新增岗位36个。", "常德市", "city"),
        # counted things are no subject
        ("全市新建学校12所、幼儿园8所。", "常德市", "city"),
        ("新建学校三所。", "常德市", "city"),
        ("改造医院约3家。", "常德市", "city"),
        ("引进公司12家。", "常德市", "city"),
        ("全市公司共缴纳税费12亿元。", "常德市", "city"),
        ("实施民生工程12项。", "常德市", "city"),
        # a district of another city that only stands in the sentence
        ("与长沙市雨花区签约项目12个。", "常德市", "city"),
    ],
)
def test_one_sentence(text: str, place: str, scope: str) -> None:
    assert set(told(text)) == {(place, scope)}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "武陵区新建学校3所，鼎城区新建学校2所，全市新建学校12所。",
            ["武陵区", "鼎城区", "常德市"],
        ),
        ("武陵区改造小区12个。该区还新建公园3座。", ["武陵区", "武陵区"]),
        ("武陵区改造小区12个。全市新建公园3座。", ["武陵区", "常德市"]),
        (
            "金健米业有限公司投资3亿元。公司带动就业300人。",
            ["金健米业有限公司", "金健米业有限公司"],
        ),
        (
            "滨江大道改扩建工程总投资3.2亿元，占地面积4万平方米。",
            ["滨江大道改扩建工程", "滨江大道改扩建工程"],
        ),
    ],
)
def test_several_numbers(text: str, places: list[str]) -> None:
    assert [place for place, _ in told(text)] == places


def test_a_new_paragraph_drops_the_subject() -> None:
    found = told("金健米业有限公司投资3亿元。", "全市新建学校12所。")
    assert found == [("金健米业有限公司", "organisation"), CITY]


def test_an_article_of_a_district_speaks_of_it() -> None:
    assert told("新建学校12所。", place="武陵区") == [("武陵区", "district")]
    assert only("新建学校12所。", place="武陵区").city == "常德市"


def test_a_headline_names_the_work_that_a_short_report_is_about() -> None:
    found = told("项目占地120亩，总投资3亿元。", title="柳叶湖污水处理厂扩建工程开工", year=2023)
    assert {scope for _, scope in found} == {"project"}


def test_the_label_never_repeats_the_place() -> None:
    for text in ("武陵区新建公园3座。", "滨江大道改扩建工程总投资3.2亿元。"):
        metric = only(text)
        assert metric.place not in metric.label
