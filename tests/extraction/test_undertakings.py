from __future__ import annotations

import pytest

from mingsheng_reports.core.undertaking import Stage
from mingsheng_reports.extraction.undertakings import name_of
from support.prose import read, together

PLAN = (
    "今年办好5件民生实事。这5件民生实事包括实施沅水引水二期工程、建设“市民书屋”、配套安装路灯、"
    "改造老旧小区、提高孤儿养育标准。"
)


def test_a_list_inside_its_sentence_becomes_its_entries() -> None:
    announced = read(PLAN, status="target").announced.undertakings
    assert [each.number for each in announced] == [1, 2, 3, 4, 5]
    assert [each.words for each in announced][:2] == ["实施沅水引水二期工程", "建设“市民书屋”"]
    assert [each.name for each in announced] == [
        "沅水引水",
        "市民书屋",
        "路灯",
        "老旧小区",
        "孤儿养育",
    ]
    assert {each.list_name for each in announced} == {"5件民生实事"}
    assert not any(each.doubts for each in announced)


def test_pieces_without_a_verb_belong_to_the_entry_before() -> None:
    text = "这3件实事包括改造道路、管网、泵站、建设市民书屋、提高孤儿养育标准。"
    announced = read(text).announced.undertakings
    assert [each.words for each in announced] == [
        "改造道路、管网、泵站",
        "建设市民书屋",
        "提高孤儿养育标准",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "抓好3件民生实事。（1）建设市民书屋，藏书3万册；（2）改造老旧小区20个；（3）安装路灯。",
        "办好3件民生实事：一是建设市民书屋，藏书3万册；二是改造老旧小区20个；三是安装路灯。",
        "办好三件民生实事：1.建设市民书屋，藏书3万册；2.改造老旧小区20个；3.安装路灯。",
    ],
)
def test_numbered_entries_are_read_to_the_next_number(text: str) -> None:
    announced = read(text).announced.undertakings
    assert [each.name for each in announced] == ["市民书屋", "老旧小区", "路灯"]
    assert announced[0].words.rstrip("；") == "建设市民书屋，藏书3万册"


def test_numbered_paragraphs_are_read_too() -> None:
    told = (
        "今年抓好3件民生实事。",
        "1.建设市民书屋。",
        "2.改造老旧小区20个。",
        "3.安装路灯。",
        "会议还说了别的。",
    )
    assert len(read(*told).announced.undertakings) == 3


def test_a_list_that_falls_short_of_its_number_says_so() -> None:
    announced = read(
        "这4件民生实事包括建设市民书屋、改造老旧小区、安装路灯。"
    ).announced.undertakings
    assert {each.doubts for each in announced} == {("清单写明4项，读出3项",)}


@pytest.mark.parametrize(
    "text",
    [
        "去年的3件民生实事包括建设市民书屋、改造老旧小区、安装路灯。",
        "3件民生实事全部完成：一是建设市民书屋；二是改造老旧小区；三是安装路灯。",
        "今年办好3件民生实事，群众满意。",
        "活动中有3件展品，包括陶罐、铜镜、玉佩。",
    ],
)
def test_results_and_other_lists_are_no_announcement(text: str) -> None:
    assert not read(text).announced.undertakings


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("实施“四好农村路”维修改造工程", "四好农村路维修改造"),
        ("建设工人文化宫", "工人文化宫"),
        ("新建", "新建"),
        ("改造28个老旧小区", "老旧小区"),
        ("建设5G智慧快速公交系统", "5G智慧快速公交"),
    ],
)
def test_a_name_is_what_is_to_be_made(words: str, name: str) -> None:
    assert name_of(words) == name


@pytest.mark.parametrize(
    ("report", "stage"),
    [
        ("沅水引水二期工程已全部完工。", Stage.DONE),
        ("如期完成沅水引水二期工程。", Stage.DONE),
        ("全市完成沅水引水二期工程12公里并已通水。", Stage.COUNTED),
        ("沅水引水二期工程完成征地和设计。", Stage.PARTLY),
        ("沅水引水二期工程泵站主体竣工。", Stage.PARTLY),
        ("沅水引水二期工程正在施工。", Stage.UNDERWAY),
        ("沅水引水二期工程将于明年竣工。", Stage.NAMED),
        ("沅水引水二期工程竣工后，日供水3万吨。", Stage.NAMED),
    ],
)
def test_a_report_tells_how_far_a_work_has_come(report: str, stage: Stage) -> None:
    found = together((PLAN,), (report,)).announced.sightings
    assert [(each.stage, each.sure) for each in found] == [(stage, True)]


def test_a_work_called_by_most_of_its_name_is_marked_unsure() -> None:
    plan = "这2件民生实事包括实施沅水北岸城区应急引水工程、建设市民书屋。"
    found = together((plan,), ("沅水北岸城区应急供水工程开工。",)).announced.sightings
    assert [each.sure for each in found] == [False]


@pytest.mark.parametrize(
    "report", ["去年完成沅水引水二期工程前期。", "引水渠修好了。", "沅水水质变好。"]
)
def test_other_years_and_other_works_are_not_taken(report: str) -> None:
    assert not together((PLAN,), (report,)).announced.sightings
