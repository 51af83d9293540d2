"""The options of ``msreport mail``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from mingsheng_reports.cli.options import Choice
from mingsheng_reports.mail.tables import Security

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

CAMPAIGN = "简报"
PATH = click.Path(path_type=Path)

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
        help="草稿和发送记录放在哪里，每一批一个文件夹；不写时在简报旁边的mail里",
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
        help="邮箱服务商，例如 qq、163、exmail、office365；不写时按发件地址或服务器",
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
