"""Years, cities, promises and conflicts laid out for a subject."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mingsheng_reports.comparison.board import lay_out
from mingsheng_reports.core.comparison import Board, Comparison, PledgeState, Subject
from mingsheng_reports.core.metric import Metric, Scope
from support.annotated import metrics
from support.factory import CITY, make

HERE = Subject(CITY, "2022")


def board(*held: Metric, subject: Subject = HERE) -> Board:
    return lay_out(held, subject)


def of_label(comparisons: Sequence[Comparison], label: str) -> Comparison:
    return next(each for each in comparisons if each.label == label)


def test_the_trap_of_the_seeds_is_refused() -> None:
    found = of_label(lay_out(metrics(), Subject("盘锦市", "2022")).years, "城镇新增就业")
    assert [metric.quantity.plain_value for metric in found.metrics] == ["30069", "24002"]
    assert [each.code for each in found.objections] == ["as-of"]
    assert found.change is None
    assert found.rate is None


def test_rates_of_the_seeds_differ_by_points() -> None:
    years = lay_out(metrics(), Subject("盘锦市", "2022")).years
    changes = [of_label(years, label).change for label in ("幼儿园公办率", "幼儿园普惠率")]
    assert [each.printed for each in changes if each] == ["2个百分点", "3个百分点"]


def test_building_and_repairing_roads_are_two_things() -> None:
    found = of_label(lay_out(metrics(), Subject("盘锦市", "2022")).years, "农村公路里程")
    assert found.objections[0].code == "definition"
    assert found.change is None


def test_promises_of_the_seeds() -> None:
    pledges = lay_out(metrics(), Subject("盘锦市", "2022")).pledges
    told = {
        each.promised.label: (each.state, each.progress.printed if each.progress else "")
        for each in pledges
    }
    assert told == {
        "民生实事项目": (PledgeState.UNREPORTED, ""),
        "老旧小区改造": (PledgeState.UNDERWAY, "35.7%"),
        "老旧小区改造楼栋": (PledgeState.UNDERWAY, "22.3%"),
        "老旧小区改造惠及户数": (PledgeState.UNDERWAY, "24.4%"),
        "老旧小区改造建筑面积": (PledgeState.UNDERWAY, "24.5%"),
        "口袋公园建设": (PledgeState.MET, "100%"),
    }


def test_a_project_with_two_totals_is_a_conflict_not_a_sum() -> None:
    found = lay_out(metrics(), Subject("盘锦市", "2022"))
    (conflict,) = found.conflicts
    assert [m.quantity.wording for m in conflict.metrics] == ["约30.8亿元", "14.76亿元"]
    assert {each.code for each in conflict.objections} == {"status", "qualifier"}
    assert all(pledge.promised.scope is not Scope.PROJECT for pledge in found.pledges)


def _work(name: str, total: str, status: str, article: str) -> Metric:
    return make(
        "总投资", total, "亿元", place=name, scope="project", status=status, article=article
    )


def test_two_works_with_nearly_one_name_and_different_totals_stand_side_by_side() -> None:
    first = _work("甲乙丙丁应急供水支线工程", "30.8", "target", "doc#1")
    second = _work("甲乙丙丁应急供水支线管线工程", "14.76", "actual", "doc#2")
    (conflict,) = board(first, second).conflicts
    assert conflict.metrics == (first, second)
    other = _work("甲乙丙丁路改造工程", "14.76", "actual", "doc#2")
    assert board(first, other).conflicts == ()
    same = _work("甲乙丙丁应急供水支线管线工程", "30.8", "actual", "doc#2")
    assert board(first, same).conflicts == ()
    one_writer = _work("甲乙丙丁应急供水支线管线工程", "14.76", "actual", "doc#1")
    assert board(first, one_writer).conflicts == ()


def test_three_years_of_a_standard() -> None:
    found = of_label(lay_out(metrics(), Subject("盘锦市")).years, "居民低保标准")
    assert [(m.year, m.quantity.plain_value) for m in found.metrics] == [
        ("2019", "696"),
        ("2020", "730"),
        ("2021", "760"),
    ]
    assert found.change is not None
    assert found.change.printed == "30元"


def test_cities_of_a_year() -> None:
    found = of_label(lay_out(metrics(), Subject(year="2021")).cities, "就业困难人员就业")
    assert {metric.city for metric in found.metrics} == {"盘锦市", "鞍山市"}
    assert [each.code for each in found.objections] == ["as-of"]


def test_a_person_never_enters() -> None:
    one = make("月工资", "9000", "元", scope="person", place="某人", indicator="wage")
    other = make(
        "月工资", "8000", "元", scope="person", place="某人", year="2021", indicator="wage"
    )
    assert board(one, other) == Board()


def test_labels_are_matched_exactly_never_by_likeness() -> None:
    assert board(make("带动就业", year="2021"), make("城镇新增就业")).years == ()


def test_an_indicator_joins_different_labels() -> None:
    old = make("新增城镇就业", year="2021", indicator="urban-new-jobs")
    (found,) = board(old, make("城镇新增就业", indicator="urban-new-jobs")).years
    assert found.comparable


def test_a_label_without_indicator_joins_the_indicator_of_the_same_label() -> None:
    (found,) = board(make(year="2021"), make(indicator="urban-new-jobs")).years
    assert found.comparable


@pytest.mark.parametrize(
    ("done", "state"),
    [
        (make("公园建设", "5", "个"), PledgeState.UNDERWAY),
        (make("公园建设", "9", "个"), PledgeState.MET),
        (make("公园建设", "12", "座"), PledgeState.EXCEEDED),
        (make("公园建设", "9", "个", qualifier="over", printed="9余个"), PledgeState.MET),
        (make("公园建设", "9", "个", qualifier="about", printed="约9个"), PledgeState.INCOMPARABLE),
        (make("公园建设", "9", "个", year="2021"), PledgeState.UNREPORTED),
        (make("公园建设", "9", "户"), PledgeState.UNREPORTED),
        (make("公园建设", "9", "个", scope="district", place="样板区"), PledgeState.UNREPORTED),
    ],
)
def test_states_of_a_promise(done: Metric, state: PledgeState) -> None:
    promised = make("公园建设", "9", "个", status="target")
    (pledge,) = board(promised, done).pledges
    assert pledge.state is state


@pytest.mark.parametrize(
    ("promised", "done", "state", "share"),
    [
        (("1000", "over", "1000人以上"), ("1200", "exact", "1200人"), PledgeState.MET, ""),
        (("1000", "over", "1000人以上"), ("900", "exact", "900人"), PledgeState.UNDERWAY, ""),
        (("1000", "over", "1000人以上"), ("900", "about", "约900人"), PledgeState.INCOMPARABLE, ""),
        (("1000", "exact", "1000人"), ("900", "exact", "900人"), PledgeState.UNDERWAY, "90%"),
    ],
)
def test_a_promise_of_at_least(
    promised: tuple[str, str, str], done: tuple[str, str, str], state: PledgeState, share: str
) -> None:
    (value, qualifier, printed), (reached, how, told) = promised, done
    target = make("技能培训", value, status="target", qualifier=qualifier, printed=printed)
    result = make("技能培训", reached, qualifier=how, printed=told)
    (pledge,) = board(target, result).pledges
    assert (pledge.state, pledge.progress.printed if pledge.progress else "") == (state, share)


def test_a_promised_cap_is_kept_below_it_and_never_said_to_have_failed_above_it() -> None:
    cap = make("城镇登记失业率", "4.5", "%", status="target", printed="4.5%以内")
    (kept,) = board(cap, make("城镇登记失业率", "3.9", "%")).pledges
    assert (kept.state, kept.progress) == (PledgeState.MET, None)
    (above,) = board(cap, make("城镇登记失业率", "4.8", "%")).pledges
    assert (above.state, above.progress) == (PledgeState.UNMEASURED, None)


def test_no_share_is_computed_of_a_rate() -> None:
    rate = make("新农合参合率", "85", "%", status="target")
    (pledge,) = board(rate, make("新农合参合率", "89", "%")).pledges
    assert (pledge.state, pledge.progress) == (PledgeState.EXCEEDED, None)


def test_another_kind_of_work_does_not_fulfil_a_promise() -> None:
    promised = make("农村公路建设里程", "200", "公里", status="target")
    (pledge,) = board(promised, make("农村公路维修改造里程", "245.4", "公里")).pledges
    assert pledge.state is PledgeState.INCOMPARABLE
    assert pledge.progress is None
    assert [each.code for each in pledge.objections] == ["definition"]


def test_what_is_only_foreseen_is_no_promise() -> None:
    target = make("创造就业岗位", "100", "个", status="target", before="建成后，预计可")
    assert board(target).pledges == ()


def test_two_articles_that_differ_are_a_conflict() -> None:
    first, second = make(article="one#1"), make(value="120", article="two#1")
    (conflict,) = board(first, second).conflicts
    assert conflict.metrics == (first, second)


def test_one_article_with_two_numbers_under_one_label_is_none() -> None:
    found = board(make(), make(value="120"), make(value="90", year="2021"))
    assert found.conflicts == ()
    assert found.years == ()


def test_different_periods_are_no_conflict() -> None:
    first = make(article="one#1", as_of="2022-06-30")
    assert board(first, make(value="120", article="two#1", as_of="2022-11-30")).conflicts == ()


def test_kin_of_three_years_stand_in_one_row() -> None:
    held = [
        make("农村公路建设里程", "170", "公里", year="2020"),
        make("农村公路建设里程", "213", "公里", year="2021"),
        make("农村公路维修改造里程", "245", "公里", year="2022"),
    ]
    (row,) = lay_out(held, Subject(CITY)).years
    assert [metric.year for metric in row.metrics] == ["2020", "2021", "2022"]
    assert row.objections[0].code == "definition"
    assert row.change is None
