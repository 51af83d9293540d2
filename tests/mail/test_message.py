"""Bytes of headers, and what three readers make of them."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from pathlib import Path

import pytest
from fast_mail_parser import parse_email
from hypothesis import given
from hypothesis import strategies as st

from mingsheng_reports.core.errors import MailError
from mingsheng_reports.mail.addresses import Mailbox, parse_address, parse_mailbox
from mingsheng_reports.mail.headers import content_disposition, encoded_words, text_header
from mingsheng_reports.mail.message import Attachment, Letter, Picture, message_bytes
from support.posting import SENDER, letter_of, postings

NAMES = (
    "盘锦市-2022-民生实事简报.pdf",
    "一二三四五六七八九十" * 4 + ".pdf",
    '他说"好"(终稿)[2].pdf',
    "it's 100% =?utf-8?B?5q==?=.pdf",
    "brief.pdf",
    "𠮷野家-𝟚.pdf",
    "résumé naïve.pdf",
)
SUBJECTS = (
    "盘锦市2022年民生实事简报：口袋公园建设兑现承诺 分散取暖救助标准提高",
    "Brief",
    "Re: =?utf-8?B?5q==?= not encoded",
    "长" * 200,
    "two  blanks and a very long line of plain words that has to be folded somewhere in between",
)
PEOPLE = ("张三", "李四, 主任", 'O\'Neil "Bob" (office)', "Zhang San", "名" * 60, "a@b.cn", "")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(300)


@pytest.fixture
def letter(tmp_path: Path) -> Letter:
    return letter_of(postings(tmp_path, 1)[0])


def stdlib(content: bytes) -> EmailMessage:
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def compat(content: bytes) -> Message:
    return email.message_from_bytes(content, policy=email.policy.compat32)


def told(header: object) -> str:
    return str(make_header(decode_header(str(header))))


def head_of(content: bytes) -> bytes:
    return content.partition(b"\r\n\r\n")[0]


def attached(letter: Letter, *names: str) -> bytes:
    files = tuple(Attachment(name, name.encode() * 50) for name in names)
    return message_bytes(replace(letter, attachments=files))


@pytest.mark.parametrize("name", NAMES)
def test_file_names_are_read_by_all_three(name: str, letter: Letter) -> None:
    content = attached(letter, name)
    (modern,) = stdlib(content).iter_attachments()
    assert modern.get_filename() == name
    assert not modern["content-disposition"].defects
    part = next(p for p in compat(content).walk() if p.get_content_disposition() == "attachment")
    assert part.get_filename() == name
    assert told(part.get_param("name")) == name
    other = [a for a in parse_email(content).attachments if a.mimetype == "application/pdf"]
    assert [(a.filename, a.content) for a in other] == [(name, name.encode() * 50)]


def test_a_file_name_as_it_goes_over_the_wire(letter: Letter) -> None:
    content = attached(letter, "盘锦.pdf")
    assert (
        b'Content-Type: application/pdf;\r\n name="=?utf-8?B?55uY6ZSmLnBkZg==?="\r\n'
        b"Content-Disposition: attachment;\r\n filename*=utf-8''%E7%9B%98%E9%94%A6.pdf\r\n"
    ) in content


@pytest.mark.parametrize("name", NAMES)
def test_a_file_name_is_never_split_into_numbered_parts(name: str, letter: Letter) -> None:
    head = attached(letter, name)
    assert b"filename*0" not in head
    assert b"name*" not in head.replace(b"filename*=", b"")
    assert max(map(len, head.split(b"\r\n"))) <= 998


@pytest.mark.parametrize("subject", SUBJECTS)
def test_subjects_are_read_by_all_three(subject: str, letter: Letter) -> None:
    content = message_bytes(replace(letter, subject=subject))
    assert stdlib(content)["subject"] == subject
    assert told(compat(content)["subject"]) == subject
    assert parse_email(content).subject == subject


@pytest.mark.parametrize("name", PEOPLE)
def test_display_names_are_read_back(name: str, letter: Letter) -> None:
    box = Mailbox(name, parse_address("zhang@example.cn"))
    content = message_bytes(replace(letter, to=box, cc=(box, SENDER)))
    message = stdlib(content)
    (address,) = message["to"].addresses
    # Between the words of a long name this reader leaves the blank that RFC 2047 §6.2 takes away.
    assert address.display_name.replace("名 名", "名名") == name
    assert address.addr_spec == "zhang@example.cn"
    assert message["cc"].addresses[1].display_name == SENDER.name
    box_again = told(compat(content)["to"])
    assert box_again == (f"{name} <zhang@example.cn>" if name else "zhang@example.cn")


@pytest.mark.parametrize("subject", [*SUBJECTS, *PEOPLE[:5]])
def test_encoded_words_are_short_and_whole(subject: str) -> None:
    for word in encoded_words(subject):
        assert len(word) <= 75
        assert told(word)  # each decodes for itself: no character is parted
    head = text_header("Subject", subject)
    assert head.isascii()
    assert max(map(len, head.split(b"\r\n"))) <= 76


def test_the_parts_are_nested_as_mail_programs_expect(letter: Letter) -> None:
    picture = Picture("chart@example.cn", PNG)
    message = stdlib(message_bytes(replace(letter, pictures=(picture,))))
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "application/pdf",
    ]
    assert not [part.defects for part in message.walk() if part.defects]
    image = next(part for part in message.walk() if part.get_content_type() == "image/png")
    assert image["content-id"] == "<chart@example.cn>"
    assert image.get_content() == PNG


def test_bodies_are_what_was_written(letter: Letter) -> None:
    content = message_bytes(replace(letter, text="你好。\n.\n..点\n", html="<p>你好</p>"))
    message = stdlib(content)
    plain = message.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().replace("\r\n", "\n") == "你好。\n.\n..点\n"
    parsed = parse_email(content)
    assert parsed.text_html[0].strip() == "<p>你好</p>"


def test_the_same_letter_gives_the_same_bytes(letter: Letter) -> None:
    assert message_bytes(letter) == message_bytes(replace(letter))
    assert b"\n" not in message_bytes(letter).replace(b"\r\n", b"")


def test_a_draft_opens_ready_to_be_sent(letter: Letter) -> None:
    draft = message_bytes(replace(letter, draft=True, date=None, sender=None))
    head = head_of(draft)
    assert b"X-Unsent: 1\r\n" in head
    assert b"Date:" not in head
    assert b"From:" not in head
    assert b"X-Unsent" not in message_bytes(letter)


def test_an_international_address_stands_in_utf8(letter: Letter) -> None:
    box = Mailbox("张三", parse_address("张三@例子.中国"))
    held = replace(letter, to=box)
    assert held.international
    assert "<张三@xn--fsqu00a.xn--fiqs8s>".encode() in head_of(message_bytes(held))


BREAKS = ("\r\nBcc: x@y.cn", "\nX: 1", "\rX", "\x00", "\u2028X", "\x85X", "\x0bX")


@pytest.mark.parametrize("smuggled", BREAKS)
def test_nothing_breaks_out_of_a_header(smuggled: str, letter: Letter) -> None:
    with pytest.raises(MailError, match="换行"):
        message_bytes(replace(letter, subject=f"简报{smuggled}"))
    with pytest.raises(MailError, match="换行"):
        message_bytes(replace(letter, message_id=f"<a{smuggled}@b>"))
    with pytest.raises(MailError, match="换行"):
        attached(letter, f"简报{smuggled}.pdf")
    box = parse_mailbox("张三 <a@b.cn>")
    object.__setattr__(box, "name", f"张三{smuggled}")  # past the fence of the value itself
    with pytest.raises(MailError, match="换行"):
        message_bytes(replace(letter, to=box))


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_the_words_the_head_has_its_lines_and_no_more(subject: str, name: str) -> None:
    plain = Letter(
        SENDER, Mailbox("", parse_address("a@b.cn")), (), subject, "t", "h", (),
        (Attachment(name, b"x"),), "<id@b.cn>",
    )  # fmt: skip
    try:
        content = message_bytes(plain)
    except MailError:
        return
    names = re.findall(rb"^([A-Za-z-]+):", head_of(content), re.MULTILINE)
    assert names == [b"From", b"To", b"Subject", b"Message-ID", b"MIME-Version", b"Content-Type"]
    (file,) = stdlib(content).iter_attachments()
    assert (file.get_filename() or "") == name


def test_a_disposition_that_needs_nothing_stays_plain() -> None:
    told_plainly = b'Content-Disposition: attachment;\r\n filename="brief.pdf"\r\n'
    assert content_disposition("attachment", "brief.pdf") == told_plainly
