"""Comparable with a reservation: computed no finer than the sources are, the reason beside it."""

from __future__ import annotations

import pytest

from mingsheng_reports.comparison.board import lay_out
from mingsheng_reports.comparison.change import difference, rate
from mingsheng_reports.comparison.nature import step
from mingsheng_reports.core.comparison import Comparison, Subject
from mingsheng_reports.core.metric import Metric
from mingsheng_reports.exports.comparisons import comparison_rows, ranks
from mingsheng_reports.verification.reckoning import agrees
from support.factory import CITY, make


def about(value: str, printed: str, **more: str) -> Metric:
    return make(value=value, printed=printed, qualifier="about", **more)  # type: ignore[arg-type]


def over_years(*held: Metric) -> Comparison:
    (found,) = lay_out(held, Subject(CITY)).years
    return found


@pytest.mark.parametrize(
    ("metric", "worth"),
    [
        (make(value="12345"), "0"),
        (make(value="12000", printed="1.2万人"), "1000"),
        (make(value="12000", printed="1.20万人"), "100"),
        (about("1200", "约1200人"), "100"),
        (about("12000", "约1.2万人"), "1000"),
        (about("200000", "约二十万人"), "100000"),
        (make(value="3080000000", unit="元", printed="30.8亿元"), "10000000"),
        (make("额度", "150000", "元", printed="15万元", status="standard"), "0"),
        (make("覆盖率", "49", "%"), "0"),
    ],
)
def test_the_last_digit_that_a_source_vouches_for(metric: Metric, worth: str) -> None:
    assert f"{step(metric):f}" == worth


@pytest.mark.parametrize(
    ("old", "new", "told", "grown"),
    [
        (about("12000", "约1.2万人", year="2021"), make(value="24567"), "约1.3万人", "约100%"),
        (make(value="1234", year="2021"), about("8000", "约8000人"), "约7000人", "约550%"),
        (make(value="24000", printed="2.4万人", year="2021"),
         make(value="5847"), "约1.8万人", "约76%"),
        (make(value="15000", printed="1.5万人", year="2021"),
         make(value="16000", printed="1.6万人"), "0.1万人", "6.7%"),
    ],
)  # fmt: skip
def test_what_is_computed_is_no_finer_than_the_sources(
    old: Metric, new: Metric, told: str, grown: str
) -> None:
    change, growth = difference(old, new), rate(old, new)
    assert change is not None
    assert growth is not None
    assert (change.printed, growth.printed) == (told, grown)
    for each in (change, growth):
        plain = {"value": str(each.value), "printed": each.printed}
        assert agrees(plain, each.value)
        assert not agrees(plain, each.value * 2)


def test_a_difference_that_rounding_may_have_made_is_refused() -> None:
    found = over_years(about("12000", "约1.2万人", year="2021"), make(value="12600"))
    assert [each.code for each in found.objections] == ["qualifier"]
    assert (found.change, found.rate) == (None, None)


def test_a_change_from_an_approximate_number_carries_its_reservation() -> None:
    found = over_years(about("12000", "约1.2万人", year="2021"), make(value="24567"))
    assert found.comparable
    assert not found.unreserved
    assert [each.reason for each in found.reservations] == ["其中有约数"]
    assert found.change is not None
    *_, row = comparison_rows([found])
    assert (row["comparable"], row["reservation"], row["change"]) == (
        "yes",
        "其中有约数",
        "+约1.3万人",
    )


def test_states_of_two_days_are_compared_with_a_reservation() -> None:
    old = make("幼儿园公办率", "47", "%", year="2021")
    found = over_years(old, make("幼儿园公办率", "49", "%", as_of="2022-11-30"))
    assert [each.code for each in found.reservations] == ["moment"]
    assert found.change is not None


def test_cities_are_ranked_with_an_approximate_number_that_leaves_no_doubt() -> None:
    held = (about("90000", "约9万人", city="甲市"), make(value="20000", city="乙市"))
    (found,) = lay_out(held, Subject(year="2022")).cities
    assert ranks(found) == ("1", "2")
    assert [each.reason for each in found.reservations] == ["其中有约数"]
    apart = (about("60000", "约6万人", city="甲市"), make(value="24567", city="乙市"))
    assert ranks(lay_out(apart, Subject(year="2022")).cities[0]) == ("1", "2")
    near = (about("90000", "约9万人", city="甲市"), make(value="88000", city="乙市"))
    (found,) = lay_out(near, Subject(year="2022")).cities
    assert ranks(found) == ("", "")


def test_a_county_is_not_ranked_with_prefectures() -> None:
    held = (make(value="900", city="盘锦市"), make(value="200", city="盘山县"))
    (found,) = lay_out(held, Subject(year="2022")).cities
    assert [each.code for each in found.objections] == ["level"]


def test_a_city_that_contradicts_itself_has_no_rank_and_leaves_that_of_the_others() -> None:
    rivals = [make(value=n, city="甲市", article=f"{n}#1") for n in ("500", "900")]
    others = [make(value=n, city=c) for n, c in (("30", "乙市"), ("20", "丙市"), ("10", "丁市"))]
    held = (*rivals, *others)
    found, *_ = lay_out(held, Subject(year="2022")).cities
    assert ranks(found) == ("1", "2", "3")
    (aside,) = found.aside
    assert (aside.metric.city, aside.objection.code) == ("甲市", "conflict")
    pair = lay_out((*rivals, others[0]), Subject(year="2022"))
    assert [each.code for each in pair.cities[0].objections] == ["conflict"]
