"""Contradictions are listed with both sides until a source or a correction settles them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingsheng_reports.comparison.board import lay_out
from mingsheng_reports.core.comparison import Conflict, Subject
from mingsheng_reports.core.correction import Action, Correction
from mingsheng_reports.core.findings import Findings
from mingsheng_reports.corrections.applying import correct
from support.factory import CITY, make

PARKS = "000_f61038d31e47eb6d"
WATER = "001_11e2af43b09358f0"
TOTAL = make("口袋公园", "13", "座", year="2021", article="one#1")
EXCESS = make(
    "口袋公园建设", "3", "个", year="2021", status="change", verb="超额完成", article="two#1"
)


def conflicts(held: Findings, *more: Correction) -> dict[str, Conflict]:
    """By the numbers that contradict one another."""
    library = replace(held.library, corrections=more)
    mended = correct(library, held.extraction)
    assert not [each for each in mended.notices if each.code.startswith("correction")]
    metrics = tuple(metric for metric in mended.metrics if metric.settled)
    found = lay_out(metrics, Subject("盘锦市"), mended.announced).conflicts
    return {"/".join(m.quantity.wording for m in each.metrics): each for each in found}


def corrected(doc: str, quote: str, action: Action, what: str = "", value: str = "") -> Correction:
    return Correction(
        doc, quote, what, action, value, "已与主管部门核对", "编辑", "2024-01-05", "", "c.csv", 2
    )


def test_the_seeds_have_two_contradictions_each_with_both_sentences(seeds: Findings) -> None:
    found = conflicts(seeds)
    assert set(found) == {"约30.8亿元/14.76亿元", "13座/3个"}
    for each in found.values():
        first, second = each.metrics
        assert first.evidence.sentence != second.evidence.sentence
        assert each.objections


@pytest.mark.parametrize(
    "settling",
    [
        corrected(WATER, "总投资14.76亿元", Action.DROP),
        corrected(WATER, "总投资14.76亿元", Action.SET, "label", "管线工程投资"),
    ],
)
def test_a_correction_settles_the_two_totals(seeds: Findings, settling: Correction) -> None:
    assert set(conflicts(seeds, settling)) == {"13座/3个"}


@pytest.mark.parametrize(
    "settling",
    [
        corrected(PARKS, "超额完成3个“口袋公园”", Action.SET, "label", "口袋公园超出计划数"),
        corrected(PARKS, "13座“口袋公园”", Action.DROP),
    ],
)
def test_a_correction_settles_total_and_excess(seeds: Findings, settling: Correction) -> None:
    assert set(conflicts(seeds, settling)) == {"约30.8亿元/14.76亿元"}


def test_total_and_excess_contradict_until_a_plan_joins_them() -> None:
    (found,) = lay_out([TOTAL, EXCESS], Subject(CITY)).conflicts
    assert found.metrics == (TOTAL, EXCESS)
    assert [each.code for each in found.objections] == ["excess"]
    ten = make("口袋公园建设", "10", "个", year="2021", status="target", article="plan#1")
    assert lay_out([TOTAL, EXCESS, ten], Subject(CITY)).conflicts == ()
    nine = make("口袋公园建设", "9", "个", year="2021", status="target", article="plan#1")
    assert len(lay_out([TOTAL, EXCESS, nine], Subject(CITY)).conflicts) == 1
