from __future__ import annotations

from pathlib import Path

import pytest

from mingsheng_reports.catalogue.rules import TABLE, row_for, told_rule
from mingsheng_reports.catalogue.tables import read_tsv
from mingsheng_reports.pipeline import find
from mingsheng_reports.stages import Stages

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
NEW = frozenset({"quantity:", "label:", "status:", "year:", "place:"})  # fits any unknown name


@pytest.mark.parametrize("row", read_tsv(TABLE), ids=lambda row: row["rule"])
def test_a_row_fits_its_example_and_not_its_counter(row: dict[str, str]) -> None:
    assert row_for(row["example"]) == row
    assert row_for(row["counter"]) != row


def test_parts_are_told_one_by_one() -> None:
    assert told_rule("label:context+subject") == ("指标名取上文", "主语取自上文")
    assert told_rule("year:time-word:今年") == ("年份据“今年”",)
    assert told_rule("unheard") == ("unheard",)


def test_every_rule_that_acts_on_the_seeds_has_a_name_of_its_own() -> None:
    rules = {rule for metric in find([SEEDS], Stages()).metrics for rule in metric.rules}
    nameless = []
    for rule in rules:
        first, _, rest = rule.partition(":")
        for part in rest.split("+"):
            row = row_for(f"{first}:{part}")
            nameless += [rule] if row is None or row["rule"] in NEW else []
    assert rules
    assert nameless == []
