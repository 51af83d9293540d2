"""A real SMTP server in a thread of its own, with faults on request."""

from __future__ import annotations

import asyncio
import socket
import ssl
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

ACCOUNT, PASSWORD = "office@example.cn", "open sesame"

# step ("MAIL", "RCPT", "DATA", …) and address or sender → what happens there, None for nothing.
# "body": while the text comes, "dot": after it, before the message is taken, "reply": once it is.
Fault = Callable[[str, str], str | None]
DROP = "drop"


@dataclass
class Received:
    """A message as the server took it."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes
    options: tuple[str, ...]


@dataclass
class Inbox:
    """What has been taken, and the faults to show meanwhile.

    ``fault`` answers with a reply line, ``drop`` for breaking the connection, or None.
    """

    fault: Fault = lambda step, whose: None  # noqa: ARG005
    messages: list[Received] = field(default_factory=list)
    connections: int = 0
    logins: list[str] = field(default_factory=list)

    def of(self, address: str) -> list[Received]:
        """The messages for one recipient."""
        return [each for each in self.messages if address in each.recipients]


class Faulty(SMTP):
    """Asks for a fault before every step."""

    inbox: Inbox

    def connection_made(self, transport: Any) -> None:
        begins = self._tls_protocol is None  # and is not the same one after STARTTLS
        self.inbox.connections += begins
        told = self.inbox.fault("banner", "") if begins else None
        if told is None:
            super().connection_made(transport)
        elif told == DROP:
            transport.abort()
        else:
            transport.write(told.encode() + b"\r\n")
            transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        if self.session is not None:  # nothing had begun where the banner was a fault
            super().connection_lost(error)

    async def _fails(self, step: str, whose: str) -> bool:
        told = self.inbox.fault(step, whose)
        if told is None:
            return False
        if told == DROP:
            self.transport.abort()
            raise ConnectionResetError(step)
        await self.push(told)
        if told.startswith("421"):
            self.transport.close()
        return True

    async def smtp_EHLO(self, hostname: str) -> None:
        # After STARTTLS a client says hello once more.
        if not await self._fails("EHLO2" if self._tls_protocol else "EHLO", hostname):
            await super().smtp_EHLO(hostname)

    async def smtp_STARTTLS(self, arg: str) -> None:
        if not await self._fails("STARTTLS", ""):
            await super().smtp_STARTTLS(arg)

    async def smtp_AUTH(self, arg: str) -> None:
        if not await self._fails("AUTH", ""):
            await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg: str) -> None:
        if not await self._fails("MAIL", arg):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str) -> None:
        if not await self._fails("RCPT", arg.partition("<")[2].partition(">")[0]):
            await super().smtp_RCPT(arg)

    async def smtp_RSET(self, arg: str) -> None:
        if not await self._fails("RSET", ""):
            await super().smtp_RSET(arg)

    async def smtp_QUIT(self, arg: str) -> None:
        if not await self._fails("QUIT", ""):
            await super().smtp_QUIT(arg)

    async def smtp_DATA(self, arg: str) -> None:
        whose = self.envelope.rcpt_tos[0] if self.envelope.rcpt_tos else ""
        if await self._fails("DATA", whose):
            return
        if self.inbox.fault("body", whose) == DROP:
            await self.push("354 go on")
            await self._reader.readline()
            self.transport.abort()
            raise ConnectionResetError("body")
        await super().smtp_DATA(arg)


@dataclass
class Handler:
    """Takes messages, unless the fault says otherwise once the text is there."""

    inbox: Inbox

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        del session
        whose = envelope.rcpt_tos[0]
        await asyncio.sleep(0)
        told = self.inbox.fault("dot", whose)
        if told == DROP:
            server.transport.abort()
            raise ConnectionResetError("dot")
        if told is not None:
            return told
        assert isinstance(envelope.content, bytes)
        held = tuple(envelope.rcpt_tos)
        options = tuple(envelope.mail_options)
        self.inbox.messages.append(
            Received(envelope.mail_from or "", held, envelope.content, options)
        )
        told = self.inbox.fault("reply", whose)
        if told == DROP:
            server.transport.abort()
            raise ConnectionResetError("reply")
        return told or "250 2.0.0 taken"

    async def handle_exception(self, error: Exception) -> str:
        del error
        return "451 fault"


class Listening(Controller):
    """A controller whose server shows faults."""

    inbox: Inbox

    def factory(self) -> SMTP:
        with warnings.catch_warnings():
            # It warns of AUTH without STARTTLS, also where TLS began before the first word.
            warnings.simplefilter("ignore")
            made = Faulty(self.handler, **self.SMTP_kwargs)
        made.inbox = self.inbox
        return made


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@cache
def authority() -> trustme.CA:
    """An issuer of certificates that only the tests trust."""
    return trustme.CA()


def server_context(host: str = "localhost", *, expired: bool = False) -> ssl.SSLContext:
    """A certificate for that host."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    until = datetime.now(UTC) + timedelta(days=-2 if expired else 2)
    begun = datetime.now(UTC) - timedelta(days=9)
    authority().issue_cert(host, not_before=begun, not_after=until).configure_cert(context)
    return context


def trusted(folder: Path) -> Path:
    """The issuer's certificate as a file."""
    path = folder / "ca.pem"
    authority().cert_pem.write_to_path(path)
    return path


@contextmanager
def serving(
    inbox: Inbox,
    *,
    security: str = "none",
    context: ssl.SSLContext | None = None,
    auth: bool = True,
    **settings: Any,
) -> Iterator[int]:
    """A server with TLS and AUTH; its port."""

    def authenticate(
        server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        del server, session, envelope, mechanism
        assert isinstance(data, LoginPassword)
        inbox.logins.append(data.login.decode())
        good = data.login == ACCOUNT.encode() and data.password == PASSWORD.encode()
        return AuthResult(success=good, handled=False)

    if auth:
        settings |= {"authenticator": authenticate, "auth_required": True}
        settings |= {"auth_require_tls": security == "starttls"}
    if security == "starttls":
        settings |= {"tls_context": context or server_context(), "require_starttls": True}
    if security == "tls":
        settings |= {"ssl_context": context or server_context()}
    listening = Listening(
        Handler(inbox), hostname="127.0.0.1", port=free_port(), server_hostname="test", **settings
    )
    listening.inbox = inbox
    fault, inbox.fault = inbox.fault, lambda step, whose: None  # noqa: ARG005  while it starts
    listening.start()
    inbox.connections = 0
    inbox.fault = fault
    try:
        yield listening.port
    finally:
        listening.stop()
