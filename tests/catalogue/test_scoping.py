from __future__ import annotations

import re

import pytest

from mingsheng_reports.catalogue.scoping import scoping_pattern, whole
from mingsheng_reports.catalogue.tables import read_tsv
from support.stopwatch import FILLERS, growth

ROWS = read_tsv("scoping.tsv")
QUADRATIC = 9


def holds(row: dict[str, str], text: str) -> bool:
    return re.search(whole(row["pattern"]), text) is not None


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['name']}:{row['line']}")
def test_a_row_takes_its_example_and_leaves_its_counter_example(row: dict[str, str]) -> None:
    assert holds(row, row["example"])
    assert not holds(row, row["counter"])
    assert scoping_pattern(row["name"]).search(row["example"])


def test_a_row_that_takes_its_counter_example_is_seen() -> None:
    assert not holds({"pattern": "岗位$"}, "就业岗位开发")
    assert holds({"pattern": "岗位"}, "就业岗位开发")


def test_another_rows_pattern_stands_in_the_place_of_its_name() -> None:
    assert "«" not in "".join(scoping_pattern(row["name"]).pattern for row in ROWS)
    with pytest.raises(KeyError):
        whole("«nothing-of-the-kind»")


@pytest.mark.parametrize("filler", FILLERS)
def test_every_pattern_is_linear(filler: str) -> None:
    slow = {
        row["name"]: ratio
        for row in ROWS
        if (ratio := growth(re.compile(whole(row["pattern"])).findall, filler, size=2000))
        > QUADRATIC
    }
    assert not slow
