from __future__ import annotations

import re

import pytest

from mingsheng_reports.catalogue.needs import FiledRows, characters_of
from support.evading import can_evade


def test_a_cell_names_characters_and_stretches_of_them() -> None:
    assert characters_of("月日A-C") == set("月日ABC")
    assert characters_of("/-") == set("/-")
    assert characters_of("-①-③") == set("-①②③")
    assert characters_of("") == frozenset()


def test_rows_come_in_their_order_with_their_places() -> None:
    rows = FiledRows([("月", "month"), ("", "always"), ("岁日", "age")])
    assert rows.worth_trying("5日，60岁") == [(1, "always"), (2, "age")]
    assert rows.worth_trying("5月5日") == [(0, "month"), (1, "always"), (2, "age")]
    assert rows.worth_trying("") == [(1, "always")]


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (r"\d+岁", "岁"),
        (r"\d+(?:岁|周岁以上)", "岁"),
        (r"(?:日|月)+底?", "日月"),
        (r"\d+(?=热线|平台)", "线台"),
        (r"[日月]\d", "日月"),
        (r"[a-c]", "abc"),
        (r"(?<=第)\d", "第"),
    ],
)
def test_what_a_pattern_cannot_do_without_is_seen(pattern: str, needs: str) -> None:
    assert not can_evade(re.compile(pattern), frozenset(needs))


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (r"\d+岁?", "岁"),
        (r"\d+(?:岁|年)", "岁"),
        (r"\d+(?:岁){0,2}", "岁"),
        (r"[日月\d]", "日月"),
        (r"[a-d]", "abc"),
        (r"[^日]", "日"),
        (r"\d(?!岁)", "岁"),
        (r".", "岁"),
        (r"(?i)a", "a"),
    ],
)
def test_what_a_pattern_can_do_without_is_seen(pattern: str, needs: str) -> None:
    assert can_evade(re.compile(pattern), frozenset(needs))
