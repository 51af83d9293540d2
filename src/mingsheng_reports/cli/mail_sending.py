"""``msreport mail --send``: the plan, the letters, what became of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from mingsheng_reports.cli.mail_folder import status_command
from mingsheng_reports.cli.mail_job import Job, attention, show, writer_of
from mingsheng_reports.cli.mail_people import again_asked
from mingsheng_reports.cli.mail_route import NO_SENDER, Route, route_asked, secret_asked
from mingsheng_reports.cli.screen import say
from mingsheng_reports.core.errors import MailError, UsageError
from mingsheng_reports.mail.accounts import ledger_of
from mingsheng_reports.mail.desk import Desk, Outcome, Written
from mingsheng_reports.mail.dialling import open_session
from mingsheng_reports.mail.journal import Event, Line, Past, State, read_journal
from mingsheng_reports.mail.plan import Posting
from mingsheng_reports.mail.planned import (
    Kept,
    is_as_planned,
    keep_plan,
    kept_plan,
    rows_of,
    told_why,
)
from mingsheng_reports.mail.sending import send, waiting_letters
from mingsheng_reports.mail.transport import Envelope

OTHERWISE = (
    "和列出的计划不同（收件人、抄送、简报或文件变了），没有发；"
    "请重新运行不带 --yes 的命令，看过新的计划再发。"
)
LONG_TIME = 5  # minutes
ENDINGS = {
    Event.SENT: "已发出",
    Event.REFUSED: "被退回",
    Event.UNKNOWN: "结果不明",
    Event.DEFERRED: "这次没有收",
    Event.UNWRITTEN: "没有写成",
}


def send_letters(job: Job) -> bool:
    """Show the plan; with ``--yes`` send what is missing; whether something is lacking.

    Raises:
        MailError: the run ended before its end.
    """
    sender, told = job.wishes.sender, job.told
    if sender is None:
        raise UsageError(NO_SENDER)
    route = route_asked(sender, told)
    again = again_asked(job.recipients, told)
    past = read_journal(job.folder)
    kept = _kept(job)
    waiting = [p for p in job.plan.postings if waiting_letters([p], past, again)]
    changed = [p for p in waiting if not _is_seen(job, p, kept)]
    left = waiting_letters([p for p in waiting if p not in changed], past, again)
    _tell_plan(job, route, left, past.last.values())
    whys = {each.recipient.key: each.why for each in job.plan.withheld}
    whys |= {each.recipient.key: OTHERWISE for each in changed}
    keep_plan(job.folder, job.whole.campaign, told_why({**rows_of(job.whole), **kept}, whys))
    for posting in changed:
        attention(f"给{posting.recipient.mailbox}的信{OTHERWISE}")
    if not told["yes"]:
        say("以上是计划，还没有发；看过没有错，在同一条命令后面加上 --yes 就发。")
        return bool(job.plan.withheld)
    status = status_command(job.folder)
    if left:
        outcome = _go(job, route, left, again)
        _tell_outcome(outcome, status)
        if outcome.stopped:
            raise MailError(outcome.stopped)
        lacking = len(outcome.events) - outcome.count(Event.SENT)
    else:
        lacking = 0
        if not changed:
            say(f"没有要发的：都已经发过，或要先由人核实（请看 {status}）。")
    return bool(lacking or job.plan.withheld or changed or _left_to_a_person(job))


def _kept(job: Job) -> Kept:
    """Of the plan that was shown before, what stands: all of it once it is to be sent.

    Another plan takes the place of the rows that it shows, and a list of those that it lacks.
    """
    before = kept_plan(job.folder)
    if job.told["yes"]:
        return before
    shown, listed = ({each.key for each in group} for group in (job.recipients, job.listed))
    by_list = bool(job.told["recipients"])
    return {
        mailbox: row
        for mailbox, row in before.items()
        if mailbox not in shown and (mailbox in listed or not by_list)
    }


def _is_seen(job: Job, posting: Posting, kept: Kept) -> bool:
    """Whether a person has seen this letter in a plan, or no plan was asked for."""
    if not job.told["yes"] or not kept:
        return True
    if posting.recipient.key not in kept and not job.told["recipients"]:
        return True  # the command itself names the recipient
    return is_as_planned(posting, kept)


def _left_to_a_person(job: Job) -> bool:
    """Whether some letter's outcome is unknown, or it was refused."""
    past = read_journal(job.folder)
    states = (past.states(each.key).values() for each in job.recipients)
    return any(state is not State.SENT for held in states for state in held)


def _go(job: Job, route: Route, left: Sequence[Posting], again: Sequence[str]) -> Outcome:
    secret = secret_asked(route, job.told["password_file"])
    writer = writer_of(job)

    def write(posting: Posting) -> Written:
        now = datetime.now(UTC).astimezone().replace(microsecond=0)
        letter = writer.letter(posting, now)
        boxes = (letter.to, *letter.cc)
        envelope = Envelope(
            str(letter.sender.address) if letter.sender else "",
            tuple(dict.fromkeys(str(box.address) for box in boxes)),
            letter.international,
        )
        return Written(envelope, writer.content(letter), letter.message_id)

    server = route.server
    ledger = ledger_of(server.account, server.host, os.environ, Path.home)
    desk = Desk(
        job.folder, ledger, write, lambda: open_session(server, secret), route.pace, report=_report
    )
    return send(left, desk, again)


def _report(number: int, count: int, posting: Posting, event: Event, words: str) -> None:
    why = "" if event is Event.SENT else f"：{words}"
    say(f"[{number}/{count}] {posting.recipient.mailbox}  {ENDINGS[event]}{why}")


def _tell_plan(job: Job, route: Route, left: Sequence[Posting], done: Iterable[Line]) -> None:
    show(left, Past())
    states = [line.state for line in done]
    counts = {state: states.count(state) for state in State}
    now = min(len(left), route.pace.limit or len(left))
    minutes = now // route.pace.per_minute
    time = f"，约需{minutes}分钟" if minutes >= LONG_TIME else ""
    say(
        f"这一批“{job.plan.campaign}”：已发出{counts[State.SENT]}封，被退回"
        f"{counts[State.REFUSED]}封，结果不明{counts[State.UNKNOWN]}封，还要发{len(left)}封"
        f"{f'（这次最多{now}封）' if now < len(left) else ''}。"
    )
    say(
        f"经{route.title}（{route.server}），发件人{job.wishes.sender}，"
        f"每分钟最多{route.pace.per_minute}封{time}。"
    )


def _tell_outcome(outcome: Outcome, status: str) -> None:
    say(
        f"发出{outcome.count(Event.SENT)}封，被退回{outcome.count(Event.REFUSED)}封，"
        f"结果不明{outcome.count(Event.UNKNOWN)}封，还在等待{outcome.waiting}封；"
        f"详情请看 {status}。"
    )
