"""Encryption, certificates and passwords, against a real server."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import closing
from pathlib import Path

import pytest

from mingsheng_reports.core.errors import MailError, UsageError
from mingsheng_reports.mail.credentials import Secret
from mingsheng_reports.mail.desk import Desk
from mingsheng_reports.mail.dialling import Server, open_session
from mingsheng_reports.mail.journal import Event
from mingsheng_reports.mail.tables import Security
from mingsheng_reports.mail.transport import Envelope, Lost, Refusal, Session
from support.mail_server import (
    ACCOUNT,
    DROP,
    PASSWORD,
    Inbox,
    free_port,
    server_context,
    serving,
    trusted,
)
from support.posting import FAST, Hand, ledger, postings, send, write

ENCRYPTED = (Security.TLS, Security.STARTTLS)
LETTER = b"Subject: x\r\n\r\n.\r\n..x\r\n"
TO = Envelope("office@example.cn", ("zhang@example.cn",))


def dial(
    port: int,
    security: Security,
    trust: Path | None,
    password: str = PASSWORD,
    host: str = "localhost",
) -> Session:
    return open_session(Server(host, port, security, ACCOUNT, trust), Secret(password), 10)


@pytest.mark.parametrize("security", ENCRYPTED)
def test_a_letter_goes_encrypted_and_logged_in(security: Security, tmp_path: Path) -> None:
    with serving(inbox := Inbox(), security=security) as port:
        session = dial(port, security, trusted(tmp_path))
        begun = []
        session.deliver(TO, LETTER, lambda: begun.append(len(inbox.messages)))
        session.leave()
    (received,) = inbox.messages
    assert received.content == LETTER  # dots too
    assert begun == [0]
    assert inbox.logins == [ACCOUNT]


@pytest.mark.parametrize("security", ENCRYPTED)
@pytest.mark.parametrize(
    ("host", "expired", "trusting", "told"),
    [
        ("localhost", True, True, "已经过期"),
        ("mail.example.cn", False, True, "不是发给这个服务器的"),
        ("localhost", False, False, "不在可信之列"),
    ],
)
def test_a_certificate_that_does_not_hold_ends_it(
    security: Security,
    host: str,
    expired: bool,  # noqa: FBT001
    trusting: bool,  # noqa: FBT001
    told: str,
    tmp_path: Path,
) -> None:
    context = server_context(host, expired=expired)
    trust = trusted(tmp_path) if trusting else None
    with (
        serving(inbox := Inbox(), security=security, context=context) as port,
        pytest.raises(MailError, match=told),
    ):
        dial(port, security, trust)
    assert not inbox.logins


@pytest.mark.parametrize("security", ENCRYPTED)
def test_a_wrong_password(security: Security, tmp_path: Path) -> None:
    with (
        serving(Inbox(), security=security) as port,
        pytest.raises(Refusal, match="535") as refused,
    ):
        dial(port, security, trusted(tmp_path), "wrong-sesame")
    assert "wrong-sesame" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_a_password_typed_with_full_width_letters(tmp_path: Path) -> None:
    with (
        serving(Inbox(), security="tls") as port,
        pytest.raises(MailError, match="全角") as refused,
    ):
        dial(port, Security.TLS, trusted(tmp_path), "ｓesame")
    assert "ｓ" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_a_wrong_password_stops_the_run_before_anyone_is_written_to(tmp_path: Path) -> None:
    letters = postings(tmp_path, 3)
    with serving(inbox := Inbox(), security="tls") as port:
        desk = Desk(
            tmp_path, ledger(tmp_path), write,
            lambda: dial(port, Security.TLS, trusted(tmp_path), "no"), FAST, Hand().clock,
        )  # fmt: skip
        outcome = send(letters, desk)
    assert not inbox.messages
    assert "授权码" in outcome.stopped
    assert outcome.count(Event.REFUSED) == 0
    assert outcome.waiting == 3


@pytest.mark.parametrize("step", ["STARTTLS", "AUTH"])
def test_a_connection_lost_on_the_way_in(step: str, tmp_path: Path) -> None:
    inbox = Inbox(lambda at, whose: DROP if at == step else None)  # noqa: ARG005
    with (
        serving(inbox, security="starttls") as port,
        pytest.raises(Lost, match=step) as lost,
    ):
        dial(port, Security.STARTTLS, trusted(tmp_path))
    assert not lost.value.handed


def test_encryption_that_breaks_off_later_is_a_lost_connection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ehlo(smtp: smtplib.SMTP) -> tuple[int, bytes]:
        raise ssl.SSLEOFError(8, f"EOF occurred in violation of protocol {smtp.local_hostname}")

    with serving(Inbox(), security="tls") as port:
        monkeypatch.setattr(smtplib.SMTP, "ehlo", ehlo)
        with pytest.raises(Lost, match="EHLO"):
            dial(port, Security.TLS, trusted(tmp_path))


def test_a_server_without_encryption_gets_no_password(tmp_path: Path) -> None:
    with (
        serving(inbox := Inbox(), auth=False) as port,
        pytest.raises(MailError, match="不提供加密"),
    ):
        dial(port, Security.STARTTLS, trusted(tmp_path))
    assert not inbox.logins
    with serving(Inbox(), auth=False) as port, pytest.raises((MailError, Lost)):
        dial(port, Security.TLS, trusted(tmp_path))


def test_unencrypted_only_on_this_computer() -> None:
    with pytest.raises(UsageError, match="没有加密"):
        open_session(Server("mail.example.cn", 25, Security.NONE), None)


def test_nobody_listens() -> None:
    with pytest.raises(MailError, match="连不上"):
        open_session(Server("127.0.0.1", free_port(), Security.NONE), None, 5)
    with pytest.raises(MailError, match="找不到邮件服务器"):
        open_session(Server("nowhere.invalid", 465, Security.TLS), Secret("x"), 5)


def test_a_file_of_certificates_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "ca.pem"
    path.write_text("nothing")
    with serving(Inbox(), security="tls") as port, pytest.raises(UsageError, match="PEM"):
        dial(port, Security.TLS, path)


def test_an_international_address_needs_a_server_that_knows_them(tmp_path: Path) -> None:
    envelope = Envelope("office@example.cn", ("张三@例子.cn",), international=True)
    with (
        serving(inbox := Inbox(), security="tls", enable_SMTPUTF8=True) as port,
        closing(dial(port, Security.TLS, trusted(tmp_path))) as session,
    ):
        session.deliver(envelope, LETTER, lambda: None)
    assert inbox.messages[0].recipients == ("张三@例子.cn",)
    assert "SMTPUTF8" in inbox.messages[0].options
    with (
        serving(Inbox(), security="tls", enable_SMTPUTF8=False) as port,
        closing(dial(port, Security.TLS, trusted(tmp_path))) as session,
    ):
        with pytest.raises(Refusal, match="国际化"):
            session.deliver(envelope, LETTER, lambda: None)
        session.deliver(TO, LETTER, lambda: None)  # the others go on


def test_a_letter_larger_than_the_server_takes(tmp_path: Path) -> None:
    with (
        serving(Inbox(), security="tls", data_size_limit=1000) as port,
        closing(dial(port, Security.TLS, trusted(tmp_path))) as session,
        pytest.raises(Refusal, match="最多收1000字节"),
    ):
        session.deliver(TO, LETTER * 100, lambda: None)


def test_old_tls_is_not_spoken(tmp_path: Path) -> None:
    context = server_context()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with serving(Inbox(), security="tls", context=context) as port:
        dial(port, Security.TLS, trusted(tmp_path)).leave()


@pytest.mark.parametrize("step", ["banner", "EHLO", "STARTTLS", "EHLO2", "AUTH"])
@pytest.mark.parametrize("answer", ["421 4.3.2 closing", "450 4.7.0 later", "550 5.7.1 not so"])
def test_a_server_that_says_no_on_the_way_in_is_quoted(
    step: str, answer: str, tmp_path: Path
) -> None:
    inbox = Inbox(lambda at, whose: answer if at == step else None)  # noqa: ARG005
    with (
        serving(inbox, security="starttls") as port,
        pytest.raises((Refusal, Lost)) as no,
    ):
        dial(port, Security.STARTTLS, trusted(tmp_path))
    # After 421 at AUTH smtplib tries the next way to log in, on a connection that is closed.
    assert answer in str(no.value) or (step, answer[:3]) == ("AUTH", "421")


class _Slow:
    """An smtplib connection that notes what is sent and how long it would wait."""

    def __init__(self) -> None:
        self.sock = self
        self.esmtp_features: dict[str, str] = {}
        self.patience = 60.0
        self.log: list[tuple[str, float]] = []

    def gettimeout(self) -> float:
        return self.patience

    def settimeout(self, seconds: float) -> None:
        self.patience = seconds

    def has_extn(self, name: str) -> bool:
        return name in self.esmtp_features

    def mail(self, *told: object) -> tuple[int, bytes]:
        self.log.append(("MAIL", self.patience))
        return 250, str(told).encode()

    rcpt = mail

    def docmd(self, command: str) -> tuple[int, bytes]:
        return 354, command.encode()

    def send(self, text: bytes) -> None:
        self.log.append((f"{len(text)}", self.patience))

    def getreply(self) -> tuple[int, bytes]:
        self.log.append(("reply", self.patience))
        return 250, b"ok"


def test_a_slow_line_has_time_for_each_piece_and_the_server_for_its_answer() -> None:
    smtp = _Slow()
    text = b"x" * 76 + b"\r\n"
    Session(smtp).deliver(TO, text * 1000, lambda: None)  # type: ignore[arg-type]
    sizes = [int(name) for name, _ in smtp.log if name.isdigit()]
    assert sum(sizes) == len(text) * 1000 + 3
    assert max(sizes) <= 16384
    assert {patience for name, patience in smtp.log if name != "reply"} == {60.0}
    assert [patience for name, patience in smtp.log if name == "reply"] == [600]
    assert smtp.patience == 60.0
