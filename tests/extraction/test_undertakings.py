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


def test_a_list_named_behind_its_count_and_numbered_with_bare_digits() -> None:
    told = (
        "确定以下3项为市政府2023年度民生实事项目：",
        "1 建设20所普惠性幼儿园；2 改造老城内10条街巷；3 安装路灯。",
    )
    announced = read(*told).announced.undertakings
    assert [each.name for each in announced] == ["普惠性幼儿园", "老城内街巷", "路灯"]


LISTED = "今年办好3件民生实事。这3件民生实事包括建设市民书屋、改造老城内街巷、实施沅水引水工程。"


@pytest.mark.parametrize(
    ("report", "works"),
    [
        ("全市3件民生实事已全部如期办结。", 3),
        ("全市3件民生实事基本完成。", 0),
        ("全市3件民生实事将全部完成。", 0),
        ("去年3件民生实事全部完成。", 0),
        ("全市5件民生实事全部完成。", 0),
        ("全市3件民生实事全部完成后，再办新的。", 0),
    ],
)
def test_a_whole_list_that_is_done_is_said_of_each_of_its_works(report: str, works: int) -> None:
    seen = together((LISTED,), (report,)).announced.sightings
    assert len({each.undertaking for each in seen if each.stage is Stage.DONE}) == works


@pytest.mark.parametrize(
    ("report", "stage"),
    [
        ("完成老城内10条街巷改造。", Stage.COUNTED),
        ("老城内10条街巷改造正在施工。", Stage.UNDERWAY),
        ("实施了沅水引水工程。", Stage.UNDERWAY),
        ("实施完成了沅水引水工程。", Stage.DONE),
        ("建设完成30间市民书屋。", Stage.COUNTED),
    ],
)
def test_a_count_inside_or_before_a_name_is_not_the_name(report: str, stage: Stage) -> None:
    (seen,) = together((LISTED,), (report,)).announced.sightings
    assert seen.stage is stage


def test_a_sentence_is_held_only_against_the_works_that_it_could_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from mingsheng_reports.extraction import sightings

    tried: list[str] = []
    places = sightings._places
    monkeypatch.setattr(
        sightings, "_places", lambda name, plain: tried.append(name) or places(name, plain)
    )
    works = "、".join(f"建设第{han}号便民驿站及其停车场地" for han in "甲乙丙丁戊己庚辛壬")
    listed = f"今年办好10件民生实事。这10件民生实事包括{works}、实施沅水引水枢纽工程。"
    together((listed,), ("沅水引水枢纽工程完工。", "全市环境变好。", "会议开了很久。"))
    assert tried == ["沅水引水枢纽"]
