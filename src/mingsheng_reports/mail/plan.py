"""Who gets what: recipients and finished briefs become letters to be written.

The same plan comes out of the same list and the same briefs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from mingsheng_reports.mail.finished import FinishedBrief
from mingsheng_reports.mail.matching import briefs_for
from mingsheng_reports.mail.recipients import Recipient

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


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:DIGITS]
