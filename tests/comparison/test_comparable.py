"""What may be subtracted or ranked, and what not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingsheng_reports.comparison.comparable import objections
from mingsheng_reports.core.comparison import ComparisonKind, Objection
from mingsheng_reports.core.metric import Metric
from support.factory import make

OLD = make(year="2021")
YEARS = ComparisonKind.YEARS


def codes(first: Metric, second: Metric, kind: ComparisonKind = YEARS) -> list[str]:
    return [objection.code for objection in objections([first, second], kind)]


def test_same_indicator_of_two_full_years_is_comparable() -> None:
    assert codes(OLD, make(year="2022")) == []


@pytest.mark.parametrize(
    ("other", "code"),
    [
        (make(as_of="2022-11-30"), "as-of"),
        (make(to_date=True), "as-of"),
        (make(unit="户"), "unit"),
        (make(scope="district", place="样板区"), "scope"),
        (make(label="失业人员再就业"), "definition"),
        (make(status="target"), "status"),
        (make(qualifier="about"), "qualifier"),
        (make(qualifier="over"), "qualifier"),
        (make(upper="120"), "qualifier"),
        (make(year="2021-2022"), "period"),
    ],
)
def test_each_difference_is_objected_to(other: Metric, code: str) -> None:
    assert code in codes(OLD, other)


def test_the_last_day_of_the_year_is_the_whole_year() -> None:
    assert codes(OLD, make(as_of="2022-12-31")) == []


def test_the_same_day_of_two_years_is_comparable() -> None:
    assert codes(make(year="2021", as_of="2021-11-30"), make(as_of="2022-11-30")) == []


def test_a_rate_reported_so_far_is_still_a_rate() -> None:
    old = make("幼儿园公办率", "47", "%", year="2021")
    assert codes(old, make("幼儿园公办率", "49", "%", to_date=True)) == []


def test_two_reports_count_up_to_two_days() -> None:
    so_far = make(year="2021", article="doc#2", to_date=True)
    assert codes(so_far, make(to_date=True)) == ["as-of"]
    assert codes(so_far, make(article="doc#2", to_date=True)) == []


def test_a_baseline_stands_for_its_year() -> None:
    old = make("居民低保标准", "730", "元/人·月", year="2020", status="baseline")
    assert codes(old, make("居民低保标准", "760", "元/人·月", year="2021", status="standard")) == []


def test_people_are_counted_alike() -> None:
    assert codes(OLD, make(unit="名")) == []


def test_cities_need_not_share_a_place() -> None:
    assert codes(OLD, make(year="2021", city="另一市"), ComparisonKind.CITIES) == []


def test_reasons_hold_no_digits() -> None:
    found: list[Objection] = []
    for other in (make(as_of="2022-11-30"), make(status="target"), make(upper="120")):
        found += objections([OLD, other], YEARS)
    assert found
    assert not any(character.isdigit() for each in found for character in each.reason)


def test_what_was_built_in_two_years_is_not_subtracted() -> None:
    old, new = (make("口袋公园建设", n, "个", year=y) for n, y in (("13", "2021"), ("9", "2022")))
    assert codes(old, new) == ["works"]
    assert codes(old, replace(new, city="另一市", year="2021"), ComparisonKind.CITIES) == []
    rates = [make("改造小区完工率", n, "%", year=y) for n, y in (("47", "2021"), ("49", "2022"))]
    assert codes(*rates) == []
