from __future__ import annotations

from mingsheng_reports.comparison.plans import compare_plans
from mingsheng_reports.comparison.series import Topics
from mingsheng_reports.core.comparison import Comparison
from mingsheng_reports.core.metric import Metric
from support.factory import make


def pairs(*metrics: Metric) -> tuple[Comparison, ...]:
    return compare_plans(metrics, Topics.of(metrics))


DONE = make("小额担保贷款发放额", "230000000", "元", printed="2.3亿元", year="2021")
PLAN = make("小额担保贷款发放额", "100000000", "元", printed="1亿元", status="target")


def test_the_last_result_stands_beside_the_next_plan() -> None:
    earlier = make("小额担保贷款发放额", "90000000", "元", printed="9000万元", year="2019")
    later = make("小额担保贷款发放额", "500000000", "元", status="target", year="2025")
    (found,) = pairs(earlier, DONE, later, PLAN)
    assert found.metrics == (DONE, PLAN)


def test_a_plan_is_never_subtracted_from_a_result() -> None:
    (found,) = pairs(DONE, PLAN)
    assert not found.comparable
    assert "status" in {each.code for each in found.objections}
    assert (found.change, found.rate) == (None, None)


def test_what_is_no_pair() -> None:
    same_year = make("小额担保贷款发放额", "1", "元", year="2021", status="target")
    other_unit = make("小额担保贷款发放额", "300", "笔", status="target")
    foreseen = make("小额担保贷款发放额", "2", "元", status="target", before="预计", year="2023")
    other_city = make("小额担保贷款发放额", "1", "元", status="target", city="别样市")
    part = make("小额担保贷款发放额", "1", "元", status="target", place="东区", scope="district")
    for other in (same_year, other_unit, foreseen, other_city, part):
        assert pairs(DONE, other) == ()


def test_one_name_for_several_numbers_of_an_article_tells_none() -> None:
    twin = make("小额担保贷款发放额", "7", "元", status="target")
    assert pairs(DONE, PLAN, twin) == ()


def test_the_order_of_the_sources_changes_nothing() -> None:
    assert pairs(PLAN, DONE)[0].metrics == pairs(DONE, PLAN)[0].metrics
