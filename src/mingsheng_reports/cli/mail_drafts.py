"""``msreport mail`` without ``--send``: drafts, and the list of who gets what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import click

from mingsheng_reports.cli.mail_job import Job, attention, writer_of
from mingsheng_reports.cli.screen import say
from mingsheng_reports.core.errors import MailError
from mingsheng_reports.mail.drafts import (
    ListRow,
    briefs_told,
    draft_name,
    mark_of,
    merged,
    read_list,
    row_of,
    take_away,
    write_draft,
    write_list,
)
from mingsheng_reports.mail.plan import Posting
from mingsheng_reports.mail.writing import Writer


def write_drafts(job: Job) -> bool:
    """Write every draft and the list; whether something is lacking.

    A whole list takes the place of the one before, together with its drafts. For a few of a list,
    or for recipients that were named, theirs are added.
    """
    before = read_list(job.folder)
    writer = writer_of(job) if job.plan.postings else None
    numbers = _numbers(job, before)
    rows = [
        _draft(job, writer, each, draft_name(numbers[each.recipient.key], each), before)
        for each in job.plan.postings
        if writer
    ]
    lacking = sum(bool(row.remark) for row in rows)
    withheld = [
        ListRow(each.recipient.mailbox.name, str(each.recipient.mailbox.address), remark=each.why)
        for each in job.plan.withheld
    ]
    say(f"写了{len(rows) - lacking}封草稿，用邮件程序打开，看过以后按“发送”：")
    whole = bool(job.told["recipients"]) and not job.told["only"]
    listed = (*rows, *withheld) if whole else merged(before, rows)
    path = write_list(job.folder, listed)
    if whole:
        take_away(job.folder, before, listed)
    for shown in (
        [path] if not job.told["only"] else [job.folder / r.draft for r in rows if r.draft]
    ):
        click.echo(str(shown))
    return bool(lacking or withheld)


def _draft(
    job: Job, writer: Writer, posting: Posting, name: str, before: Sequence[ListRow]
) -> ListRow:
    box = posting.recipient.mailbox
    try:
        letter = writer.letter(posting)
        content = writer.content(letter)
    except MailError as error:
        attention(str(error))
        return ListRow(box.name, str(box.address), remark=str(error))
    row = row_of(posting, letter, name, mark_of(content))
    if write_draft(job.folder / name, content, before):
        return row
    edited = "有人改动过，保留原样；要重新写请先删去它"
    attention(f"草稿{job.folder / name}{edited}。")
    return replace(row, remark=edited, mark="")


def _numbers(job: Job, before: Sequence[ListRow]) -> Mapping[str, int]:
    """Their places in the list; for those that were named the number they have, or a new one."""
    places = {each.recipient.key: place for place, each in enumerate(job.whole.postings, start=1)}
    if job.told["recipients"]:
        return places
    held = {row.letter: int(row.draft.partition("-")[0]) for row in before if row.draft}
    last = max(held.values(), default=0)
    letters = {
        each.recipient.key: (each.recipient.key, briefs_told(each)) for each in job.whole.postings
    }
    return {key: held.get(letters[key], last + place) for key, place in places.items()}
