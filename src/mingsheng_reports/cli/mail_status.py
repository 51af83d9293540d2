"""``msreport mail status`` and ``msreport mail login``."""

from __future__ import annotations

from pathlib import Path

import click

from mingsheng_reports.cli.chinese import Command, with_page
from mingsheng_reports.cli.listing import show, text_form_option
from mingsheng_reports.cli.mail_folder import folder_of
from mingsheng_reports.cli.mail_options import CAMPAIGN, PATH
from mingsheng_reports.cli.screen import say
from mingsheng_reports.core.errors import UsageError
from mingsheng_reports.mail.addresses import AddressError, parse_address
from mingsheng_reports.mail.credentials import Secret, keep_secret
from mingsheng_reports.mail.journal import State, read_journal
from mingsheng_reports.mail.planned import kept_plan
from mingsheng_reports.mail.status import Standing, standings

COLUMNS = ("state", "name", "address", "briefs", "at", "words")


@with_page(
    (
        ("msreport mail status", "这一批发到哪里了"),
        ("msreport mail status --campaign 一月 --format csv", "另一批的，写成表格"),
    ),
    (
        (
            "四种状态",
            (
                "结果不明：正文交给服务器时断了线或回答看不懂，可能到了也可能没到，请向收件人核实，"
                "没收到的用 --again 再发；被退回：后面是服务器的原话；等待：还没有发，或写不成，"
                "后面是原因；已发出。"
            ),
        ),
    ),
)
@click.command("status", cls=Command, help="发送记录：已发出、被退回、结果不明、等待")
@click.option("--campaign", default=CAMPAIGN, metavar="名称", help="哪一批；不写时是“简报”")
@click.option(
    "-o",
    "output",
    type=PATH,
    metavar="文件夹",
    help="发送时用 -o 换过位置，或不在output里的，写那个文件夹",
)
@text_form_option
def status(campaign: str, output: Path | None, form: str) -> None:
    """Every letter on stdout, what needs a person first; the counts on stderr."""
    folder = folder_of(campaign, output)
    plan, past = kept_plan(folder), read_journal(folder)
    if not plan and not past.last:
        message = f"{folder}里没有发送记录；请检查 --campaign，或先运行 msreport mail … --send。"
        raise UsageError(message)
    found = standings(plan, past)
    show(found, _line, COLUMNS, form)
    counts = "，".join(
        f"{state.value}{sum(each.state is state for each in found)}" for state in State
    )
    say(f"共{len(found)}封：{counts}。")


def _line(each: Standing) -> str:
    name = f"{each.name} <{each.address}>" if each.name else each.address
    told = "  ".join(filter(None, (each.at, each.words)))
    return "  ".join(filter(None, (each.state.value, name, each.briefs, told)))


@with_page(
    (("msreport mail login office@qq.com", "把邮箱的授权码存进系统钥匙串"),),
    (("说明", "输入时屏幕上不显示；只存在这台电脑的系统钥匙串里，不写进任何文件。"),),
)
@click.command("login", cls=Command, help="把邮箱密码（授权码）存进系统钥匙串")
@click.argument("account", metavar="<账号>")
def login(account: str) -> None:
    """Ask for the password and keep it."""
    try:
        known = str(parse_address(account))
    except AddressError as error:
        message = f"“{account}”不是邮箱地址：{error}；请改正。"
        raise UsageError(message) from error
    text = click.prompt(f"{known}的密码（授权码）", hide_input=True, type=str, err=True)
    keep_secret(known, Secret(text.strip()))
    say(f"已存进系统钥匙串；发信时写 --from {known} 就会用它。")
