"""Letters go out one by one; the journal knows before the server does.

A letter is sent again by itself only when it is certain that it has not arrived: the server refused
it for now, or the connection broke before its text was handed over.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from mingsheng_reports.core.errors import MailError, MsreportError
from mingsheng_reports.mail.journal import Event, Journal, Line, Past, read_journal
from mingsheng_reports.mail.plan import Posting, without
from mingsheng_reports.mail.tables import Kind, meaning_of
from mingsheng_reports.mail.transport import CLOSING, Envelope, Lost, Refusal, Reply, Session

ATTEMPTS = 3  # connections for one letter
PATIENCE = 5  # seconds before the second attempt, twice that before the third
MOST_IN_VAIN = 5  # letters in a row: then it is not the recipients
MINUTE = 60.0
OF_THE_LETTER = ("RCPT", "地址", "DATA", "正文")  # steps whose refusal is about this letter alone


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
        per_day: letters at most on one day; 0 for no limit.
        limit: letters at most in this run; None for all.
    """

    per_minute: int
    per_day: int = 0
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """What sending needs besides the letters.

    Attributes:
        write: makes a letter; an error of ours withholds it and the others go on.
        dial: opens a connection.
        report: told each letter's end: number, how many, posting, event, words.
    """

    folder: Path
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


class Stop(Exception):  # noqa: N818  the orderly end of a run
    """No further letter in this run; the reason as a Chinese sentence."""


class Reconnect(Exception):  # noqa: N818  an answer, not an error of ours
    """The same letter once more, on a new connection."""


def waiting_letters(
    postings: Sequence[Posting], past: Past, again: Sequence[str] = ()
) -> tuple[Posting, ...]:
    """The letters that have still to go, each without the briefs that have gone."""
    left = (without(posting, past.settled(posting, again)) for posting in postings)
    return tuple(posting for posting in left if posting is not None)


def send(postings: Sequence[Posting], desk: Desk, again: Sequence[str] = ()) -> Outcome:
    """Send what is missing.

    Raises:
        MailError: the provider has had enough for today, or no connection can be had.
        OutputError: the journal cannot be kept; nothing is sent without it.
    """
    with Journal(desk.folder) as journal:
        past = read_journal(desk.folder)
        left = waiting_letters(postings, past, again)
        today = desk.clock.now().date()
        if left and past.paused and past.paused.at.date() == today:
            message = (
                f"服务商今天（{past.paused.at:%H:%M}）已经不再收信（{past.paused.words}）；"
                f"还有{len(left)}封，请明天再运行同一条命令，只会发没有发出的。"
            )
            raise MailError(message)
        run = _Run(desk, journal, past.sent_on(today))
        with run.at_work():
            return run.through(left)


