"""A plan and what came of it, told in one sentence, in two, or in the row of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from mingsheng_reports.catalogue.tables import read_tsv
from mingsheng_reports.catalogue.together import together_cue
from mingsheng_reports.comparison.together import joined
from mingsheng_reports.core.metric import Metric
from support.prose import metrics

ROWS = read_tsv("together.tsv")
KINDS = {"done", "begun", "asked", "aimed", "beyond", "next"}


def cue_fits(row: dict[str, str], marked: str) -> bool:
    """Whether the row's cue stands at its place beside the number between ⟦ and ⟧."""
    before, _, rest = marked.partition("⟦")
    number, _, behind = rest.partition("⟧")
    clause = re.split("[，；。]", before)[-1]
    places = {"asked": behind, "next": number + behind, "aimed": before}
    place = places.get(row["kind"], clause)
    return re.search(row["cue"], place) is not None


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["line"])
def test_a_cue_fits_its_example_and_not_its_counter(row: dict[str, str]) -> None:
    assert cue_fits(row, row["example"])
    assert not cue_fits(row, row["counter"])


def test_every_kind_is_known() -> None:
    assert {row["kind"] for row in ROWS} == KINDS
    assert all(together_cue(kind).pattern for kind in KINDS)


def pairs(*paragraphs: str) -> list[tuple[str, str]]:
    """(plan, result) as printed."""
    found = metrics(*paragraphs)
    by_id = {metric.id: metric for metric in found}
    return [
        (by_id[plan].quantity.printed, result.quantity.printed)
        for plan, result in joined(found).results.items()
    ]


def shares(found: Sequence[Metric]) -> list[tuple[str, str]]:
    """(result, stated percentage) as printed."""
    by_id = {metric.id: metric for metric in found}
    return [
        (by_id[key].quantity.printed, share.quantity.printed)
        for key, share in joined(found).stated.items()
    ]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("今年计划改造36个小区、402栋楼，目前已完成21个小区、188栋楼。",
         [("36个", "21个"), ("402栋", "188栋")]),
        ("今年计划改造36个小区。截至目前，已完成21个。", [("36个", "21个")]),
        ("全年新建幼儿园31所，超额完成25所的年度目标任务。", [("25所", "31所")]),
        ("全市任务数60个（其中，书屋20个、礼堂40个），已开工55个，已完工33个（其中，书屋9个、礼堂24个）。",
         [("60个", "33个"), ("20个", "9个"), ("40个", "24个")]),
        ("6个公共食堂建设已完成2个（33%）、18个幸福院建设已完成12个（67%）。",
         [("6个", "2个"), ("18个", "12个")]),
        ("新增站点13家（原定目标为5家）。", [("5家", "13家")]),
        ("累计维修锅炉118台、改造管网23公里，分别完成年度目标（维修锅炉146台、改造管网40公里）的80.8%、57.5%。",
         [("146台", "118台"), ("40公里", "23公里")]),
        ("书屋项目原计划全年开展讲座50场，截至6月底已开展60场。", [("50场", "60场")]),
        ("今年计划改造36个小区，已开工21个。", []),
        ("今年计划改造36个小区，涉及21个街道。", []),
        ("今年计划改造36个小区，去年完成21户搬迁。", []),
        ("全年新建幼儿园31所，其中25所在城区。", []),
    ],
)  # fmt: skip
def test_what_one_breath_tells(told: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(told) == expected


def test_a_share_belongs_to_the_number_right_before_it() -> None:
    told = (
        "城镇新增就业4100人，完成全年任务的105%；"
        "新建通乡公路81公里、通村公路120公里，分别完成年度任务的101%和96%。"
    )
    assert shares(metrics(told)) == [("4100人", "105%"), ("81公里", "101%"), ("120公里", "96%")]


def test_a_stated_share_proves_which_number_was_the_plan() -> None:
    found = metrics("全市校园项目50个均已开工，已完工43所，完工率达86%。")
    by_id = {metric.id: metric for metric in found}
    (plan,) = joined(found).plans.items()
    assert (by_id[plan[0]].quantity.printed, plan[1].quantity.printed) == ("43所", "50个")
    other = metrics("全市校园项目50个均已开工，已完工40所，完工率达86%。")
    assert joined(other).plans == {}


def test_beyond_its_sentence_only_a_share_told_exactly_proves_a_plan() -> None:
    head = "1240个撤并村通公路。"
    exact = metrics(head, "累计解决了1215个撤并村，占总计划的98.0%。")
    assert [plan.quantity.printed for plan in joined(exact).plans.values()] == ["1240个"]
    assert joined(metrics(head, "累计解决了1215个撤并村，占总计划的98%。")).plans == {}


def test_a_row_of_a_table_of_progress() -> None:
    told = pairs(
        "序号 | 项 目 内 容 | 进展情况",
        "1 | 新建公办幼儿园7所，新增学位680个。 | 新建甲、乙等9所幼儿园，新增学位640个。",
        "2 | 新增公交线路3条。 | 优化公交线路5条，新增公交线路2条。",
    )
    assert told == [("7所", "9所"), ("680个", "640个")]
