"""What holds for any metrics whatever: units never mix, nothing is computed from nowhere."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from mingsheng_reports.catalogue.guard_rules import guard_rules
from mingsheng_reports.comparison.board import lay_out
from mingsheng_reports.comparison.change import difference, rate
from mingsheng_reports.comparison.comparable import RATIO, catches, objections, reservations
from mingsheng_reports.comparison.terms import base_unit
from mingsheng_reports.core.comparison import Board, Comparison, ComparisonKind, Derived, Subject
from mingsheng_reports.core.metric import Metric
from mingsheng_reports.core.reference import Reference
from mingsheng_reports.exports.comparisons import ranks
from mingsheng_reports.verification.reckoning import agrees, recomputed
from support.factory import make

THEMES = (
    ("城镇新增就业", "人"),
    ("社区食堂就餐", "人"),
    ("幼儿园普惠率", "%"),
    ("老旧小区改造", "个"),
    ("人均可支配收入", "元/人"),
)
BEFORE = ("全市", "全市", "全市", "全市在册", "全市累计建成", "全市新增")
CITIES = ("盘锦市",) * 3 + ("鞍山市",) * 2 + ("盘山县", "天津市")
SIZES = st.one_of(
    st.integers(0, 40).map(lambda n: (n, str(n))),
    st.integers(9_000, 99_999).map(lambda n: (n, str(n))),
    st.integers(1, 40).map(lambda n: (n * 1000, f"{n / 10:g}万")),
)


def often(usual: object, *others: object) -> st.SearchStrategy[object]:
    """The usual in two of three cases: what differs in everything is compared with nothing."""
    return st.sampled_from((usual,) * 2 * len(others) + others)


@st.composite
def a_metric(draw: st.DrawFn, label: str, unit: str) -> Metric:
    """A number of this label, now and then in another unit."""
    size, written = draw(SIZES)
    year = draw(st.sampled_from(("2020", "2021", "2021", "2022", "2019-2021")))
    unit = draw(often(unit, "人", "个", "%"))
    day = draw(often("", "as-of", "to-date"))
    return make(
        label,
        str(size),
        unit,
        printed=written + unit.partition("/")[0],
        before=draw(st.sampled_from(BEFORE)),
        year=year,
        city=draw(st.sampled_from(CITIES)),
        status=draw(often("actual", "target", "standard", "baseline")),
        qualifier=draw(often("exact", "about", "over")),
        as_of=f"{year[-4:]}-11-30" if day == "as-of" else "",
        to_date=day == "to-date",
        article=f"doc{draw(st.integers(1, 9))}#1",
    )


METRIC = st.sampled_from(THEMES).flatmap(lambda theme: a_metric(*theme))
# Most numbers of a set are of one label: the others must not disturb them.
METRICS = st.sampled_from(THEMES).flatmap(
    lambda theme: st.lists(
        st.one_of(a_metric(*theme), a_metric(*theme), METRIC), min_size=3, max_size=10
    )
)
FIGURE = st.builds(
    lambda place, year, value: Reference(
        "常住人口",
        make("常住人口", str(value), city=place, year=year, article=""),
        "统计公报",
        year,
        "reference.csv",
        2,
    ),
    st.sampled_from(("盘锦市", "盘山县")),
    st.sampled_from(("2020", "2021")),
    st.integers(10_000, 2_000_000),
)
SUBJECTS = st.sampled_from((Subject("盘锦市", "2022"), Subject("盘锦市"), Subject(year="2021")))


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
    for along in (*ComparisonKind, RATIO):
        for weigh in (objections, reservations):
            there = {each.code for each in weigh((one, other), along)}
            assert there == {each.code for each in weigh((other, one), along)}
    for rule in guard_rules():
        assert catches(rule.name, one, other) == catches(rule.name, other, one), rule.name


@settings(max_examples=100, deadline=None)
@given(st.lists(METRICS, min_size=2, max_size=3))
def test_a_few_pairs_answer_for_all_of_many(sets: list[list[Metric]]) -> None:
    metrics = [metric for held in sets for metric in held]
    for along in ComparisonKind:
        for weigh in (objections, reservations):
            found = {each.code for each in weigh(metrics, along)}
            every = {each.code for pair in combinations(metrics, 2) for each in weigh(pair, along)}
            assert found == every


@settings(max_examples=150, deadline=None)
@given(METRICS, SUBJECTS)
def test_what_is_computed_has_no_reason_against_it_and_is_no_finer_than_its_operands(
    metrics: list[Metric], subject: Subject
) -> None:
    for each in lay_out(metrics, subject).years:
        for number in filter(None, (each.change, each.rate)):
            assert objections(number.operands, ComparisonKind.YEARS) == ()
            assert agrees({"value": str(number.value), "printed": number.printed}, number.value)
            coarse = reservations(number.operands, ComparisonKind.YEARS)
            rough = any(one.code == "qualifier" for one in coarse)
            assert number.printed.startswith("约") == rough
            assert {one.code for one in coarse} <= {one.code for one in each.reservations}


@settings(max_examples=150, deadline=None)
@given(METRICS, st.lists(FIGURE, max_size=3))
def test_a_number_per_head_names_a_number_and_a_figure_of_one_place_and_year(
    metrics: list[Metric], figures: list[Reference]
) -> None:
    for ratio in lay_out(metrics, Subject(year="2021"), references=figures).ratios:
        number, figure = ratio.derived.operands
        assert (number, figure) == (ratio.metric, ratio.reference.metric)
        assert number in metrics
        assert ratio.reference in figures
        assert (number.place, number.year) == (figure.place, figure.year)
        told = [{"number": str(each.quantity.value)} for each in ratio.derived.operands]
        assert recomputed(ratio.derived.id.partition(":")[0], told) == ratio.derived.value
        assert all(each.quantity.wording in ratio.derived.formula for each in (number, figure))
    assert lay_out(metrics, Subject(year="2021")).ratios == ()


@settings(max_examples=100, deadline=None)
@given(METRICS, SUBJECTS)
def test_a_contradiction_holds_different_values_and_nothing_is_computed_from_it(
    metrics: list[Metric], subject: Subject
) -> None:
    board = lay_out(metrics, subject)
    for each in board.conflicts:
        values = [metric.quantity.plain_value for metric in each.metrics]
        assert len(set(values)) == len(values) > 1
    clashing = {metric.id for each in board.conflicts for metric in each.metrics}
    for comparison in (*board.years, *board.cities):
        if clashing.intersection(metric.id for metric in comparison.metrics):
            assert not comparison.comparable


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


def _findings(board: Board) -> set[tuple[str, ...]]:
    found = {
        (
            each.id,
            *(metric.id for metric in each.metrics),
            *(reason.code for reason in (*each.objections, *each.reservations)),
            each.change.printed if each.change else "",
        )
        for each in comparisons(board)
    }
    return found | {(each.id, *(m.id for m in each.metrics)) for each in board.conflicts}


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
