"""Who writes to whom, by the options of ``msreport mail``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mingsheng_reports.core.errors import UsageError
from mingsheng_reports.mail.addresses import AddressError, Mailbox, parse_mailbox
from mingsheng_reports.mail.recipients import Recipient, read_recipients

OF_SENDING = {
    "--yes": "yes",
    "--limit": "limit",
    "--again": "again",
    "--today": "today",
    "--server": "server",
    "--security": "security",
    "--account": "account",
    "--password-file": "password_file",
    "--ca": "trust",
    "--per-minute": "per_minute",
}


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


def again_asked(recipients: Sequence[Recipient], told: dict[str, Any]) -> tuple[str, ...]:
    """The mailboxes of ``--again``.

    Raises:
        UsageError: one of them is nobody's to whom this command writes.
    """
    asked = tuple(_mailbox(text, "--again").address.key for text in told["again"])
    lacking = set(asked) - {each.key for each in recipients}
    if lacking:
        listed = "、".join(sorted(lacking))
        message = f"这次的收件人里没有{listed}；请检查 --again 后面的地址和 --only。"
        raise UsageError(message)
    return asked


def check_sending(told: dict[str, Any]) -> None:
    """Do nothing unless an option was written that only means something with ``--send``.

    Raises:
        UsageError: there is one.
    """
    if told["sending"]:
        return
    written = [option for option, name in OF_SENDING.items() if told[name]]
    if written:
        message = (
            f"{'、'.join(written)} 要和 --send 一起用；要发信请加上 --send，只写草稿请去掉它。"
        )
        raise UsageError(message)


def _mailbox(text: str, option: str) -> Mailbox:
    try:
        return parse_mailbox(text)
    except AddressError as error:
        message = f"{option} 后面的“{text}”不是邮箱地址：{error}；请改正。"
        raise UsageError(message) from error
