from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from mingsheng_reports.core.brief import Brief, Figure, Table, sentence_text
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.pipeline import brief_of, find
from mingsheng_reports.stages import Stages

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@pytest.fixture(scope="module")
def brief() -> Brief:
    stages = Stages()
    findings = find([SEEDS], stages)
    return brief_of(Subject("盘锦市", "2022"), findings, dt.date(2026, 1, 1), stages)


def table(brief: Brief) -> Table:
    assert brief.pledges is not None
    return brief.pledges


def rows(brief: Brief) -> dict[str, list[str]]:
    told = [[sentence_text(cell) for cell in row.cells] for row in table(brief).rows]
    return {first: rest for first, *rest in told}


def test_a_work_promised_without_a_number_is_told_in_the_reports_words(brief: Brief) -> None:
    plan, done, state = rows(brief)["建设5G智慧快速公交系统"]
    assert (plan, state) == ("未列数量", "进行中")
    assert done == "“5G智慧快速公交系统完成线网优化、信号调整及车辆采购”"


def test_numbers_inside_a_reports_words_have_their_notes(brief: Brief) -> None:
    row = next(r for r in table(brief).rows if "四好农村路" in sentence_text(r.cells[0]))
    figures = [piece for piece in row.cells[2] if isinstance(piece, Figure)]
    assert [figure.text for figure in figures] == ["245.4公里"]
    assert "‘四好农村路’" in sentence_text(row.cells[2])
    assert sentence_text(row.cells[2]).endswith("（截至报道时）")
    assert sentence_text(row.cells[3]) == "无法判定"


def test_a_work_found_by_most_of_its_name_says_so(brief: Brief) -> None:
    assert rows(brief)["实施辽西北供水盘锦应急支线工程"][2] == "进行中（名称相近，请核对）"


def test_works_that_no_report_speaks_of_are_listed_below(brief: Brief) -> None:
    below = sentence_text(table(brief).caution)
    assert "没有写到进展的有7件：" in below
    assert "建设工人文化宫" in below
    assert not any("工人文化宫" in name for name in rows(brief))


def test_the_length_of_the_list_is_no_promise_of_its_own(brief: Brief) -> None:
    assert not any(cells[0] == "12件" for cells in rows(brief).values())
