"""The options of ``msreport mail``, and what they come to: recipients, server, pace."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from mingsheng_reports.cli.options import Choice
from mingsheng_reports.core.errors import UsageError
from mingsheng_reports.mail.addresses import AddressError, Mailbox, parse_mailbox
from mingsheng_reports.mail.credentials import Secret, secret_from_file, secret_from_keyring
from mingsheng_reports.mail.desk import Pace
from mingsheng_reports.mail.dialling import Server, check_encrypted
from mingsheng_reports.mail.recipients import Recipient, read_recipients
from mingsheng_reports.mail.tables import Provider, Security, find_provider, provider_of

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

CAMPAIGN = "简报"
PATH = click.Path(path_type=Path)
USUAL_PACE = 10  # letters a minute where no provider is known
BY_PORT = {465: Security.TLS, 994: Security.TLS, 587: Security.STARTTLS, 25: Security.STARTTLS}
NO_SENDER = "没有写发件人；请加上 --from，例如 --from '民生办 <office@example.cn>'。"

OPTIONS = (
    click.option(
        "--to", multiple=True, metavar="收件人", help="地址，或 '张三 <地址>'；可以写多次，各得一封"
    ),
    click.option(
        "--recipients",
        type=PATH,
        metavar="文件",
        help="收件人名单（CSV），各得自己城市和年份的简报",
    ),
    click.option("--cc", multiple=True, metavar="收件人", help="抄送给谁，和 --to 一起用"),
    click.option(
        "--from", "sender", metavar="发件人", help="发件人，地址或 '民生办 <地址>'；发送时必写"
    ),
    click.option(
        "--campaign",
        default=CAMPAIGN,
        metavar="名称",
        help="这一批的名称；同一批里一份简报只给一个人发一次",
    ),
    click.option(
        "-o",
        "output",
        type=PATH,
        metavar="文件夹",
        help="草稿和发送记录放在哪里；不写时在output/mail里",
    ),
    click.option(
        "--organisation",
        "masthead_organisation",
        metavar="单位",
        help="写在信末的单位；不写时用版式里的",
    ),
    click.option("--theme", metavar="版式", help="信的颜色：自带版式的名字，或自己写的TOML文件"),
    click.option(
        "--template-dir",
        type=PATH,
        metavar="文件夹",
        help="自己的模板文件夹，里面mail/下有的文件代替自带的同名文件",
    ),
    click.option("--csv", "metrics", is_flag=True, help="把指标表（CSV）也附上"),
    click.option("--ascii-names", is_flag=True, help="附件用拼音文件名，给不认中文文件名的邮箱"),
    click.option(
        "--zip-over",
        type=click.IntRange(1),
        default=15,
        metavar="MB",
        help="附件超过多少MB就压成一个zip，不写时15",
    ),
    click.option(
        "--only", multiple=True, metavar="收件人", help="只写给名单里的这几个人（姓名或地址）"
    ),
    click.option("--dry-run", is_flag=True, help="只列出谁会收到什么，什么也不写、不发"),
    click.option("--send", "sending", is_flag=True, help="直接发出（SMTP）；不加 --yes 时只列计划"),
    click.option("--yes", is_flag=True, help="看过计划了，发"),
    click.option("--limit", type=click.IntRange(1), metavar="封数", help="这一次最多发几封"),
    click.option("--today", is_flag=True, help="服务商今天说过发得太多，已经解除的，今天接着发"),
    click.option(
        "--again",
        multiple=True,
        metavar="地址",
        help="被退回或结果不明的，核实后对这个地址再发一次",
    ),
    click.option(
        "--provider",
        metavar="服务商",
        help="邮箱服务商，例如 qq、163、exmail、office365；不写时按发件地址",
    ),
    click.option("--server", metavar="地址", help="邮件服务器，例如 mail.example.cn:465"),
    click.option(
        "--security",
        type=Choice(tuple(Security)),
        metavar="方式",
        help="加密方式：tls、starttls；none 只能用于本机",
    ),
    click.option("--account", metavar="账号", help="登录的账号；不写时是发件地址"),
    click.option(
        "--password-file",
        type=PATH,
        metavar="文件",
        help="第一行写密码（授权码）、只有自己能读的文件；不写时用系统钥匙串",
    ),
    click.option(
        "--ca",
        "trust",
        type=PATH,
        metavar="文件",
        help="另外信任的证书（PEM），用于本单位自签的服务器",
    ),
    click.option(
        "--per-minute",
        type=click.IntRange(1),
        metavar="封数",
        help="每分钟最多发几封；不写时按服务商",
    ),
)


def mail_options(command: Decorated) -> Decorated:
    """All of them, in this order on the help page."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Route:
    """By which way letters go: server, pace, the largest message (0 for any)."""

    title: str
    server: Server
    pace: Pace
    most_bytes: int


def recipients_asked(told: dict[str, Any]) -> tuple[Recipient, ...]:
    """From the list, or from ``--to`` and ``--cc``.

    Raises:
        UsageError: there are none, both are given, or one is no address.
    """
    if bool(told["to"]) == bool(told["recipients"]):
        message = "收件人请用 --to 写，或用 --recipients 给一个名单，二者选一。"
        raise UsageError(message)
    if told["recipients"]:
        if told["cc"]:
            message = "名单里有“抄送”一列，不用 --cc；请写在名单里。"
            raise UsageError(message)
        return read_recipients(told["recipients"])
    cc = tuple(_mailbox(text, "--cc") for text in told["cc"])
    boxes = {box.address.key: box for box in (_mailbox(text, "--to") for text in told["to"])}
    return tuple(Recipient(box, cc=cc) for box in boxes.values())


def sender_asked(told: dict[str, Any]) -> Mailbox | None:
    """``--from``; None where it is not written."""
    return _mailbox(told["sender"], "--from") if told["sender"] else None


def chosen(recipients: Sequence[Recipient], only: Sequence[str]) -> tuple[Recipient, ...]:
    """Those that ``--only`` names; all where it names none.

    Raises:
        UsageError: one of them is not in the list.
    """
    wanted = [name.strip() for name in only]
    known = {name for each in recipients for name in (each.mailbox.name, each.key)}
    lacking = [name for name in wanted if name not in known and name.casefold() not in known]
    if lacking:
        message = f"名单里没有“{'”“'.join(lacking)}”；请检查 --only 后面的姓名或地址。"
        raise UsageError(message)
    held = {*wanted, *(name.casefold() for name in wanted)}
    return tuple(each for each in recipients if not wanted or held & {each.mailbox.name, each.key})


def again_asked(told: dict[str, Any]) -> tuple[str, ...]:
    """The mailboxes of ``--again``."""
    return tuple(_mailbox(text, "--again").address.key for text in told["again"])


def _mailbox(text: str, option: str) -> Mailbox:
    try:
        return parse_mailbox(text)
    except AddressError as error:
        message = f"{option} 后面的“{text}”不是邮箱地址：{error}；请改正。"
        raise UsageError(message) from error


def route_asked(sender: Mailbox, told: dict[str, Any]) -> Route:
    """The server by option, by provider, or by the sender's own domain.

    Raises:
        UsageError: it cannot be told which, or how to encrypt.
    """
    named = told["provider"]
    provider = find_provider(named) if named else provider_of(sender.address.domain)
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
