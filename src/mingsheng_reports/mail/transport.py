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
PIECE = 16_384  # bytes of a text handed over at once: each has the time that one answer may take
FINAL_PATIENCE = 600  # seconds for the answer to a whole text: RFC 5321 §4.5.3.2.6
DONE, GO_ON = 2, 3  # first digits of the answers that are hoped for
REFUSALS = (4, 5)


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
    """The connection is gone, or is as good as gone: what comes over it makes no sense.

    ``handed``: the text was being handed over, it may have arrived.
    """

    def __init__(self, step: str, *, handed: bool, words: str = "") -> None:
        super().__init__(f"服务器的回答看不懂：{words}" if words else f"连接断在{step}")
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
            self._expect(self._smtp.mail(envelope.sender, options), "MAIL")
        for each in envelope.recipients:
            step = f"RCPT {each}"
            with self._watched(step, handed=False):
                self._expect(self._smtp.rcpt(each), step)
        with self._watched("DATA", handed=False):
            self._expect(self._smtp.docmd("DATA"), "DATA", GO_ON)
        try:
            handing()
        except BaseException:
            self.close()  # without the final dot the server must not deliver anything
            raise
        with self._watched("正文", handed=True):
            text = _stuffed(content) + b".\r\n"
            for at in range(0, len(text), PIECE):
                self._smtp.send(text[at : at + PIECE])
            answer = self._final_answer()
            return self._expect(answer, "正文", handed=True)

    def _final_answer(self) -> tuple[int, bytes]:
        """A server may look for viruses before it answers: hanging up meanwhile leaves it open."""
        wire = self._smtp.sock
        if wire is None:
            raise smtplib.SMTPServerDisconnected("closed")
        usual = wire.gettimeout()
        wire.settimeout(max(usual or 0, FINAL_PATIENCE))
        answer = self._smtp.getreply()
        wire.settimeout(usual)
        return answer

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

    def _expect(
        self, answer: tuple[int, bytes], step: str, wanted: int = DONE, *, handed: bool = False
    ) -> Reply:
        try:
            return judged(answer, step, wanted, handed=handed)
        except Refusal as refusal:
            if refusal.reply.code == CLOSING:
                self.close()
            else:
                self._forget()
            raise
        except Lost:
            self.close()
            raise

    def _forget(self) -> None:
        """Drop the letter that was refused, so that the next begins anew."""
        try:
            judged(self._smtp.rset(), "RSET")
        except (smtplib.SMTPException, OSError, ValueError, Refusal, Lost):
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


def judged(
    answer: tuple[int, bytes], step: str, wanted: int = DONE, *, handed: bool = False
) -> Reply:
    """What a server answered, by the first digit alone (RFC 5321 §4.3.2).

    Raises:
        Refusal: it said no.
        Lost: it answered what no step is answered with, so that nobody knows where it stands.
    """
    reply = Reply(answer[0], words_of(answer[1]), step)
    if reply.code // 100 == wanted:
        return reply
    raise no_of(reply, handed=handed)


def no_of(reply: Reply, *, handed: bool = False) -> Refusal | Lost:
    """What an answer other than the one hoped for comes to."""
    if reply.code // 100 in REFUSALS:
        return Refusal(reply)
    return Lost(reply.step, handed=handed, words=str(reply))


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
