"""``msreport mail``: finished briefs as drafts, or sent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from mingsheng_reports.cli.chinese import Command, with_page
from mingsheng_reports.cli.mail_drafts import write_drafts
from mingsheng_reports.cli.mail_folder import OUTPUT, check_stray_journals, folder_of
from mingsheng_reports.cli.mail_job import Job, attention, show
from mingsheng_reports.cli.mail_options import PATH, mail_options
from mingsheng_reports.cli.mail_people import (
    check_sending,
    chosen,
    recipients_asked,
    sender_asked,
)
from mingsheng_reports.cli.mail_route import most_bytes_asked
from mingsheng_reports.cli.mail_sending import send_letters
from mingsheng_reports.cli.mail_status import login, status
from mingsheng_reports.cli.options import reference_option, source_option
from mingsheng_reports.cli.screen import say, warn
from mingsheng_reports.core.errors import ExitCode
from mingsheng_reports.mail.finished import NOT_AS_PRINTED, find_briefs
from mingsheng_reports.mail.journal import Past, read_journal
from mingsheng_reports.mail.plan import make_plan
from mingsheng_reports.mail.writing import MEGABYTE, Wishes

EXAMPLES = (
    (
        "msreport mail output/盘锦市-2022-民生实事简报.pdf --to zhang@example.cn",
        "写成一封草稿",
    ),
    ("msreport mail output --recipients 收件人.csv", "名单上每人一封草稿，各得自己城市的简报"),
    ("msreport mail output --recipients 收件人.csv --dry-run", "先看谁会收到什么"),
    (
        "msreport mail output --recipients 收件人.csv --from office@qq.com --send",
        "列出发送计划，不发",
    ),
    (
        "msreport mail output --recipients 收件人.csv --from office@qq.com --send --yes",
        "看过计划，发",
    ),
    ("msreport mail status", "发到哪里了"),
    ("msreport mail login office@qq.com", "把授权码存进系统钥匙串"),
)
REMARKS = (
    (
        "草稿",
        "用Outlook、Foxmail或Thunderbird打开.eml文件，看过以后按“发送”；名单.csv列出谁得什么。",
    ),
    (
        "名单",
        (
            "CSV文件，表头写：姓名,邮箱,城市,年份,版面,抄送,称呼语言；“邮箱”“城市”必写，"
            "城市可以写几个（顿号隔开）或“全部”，年份写2022或2020-2022，不写是所有年份；"
            "版面不写时不发核校单。"
        ),
    ),
    (
        "不会重发",
        (
            "发送记录在每封信前后都写到磁盘上；中断以后再运行同一条命令，只发没有发出的。"
            "列出计划以后变了的不发，请重新列。"
            "交信时断线的算“结果不明”，不会自己再发，请核实后用 --again 再发。"
        ),
    ),
    (
        "退出码",
        (
            "0 全部写好或发出；1 没有做成，或中途停下；2 命令或名单写得不对；"
            "4 有的收件人没有写成、被退回或结果不明，其余的已做完。"
        ),
    ),
)


class Mail(Command):
    """``mail status`` and ``mail login`` are commands of their own; all else is about letters."""

    inner = {"status": status, "login": login}  # noqa: RUF012  never changed

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,  # noqa: ANN401  Click's signature
    ) -> click.Context:
        """Hand over to the inner command, where the first word names one."""
        if args and args[0] in self.inner:
            name = f"{info_name} {args[0]}"
            return self.inner[args[0]].make_context(name, args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


@with_page(EXAMPLES, REMARKS)
@click.command("mail", cls=Mail, help="把简报写成邮件草稿，或按名单发出")
@click.argument("briefs", metavar="<简报>...", nargs=-1, type=PATH)
@source_option
@reference_option
@mail_options
@click.pass_context
def mail(
    context: click.Context,
    /,
    briefs: tuple[Path, ...],
    **told: Any,  # noqa: ANN401  the options of mail_options
) -> None:
    """Drafts by default: the list's path on stdout. With ``--send`` the plan, then the letters."""
    check_sending(told)
    sender = sender_asked(told)
    recipients = recipients_asked(told)
    asked = chosen(recipients, told["only"])
    found, notices = find_briefs(briefs or (OUTPUT,))
    folder = folder_of(told["campaign"], told["output"], briefs)
    whole = make_plan(told["campaign"], recipients, found)
    plan = whole.part(asked)
    warn(notices)
    for each in plan.withheld:
        attention(str(each))
    wishes = Wishes(
        sender=sender,
        metrics=told["metrics"],
        ascii_names=told["ascii_names"],
        zip_over=told["zip_over"] * MEGABYTE,
        most_bytes=most_bytes_asked(sender, told),
        draft=not told["sending"],
    )
    job = Job(folder, recipients, asked, whole, plan, wishes, told, context.obj)
    short = any(notice.code == NOT_AS_PRINTED for notice in notices)
    if told["dry_run"]:
        show(plan.postings, read_journal(folder) if told["sending"] else Past())
        say(f"共{len(plan.postings)}封，什么也没有写、没有发。")
        short |= bool(plan.withheld)
    elif told["sending"]:
        check_stray_journals(briefs or (OUTPUT,), folder, told["output"])
        short |= send_letters(job)
    else:
        short |= write_drafts(job)
    if short:
        context.exit(ExitCode.PARTIAL)
