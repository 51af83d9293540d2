"""The table of what counts as the same tests itself."""

from __future__ import annotations

import pytest

from mingsheng_reports.catalogue.tables import read_tsv
from mingsheng_reports.comparison.terms import base_unit, kin_label

ROWS = read_tsv("comparing.tsv")
KINDS = {
    "unit",
    "work",
    "status",
    "fragment",
    "link",
    "lead",
    "foreseen",
    "dating",
    "advancing",
    "finished",
    "expectation",
    "cap",
    "laid-out",
    "accruing",
    "stock",
    "total",
    "in-year",
    "deed",
    "excess",
}


def test_every_kind_is_known() -> None:
    assert {row["kind"] for row in ROWS} == KINDS


@pytest.mark.parametrize("row", [r for r in ROWS if r["kind"] != "status"], ids=lambda r: r["line"])
def test_the_example_holds_the_word_and_the_counter_does_not(row: dict[str, str]) -> None:
    assert row["word"] in row["example"]
    assert row["word"] not in row["counter"]


@pytest.mark.parametrize("row", [r for r in ROWS if r["kind"] == "unit"], ids=lambda r: r["line"])
def test_units_lead_to_a_base_that_stays(row: dict[str, str]) -> None:
    assert base_unit(row["word"]) == row["base"]
    assert base_unit(row["base"]) == row["base"]


def test_kin_labels() -> None:
    assert kin_label("农村公路维修改造里程") == kin_label("农村公路建设里程") == "农村公路里程"
    assert kin_label("城镇新增就业") == "城镇新增就业"
