"""By which way letters go, by the options of ``msreport mail``: server, pace, password."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingsheng_reports.core.errors import UsageError
from mingsheng_reports.mail.addresses import Mailbox
from mingsheng_reports.mail.credentials import Secret, secret_from_file, secret_from_keyring
from mingsheng_reports.mail.desk import Pace
from mingsheng_reports.mail.dialling import Server, check_encrypted
from mingsheng_reports.mail.tables import (
    Provider,
    Security,
    find_provider,
    provider_at,
    provider_of,
)

USUAL_PACE = 10  # letters a minute where no provider is known
BY_PORT = {465: Security.TLS, 994: Security.TLS, 587: Security.STARTTLS, 25: Security.STARTTLS}
NO_SENDER = "没有写发件人；请加上 --from，例如 --from '民生办 <office@example.cn>'。"


@dataclass(frozen=True, slots=True)
class Route:
    """By which way letters go: server, pace, the largest message (0 for any)."""

    title: str
    server: Server
    pace: Pace
    most_bytes: int


def route_asked(sender: Mailbox, told: dict[str, Any]) -> Route:
    """The server by option, by provider, or by the sender's own domain.

    Raises:
        UsageError: it cannot be told which, or how to encrypt.
    """
    provider = _provider(sender, told)
    host, port = _server(told["server"], provider)
    security = _security(told["security"], port, None if told["server"] else provider)
    account = told["account"] or str(sender.address)
    pace = Pace(
        per_minute=told["per_minute"] or (provider.per_minute if provider else USUAL_PACE),
        per_day=provider.per_day if provider else 0,
        limit=told["limit"],
        today=told["today"],
    )
    known = Server(host, port, security, account, told["trust"])
    check_encrypted(known)
    title = provider.title if provider else "邮件服务器"
    return Route(title, known, pace, provider.most_bytes if provider else 0)


def most_bytes_asked(sender: Mailbox | None, told: dict[str, Any]) -> int:
    """The largest message that the sender's provider takes; 0 where that is not known.

    Raises:
        UsageError: there is no such provider.
    """
    provider = _provider(sender, told)
    return provider.most_bytes if provider else 0


def _provider(sender: Mailbox | None, told: dict[str, Any]) -> Provider | None:
    """By name, by the server that is written, or by the sender's domain."""
    if told["provider"]:
        return find_provider(told["provider"])
    if told["server"]:
        return provider_at(told["server"].rpartition(":")[0] or told["server"])
    return provider_of(sender.address.domain) if sender else None


def _server(written: str | None, provider: Provider | None) -> tuple[str, int]:
    if written:
        host, colon, port = written.rpartition(":")
        if not colon:
            return written, provider.port if provider else 465
        if host and port.isdigit() and 0 < int(port) < 65536:
            return host.strip("[]"), int(port)
        message = f"--server 后面的“{written}”不对；请写成 mail.example.cn:465。"
        raise UsageError(message)
    if provider is None:
        message = "看不出发件地址属于哪个服务商；请用 --provider 写明，或用 --server 写服务器地址。"
        raise UsageError(message)
    if not provider.host:
        message = (
            f"{provider.title}的服务器各单位不同；请用 --server 写明，"
            "例如 --server mail.example.cn:587。"
        )
        raise UsageError(message)
    return provider.host, provider.port


def _security(written: str | None, port: int, provider: Provider | None) -> Security:
    if written:
        return Security(written)
    if provider:
        return provider.security
    if port in BY_PORT:
        return BY_PORT[port]
    message = f"看不出端口{port}怎样加密；请加上 --security tls 或 --security starttls。"
    raise UsageError(message)


def secret_asked(route: Route, password_file: Path | None) -> Secret | None:
    """From the file, else from the keyring; none where nothing is encrypted (this computer only).

    Raises:
        UsageError: there is none that may be used.
    """
    if route.server.security is Security.NONE:
        return None
    if password_file is not None:
        return secret_from_file(password_file)
    return secret_from_keyring(route.server.account)