class _Run:
    """One run: its connection and what has happened so far."""

    def __init__(self, desk: Desk, journal: Journal, sent_today: int) -> None:
        self.desk = desk
        self.journal = journal
        self.sent_today = sent_today
        self.vain = 0  # letters in a row that did not go out, not for their address
        self.begun: float | None = None
        self.session: Session | None = None

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Hang up at the end, however it comes."""
        try:
            yield
        except BaseException:
            if self.session is not None:
                self.session.close()  # a goodbye might become part of a half-sent text
            raise
        if self.session is not None and self.session.open:
            self.session.leave()

    def through(self, left: Sequence[Posting]) -> Outcome:
        """Every letter in turn, as far as limits and the server let us."""
        chosen = left[: self.desk.pace.limit]
        events: list[tuple[Posting, Event]] = []
        stopped = ""
        for number, posting in enumerate(chosen, start=1):
            try:
                event, words = self._one(posting)
            except Stop as stop:
                stopped = str(stop)
                break
            events.append((posting, event))
            self.desk.report(number, len(chosen), posting, event, words)
        done = {Event.SENT, Event.REFUSED, Event.UNKNOWN}
        settled = sum(event in done for _, event in events)
        return Outcome(tuple(events), len(left) - settled, stopped)

    def _one(self, posting: Posting) -> tuple[Event, str]:
        self._keep_pace()
        try:
            written = self.desk.write(posting)
        except MsreportError as error:
            return self._end(posting, Event.UNWRITTEN, str(error), "")
        reason = ""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._attempt(posting, written)
            except Lost as lost:
                self.session = None
                if lost.handed:
                    return self._end(posting, Event.UNKNOWN, str(lost), written.message_id)
                self._end(posting, Event.DEFERRED, str(lost), written.message_id)
                reason = str(lost)
            except Reconnect as again:
                self.session = None
                reason = str(again)
            if attempt < ATTEMPTS:
                self.desk.clock.sleep(PATIENCE * attempt)
        message = f"和服务器的连接一再中断（{reason}），先停下；请过一会儿再运行同一条命令。"
        raise Stop(message)

    def _attempt(self, posting: Posting, written: Written) -> tuple[Event, str]:
        """One try on one connection.

        Raises:
            Lost: the connection broke.
            Reconnect: the server wants a new one.
            Stop: nothing more may be sent now.
        """
        mark = written.message_id
        try:
            session = self._connected()
            self._note(posting, Event.BEGIN, "", mark)
            reply = session.deliver(
                written.envelope,
                written.content,
                lambda: self._note(posting, Event.HANDING, "", mark),
            )
        except Refusal as refusal:
            return self._refused(posting, refusal.reply, mark)
        self.sent_today += 1
        self.vain = 0
        return self._end(posting, Event.SENT, str(reply), mark)

    def _connected(self) -> Session:
        if self.session is None or not self.session.open:
            try:
                self.session = self.desk.dial()
            except MailError as error:
                raise Stop(str(error)) from error
        return self.session

    def _refused(self, posting: Posting, reply: Reply, mark: str) -> tuple[Event, str]:
        meaning = meaning_of(reply.code, reply.words)
        its_own = reply.step.startswith(OF_THE_LETTER) or meaning.kind is Kind.SIZE
        if its_own and meaning.kind in {Kind.REFUSED, Kind.SIZE}:
            self.vain += 0 if reply.step.startswith("RCPT") else 1
            ended = self._end(posting, Event.REFUSED, f"{reply}{meaning.advice}", mark)
        else:
            self.vain += 1
            ended = self._end(posting, Event.DEFERRED, str(reply), mark)
        told = f"{meaning.advice}服务器说：{reply}。"
        if meaning.kind is Kind.FREQUENCY:
            self._note(None, Event.PAUSED, str(reply), "")
            raise Stop(f"{told}今天停下，明天再运行同一条命令，只会发没有发出的。")
        if meaning.kind in {Kind.LOGIN, Kind.SENDER}:
            raise Stop(f"{told}没有再发；请改正后再运行同一条命令。")
        if meaning.kind is Kind.RECONNECT or reply.code == CLOSING:
            self.vain -= 1  # it is tried again at once
            raise Reconnect(str(reply))
        if self.vain >= MOST_IN_VAIN or not its_own:
            raise Stop(f"{told}先停下；请过一会儿再运行同一条命令，只会发没有发出的。")
        return ended

    def _keep_pace(self) -> None:
        """Wait until the next letter may go.

        Raises:
            Stop: the day's number is reached.
        """
        pace, clock = self.desk.pace, self.desk.clock
        if pace.per_day and self.sent_today >= pace.per_day:
            message = (
                f"今天已经发了{self.sent_today}封，到了服务商一天的数；请明天再运行同一条命令。"
            )
            raise Stop(message)
        if self.begun is not None:
            rest = self.begun + MINUTE / pace.per_minute - clock.monotonic()
            if rest > 0:
                clock.sleep(rest)
        self.begun = clock.monotonic()

    def _end(
        self, posting: Posting, event: Event, words: str, message_id: str
    ) -> tuple[Event, str]:
        self._note(posting, event, words, message_id)
        return event, words

    def _note(self, posting: Posting | None, event: Event, words: str, message_id: str) -> None:
        at = self.desk.clock.now()
        if posting is None:
            self.journal.add(Line(at, event, words=words))
            return
        box = posting.recipient.mailbox
        told = Line(
            at=at,
            event=event,
            key=posting.key,
            name=box.name,
            address=str(box.address),
            briefs=posting.names,
            message_id=message_id,
            words=words,
        )
        self.journal.add(told)
