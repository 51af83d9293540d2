"""A letter becomes the bytes of a message: same letter, same bytes.

::

    multipart/mixed
    ├─ multipart/alternative
    │  ├─ text/plain
    │  └─ multipart/related
    │     ├─ text/html
    │     └─ image/png …      shown inside the HTML
    └─ application/pdf …

Every body is base64: no line can be too long, begin with a dot, or be mistaken for a boundary.
"""

from __future__ import annotations

import hashlib
from base64 import encodebytes
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from mingsheng_reports.mail.addresses import Mailbox
from mingsheng_reports.mail.headers import (
    address_header,
    content_disposition,
    content_type,
    plain_header,
    text_header,
)

KINDS = {".pdf": "application/pdf", ".csv": "text/csv; charset=utf-8", ".zip": "application/zip"}
UNKNOWN = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along under a name."""

    name: str
    content: bytes

    @property
    def kind(self) -> str:
        """Its media type, by the ending of its name."""
        return next((kind for end, kind in KINDS.items() if self.name.endswith(end)), UNKNOWN)


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG shown inside the HTML, which calls it ``cid:…`` by its ``content_id``."""

    content_id: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one recipient.

    Attributes:
        message_id: with its angle brackets.
        date: None leaves it to the mail program that sends the draft.
        draft: opens in a mail program ready to be sent (``X-Unsent``).
    """

    sender: Mailbox | None
    to: Mailbox
    cc: tuple[Mailbox, ...]
    subject: str
    text: str
    html: str
    pictures: tuple[Picture, ...]
    attachments: tuple[Attachment, ...]
    message_id: str
    date: datetime | None = None
    draft: bool = False

    @property
    def international(self) -> bool:
        """Whether a server that does not speak SMTPUTF8 cannot take it."""
        boxes = (self.to, *self.cc, *([self.sender] if self.sender else []))
        return any(box.address.international for box in boxes)


def message_bytes(letter: Letter) -> bytes:
    """The whole message with CRLF line ends.

    Raises:
        MailError: if something would break out of its header.
    """
    mark = hashlib.sha256(letter.message_id.encode()).hexdigest()[:24]
    html = _text("text/html", letter.html)
    if letter.pictures:
        pictures = [_picture(picture) for picture in letter.pictures]
        html = _multipart("related", f"r_{mark}", [html, *pictures])
    alternatives = [_text("text/plain", letter.text), html]
    body = _multipart("alternative", f"a_{mark}", alternatives)
    files = [_attached(attachment) for attachment in letter.attachments]
    return b"".join(_head(letter)) + _multipart("mixed", f"m_{mark}", [body, *files])


def _head(letter: Letter) -> list[bytes]:
    lines = [address_header("From", [letter.sender])] if letter.sender else []
    lines.append(address_header("To", [letter.to]))
    if letter.cc:
        lines.append(address_header("Cc", letter.cc))
    lines.append(text_header("Subject", letter.subject))
    if letter.date:
        lines.append(plain_header("Date", format_datetime(letter.date)))
    lines.append(plain_header("Message-ID", letter.message_id))
    if letter.draft:
        lines.append(plain_header("X-Unsent", "1"))
    return [*lines, plain_header("MIME-Version", "1.0")]


def _multipart(kind: str, mark: str, parts: Sequence[bytes]) -> bytes:
    boundary = f"=_{mark}"  # base64 has neither = before _ nor _ at all
    line = f"--{boundary}".encode()
    head = plain_header("Content-Type", f'multipart/{kind}; boundary="{boundary}"')
    body = b"".join(line + b"\r\n" + part for part in parts)
    return head + b"\r\n" + body + line + b"--\r\n"


def _text(kind: str, text: str) -> bytes:
    lines = "\r\n".join(text.splitlines()) + "\r\n"
    return plain_header("Content-Type", f"{kind}; charset=utf-8") + _encoded(lines.encode())


def _picture(picture: Picture) -> bytes:
    name = f"{picture.content_id.partition('@')[0]}.png"
    return (
        content_type("image/png", name)
        + content_disposition("inline", name)
        + plain_header("Content-ID", f"<{picture.content_id}>")
        + _encoded(picture.content)
    )


def _attached(attachment: Attachment) -> bytes:
    return (
        content_type(attachment.kind, attachment.name)
        + content_disposition("attachment", attachment.name)
        + _encoded(attachment.content)
    )


def _encoded(content: bytes) -> bytes:
    head = plain_header("Content-Transfer-Encoding", "base64")
    return head + b"\r\n" + encodebytes(content).replace(b"\n", b"\r\n")
