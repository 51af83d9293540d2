from __future__ import annotations

import pytest

from mingsheng_reports.printing.lines import (
    MAY_BREAK,
    MUST_NOT_BREAK,
    breakable,
    in_chinese_form,
    set_together,
    without_controls,
)


@pytest.mark.parametrize(
    ("given", "formed"),
    [
        ("就业,教育;养老:", "就业，教育；养老："),
        ("共1,200人", "共1,200人"),
        ("早8:30至17:30", "早8:30至17:30"),
        ("学校(含幼儿园)12所", "学校（含幼儿园）12所"),
        ("建成(12)所", "建成（12）所"),
        ("A,B and C(D)", "A,B and C(D)"),
        ("完成9个,占100%,全市", "完成9个，占100%，全市"),
    ],
)
def test_punctuation_beside_chinese_is_full_width(given: str, formed: str) -> None:
    assert in_chinese_form(given) == formed
    assert len(formed) == len(given)


def test_lines_may_break_around_curly_quotes_but_not_before_a_dash() -> None:
    text = "重视“以人为本”工作——盘锦·双台子"
    marked = breakable(text)
    assert (
        f"重视{MAY_BREAK}“以人为本”{MAY_BREAK}工作{MUST_NOT_BREAK}——盘锦{MUST_NOT_BREAK}·" in marked
    )
    assert without_controls(marked) == text


def test_a_piece_sees_its_neighbours_and_a_source_keeps_its_own_marks() -> None:
    pieces = [("就业", True), ("9个", True), (",", True), ("全年,共", False), (",教育", True)]
    expected = ["就业", "9个", "，", "全年,共", "，教育"]
    assert [without_controls(piece) for piece in set_together(pieces)] == expected


def test_number_and_unit_stay_together_and_so_do_the_last_two_characters() -> None:
    tied = MUST_NOT_BREAK
    assert breakable("发放3.85亿元，近500人，占49%左右") == (
        f"发放3.85{tied}亿{tied}元，近500{tied}人，占49%{tied}左{tied}右"
    )
    assert breakable("群众满意。”") == f"群众满{tied}意。”"


def test_digits_as_wide_as_ideographs_are_not_parted() -> None:
    tied = MUST_NOT_BREAK
    whole = tied.join("１００２６人")
    assert breakable("增加１００２６人，占４９．５％的") == (
        f"增加{whole}，占{tied.join('４９．５％')}{tied}的"
    )
