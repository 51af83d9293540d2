"""Who gets what: recipients and finished briefs become letters to be written.

The same plan comes out of the same list and the same briefs. It is kept beside the journal, so
that what is sent is what a person has seen, and so that ``msreport mail status`` knows who is
still waiting.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mingsheng_reports.core.errors import MailError
from mingsheng_reports.core.writing import write_whole
from mingsheng_reports.mail.finished import FinishedBrief
from mingsheng_reports.mail.matching import briefs_for
from mingsheng_reports.mail.recipients import Recipient

PLAN, SCHEMA = "plan.json", "msreport-mail/1"
NOBODYS_DOMAIN = "msreport.invalid"  # RFC 2606: never a real one
DIGITS = 32


@dataclass(frozen=True, slots=True)
class Posting:
    """One letter: a recipient and the briefs that are theirs."""

    campaign: str
    recipient: Recipient
    briefs: tuple[FinishedBrief, ...]

    @property
    def key(self) -> str:
        """The same in every run, however often the briefs are printed anew."""
        return _digest(self.campaign, self.recipient.key, *self.names)

    @property
    def names(self) -> tuple[str, ...]:
        """What its briefs are about."""
        return tuple(brief.name for brief in self.briefs)

    @property
    def contents(self) -> str:
        """Of what the briefs hold: another printing, another value."""
        return _digest(*(brief.sha256 for brief in self.briefs))

    def message_id(self, domain: str) -> str:
        """The same for the same recipient, briefs and campaign; nobody else's."""
        return f"<{_digest(self.key, self.contents)}@{domain or NOBODYS_DOMAIN}>"


@dataclass(frozen=True, slots=True)
class Withheld:
    """A recipient for whom no letter is written, and why: one Chinese sentence."""

    recipient: Recipient
    why: str

    def __str__(self) -> str:
        line = f"名单第{self.recipient.line}行" if self.recipient.line else ""
        return f"{line}{self.recipient.mailbox}：{self.why}"


@dataclass(frozen=True, slots=True)
class Plan:
    """All letters of a campaign, in the order of the list."""

    campaign: str
    postings: tuple[Posting, ...]
    withheld: tuple[Withheld, ...] = ()

    def part(self, recipients: Sequence[Recipient]) -> Plan:
        """What is for these recipients."""
        keys = {recipient.key for recipient in recipients}
        return Plan(
            self.campaign,
            tuple(posting for posting in self.postings if posting.recipient.key in keys),
            tuple(each for each in self.withheld if each.recipient.key in keys),
        )


def make_plan(
    campaign: str, recipients: Sequence[Recipient], briefs: Sequence[FinishedBrief]
) -> Plan:
    """Each recipient's letter, or the reason why there is none."""
    postings, withheld = [], []
    for recipient in recipients:
        try:
            theirs = briefs_for(recipient, briefs)
        except LookupError as error:
            withheld.append(Withheld(recipient, str(error.args[0])))
        else:
            postings.append(Posting(campaign, recipient, theirs))
    return Plan(campaign, tuple(postings), tuple(withheld))


def without(posting: Posting, names: Iterable[str]) -> Posting | None:
    """The letter without briefs that have been sent already; None when nothing is left."""
    gone = set(names)
    left = tuple(brief for brief in posting.briefs if brief.name not in gone)
    return replace(posting, briefs=left) if left else None


def keep_plan(
    folder: Path, plan: Plan, kept: Sequence[Mapping[str, Any]] = ()
) -> tuple[Mapping[str, Any], ...]:
    """Write the plan that a person has been shown; its letters.

    Args:
        kept: letters of the plan before that stay as they were shown.

    Raises:
        OutputError: it cannot be written.
    """
    before = {row["key"]: row for row in kept}
    rows = [before.get(posting.key) or _row(posting) for posting in plan.postings]
    whole = {"schema": SCHEMA, "campaign": plan.campaign, "letters": rows}
    text = json.dumps(whole, ensure_ascii=False, indent=1)
    write_whole(folder / PLAN, f"{text}\n".encode())
    return tuple(rows)


def _row(posting: Posting) -> Mapping[str, Any]:
    return {
        "key": posting.key,
        "name": posting.recipient.mailbox.name,
        "address": str(posting.recipient.mailbox.address),
        "briefs": list(posting.names),
        "files": [str(brief.path) for brief in posting.briefs],
        "contents": posting.contents,
    }


def kept_plan(folder: Path) -> tuple[Mapping[str, Any], ...]:
    """The letters of the plan that was shown last; none where there was no plan.

    Raises:
        MailError: it is damaged.
    """
    path = folder / PLAN
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        if held["schema"] != SCHEMA:
            raise ValueError(held["schema"])  # noqa: TRY301  told below with the other damages
        return tuple(held["letters"])
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"计划{path}读不出来；请删去它，重新运行不带 --yes 的命令，列出新的计划。"
        raise MailError(message) from error


def changed_since(posting: Posting, kept: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the letter was in the plan with other files."""
    return any(row["key"] == posting.key and row["contents"] != posting.contents for row in kept)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:DIGITS]
