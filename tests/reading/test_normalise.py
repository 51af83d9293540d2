from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingsheng_reports.catalogue.divisions import places
from mingsheng_reports.core.aligned import AlignedText
from mingsheng_reports.reading.normalise import normalise, simplify


def spelled(text: str) -> str:
    return normalise(AlignedText.of(text)).text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("增长５５．４％", "增长55.4%"),
        ("補貼１４５１８萬元", "补贴14518万元"),
        ("投入１，２７６萬元", "投入1,276万元"),
        ("二氧化碳(CO2)", "二氧化碳（CO2）"),
        ("新增就业24002人,同比增长5%;", "新增就业24002人，同比增长5%；"),
        ("1,276万元", "1,276万元"),
        ("全市\u3000新建", "全市 新建"),
        ("⼈民⽣活", "人民生活"),
        ("２－３年", "2-3年"),
        ("著力改善，著名景区", "着力改善，著名景区"),
        ("吹乾净，乾縣和乾安縣", "吹干净，乾县和乾安县"),
    ],
)
def test_one_spelling_for_all(written: str, read: str) -> None:
    assert spelled(written) == read


@pytest.mark.parametrize(
    "untouched",
    [
        "公办率达到85，120个班",  # a clause ends at the comma: two numbers
        "好坏不一",  # an older converter damaged this character
        "比例为1:3",
        "显著提高",
        "乾县、乾安县改造若干县道",
    ],
)
def test_what_must_stay(untouched: str) -> None:
    assert spelled(untouched) == untouched


@given(st.text(max_size=200))
def test_one_character_for_one(text: str) -> None:
    read = normalise(AlignedText.of(text))
    assert len(read) == len(text)
    assert list(read.positions) == list(range(len(text)))


def test_no_place_in_china_has_a_name_that_is_rewritten() -> None:
    changed = [place.name for place in places() if simplify(place.name) != place.name]
    assert not changed
