from __future__ import annotations

import pytest

from mingsheng_reports.core.article import Article
from mingsheng_reports.extraction.status import planned_work, unfinished_work
from support.prose import article, metrics, only


def told(text: str, **around: str | int | None) -> list[str]:
    return [each.status.value for each in metrics(text, **around)]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("全市新建学校12所。", "actual"),
        ("全市新增公园12座。", "actual"),
        ("开工率达到98%。", "actual"),
        ("安装率达到100%。", "actual"),
        ("截至2022年11月底幼儿园公办率达到49%。", "actual"),
        ("到2025年底幼儿园公办率达到60%。", "target"),
        ("计划改造老旧小区28个。", "target"),
        ("今年将新建学校12所。", "target"),
        ("力争完成投资50亿元。", "target"),
        ("预计新增就业3万人。", "target"),
        ("拟新建学校12所。", "target"),
        ("到2025年底，新建学校12所。", "target"),
        ("确保年内改造老旧小区28个。", "target"),
        ("项目投产后可带动就业300人。", "target"),
        ("低保标准提高到每人每月760元。", "standard"),
        ("高龄津贴标准为每人每月100元。", "standard"),
        ("给予每户2000元补贴。", "standard"),
        ("低保标准提高每人每月40元。", "change"),
        ("法律援助案件同比增长35%。", "change"),
        ("公园增加3座。", "change"),
        ("失业率下降0.5个百分点。", "change"),
        ("城镇新增就业完成全年任务的85%。", "completion"),
        ("小区改造完工率达到75%。", "completion"),
        # counter-examples
        ("按照三年行动计划，改造老旧小区28个。", "actual"),
        ("已改造老旧小区28个。", "actual"),
        ("新增公交线路12条。", "actual"),
        ("累计发放救助金17.4万元。", "actual"),
        ("居民收入占全国平均水平的85%。", "actual"),
    ],
)
def test_one_number(text: str, status: str) -> None:
    assert told(text) == [status]


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("计划改造小区28个，共涉及居民楼614栋。", ["target", "target"]),
        ("计划改造小区28个，目前已改造10个。", ["target", "actual"]),
        ("低保标准由每人每月650元提高到700元。", ["baseline", "standard"]),
        ("入园率由85%提高到92%。", ["baseline", "actual"]),
        ("公交车在320辆的基础上增加80辆。", ["baseline", "change"]),
        ("城镇新增就业3.2万人，同比增长5%。", ["actual", "change"]),
        ("公园、广场分别增加3座和5座。", ["change", "change"]),
        ("今年将新建学校12所。去年新建学校8所。", ["target", "actual"]),
    ],
)
def test_several_numbers(text: str, statuses: list[str]) -> None:
    assert told(text) == statuses


def test_a_plan_promises_unless_it_says_otherwise() -> None:
    assert told("新建学校12所。", status="target") == ["target"]
    assert told("目前已新建学校12所。", status="target") == ["actual"]


def test_a_change_keeps_the_sources_verb() -> None:
    assert only("法律援助案件同比增长35%。").verb == "同比增长"
    assert only("公园减少3座。").verb == "减少"
    assert only("全市新建学校12所。").verb == ""


def about(text: str, title: str = "") -> Article:
    return article(text, title=title).articles[0]


@pytest.mark.parametrize(
    ("sentence", "page", "planned"),
    [
        ("总投资3亿元，项目建成后日供水12万吨。", "工程进展顺利。", True),
        ("总投资3亿元。", "工人们抢抓工期。", True),
        ("总投资3亿元，现已竣工。", "工人们抢抓工期。", False),
        ("总投资3亿元。", "市民在公园散步。", False),
    ],
)
def test_figures_of_unfinished_work_are_planned(sentence: str, page: str, planned: bool) -> None:  # noqa: FBT001
    assert planned_work(sentence, unfinished=unfinished_work(about(page))) is planned


def test_a_long_article_speaks_of_many_works() -> None:
    many = article(*["工人们抢抓工期。"] * 20).articles[0]
    assert not unfinished_work(many)


def test_an_estimate_in_a_report_on_the_year_just_ended_is_a_result() -> None:
    assert told("预计新增就业3万人。", year=2024, frame=2023) == ["actual"]
    assert told("预计新增就业3万人。", year=2024, frame=2024) == ["target"]
    assert told("计划新增就业3万人。", year=2024, frame=2023) == ["target"]


def test_limited_means_announce_nothing() -> None:
    assert told("将有限财力的83%用于民生支出。") == ["actual"]
    assert told("将有36个小区改造。") == ["target"]
