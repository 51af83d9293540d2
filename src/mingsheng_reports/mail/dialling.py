"""The way to a server: connect, encrypt, check its certificate, log in."""

from __future__ import annotations

import contextlib
import smtplib
import socket
import ssl
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from mingsheng_reports.core.errors import MailError, UsageError
from mingsheng_reports.mail.credentials import Secret
from mingsheng_reports.mail.tables import Security
from mingsheng_reports.mail.transport import (
    Lost,
    Refusal,
    Reply,
    Session,
    judged,
    no_of,
    words_of,
)

# What a server is told of this computer: its own name may hold what no server takes, and is no
# business of others (RFC 5321 §4.1.3 allows an address in its stead).
OWN_NAME = "[127.0.0.1]"
CONNECTING, STARTING_TLS = "连接", "STARTTLS"
TIMEOUT = 60  # seconds that a server may take for one answer
EXPIRED, NOT_YET, SELF_SIGNED, IN_CHAIN, UNKNOWN_ISSUER, OTHER_HOST = 10, 9, 18, 19, 20, 62
CERTIFICATE = {
    EXPIRED: "证书已经过期",
    NOT_YET: "证书还没有生效，请检查这台电脑的日期",
    SELF_SIGNED: "证书是自己签的，没有可信的机构作保",
    IN_CHAIN: "证书的签发机构不在可信之列",
    UNKNOWN_ISSUER: "证书的签发机构不在可信之列",
    OTHER_HOST: "证书不是发给这个服务器的",
}


@dataclass(frozen=True, slots=True)
class Server:
    """Where and how to connect.

    Attributes:
        account: name to log in with; empty for none.
        trust: a file of certificates to trust besides the system's, or None.
    """

    host: str
    port: int
    security: Security
    account: str = ""
    trust: Path | None = None

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


@dataclass(slots=True)
class _Progress:
    """How far the way to a server has been gone."""

    step: str = CONNECTING
    connected: bool = False


def check_encrypted(server: Server) -> None:
    """Do nothing when nobody on the way can read along.

    Raises:
        UsageError: another computer would be written to in the open.
    """
    if server.security is Security.NONE and not _is_here(server.host):
        message = (
            f"{server}没有加密，密码和信会被别人看到；请用 --security tls 或 starttls，"
            "不加密只能发给本机。"
        )
        raise UsageError(message)


def open_session(server: Server, secret: Secret | None, timeout: float = TIMEOUT) -> Session:
    """Connect, encrypt, log in.

    Raises:
        UsageError: an unencrypted connection to another computer was asked for.
        MailError: no connection that may be used can be had; with the reason.
        Refusal: the server will not have us.
        Lost: the connection broke meanwhile.
    """
    check_encrypted(server)
    progress = _Progress()
    try:
        return Session(_opened(server, secret, timeout, progress))
    except ssl.SSLCertVerificationError as error:
        raise MailError(_certificate(server, error)) from error
    except ssl.SSLError as error:
        if progress.step not in {CONNECTING, STARTING_TLS}:
            raise Lost(progress.step, handed=False) from error
        message = (
            f"和{server}没有谈成加密连接；请检查端口和 --security（465多为tls，587多为starttls）。"
        )
        raise MailError(message) from error
    except smtplib.SMTPResponseException as error:  # the banner, or STARTTLS
        raise _no(error, progress.step) from error
    except smtplib.SMTPServerDisconnected as error:
        raise Lost(progress.step, handed=False) from error
    except OSError as error:
        if progress.connected:
            raise Lost(progress.step, handed=False) from error
        raise MailError(_unreachable(server, error)) from error


def _opened(
    server: Server, secret: Secret | None, timeout: float, progress: _Progress
) -> smtplib.SMTP:
    smtp = _connected(server, timeout)
    progress.connected = True
    try:
        progress.step = "EHLO"
        judged(smtp.ehlo(), progress.step)
        if server.security is Security.STARTTLS:
            progress.step = STARTING_TLS
            _start_tls(smtp, server)
            progress.step = "EHLO"
            judged(smtp.ehlo(), progress.step)
        if secret is not None:
            progress.step = "AUTH"
            _log_in(smtp, server, secret)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _connected(server: Server, timeout: float) -> smtplib.SMTP:
    if server.security is Security.TLS:
        context = _context(server)
        return smtplib.SMTP_SSL(
            server.host, server.port, OWN_NAME, timeout=timeout, context=context
        )
    return smtplib.SMTP(server.host, server.port, OWN_NAME, timeout=timeout)


def _start_tls(smtp: smtplib.SMTP, server: Server) -> None:
    if not smtp.has_extn("starttls"):
        message = (
            f"{server}不提供加密（STARTTLS），没有登录，也没有发信；请换端口或用 --security tls。"
        )
        raise MailError(message)
    smtp.starttls(context=_context(server))


def _log_in(smtp: smtplib.SMTP, server: Server, secret: Secret) -> None:
    try:
        smtp.login(server.account, secret.reveal())
    except smtplib.SMTPResponseException as error:
        raise _no(error, "AUTH") from None  # the cause would carry the password's exchange
    except smtplib.SMTPServerDisconnected:
        raise
    except UnicodeEncodeError:
        message = (
            "账号或密码（授权码）里有汉字或全角字符，登录不了；请检查密码文件或重新存一次密码。"
        )
        raise MailError(message) from None  # the cause names the character
    except smtplib.SMTPNotSupportedError as error:
        message = f"{server}不接受登录；请检查服务器地址和端口。"
        raise MailError(message) from error
    except smtplib.SMTPException as error:
        message = f"{server}的登录方式这里都不会；请问邮箱管理员怎样用SMTP登录。"
        raise MailError(message) from error


def _no(error: smtplib.SMTPResponseException, step: str) -> Refusal | Lost:
    """The server's own words, where smtplib has made an error of them."""
    return no_of(Reply(error.smtp_code, words_of(error.smtp_error), step))


def _context(server: Server) -> ssl.SSLContext:
    """Certificates and host names are checked; TLS 1.2 or later."""
    context = ssl.create_default_context()
    if server.trust is not None:
        try:
            context.load_verify_locations(server.trust)
        except (OSError, ssl.SSLError) as error:
            message = f"证书文件{server.trust}读不出来；请检查 --ca 后面的文件，应为PEM格式。"
            raise UsageError(message) from error
    return context


def _certificate(server: Server, error: ssl.SSLCertVerificationError) -> str:
    why = CERTIFICATE.get(error.verify_code, f"证书没有通过检查（{error.verify_message}）")
    return f"{server}的{why}，没有登录，也没有发信；请与邮箱管理员核实。"


def _unreachable(server: Server, error: OSError) -> str:
    if isinstance(error, socket.gaierror):
        return f"找不到邮件服务器{server.host}；请检查地址和网络。"
    if isinstance(error, TimeoutError):
        return f"邮件服务器{server}没有回应；请检查端口和网络。"
    return f"连不上邮件服务器{server}（{error.strerror or error}）；请检查地址、端口和网络。"


def _is_here(host: str) -> bool:
    with contextlib.suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"
