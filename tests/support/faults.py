"""Faults for the mail server of the tests, and what holds whatever they do."""

from __future__ import annotations

import email
import email.policy
from collections import Counter
from collections.abc import Sequence

from mingsheng_reports.mail.plan import Posting
from support.mail_server import Fault, Inbox


def times(count: int, step: str, whose: str, answer: str) -> Fault:
    """A fault that shows itself so many times for one recipient (any where ``whose`` is empty)."""
    left = [count]

    def fault(at: str, address: str) -> str | None:
        if at == step and (not whose or address == whose) and left[0]:
            left[0] -= 1
            return answer
        return None

    return fault


def either(*faults: Fault) -> Fault:
    return lambda step, whose: next((t for f in faults if (t := f(step, whose)) is not None), None)


def attachment(content: bytes) -> bytes:
    message = email.message_from_bytes(content, policy=email.policy.default)
    (file,) = message.iter_attachments()
    held = file.get_content()
    assert isinstance(held, bytes)
    return held


def assert_own(inbox: Inbox, letters: Sequence[Posting]) -> None:
    """Nobody got two letters, and each has its recipient's own file and nothing else."""
    own = {str(p.recipient.mailbox.address): p for p in letters}
    for received in inbox.messages:
        (address,) = received.recipients
        assert attachment(received.content) == own[address].briefs[0].content()
    counts = Counter(each.recipients[0] for each in inbox.messages)
    assert max(counts.values(), default=0) <= 1, counts.most_common(3)
