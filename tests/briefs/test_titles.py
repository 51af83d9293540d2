"""Every half of a headline is said of one city, and of what that city's metrics hold."""

from __future__ import annotations

from mingsheng_reports.briefs.ranking import Standing
from mingsheng_reports.briefs.titles import title
from mingsheng_reports.core.brief import sentence_text
from mingsheng_reports.core.comparison import Board
from mingsheng_reports.core.metric import Metric
from support.factory import make

BOARD = Board()


def headline(*metrics: Metric, named: bool = True) -> str:
    standing = Standing.of(BOARD, metrics, ())
    categories = list(dict.fromkeys(metric.category for metric in metrics))
    return sentence_text(title(metrics, BOARD, standing, categories, named=named))


def tasks(city: str, *values: str) -> list[Metric]:
    return [
        make("城镇新增就业", each, "%", city=city, status="completion", indicator="new-urban-jobs")
        for each in values
    ]


def test_each_half_names_its_city_where_several_are_told_of() -> None:
    beds = make("养老床位", "500", "张", city="乙山市", category="养老")
    told = headline(*tasks("甲水市", "110", "120"), beds)
    first, second = told.split("　")
    assert first == "甲水就业任务超额完成"
    assert second.startswith("乙山")
    assert "甲水" not in headline(*tasks("甲水市", "110", "120"), named=False)


def test_a_name_of_two_characters_is_not_cut() -> None:
    assert headline(*tasks("叶县", "110", "120")).startswith("叶县就业")


def test_one_citys_tasks_are_not_another_citys() -> None:
    jobs = make("城镇新增就业", "300", city="乙市", indicator="new-urban-jobs")
    assert "乙市就业任务" not in headline(
        *tasks("甲市", "110", "120"), *tasks("乙市", "90", "120"), jobs
    )


def test_a_plan_gives_no_headline() -> None:
    planned = make("养老床位", "500", "张", city="乙市", category="养老", status="target")
    assert "乙" not in headline(*tasks("甲市", "110", "120"), planned)
