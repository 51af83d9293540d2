"""The table of numbers per head names both operands, whose notes say who published the figure."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from mingsheng_reports.briefs.compose import compose
from mingsheng_reports.briefs.proofing import with_proof_sheet
from mingsheng_reports.comparison.board import lay_out
from mingsheng_reports.core.brief import Brief, Computed, sentence_text
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.metric import Metric
from mingsheng_reports.core.proof import Risk
from mingsheng_reports.core.reference import Reference
from support.factory import CITY, make, shelf

ISSUED = dt.date(2026, 1, 5)
OLD = make(value="12345", year="2021", article="old#1")
NEW = make(value="30069", article="new#1")
FIGURE = make(
    "常住人口", "1389700", printed="138.97万人", as_of="2022-12-31", article="", before=""
)
POPULATION = Reference("常住人口", FIGURE, "统计公报", "2022-12-31", "reference.csv", 2)


def brief(*held: Metric, subject: Subject, references: tuple[Reference, ...]) -> Brief:
    library = replace(shelf(*{metric.article for metric in held}), references=references)
    board = lay_out(held, subject, references=references)
    made = compose(subject, held, board, library, (), ISSUED)
    return with_proof_sheet(made, board, held)


def test_a_row_reads_as_its_own_formula() -> None:
    made = brief(OLD, NEW, subject=Subject(CITY, "2022"), references=(POPULATION,))
    assert made.ratios is not None
    (row,) = made.ratios.rows
    assert [sentence_text(cell) for cell in row.cells] == [
        "城镇新增就业",
        "30069人",
        "138.97万人（2022年12月31日常住人口）",
        "每万人216.4人",
    ]
    (computed,) = (each for each in row.cells[-1] if isinstance(each, Computed))
    notes = {note.number: note for note in made.endnotes}
    assert [notes[number].metric for number in computed.notes] == [NEW, FIGURE]


def test_the_figure_has_a_note_but_is_no_number_of_the_articles() -> None:
    subject = Subject(CITY, "2022")
    made = brief(OLD, NEW, subject=subject, references=(POPULATION,))
    (note,) = (note for note in made.endnotes if note.metric is FIGURE)
    assert (note.source_title, note.source_date) == ("统计公报", "2022-12-31")
    plain = brief(OLD, NEW, subject=subject, references=())
    assert plain.ratios is None
    assert sentence_text(plain.dateline) == sentence_text(made.dateline)


def test_whose_number_of_which_year_is_told_where_the_brief_leaves_it_open() -> None:
    made = brief(OLD, NEW, subject=Subject(CITY), references=(POPULATION,))
    assert made.ratios is not None
    assert sentence_text(made.ratios.rows[0].cells[0]) == "2022年城镇新增就业"
    of_year = brief(
        NEW,
        make(value="20000", city="另一市", article="other#1"),
        subject=Subject(year="2022"),
        references=(POPULATION,),
    )
    assert of_year.ratios is not None
    (row,) = of_year.ratios.rows
    assert sentence_text(row.cells[0]) == f"{CITY}城镇新增就业"


def test_the_proof_sheet_has_the_divided_number_with_its_formula() -> None:
    made = brief(OLD, NEW, subject=Subject(CITY, "2022"), references=(POPULATION,))
    assert made.proof is not None
    computed = [row.figure for row in made.proof.rows if Risk.COMPUTED in row.risks]
    formulas = {each.formula for each in computed if not isinstance(each, Metric)}
    assert "30069人÷138.97万人，折合每万人" in formulas
