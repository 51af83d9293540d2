"""Numbers per head and per area: only where the guard lets them be divided, operands named."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from mingsheng_reports.catalogue.references import Measure, measures
from mingsheng_reports.catalogue.tables import read_tsv
from mingsheng_reports.catalogue.units import kind_of
from mingsheng_reports.comparison.board import lay_out
from mingsheng_reports.comparison.ratios import OPERATIONS, ratios_of
from mingsheng_reports.core.comparison import Ratio, Subject
from mingsheng_reports.core.metric import Metric
from mingsheng_reports.core.reference import Reference
from mingsheng_reports.verification.reckoning import agrees, recomputed
from support.factory import CITY, make

SAMPLE = re.compile(r"(\D+)(\d+)(.+)")


def supplied(
    what: str = "常住人口", value: str = "1389700", unit: str = "人", printed: str = "138.97万人"
) -> Reference:
    metric = make(what, value, unit, printed=printed, article="")
    return Reference(what, metric, "统计公报", metric.as_of or metric.year, "reference.csv", 2)


POPULATION = supplied()
AREA = supplied("面积", "4065", "平方公里", printed="4065平方公里")


def divided(metric: Metric, *references: Reference) -> Ratio | None:
    found = ratios_of([metric], references or (POPULATION, AREA))
    return found[0] if found else None


@pytest.mark.parametrize(
    ("metric", "told", "formula"),
    [
        (make(value="30069"), "每万人216.4人", "30069人÷138.97万人，折合每万人"),
        (make(value="1197"), "每万人8.61人", "1197人÷138.97万人，折合每万人"),
        (make("社区食堂", "9", "个"), "每万人0.065个", "9个÷138.97万人，折合每万人"),
        (make(value="24000", printed="2.4万人"), "每万人173人", "2.4万人÷138.97万人，折合每万人"),
        (make("取暖救助金发放额", "12760000", "元", printed="1276万元"),
         "按常住人口人均9.18元", "1276万元÷138.97万人，折合按常住人口人均"),
    ],
)  # fmt: skip
def test_a_number_per_head_names_both_operands(metric: Metric, told: str, formula: str) -> None:
    ratio = divided(metric)
    assert ratio is not None
    assert ratio.derived.printed == told
    assert ratio.derived.formula == formula
    assert ratio.derived.operands == (metric, POPULATION.metric)
    assert ratio.reservations == ()


def test_a_length_is_told_per_area_where_no_population_is_given() -> None:
    ratio = divided(make("农村公路总里程", "3200", "公里"), AREA)
    assert ratio is not None
    assert ratio.derived.printed == "每百平方公里78.7公里"


@pytest.mark.parametrize(
    "metric",
    [
        make("居民低保标准", "760", "元/人·月", status="standard"),
        make("幼儿园公办率", "49", "%"),
        make("民生实事项目", "16", "件"),
        make(status="target"),
        make(qualifier="about"),
        make(qualifier="over"),
        make(upper="120"),
        make(year="2021"),
        make(year="2018-2022"),
        make(scope="district", place="样板区"),
        make(scope="project", place="某工程"),
        make(city="另一市"),
        make(value="0"),
    ],
)
def test_what_the_guard_refuses_is_not_divided(metric: Metric) -> None:
    assert divided(metric) is None


@pytest.mark.parametrize("metric", [make(as_of="2022-11-30"), make(to_date=True)])
def test_a_number_of_another_day_than_the_figure_carries_the_reservation(metric: Metric) -> None:
    ratio = divided(metric)
    assert ratio is not None
    assert [each.reason for each in ratio.reservations] == ["与参考数的时点不同"]


@pytest.mark.parametrize("metric", [make(value="30069"), make("取暖费", "12760001", "元")])
def test_what_was_divided_is_found_again_from_its_operands(metric: Metric) -> None:
    ratio = divided(metric)
    assert ratio is not None
    derived = ratio.derived
    numbers = [{"number": str(each.quantity.value)} for each in derived.operands]
    value = recomputed(derived.id.partition(":")[0], numbers)
    assert value == derived.value
    assert agrees({"value": str(derived.value), "printed": derived.printed}, derived.value)


def test_the_board_has_none_without_figures() -> None:
    metrics = [make(value="30069"), make(value="2000", year="2021")]
    assert lay_out(metrics, Subject(CITY)).ratios == ()
    (ratio,) = lay_out(metrics, Subject(CITY), references=[POPULATION]).ratios
    assert ratio.metric.year == "2022"


def sample(text: str) -> Metric:
    label, value, unit = SAMPLE.fullmatch(text).groups()  # type: ignore[union-attr]
    return make(label, value, unit)


@pytest.mark.parametrize("row", measures(), ids=lambda row: f"{row.what}-{row.per}")
def test_every_row_takes_its_example_and_leaves_its_counter(row: Measure) -> None:
    figure = supplied(row.what, "1000", row.unit, printed=f"1000{row.unit}")
    example, counter = sample(row.example), sample(row.counter)
    ratio = divided(example, figure)
    assert ratio is not None
    assert ratio.derived.printed.startswith(row.per)
    taken = kind_of(counter.quantity.unit) in row.kinds
    assert not taken or any(word in counter.label for word in row.but)
    assert row.size in OPERATIONS
    assert not any(character.isdigit() for character in row.per + row.named)


def test_the_other_names_are_no_figures_of_their_own() -> None:
    rows = read_tsv("references.tsv")
    names = {row["what"] for row in rows}
    assert not names.intersection(name for row in rows for name in row["also"].split("|"))
    assert all(Decimal(row["size"]) > 0 for row in rows)
