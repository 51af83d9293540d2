from __future__ import annotations

import pytest

from mingsheng_reports.catalogue.per_words import per_of, per_told


@pytest.mark.parametrize(
    ("unit", "words"), [("元/户", "每户"), ("元/人·月", "每人每月"), ("条/月", "每月"), ("元", "")]
)
def test_a_composite_unit_in_words(unit: str, words: str) -> None:
    assert per_of(unit) == words


def test_what_the_number_or_its_label_says_is_not_said_twice() -> None:
    assert per_told("每日", "40万吨/日", "供水能力") == ""
    assert per_told("每人每月", "131.1元", "城市低保月人均补差") == ""
    assert per_told("每户", "每户1000元", "取暖救助") == ""
    assert per_told("每户", "1000元", "取暖救助") == "每户"
