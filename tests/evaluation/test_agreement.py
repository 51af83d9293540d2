"""When two columns say the same, and when they do not."""

from __future__ import annotations

from fractions import Fraction

import pytest

from mingsheng_reports.evaluation.agreement import (
    judge,
    label_likeness,
    place_agrees,
    quotes_overlap,
    same_unit,
    same_value,
    unit_of,
)
from mingsheng_reports.evaluation.rows import Annotation, Answer


def answer(**columns: str) -> Answer:
    blank = Answer("甲", "样板市", "2022", "公园建设", "1", "个", "actual", "公园1个")
    return Answer.of({name: getattr(blank, name) for name in Answer.__slots__} | columns)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("名", "人"),
        ("位", "人"),
        ("延米", "米"),
        ("㎡", "平方米"),
        ("吨/天", "吨/日"),
        ("元/ 户", "元/户"),
    ],
)
def test_one_unit_under_two_names(one: str, other: str) -> None:
    assert unit_of(one) == unit_of(other)


def test_units_that_differ() -> None:
    assert unit_of("人次") != unit_of("人")
    assert not same_unit(Annotation(answer(unit="户"), {}), answer(unit="人"))
    accepted = Annotation(answer(unit="户"), {"unit": frozenset({"名"})})
    assert same_unit(accepted, answer(unit="人"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("13000", "13000.0", True),
        ("13000", "13001", False),
        ("100000000", "100000050", True),  # a millionth of it is 100
        ("0.5", "0.5000005", True),
        ("0.5", "0.500002", False),
        ("400000~500000", "400000～500000", True),
        ("400000~500000", "400000", False),
        ("1,276", "1276", True),
        ("若干", "若干", False),
    ],
)
def test_values(one: str, other: str, same: bool) -> None:  # noqa: FBT001  a column of the table
    assert same_value(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("新建公园12个", "公园12个", True),
        ("**新建** 公园\n12个", "新建公园12个", True),
        ("共建成公园12个", "公园12个以上", True),  # 公园12个 in common
        ("十余座大桥通车", "建成十余座大桥", True),  # 十余座大桥 in common
        ("样板市城区的公园", "样板市城区里", False),  # in common, but without a numeral
        ("12个", "13个", False),
        ("", "12个", False),
    ],
)
def test_quotes(one: str, other: str, overlap: bool) -> None:  # noqa: FBT001
    assert quotes_overlap(one, other) is overlap


def test_labels() -> None:
    assert label_likeness("城镇新增就业", "城镇新增就业") == 1
    assert label_likeness("“四好”农村路", "四好农村路") == 1
    assert label_likeness("公园建设", "公园") == Fraction(2, 3)
    assert label_likeness("甲乙丙", "") == 0
    assert label_likeness("", "") == 0


@pytest.mark.parametrize(
    ("label", "right"), [("公园建设", True), ("公园", True), ("公交", False), ("建设道路", False)]
)
def test_three_fifths_of_a_label_will_do(label: str, right: bool) -> None:  # noqa: FBT001
    verdict = judge(Annotation(answer(), {}), answer(label=label))
    assert verdict.right is right
    assert verdict.disagreeing == (() if right else ("label",))


@pytest.mark.parametrize(
    ("accepted", "said", "agrees"),
    [
        ("盘山县得胜村", "得胜村", True),
        ("得胜村", "盘山县得胜村", True),
        ("得胜村", "得胜镇", False),
        ("村", "得胜村", False),  # one character says nothing
        ("得胜村", "村", False),
        ("得胜村", "", False),
    ],
)
def test_places(accepted: str, said: str, agrees: bool) -> None:  # noqa: FBT001
    assert place_agrees([accepted], said) is agrees


def test_every_column_that_differs_is_seen() -> None:
    base = Annotation(
        answer(scope="city", as_of="2022-11-30", qualifier="over", category="教育"), {}
    )
    assert len(judge(base, base.answer).agreeing) == 8
    for column in ("scope", "as_of", "qualifier", "category", "year", "status"):
        columns = {name: getattr(base.answer, name) for name in Answer.__slots__}
        said = Answer.of(columns | {column: "另一个"})
        missing = judge(base, base.answer).agreeing - judge(base, said).agreeing
        assert missing == {column}
