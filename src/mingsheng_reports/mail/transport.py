"""One SMTP connection, exact about how far a letter came.

``smtplib``'s own ``sendmail`` does not tell whether a connection was lost before or after a
message was handed over, which is the one thing that decides whether it may be sent again. Here
every step of RFC 5321 is taken and answered for itself.
"""

from __future__ import annotations

import contextlib
import smtplib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

CLOSING = 421
LONGEST_WORDS = 300


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who sends to whom, as the server is told."""

    sender: str
    recipients: tuple[str, ...]
    international: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's answer. ``step``: what it answered: ``MAIL``, ``RCPT zhang@example.cn``."""

    code: int
    words: str
    step: str

    def __str__(self) -> str:
        return f"{self.code} {self.words}（{self.step}）"


class Refusal(Exception):  # noqa: N818  an answer, not an error of ours
    """The server answered, and the answer is no."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(str(reply))
        self.reply = reply


class Lost(Exception):  # noqa: N818  what happened, as smtplib's own SMTPServerDisconnected
    """The connection is gone. ``handed``: the text was being handed over, it may have arrived."""

    def __init__(self, step: str, *, handed: bool) -> None:
        super().__init__(f"连接断在{step}")
        self.step = step
        self.handed = handed


class Session:
    """A connection that is open and logged in."""

    def __init__(self, smtp: smtplib.SMTP) -> None:
        self._smtp = smtp
        self.open = True

    def deliver(self, envelope: Envelope, content: bytes, handing: Callable[[], None]) -> Reply:
        """Hand over one message; all of its recipients or none.

        Args:
            content: with CRLF line ends.
            handing: called before the first byte of the text; if it fails, nothing was sent.

        Raises:
            Refusal: the server said no; nothing was sent.
            Lost: the connection broke.
        """
        options = self._options(envelope, content)
        with self._watched("MAIL", handed=False):
            self._expect(self._smtp.mail(envelope.sender, options), "MAIL", 250)
        for each in envelope.recipients:
            step = f"RCPT {each}"
            with self._watched(step, handed=False):
                self._expect(self._smtp.rcpt(each), step, 250, 251, 252)
        with self._watched("DATA", handed=False):
            self._expect(self._smtp.docmd("DATA"), "DATA", 354)
        try:
            handing()
        except BaseException:
            self.close()  # without the final dot the server must not deliver anything
            raise
        with self._watched("正文", handed=True):
            self._smtp.send(_stuffed(content) + b".\r\n")
            return self._expect(self._smtp.getreply(), "正文", 250)

    def _options(self, envelope: Envelope, content: bytes) -> list[str]:
        options = []
        self._smtp.command_encoding = "ascii"
        if envelope.international:
            if not self._smtp.has_extn("smtputf8"):
                words = "服务器不支持国际化邮箱地址（SMTPUTF8）"
                raise Refusal(Reply(553, words, "地址"))
            self._smtp.command_encoding = "utf-8"
            options += ["SMTPUTF8", "BODY=8BITMIME"]
        if self._smtp.has_extn("size"):
            limit = self._smtp.esmtp_features.get("size", "")
            if limit.isdigit() and 0 < int(limit) < len(content):
                words = f"信有{len(content)}字节，服务器最多收{limit}字节"
                raise Refusal(Reply(552, words, "正文"))
            options.append(f"size={len(content)}")
        return options

    def _expect(self, answer: tuple[int, bytes], step: str, *codes: int) -> Reply:
        reply = Reply(answer[0], words_of(answer[1]), step)
        if reply.code in codes:
            return reply
        if reply.code == CLOSING:
            self.close()
        else:
            self._forget()
        raise Refusal(reply)

    def _forget(self) -> None:
        """Drop the letter that was refused, so that the next begins anew."""
        try:
            self._smtp.rset()
        except (smtplib.SMTPException, OSError):
            self.close()

    @contextlib.contextmanager
    def _watched(self, step: str, *, handed: bool) -> Iterator[None]:
        try:
            yield
        except (smtplib.SMTPException, OSError, ValueError) as error:
            self.close()
            raise Lost(step, handed=handed) from error

    def close(self) -> None:
        """Break the connection off."""
        self.open = False
        self._smtp.close()

    def leave(self) -> None:
        """Say goodbye; whatever goes wrong then is of no account."""
        self.open = False
        with contextlib.suppress(smtplib.SMTPException, OSError):
            self._smtp.quit()
        self._smtp.close()


def words_of(answer: bytes | str) -> str:
    """A server's words on one line, whatever it sent: UTF-8, GBK, control characters."""
    answer = answer.encode() if isinstance(answer, str) else answer
    try:
        text = answer.decode("utf-8")
    except UnicodeDecodeError:
        text = answer.decode("gb18030", errors="replace")
    clean = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(clean.split())[:LONGEST_WORDS]


def _stuffed(content: bytes) -> bytes:
    """A line that begins with a dot gets a second one (RFC 5321 §4.5.2)."""
    doubled = content.replace(b"\r\n.", b"\r\n..")
    doubled = b"." + doubled if doubled.startswith(b".") else doubled
    return doubled if doubled.endswith(b"\r\n") else doubled + b"\r\n"
