from __future__ import annotations

import pytest

from mingsheng_reports.verification.numerals import chinese_value
from mingsheng_reports.verification.reckoning import _against_itself
from support.annotated import metrics


@pytest.mark.parametrize(
    ("wording", "value"),
    [
        ("十二件", 12),
        ("两座", 2),
        ("一百零五个", 105),
        ("近三成", 30),
        ("百亿美元", 10**10),
        ("近千亿元", 10**11),
        ("三万亿元", 3 * 10**12),
        ("一亿二千万元", 120_000_000),
        ("十余万人", 100_000),
        ("兩萬戶", 20_000),
    ],
)
def test_numerals_say_a_number(wording: str, value: int) -> None:
    assert chinese_value(wording) == value


@pytest.mark.parametrize(
    "wording", ["三五天", "几十个", "半数", "三分之一", "两千克", "多家", "12件"]
)
def test_what_has_no_sure_reading_is_not_judged(wording: str) -> None:
    assert chinese_value(wording) is None


def test_every_wording_in_numerals_of_the_annotated_rows_is_read_as_its_value() -> None:
    held = [m.quantity for m in metrics() if not any(c.isdigit() for c in m.quantity.printed)]
    read = [(one, value) for one in held if (value := chinese_value(one.printed)) is not None]
    assert len(read) > 5
    assert all(one.value == value for one, value in read if one.upper is None)


def told(**changed: object) -> list[str]:
    metric = {
        "printed": "十二件", "number": "12", "number_upper": None, "value": "12",
        "quote": "办好十二件实事", "corrections": [],
    }  # fmt: skip
    return _against_itself({**metric, **changed})


def test_a_changed_value_or_quote_is_told() -> None:
    assert told() == []
    assert told(number="13", value="13") == ["印的是十二件，数据里的数值却是13"]
    assert told(quote="办好十三件实事") == ["印的是十二件，引文“办好十三件实事”里却没有十二"]
    assert told(quote="办好十三件实事", corrections=["更正"]) == []
    assert told(printed="数十件", number="99", value="99") == []
