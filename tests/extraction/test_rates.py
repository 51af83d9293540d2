from __future__ import annotations

import pytest

from support.prose import amounts, metrics


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("低保标准提高到每人每月760元。", ["760元/人·月"]),
        ("每户补贴2000元。", ["2000元/户"]),
        ("每平方米补助200元。", ["200元/平方米"]),
        ("每学期补助500元。", ["500元/学期"]),
        ("日处理污水5万吨。", ["50000吨/日"]),
        ("月均办理业务1200件。", ["1200件/月"]),
        ("年处理垃圾12万吨。", ["120000吨/年"]),
        # a rate governs a list and both ends of a pair
        ("城乡低保标准分别为每人每月720元、560元。", ["720元/人·月", "560元/人·月"]),
        ("低保标准由每人每月650元提高到700元。", ["650元/人·月", "700元/人·月"]),
        # no rate: people per household, percentages, what is written already
        ("每户培训2人。", ["2人"]),
        ("每年增长5%。", ["5%"]),
        ("供水能力50万吨/日。", ["500000吨/日"]),
        ("年均增长率达到5%。", ["5%"]),
        ("产业园区建设12个。", ["12个"]),
    ],
)
def test_units_with_their_rate(text: str, expected: list[str]) -> None:
    assert amounts(metrics(text)) == expected


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("低保标准提高到每人每月760元。", "每人每月760元"),
        ("低保标准为760元/人·月。", "760元/人·月"),
        ("每户取暖补助为2000元。", "每户2000元"),
        ("为老年人每人每月增发100元生活补贴。", "每人每月100元"),
        ("连续3年每年安排300万元资金。", "每年300万元"),
        ("每月平均清理小广告1000多条。", "每月1000多条"),
        # the label says it already
        ("农村低保月人均补差42.5元。", "42.5元"),
        ("日供水量达到40万吨。", "40万吨"),
        ("取暖补助为2000元。", "2000元"),
    ],
)
def test_the_rate_is_printed_as_it_is_written(text: str, wording: str) -> None:
    (found,) = metrics(text)
    assert found.quantity.wording == wording


def test_per_words_written_three_times_are_printed_once() -> None:
    old, new = metrics("每每每户取暖救助由600元提高到了1000元。")
    assert (old.quantity.wording, new.quantity.wording) == ("每户600元", "每户1000元")


def test_the_new_value_is_per_what_the_old_one_is() -> None:
    _, new = metrics("城市低保由每人每月187元提高到193元。")
    assert new.quantity.wording == "每人每月193元"


def test_a_mean_per_month_is_per_head() -> None:
    (told,) = metrics("农村低保提标到人均每月220元。")
    assert (told.quantity.unit, told.status.value) == ("元/人·月", "standard")
