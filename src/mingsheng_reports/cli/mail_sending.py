"""``msreport mail --send``: the plan, the letters, what became of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from mingsheng_reports.cli.look import chosen_look
from mingsheng_reports.cli.mail_options import (
    NO_SENDER,
    Route,
    again_asked,
    route_asked,
    secret_asked,
)
from mingsheng_reports.cli.options import references_given, sources_given
from mingsheng_reports.cli.screen import say
from mingsheng_reports.core.errors import MailError, UsageError
from mingsheng_reports.core.theme import Template
from mingsheng_reports.mail.accounts import ledger_of
from mingsheng_reports.mail.desk import Desk, Outcome, Written
from mingsheng_reports.mail.dialling import open_session
from mingsheng_reports.mail.file_names import title_of
from mingsheng_reports.mail.journal import Event, Line, Past, State, read_journal
from mingsheng_reports.mail.plan import Plan, Posting, changed_since, keep_plan, kept_plan
from mingsheng_reports.mail.sending import send, waiting_letters
from mingsheng_reports.mail.transport import Envelope
from mingsheng_reports.mail.writing import Wishes, Writer
from mingsheng_reports.pipeline import find, issue_date
from mingsheng_reports.stages import Stages

LONG_TIME = 5  # minutes
ENDINGS = {
    Event.SENT: "已发出",
    Event.REFUSED: "被退回",
    Event.UNKNOWN: "结果不明",
    Event.DEFERRED: "这次没有收",
    Event.UNWRITTEN: "没有写成",
}


@dataclass(frozen=True, slots=True)
class Job:
    """What one call is about.

    Attributes:
        whole: the plan for all of the list.
        plan: the part of it that was asked for.
    """

    folder: Path
    whole: Plan
    plan: Plan
    wishes: Wishes
    told: dict[str, Any]
    stages: Stages


def attention(message: str) -> None:
    """Something that a person should look at, on stderr."""
    say(click.style("注意 ", fg="yellow") + message)


def show(postings: Sequence[Posting], past: Past) -> None:
    """Every recipient and what goes to them; what has gone already is marked."""
    for posting in postings:
        gone = set(past.settled(posting))
        told = "；".join(
            title_of(name) + ("（发过）" if name in gone else "") for name in posting.names
        )
        cc = f"，抄送{'、'.join(map(str, posting.recipient.cc))}" if posting.recipient.cc else ""
        click.echo(f"{posting.recipient.mailbox}{cc}  ←  {told}")


def writer_of(job: Job, wishes: Wishes) -> Writer:
    """What writes the letters, once the sources have been read."""
    issued = issue_date(os.environ.get("SOURCE_DATE_EPOCH", ""), date.today())  # noqa: DTZ011  the reader's day
    references = references_given(job.told["references"])
    findings = find(sources_given(job.told["sources"]), job.stages, references=references)
    usual = Template().name
    theme = chosen_look(job.told | {"template": usual, "proves": usual})
    return Writer(findings, job.stages, theme, issued, wishes)


def send_letters(job: Job) -> bool:
    """Show the plan; with ``--yes`` send what is missing; whether something is lacking.

    Raises:
        MailError: the run ended before its end.
    """
    sender, told = job.wishes.sender, job.told
    if sender is None:
        raise UsageError(NO_SENDER)
    route = route_asked(sender, told)
    again = again_asked(told)
    past = read_journal(job.folder)
    shown = {posting.key for posting in job.plan.postings}
    before = kept_plan(job.folder)
    kept = [row for row in before if told["yes"] or row["key"] not in shown]
    waiting = [p for p in job.plan.postings if waiting_letters([p], past, again)]
    changed = [p for p in waiting if changed_since(p, kept)]
    left = waiting_letters([p for p in waiting if p not in changed], past, again)
    _tell_plan(job, route, left, past.last.values())
    keep_plan(job.folder, job.whole, kept)
    for posting in changed:
        attention(
            f"给{posting.recipient.mailbox}的简报在列出计划以后改动过，没有发；"
            "请重新运行不带 --yes 的命令，看过新的计划再发。"
        )
    if not told["yes"]:
        say("以上是计划，还没有发；看过没有错，在同一条命令后面加上 --yes 就发。")
        return bool(job.plan.withheld)
    if not left:
        say("没有要发的：都已经发过，或要先由人核实（请看 msreport mail status）。")
        return bool(job.plan.withheld or changed)
    outcome = _go(job, route, left, again)
    _tell_outcome(outcome)
    if outcome.stopped:
        raise MailError(outcome.stopped)
    lacking = len(outcome.events) - outcome.count(Event.SENT)
    return bool(lacking or job.plan.withheld or changed)


def _go(job: Job, route: Route, left: Sequence[Posting], again: Sequence[str]) -> Outcome:
    secret = secret_asked(route, job.told["password_file"])
    wishes = replace(job.wishes, most_bytes=route.most_bytes)
    writer = writer_of(job, wishes)

    def write(posting: Posting) -> Written:
        letter = writer.letter(posting, _hour())
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


def _hour() -> datetime:
    """Now, or the hour that SOURCE_DATE_EPOCH fixes."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return now.astimezone().replace(microsecond=0)


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


def _tell_outcome(outcome: Outcome) -> None:
    say(
        f"发出{outcome.count(Event.SENT)}封，被退回{outcome.count(Event.REFUSED)}封，"
        f"结果不明{outcome.count(Event.UNKNOWN)}封，还在等待{outcome.waiting}封；"
        "详情请看 msreport mail status。"
    )
