"""Corrected numbers are printed as a source would word them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mingsheng_reports.core.quantity import Qualifier, Quantity
from mingsheng_reports.corrections.amounts import (
    Amount,
    read_amount,
    with_amount,
    with_qualifier,
    with_unit,
)


def quantity(value: str, unit: str, qualifier: str, printed: str, upper: str = "") -> Quantity:
    end = Decimal(upper) if upper else None
    return Quantity(Decimal(value), unit, Qualifier(qualifier), printed, end)


def amount(text: str) -> Amount:
    found = read_amount(text)
    assert found
    return found


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("15000", [15000]),
        ("1.5万", [15000]),
        ("３．２亿", [320000000]),
        ("2万亿", [2 * 10**12]),
        ("1, 276", [1276]),
        ("40万-50万", [400000, 500000]),
        ("40至50", [40, 50]),
        ("40万~50", None),
        ("40~50万", None),
        ("4~5~6", None),
        ("十", None),
        ("", None),
        ("-5", None),
        ("1.2.3", None),
    ],
)
def test_amounts_as_typed(text: str, ends: list[int] | None) -> None:
    found = read_amount(text)
    assert (list(map(int, found.ends)) if found else None) == ends


def test_decimals_stay_exact() -> None:
    assert amount("30.8亿").ends == (Decimal(3080000000),)
    assert amount("0.1").ends == (Decimal("0.1"),)


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        (("80", "种", "over", "80余种"), "90", "90余种"),
        (("70", "%", "over", "70%以上"), "75", "75%以上"),
        (("15000", "家", "over", "1.5万余家"), "2万", "2万余家"),
        (("100000", "人次", "over", "十余万人次"), "20万", "超20万人次"),
        (("400000", "吨", "exact", "40万吨至50万吨", "500000"), "41万~50万", "41万吨至50万吨"),
        (("400000", "吨", "about", "约40万吨至50万吨", "500000"), "45万", "约45万吨"),
        (("3", "元/吨", "exact", "3元/吨"), "4", "4元/吨"),
    ],
)
def test_another_value(before: tuple[str, ...], text: str, after: str) -> None:
    assert with_amount(quantity(*before), amount(text)).printed == after


@pytest.mark.parametrize(
    ("before", "unit", "after"),
    [
        (("80", "种", "over", "80余种"), "类", "80余类"),
        (("13000", "户", "exact", "1.3万户"), "元/人·月", "1.3万元"),
        (("100000", "人次", "over", "十余万人次"), "人", "十余万人"),
        (("5", "个", "exact", "五大"), "家", "5家"),
    ],
)
def test_another_unit(before: tuple[str, ...], unit: str, after: str) -> None:
    changed = with_unit(quantity(*before), unit)
    assert (changed.printed, changed.unit) == (after, unit)


@pytest.mark.parametrize(
    ("qualifier", "after"),
    [("exact", "1.5万家"), ("about", "约1.5万家"), ("nearly", "近1.5万家"), ("over", "超1.5万家")],
)
def test_nearer_or_less_near(qualifier: str, after: str) -> None:
    before = quantity("15000", "家", "over", "1.5万余家")
    assert with_qualifier(before, Qualifier(qualifier)).printed == after
