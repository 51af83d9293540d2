"""What one call of ``msreport mail`` is about, and what it shows of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from mingsheng_reports.cli.look import chosen_look
from mingsheng_reports.cli.options import references_given, sources_given
from mingsheng_reports.cli.screen import say
from mingsheng_reports.core.theme import Template
from mingsheng_reports.mail.file_names import title_of
from mingsheng_reports.mail.journal import Past
from mingsheng_reports.mail.plan import Plan, Posting
from mingsheng_reports.mail.recipients import Recipient
from mingsheng_reports.mail.writing import Wishes, Writer
from mingsheng_reports.pipeline import find, issue_date
from mingsheng_reports.stages import Stages


@dataclass(frozen=True, slots=True)
class Job:
    """What one call is about.

    Attributes:
        listed: everyone in the list.
        recipients: those of them that were asked for.
        whole: the plan for all of the list.
        plan: the part of it that was asked for.
    """

    folder: Path
    listed: Sequence[Recipient]
    recipients: Sequence[Recipient]
    whole: Plan
    plan: Plan
    wishes: Wishes
    told: dict[str, Any]
    stages: Stages


def attention(message: str) -> None:
    """Something that a person should look at, on stderr."""
    say(click.style("注意 ", fg="yellow") + message)


def show(postings: Sequence[Posting], past: Past) -> None:
    """Every recipient and what goes to them; where it stands, if it was sent before."""
    for posting in postings:
        states = past.states(posting.recipient.key)
        told = "；".join(
            title_of(name) + (f"（{states[name].value}）" if name in states else "")
            for name in posting.names
        )
        cc = f"，抄送{'、'.join(map(str, posting.recipient.cc))}" if posting.recipient.cc else ""
        click.echo(f"{posting.recipient.mailbox}{cc}  ←  {told}")


def writer_of(job: Job) -> Writer:
    """What writes the letters, once the sources have been read."""
    issued = issue_date(os.environ.get("SOURCE_DATE_EPOCH", ""), date.today())  # noqa: DTZ011  the reader's day
    references = references_given(job.told["references"])
    findings = find(sources_given(job.told["sources"]), job.stages, references=references)
    usual = Template().name
    theme = chosen_look(job.told | {"template": usual, "proves": usual})
    return Writer(findings, job.stages, theme, issued, job.wishes)
