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
    ],
)
def test_the_rate_is_printed_as_it_is_written(text: str, wording: str) -> None:
    (found,) = metrics(text)
    assert found.quantity.wording == wording
