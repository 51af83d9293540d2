"""What sending works with and what it comes to: letters, clock, pace, outcome."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from mingsheng_reports.mail.accounts import Ledger
from mingsheng_reports.mail.journal import Event
from mingsheng_reports.mail.plan import Posting
from mingsheng_reports.mail.transport import Envelope, Session


@dataclass(frozen=True, slots=True)
class Written:
    """A letter ready to go."""

    envelope: Envelope
    content: bytes
    message_id: str


def _now() -> datetime:
    return datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class Clock:
    """The hour and how to wait; tests bring their own."""

    now: Callable[[], datetime] = _now
    sleep: Callable[[float], None] = time.sleep
    monotonic: Callable[[], float] = time.monotonic


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast and how much.

    Attributes:
        per_minute: letters at most in a minute.
        per_day: letters at most on one day, by this account; 0 for no limit.
        limit: letters at most in this run; None for all.
        today: go on although the provider wanted no more today.
    """

    per_minute: int
    per_day: int = 0
    limit: int | None = None
    today: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """What sending needs besides the letters.

    Attributes:
        folder: where the campaign's journal lies.
        ledger: of the account.
        write: makes a letter; an error of ours withholds it and the others go on.
        dial: opens a connection.
        report: told each letter's end: number, how many, posting, event, words.
    """

    folder: Path
    ledger: Ledger
    write: Callable[[Posting], Written]
    dial: Callable[[], Session]
    pace: Pace
    clock: Clock = field(default_factory=Clock)
    report: Callable[[int, int, Posting, Event, str], None] = lambda *told: None  # noqa: ARG005


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to. ``stopped``: why it ended early, empty when it did not."""

    events: tuple[tuple[Posting, Event], ...]
    waiting: int
    stopped: str = ""

    def count(self, *events: Event) -> int:
        """How many letters ended so."""
        return sum(event in events for _, event in self.events)
