from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingsheng_reports.mail.addresses import (
    AddressError,
    Mailbox,
    parse_address,
    parse_mailbox,
    split_mailboxes,
)


@pytest.mark.parametrize(
    ("written", "address", "international"),
    [
        ("zhang@example.cn", "zhang@example.cn", False),
        (" zhang.san+a@Example.CN ", "zhang.san+a@example.cn", False),
        ("张三@例子.中国", "张三@xn--fsqu00a.xn--fiqs8s", True),
        ("zhang@例子。中国", "zhang@xn--fsqu00a.xn--fiqs8s", False),
        ("zhang@localhost", "zhang@localhost", False),
        ("a@xn--strae-oqa.de", "a@xn--strae-oqa.de", False),
        ("a@BÜCHER.de", "a@xn--bcher-kva.de", False),
        ("a@ｅｘ.cn", "a@ex.cn", False),
        ("о'нил@example.org", "о'нил@example.org", True),
    ],
)
def test_addresses(written: str, address: str, international: bool) -> None:  # noqa: FBT001
    parsed = parse_address(written)
    assert (str(parsed), parsed.international) == (address, international)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "空"),
        ("zhang", "@"),
        ("a@b@example.cn", "@"),
        ("zhang＠example.cn", "半角"),
        ("zhang san@example.cn", "空格"),
        ("@example.cn", "前面是空的"),
        ("zhang@", "域名"),
        ("zhang@example", "域名"),
        ("zhang@-a.cn", "域名"),
        ("zhang@1.2.3.4", "数字"),
        ("zhang@[1.2.3.4]", "域名"),
        (".zhang@example.cn", "点"),
        ("zhang..san@example.cn", "点"),
        ('"zhang san"@example.cn', "空格"),
        ('"zhang"@example.cn', "不能有"),
        ("zhang,li@example.cn", "不能有"),
        ("a@example.cn\r\nBcc: b@example.cn", "换行"),
        ("a@example.cn\nb", "换行"),
        ("a\u202eb@example.cn", "控制字符"),
        ("a" * 65 + "@example.cn", "太长"),
        ("a@" + "b." * 130 + "cn", "太长"),
        ("a@straße.de", "两种写法"),
        ("a@STRAẞE.de", "两种写法"),
        ("a@νόμος.gr", "两种写法"),
        ("a@ex\u200bample.cn", "控制字符"),
        ("a@exa\u00admple.cn", "控制字符"),
    ],
)
def test_what_is_no_address(written: str, reason: str) -> None:
    with pytest.raises(AddressError, match=reason):
        parse_address(written)


def test_case_does_not_make_another_mailbox() -> None:
    assert parse_address("Zhang@Example.cn").key == parse_address("zhang@example.CN").key


@pytest.mark.parametrize(
    ("written", "name"),
    [("张三 <a@b.cn>", "张三"), ('"李四, 主任" <a@b.cn>', "李四, 主任"), ("a@b.cn", "")],
)
def test_mailboxes(written: str, name: str) -> None:
    assert parse_mailbox(written) == Mailbox(name, parse_address("a@b.cn"))


@pytest.mark.parametrize(
    "name", ["张三\nBcc: x@y.cn", "张\u200b三", "张\u200f三", "\u061c张", "张\u2066三", "张\xad三"]
)
def test_a_name_with_what_cannot_be_seen_is_refused(name: str) -> None:
    with pytest.raises(AddressError, match="换行或看不见"):
        Mailbox(name, parse_address("a@b.cn"))


@pytest.mark.parametrize(
    ("written", "boxes"),
    [
        ('"李, 四" <l@b.cn>', ['"李, 四" <l@b.cn>']),
        ('王 <w@b.cn>、"李；四" <l@b.cn>，x@y.cn;', ["王 <w@b.cn>", '"李；四" <l@b.cn>', "x@y.cn"]),
        ('"没有完 <l@b.cn>, x@y.cn', ['"没有完 <l@b.cn>', "x@y.cn"]),
        (" ", []),
    ],
)  # fmt: skip
def test_several_in_one_cell(written: str, boxes: list[str]) -> None:
    assert list(split_mailboxes(written)) == boxes


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_whatever_is_taken_fits_one_line(text: str) -> None:
    try:
        parsed = str(parse_address(text))
    except AddressError:
        return
    assert parsed.count("@") == 1
    assert not set(parsed) & set(' \r\n\t,;<>()[]"')
