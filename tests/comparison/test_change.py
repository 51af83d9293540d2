"""Computed numbers name their operands and claim no more precision than they have."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingsheng_reports.comparison.change import difference, rate, share
from support.factory import make


def test_percentages_differ_by_points() -> None:
    old, new = make("公办率", "47", "%", year="2021"), make("公办率", "49", "%")
    change = difference(old, new)
    assert change is not None
    assert (change.printed, change.unit, change.operands) == ("2个百分点", "个百分点", (new, old))
    assert rate(old, new) is None


def test_a_share_of_a_plan() -> None:
    plan = make("老旧小区改造", "28", "个", status="target")
    done = share(make("老旧小区改造", "10", "个"), plan)
    assert done is not None
    assert done.printed == "35.7%"
    assert done.formula == "10个÷28个"


@pytest.mark.parametrize(("reached", "printed"), [("5847", "24.4%"), ("34071", "142%")])
def test_a_share_of_a_coarse_number_is_told_to_three_digits(reached: str, printed: str) -> None:
    plan = make("惠及户数", "24000", "户", printed="2.4万户", status="target")
    done = share(make("惠及户数", reached, "户"), plan)
    assert done is not None
    assert done.printed == printed


def test_amounts_written_in_ten_thousands_differ_in_ten_thousands() -> None:
    old = make("贷款额度", "150000", "元", printed="15万元", year="2021")
    new = make("贷款额度", "200000", "元", printed="20万元")
    change = difference(old, new)
    assert change is not None
    assert change.printed == "5万元"


@pytest.mark.parametrize("qualifier", ["about", "nearly", "over"])
def test_nothing_is_computed_from_approximations(qualifier: str) -> None:
    vague = make(value="90", year="2021", qualifier=qualifier)
    assert difference(vague, make()) is None
    assert rate(vague, make()) is None
    assert share(vague, make(status="target")) is None


def test_nothing_is_divided_by_zero() -> None:
    zero = make(value="0", year="2021")
    assert rate(zero, make()) is None
    assert share(make(), make(value="0", status="target")) is None


def test_rounding_is_half_to_even() -> None:
    old = make(value="2000", year="2021")
    up, down = rate(old, make(value="2013")), rate(old, make(value="2015"))
    assert up is not None
    assert down is not None
    assert (up.printed, down.printed) == ("0.6%", "0.8%")


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_difference_is_exact(first: int, second: int) -> None:
    change = difference(make(value=str(second), year="2021"), make(value=str(first)))
    assert change is not None
    assert change.value == Decimal(first) - Decimal(second)
