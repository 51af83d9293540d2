"""What is compared with a reservation is never told without it."""

from __future__ import annotations

import datetime as dt

from mingsheng_reports.briefs.compose import compose
from mingsheng_reports.comparison.board import lay_out
from mingsheng_reports.core.brief import Brief, Computed, sentence_text
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.fragments import sentences
from mingsheng_reports.core.metric import Metric
from support.factory import CITY, make, shelf

ISSUED = dt.date(2026, 1, 5)
OLD = make(value="12000", printed="约1.2万人", qualifier="about", year="2021", article="old#1")
NEW = make(value="24567", article="new#1")
REASON = "其中有约数"


def brief(subject: Subject, *held: Metric) -> Brief:
    library = shelf(*{metric.article for metric in held})
    return compose(subject, held, lay_out(held, subject), library, (), ISSUED)


def test_a_computed_change_stands_beside_its_reservation_wherever_it_is_told() -> None:
    made = brief(Subject(CITY, "2022"), OLD, NEW)
    assert made.years is not None
    (row,) = made.years.rows
    assert sentence_text(row.cells[-1]) == f"增加约1.3万人（{REASON}）"
    (caution,) = made.cautions
    assert sentence_text(caution).endswith(f"；{REASON}，增减只作参考。")
    told = [each for each in sentences(made) if any(isinstance(one, Computed) for one in each)]
    charts = [chart for section in made.sections for chart in section.charts]
    assert told
    for each in told:
        drawn = any(each in (chart.title, chart.alternative) for chart in charts)
        assert drawn or REASON in sentence_text(each)
    assert all(REASON in sentence_text(chart.caution) for chart in charts)


def test_cities_ranked_with_a_reservation_say_so() -> None:
    first = make(value="90000", printed="约9万人", qualifier="about", city="甲市", article="old#1")
    made = brief(Subject(year="2022"), first, make(value="20000", city="乙市", article="new#1"))
    assert made.cities is not None
    (row,) = made.cities.rows
    assert sentence_text(row.cells[-1]) == f"可比，由高到低为甲市、乙市（{REASON}）"
    assert any("高低只作参考" in sentence_text(each) for each in made.cautions)


def test_exact_numbers_carry_none() -> None:
    made = brief(Subject(CITY, "2022"), make(value="12345", year="2021", article="old#1"), NEW)
    assert made.years is not None
    assert sentence_text(made.years.rows[0].cells[-1]) == "增加12222人"
    assert made.cautions == ()
