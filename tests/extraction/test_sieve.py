from __future__ import annotations

import pytest

from mingsheng_reports.extraction.sieve import sift
from support.prose import amounts, metrics, read, reasons


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021年5月1日新建学校12所。", ["12所"]),
        ("第3批新建学校12所。", ["12所"]),
        ("居全省第2位。", []),
        ("《2024年抽检方案》安排抽检1200批次。", ["1200批次"]),
        ("连续3年新建学校12所。", ["12所"]),
        ("今年53岁的老人领到补贴300元。", ["300元"]),
        ("12345热线受理诉求1200件。", ["1200件"]),
        ("“3+1”模式惠及1200人。", ["1200人"]),
        ("（1）新建学校12所。", ["12所"]),
        ("分5个方面新建学校12所。", ["12所"]),
        ("新建1000平方米以上的社区中心12个。", ["12个"]),
        ("空气质量优良天数达到325天。", ["325天"]),
        ("连续325天保持优良。", []),
    ],
)
def test_what_is_a_fact(text: str, expected: list[str]) -> None:
    assert amounts(metrics(text)) == expected


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("新建三座桥", True),
        ("新建桥梁三座，", True),
        ("百余家企业参加", True),
        ("上百户居民受益", True),
        ("满意率达百分之百", True),
        ("一座桥", False),
        ("三五家企业", False),
        ("两三百人", False),
        ("这两项工作", False),
        ("每三户一组", False),
        ("百家企业", False),
        ("三个，", False),
    ],
)
def test_which_chinese_numerals_count(text: str, kept: bool) -> None:  # noqa: FBT001
    numbers, _ = sift(text)
    assert bool(numbers) is kept


def test_big_ones_that_were_set_up_count() -> None:
    numbers, _ = sift("组建五大教育集团，实施八大行动")
    assert [(str(each.value), each.unit) for each in numbers] == [("5", "个")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021年新建学校12所。", [("2021年", "years")]),
        ("编号12的桥。", [("12", "no-unit")]),
        ("历时3个月。", [("3个月", "duration")]),
        ("列全省第1名。", [("1名", "rank")]),
        ("5G基站。", [("5", "latin")]),
    ],
)
def test_discards_say_why(text: str, expected: list[tuple[str, str]]) -> None:
    assert reasons(read(text).discards) == expected


def test_a_discard_keeps_its_sentence_and_line() -> None:
    (told,) = read("新建学校。", "编号12的桥。").discards
    assert (told.line, told.sentence, told.text) == (2, "编号12的桥。", "12")


def test_a_line_of_digits_and_marks_asserts_nothing() -> None:
    told = read("12 98% 3.5", "满意率98%。")
    assert amounts(told.metrics) == ["98%"]
    assert {each.reason for each in told.discards} == {"no-words"}
    assert len(told.discards) == 3


def test_a_bare_chinese_numeral_needs_no_reason() -> None:
    assert not read("三三两两的人。").discards


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2.8万贫困群众实现增收", ["28000人"]),
        ("解决27.5万农村人口饮水问题", ["275000人"]),
        ("一产、三产分别提高3.9和2.2个百分点", ["3.9个百分点", "2.2个百分点"]),
        # no people, no list that writes its unit at the end
        ("实现2.8万目标", []),
        ("28贫困群众", []),
        ("提高3.9和2.2个百分点", ["2.2个百分点"]),
    ],
)
def test_units_that_are_left_out(text: str, found: list[str]) -> None:
    kept, _ = sift(text)
    assert [f"{each.value.normalize():f}{each.unit}" for each in kept] == found
