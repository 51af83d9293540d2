"""What holds for any metrics whatever: units never mix, nothing is computed from nowhere."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from mingsheng_reports.comparison.board import lay_out
from mingsheng_reports.comparison.change import difference, rate
from mingsheng_reports.comparison.comparable import objections
from mingsheng_reports.comparison.terms import base_unit
from mingsheng_reports.core.comparison import Board, Comparison, ComparisonKind, Derived, Subject
from mingsheng_reports.core.metric import Metric
from mingsheng_reports.exports.comparisons import ranks
from support.factory import make

LABELS = ("城镇新增就业", "幼儿园普惠率", "老旧小区改造", "农村公路建设里程")
METRIC = st.builds(
    lambda label, value, unit, year, city, status, qualifier, as_of, to_date, article: make(
        label,
        str(value),
        unit,
        year=year,
        city=city,
        status=status,
        qualifier=qualifier,
        as_of=f"{year}-11-30" if as_of else "",
        to_date=to_date and not as_of,
        article=f"doc{article}#1",
    ),
    st.sampled_from(LABELS),
    st.integers(0, 40),
    st.sampled_from(("人", "个", "%", "公里")),
    st.sampled_from(("2020", "2021", "2022")),
    st.sampled_from(("甲市", "乙市", "丙市")),
    st.sampled_from(("actual", "target", "standard", "baseline")),
    st.sampled_from(("exact", "exact", "about", "over")),
    st.booleans(),
    st.booleans(),
    st.integers(1, 3),
)
METRICS = st.lists(METRIC, min_size=2, max_size=12)
SUBJECTS = st.sampled_from((Subject("甲市", "2022"), Subject("甲市"), Subject(year="2021")))


def comparisons(board: Board) -> tuple[Comparison, ...]:
    return (*board.years, *board.cities, *board.plans)


def derived(board: Board) -> list[Derived]:
    found = [each.change for each in comparisons(board)] + [
        each.rate for each in comparisons(board)
    ]
    found += [pledge.progress for pledge in board.pledges]
    return [each for each in found if each is not None]


@settings(max_examples=150, deadline=None)
@given(METRICS, SUBJECTS)
def test_units_never_mix_and_every_number_names_its_operands(
    metrics: list[Metric], subject: Subject
) -> None:
    board = lay_out(metrics, subject)
    for each in comparisons(board):
        assert len({base_unit(metric.quantity.unit) for metric in each.metrics}) == 1
        assert each.comparable or (each.change, each.rate) == (None, None)
    for number in derived(board):
        assert set(number.operands) <= set(metrics)
        assert len({base_unit(one.quantity.unit) for one in number.operands}) == 1


@settings(max_examples=150, deadline=None)
@given(METRIC, METRIC)
def test_what_stands_against_a_comparison_is_the_same_from_both_sides(
    one: Metric, other: Metric
) -> None:
    for kind in ComparisonKind:
        there = {each.code for each in objections((one, other), kind)}
        back = {each.code for each in objections((other, one), kind)}
        assert there == back


@settings(max_examples=150, deadline=None)
@given(METRIC, METRIC)
def test_a_difference_turned_round_changes_its_sign_alone(one: Metric, other: Metric) -> None:
    there, back = difference(one, other), difference(other, one)
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert there.value == -back.value
        assert there.printed == back.printed
    if rate(one, other) is not None:
        assert there is not None


@settings(max_examples=100, deadline=None)
@given(METRICS, SUBJECTS, st.randoms(use_true_random=False))
def test_the_order_in_which_articles_are_read_changes_no_finding(
    metrics: list[Metric], subject: Subject, random: object
) -> None:
    articles: dict[str, list[Metric]] = {}
    for metric in metrics:
        articles.setdefault(metric.article, []).append(metric)
    order = sorted(articles)
    random.shuffle(order)  # type: ignore[attr-defined]
    shuffled = [metric for article in order for metric in articles[article]]
    first, second = lay_out(metrics, subject), lay_out(shuffled, subject)
    assert _findings(first) == _findings(second)


def _findings(board: Board) -> set[tuple[str, bool, str]]:
    return {
        (each.id, each.comparable, each.change.printed if each.change else "")
        for each in comparisons(board)
    }


@settings(max_examples=100, deadline=None)
@given(METRICS)
def test_ranks_follow_the_numbers_and_only_where_all_may_be_compared(
    metrics: list[Metric],
) -> None:
    for each in lay_out(metrics, Subject(year="2021")).cities:
        held = list(zip(ranks(each), each.metrics, strict=True))
        if not each.comparable:
            assert {rank for rank, _ in held} == {""}
            continue
        for (rank, one), (other_rank, other) in combinations(held, 2):
            if one.quantity.value == other.quantity.value:
                assert rank == other_rank
            else:
                assert (int(rank) < int(other_rank)) == (one.quantity.value > other.quantity.value)
