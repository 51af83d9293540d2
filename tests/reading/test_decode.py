from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from mingsheng_reports.reading.decode import decode

PROSE = "全市在2022年为老旧小区改造投入了3.5亿元，城镇新增就业的人数是24002人。\n" * 4
TRADITIONAL = OpenCC("s2tw").convert(PROSE)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", PROSE),
        ("utf-8-sig", PROSE),
        ("gb18030", PROSE),
        ("gbk", PROSE),
        ("big5", TRADITIONAL),
        ("utf-16", PROSE),
        ("utf-16-le", PROSE),
        ("utf-16-be", PROSE),
    ],
)
def test_reads_what_chinese_offices_save_in(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded is not None
    assert decoded.text.removeprefix("\ufeff") == text
    assert (decoded.truncated, decoded.lost) == (False, 0)


def test_characters_outside_gb2312_survive() -> None:
    text = "在岫岩满族自治县——镕基路的“口袋公园”投入了使用。" * 3
    decoded = decode(text.encode("gb18030"))
    assert decoded is not None
    assert decoded.text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_an_end_torn_off_in_mid_character_is_told(encoding: str) -> None:
    whole = (PROSE + "完").encode(encoding)
    decoded = decode(whole[:-1])
    assert decoded is not None
    assert decoded.truncated
    assert decoded.text.startswith(PROSE[:40])


def test_a_damaged_byte_costs_one_character_not_the_file() -> None:
    damaged = bytearray(PROSE.encode())
    damaged[60] = 0xFF
    decoded = decode(bytes(damaged))
    assert decoded is not None
    assert decoded.encoding == "utf-8"
    assert decoded.lost >= 1
    assert decoded.text.endswith(PROSE[60:])


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20,
        b"PK\x03\x04" + bytes(range(0, 256, 3)) * 40,
        b"\x00" * 1000,
    ],
    ids=["png", "jpeg", "zip", "nothing but NUL"],
)
def test_what_is_no_text_is_told(content: bytes) -> None:
    assert decode(content) is None


def test_a_few_nul_bytes_do_not_make_a_text_a_program() -> None:
    decoded = decode(PROSE.encode() + b"\x00\x00" + PROSE.encode())
    assert decoded is not None
    assert decoded.text.count("24002") == 8


def test_nothing_is_an_empty_text() -> None:
    decoded = decode(b"")
    assert decoded is not None
    assert decoded.text == ""


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    decoded = decode(content)
    assert decoded is None or isinstance(decoded.text, str)


@given(st.binary(min_size=1, max_size=6), st.integers(0, 300))
def test_bytes_flipped_in_a_page_never_raise(noise: bytes, at: int) -> None:
    page = bytearray(PROSE.encode("gb18030"))
    page[at : at + len(noise)] = noise
    decoded = decode(bytes(page))
    assert decoded is None or decoded.text
