from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from mingsheng_reports.briefs.compose import compose
from mingsheng_reports.comparison.board import lay_out
from mingsheng_reports.core.brief import Brief, Figure, Table, sentence_text
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.extraction.engine import extract
from mingsheng_reports.pipeline import brief_of, find
from mingsheng_reports.stages import Stages
from support.prose import gathered

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


def told_rows(*articles: tuple[str, ...]) -> list[list[str]]:
    """The cells of the table over made articles of one city and year."""
    library = gathered(*articles)
    extraction = extract(library)
    subject = Subject("常德市", "2023")
    board = lay_out(extraction.metrics, subject, extraction.announced)
    made = compose(subject, extraction.metrics, board, library, (), dt.date(2024, 1, 2))
    assert made.pledges is not None
    return [[sentence_text(cell) for cell in row.cells] for row in made.pledges.rows]


def test_a_promise_without_a_name_is_told_in_its_own_words_with_the_stated_share() -> None:
    plan = "今年全市计划对36个小区的管线进行更换，目前已完成21个小区，占计划的58.3%。"
    (row,) = told_rows((plan,))
    assert row[0].startswith("“今年全市计划对36个")
    assert row[1:] == ["36个", "21个（截至报道时）", "进行中，58.3%（报道称58.3%）"]


def test_a_work_whose_numbers_no_report_tells_stands_once_with_the_reports_sentence() -> None:
    plan = (
        "今年办好2件民生实事。这2件民生实事包括改造老旧小区、建设市民书屋。"
        "今年计划改造28个老旧小区。"
    )
    (row,) = told_rows((plan,), ("老旧小区改造正在全面施工。",))
    assert row == ["改造老旧小区", "28个", "“老旧小区改造正在全面施工”", "进行中"]


def test_a_place_in_a_list_and_marks_within_marks() -> None:
    plan = ("今年办好2件民生实事：", "1.建成“阳光”托位点及周边20处配套场地；", "2.安装路灯。")
    report = "全市建成“阳光”托位点及周边18处配套场地。"
    told = told_rows(plan, (report,))
    assert not any(cell.startswith(("1", "“1")) for row in told for cell in row)
