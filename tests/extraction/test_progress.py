"""Promises beside what came of them: brackets of progress and tables."""

from __future__ import annotations

import pytest

from mingsheng_reports.extraction.scenes import project_name
from support.prose import metrics


def told(*paragraphs: str) -> list[tuple[str, str]]:
    return [(each.quantity.plain_value, each.status.value) for each in metrics(*paragraphs)]


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        (
            "126条农村道路改造已完成120条（95%），4个公园建设已完成2个（50%）。",
            ["target", "actual", "completion", "target", "actual", "completion"],
        ),
        ("为适龄女生免费接种疫苗已完成4769人（51.2%）。", ["actual", "completion"]),
        # the bracket is no share of what was planned
        ("共有志愿者50人，其中女性20人（40%）。", ["actual", "actual", "actual"]),
        ("126条农村道路改造了120条（60%硬化）。", ["actual", "actual", "actual"]),
    ],
)
def test_a_bracket_that_tells_how_far(text: str, statuses: list[str]) -> None:
    assert [status for _, status in told(text)] == statuses


HEAD = "序号 | 项目内容 | 进展情况 | 责任单位 |"


def test_a_table_of_progress_holds_promises_and_results() -> None:
    rows = told(
        HEAD,
        "1 | 新建幼儿园7所，新增学位6800个。 | 新建幼儿园5所，新增学位6000个。 | 教育局 |",
        "新增公交线路3条。 | 新增公交线路4条。 | ||",
    )
    assert rows == [
        ("7", "target"),
        ("6800", "target"),
        ("5", "actual"),
        ("6000", "actual"),
        ("3", "target"),
        ("4", "actual"),
    ]


def test_another_table_holds_neither() -> None:
    rows = told("序号 | 名称 | 数量 |", "1 | 新建幼儿园 | 7所 |")
    assert {status for _, status in rows} <= {"actual"}


def test_text_behind_a_table_is_text() -> None:
    assert told(HEAD, "1 | 新建幼儿园7所 | 新建5所 | 局 |", "新建公园3座。")[-1] == ("3", "actual")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("暖心助残行动新增坡道540个。", "新增坡道"),
        ("全市人口为117万人，比上年末减少1.8万人。", "人口"),
        ("全市共有养老机构81个，收养4264人。", "养老服务机构收养"),
        ("老旧小区改造工程完成12个。", "老旧小区改造工程"),
    ],
)
def test_labels_beside_what_names_no_thing(text: str, label: str) -> None:
    assert metrics(text)[-1].label == label


@pytest.mark.parametrize(
    ("text", "unit", "label"),
    [
        ("投资33.6万元，对滨河路进行绿化提升。", "元", "绿化提升投资"),
        ("投资5958万元，完成海绵城市二期建设项目，改造道路。", "元", "海绵城市二期投资"),
        ("护理标准提高到人年6240元。", "元/人·年", "护理标准"),
        ("每台电梯补贴10万元。", "元/台", "每台电梯补贴"),
        ("平均每年每院补助5万元。", "元/院·年", "每院补助"),
        ("投资33.6万元。", "元", "投资"),
    ],
)
def test_money_by_what_it_is_for_and_what_it_is_paid_by(text: str, unit: str, label: str) -> None:
    (metric,) = metrics(text)
    assert (metric.quantity.unit, metric.label) == (unit, label)


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("新增就业21万人，完成全年23万人目标任务的95.17%。", ["actual", "target", "completion"]),
        ("新增车位1008个，完成年度任务91.63%。", ["actual", "completion"]),
        ("全市新增计划1100个停车位。", ["target"]),
        ("全市新增1100个停车位。", ["actual"]),
    ],
)
def test_a_completion_names_its_task(text: str, statuses: list[str]) -> None:
    assert [status for _, status in told(text)] == statuses


def test_a_list_of_works_is_no_work() -> None:
    assert project_name("2019年武陵区民生实事初步建议项目") == ""
    assert project_name("柳叶湖国际社区供水项目") == "柳叶湖国际社区供水项目"


def test_a_rate_per_person_and_year_is_in_force() -> None:
    (metric,) = metrics("护理标准提高到人年6240元。")
    assert metric.status.value == "standard"
