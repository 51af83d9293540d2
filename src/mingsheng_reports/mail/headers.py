"""Header lines as bytes: what any mail program in use reads rightly, and nothing smuggled in.

Text beyond ASCII becomes encoded words (RFC 2047), each of whole characters and at most 75 long. A
file's name is told twice: as encoded words in ``name``, which QQ Mail, Foxmail and old Outlook
read, and as one ``filename*`` (RFC 2231). That one is never split into ``filename*0*``: programs
that do not join the pieces show ``tcmime.1234.bin`` or ``AT00001.dat``.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from urllib.parse import quote

from mingsheng_reports.core.errors import MailError
from mingsheng_reports.mail.addresses import UNPRINTABLE, Mailbox

WORD_START, WORD_END = "=?utf-8?B?", "?="
MOST = 75  # characters of an encoded word
MOST_IN_LINE = 76  # characters of a line that holds encoded words, RFC 2047 §2
PLAIN_LINE = 60  # of ASCII text that needs no folding
PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _-]*")
TOKEN = re.compile(r"[A-Za-z0-9._-]+")
ATTRIBUTE_CHARACTERS = "!#$&+-.^_`{|}~"  # RFC 5987: what need not be percent-encoded
FOLD = "\r\n "


def text_header(name: str, text: str) -> bytes:
    """``Subject`` and the like."""
    _check(name, text)
    return f"{name}: {_phrase(text, len(name) + 2)}\r\n".encode("ascii")


def address_header(name: str, mailboxes: Sequence[Mailbox]) -> bytes:
    """``From``, ``To``, ``Cc``; raw UTF-8 only in addresses that travel by SMTPUTF8."""
    told = f",{FOLD}".join(_mailbox(name, each) for each in mailboxes)
    return f"{name}: {told}\r\n".encode()


def plain_header(name: str, value: str) -> bytes:
    """A line of ASCII that is ours from end to end: dates, ids, kinds.

    Raises:
        MailError: if it is not.
    """
    _check(name, value)
    if not value.isascii():
        message = f"邮件头{name}里有不该有的字符；这封信没有写成。"
        raise MailError(message)
    return f"{name}: {value}\r\n".encode("ascii")


def content_type(kind: str, name: str) -> bytes:
    """``Content-Type`` of an attached file with its ``name``."""
    _check("Content-Type", name)
    told = name if TOKEN.fullmatch(name) else FOLD.join(encoded_words(name, len(' name=""')))
    return f'Content-Type: {kind};{FOLD}name="{told}"\r\n'.encode("ascii")


def content_disposition(disposition: str, name: str) -> bytes:
    """``Content-Disposition`` with its ``filename`` or one unsplit ``filename*``."""
    _check("Content-Disposition", name)
    if TOKEN.fullmatch(name):
        told = f'filename="{name}"'
    else:
        told = f"filename*=utf-8''{quote(name, safe=ATTRIBUTE_CHARACTERS)}"
    return f"Content-Disposition: {disposition};{FOLD}{told}\r\n".encode("ascii")


def encoded_words(text: str, taken: int = 1) -> list[str]:
    """The text as encoded words, none of which parts a character.

    Args:
        taken: characters that stand before the first of them in its line.
    """
    pieces: list[bytes] = []
    piece = b""
    for character in text:
        encoded = character.encode()
        if len(piece) + len(encoded) > _room(1 if pieces else taken):
            pieces.append(piece)
            piece = b""
        piece += encoded
    return [WORD_START + b64encode(each).decode() + WORD_END for each in (*pieces, piece) if each]


def _room(taken: int) -> int:
    """Bytes that one encoded word may hold."""
    width = min(MOST, MOST_IN_LINE - taken)
    return (width - len(WORD_START) - len(WORD_END)) // 4 * 3


def _phrase(text: str, taken: int) -> str:
    if text.isascii() and "=?" not in text and len(text) <= PLAIN_LINE and text == text.strip():
        return text
    return FOLD.join(encoded_words(text, taken))


def _mailbox(header: str, mailbox: Mailbox) -> str:
    _check(header, mailbox.name)
    _check(header, str(mailbox.address))
    if not mailbox.name:
        return str(mailbox.address)
    plain = len(mailbox.name) <= PLAIN_LINE and PLAIN_NAME.fullmatch(mailbox.name)
    taken = len(f"{header}: ")
    name = mailbox.name if plain else FOLD.join(encoded_words(mailbox.name, taken))
    return f"{name}{' ' if plain else FOLD}<{mailbox.address}>"


def _check(header: str, text: str) -> None:
    """The last fence: whatever let a line break through before, no line break gets into a header.

    Raises:
        MailError: there is one, or another control character.
    """
    if UNPRINTABLE.search(text):
        message = f"邮件头{header}里有换行或看不见的控制字符；请检查收件人名单里的这一行。"
        raise MailError(message)
