"""Letters go out one by one; the journal knows before the server does.

A letter is sent again by itself only when it is certain that it has not arrived: the server refused
it for now, or the connection broke before its text was handed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from mingsheng_reports.core.errors import MailError, MsreportError
from mingsheng_reports.mail.accounts import PAUSED, SENT
from mingsheng_reports.mail.desk import Desk, Outcome, Written
from mingsheng_reports.mail.journal import Event, Journal, Line, Past, read_journal
from mingsheng_reports.mail.plan import Posting, without
from mingsheng_reports.mail.tables import Kind, Meaning, meaning_of
from mingsheng_reports.mail.transport import CLOSING, Lost, Refusal, Reply, Session

ATTEMPTS = 3  # connections for one letter
PATIENCE = 5  # seconds before the second attempt, twice that before the third
MOST_IN_VAIN = 5  # letters in a row: then it is not the recipients
MOST_UNKNOWN = 3  # letters in a row: then no text gets through
MINUTE = 60.0
OF_THE_LETTER = ("RCPT", "地址", "DATA", "正文")  # steps whose refusal is about this letter alone
FOR_GOOD = {Kind.REFUSED, Kind.SIZE, Kind.ABSENT}
FOR_A_PERSON = {Kind.LOGIN, Kind.SENDER, Kind.BARRED}  # the same would happen to every letter
LATER = "请过一会儿再运行同一条命令，只会发没有发出的。"


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
    """Send what is missing; whoever could not be written to before comes last.

    Raises:
        MailError: the provider has had enough for today, or no connection can be had.
        OutputError: the journal cannot be kept; nothing is sent without it.
    """
    with Journal(desk.folder) as journal:
        past = read_journal(desk.folder)
        left = sorted(waiting_letters(postings, past, again), key=past.tried)
        paused = desk.ledger.day(desk.clock.now().date()).paused
        if left and paused and not desk.pace.today:
            message = (
                f"服务商今天（{paused[0]:%H:%M}）已经不再收这个账号的信（{paused[1]}）；还有"
                f"{len(left)}封，请明天再运行同一条命令，限制已经解除的加上 --today 接着发。"
            )
            raise MailError(message)
        run = _Run(desk, journal)
        with run.at_work():
            return run.through(left)


class _Run:
    """One run: its connection and what has happened so far."""

    def __init__(self, desk: Desk, journal: Journal) -> None:
        self.desk = desk
        self.journal = journal
        self.stopped = ""
        self.sent: dict[date, int] = {}  # by the account; of the day that it is
        self.vain = 0  # letters in a row that did not go out, not for their address
        self.unknown = 0  # letters in a row whose text was lost
        self.refusals: list[str] = []  # of recipients, in a row, in the same words
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
        for number, posting in enumerate(chosen, start=1):
            try:
                event, words = self._one(posting)
            except Stop as stop:
                self.stopped = str(stop)
                break
            events.append((posting, event))
            self.desk.report(number, len(chosen), posting, event, words)
            if self.stopped:
                break
        done = {Event.SENT, Event.REFUSED, Event.UNKNOWN}
        settled = sum(event in done for _, event in events)
        return Outcome(tuple(events), len(left) - settled, self.stopped)

    def _one(self, posting: Posting) -> tuple[Event, str]:
        """One letter, on as many connections as it may take.

        Raises:
            Stop: nothing can be sent now, whoever it is for.
        """
        self._keep_pace()
        try:
            written = self.desk.write(posting)
        except MsreportError as error:
            return self._end(posting, Event.UNWRITTEN, str(error), "")
        mark, reason, connected = written.message_id, "", False
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._attempt(posting, written)
            except (Lost, Reconnect) as why:
                connected, self.session = self.session is not None, None
                reason = str(why)
                if isinstance(why, Lost) and why.handed:
                    return self._lost_text(posting, reason, mark)
            if attempt < ATTEMPTS:
                self.desk.clock.sleep(PATIENCE * attempt)
        message = f"和服务器的连接一再中断（{reason}），先停下；{LATER}"
        if not connected:
            raise Stop(message)
        self.vain += 1  # it may be this letter alone
        if self.vain >= MOST_IN_VAIN:
            self.stopped = message
        return self._end(posting, Event.DEFERRED, reason, mark)

    def _lost_text(self, posting: Posting, reason: str, mark: str) -> tuple[Event, str]:
        self.unknown += 1
        if self.unknown >= MOST_UNKNOWN:
            self.stopped = (
                f"连着{self.unknown}封信交给服务器时断了线，结果不明（{reason}），先停下；"
                "请检查网络，向收件人核实后再运行同一条命令。"
            )
        return self._end(posting, Event.UNKNOWN, reason, mark)

    def _attempt(self, posting: Posting, written: Written) -> tuple[Event, str]:
        """One try on one connection.

        Raises:
            Lost: the connection broke.
            Reconnect: the server wants a new one.
            Stop: nothing more may be sent now.
        """
        mark = written.message_id
        session = self._connected()
        self._note(posting, Event.BEGIN, "", mark)
        try:
            reply = session.deliver(
                written.envelope,
                written.content,
                lambda: self._note(posting, Event.HANDING, "", mark),
            )
        except Refusal as refusal:
            return self._refused(posting, refusal.reply, mark)
        ended = self._end(posting, Event.SENT, str(reply), mark)
        at = self.desk.clock.now()
        self.desk.ledger.add(at, SENT)
        self.sent[at.date()] = self.sent.get(at.date(), 0) + 1
        self.vain, self.unknown, self.refusals = 0, 0, []
        return ended

    def _connected(self) -> Session:
        if self.session is None or not self.session.open:
            self.session = None
            try:
                self.session = self.desk.dial()
            except MailError as error:
                raise Stop(str(error)) from error
            except Refusal as refusal:
                raise Stop(self._why_stop(refusal.reply) or self._later(refusal.reply)) from refusal
        return self.session

    def _refused(self, posting: Posting, reply: Reply, mark: str) -> tuple[Event, str]:
        """A letter that was refused: for good or for now, and whether it goes on after that.

        Raises:
            Reconnect: the server wants a new connection for it.
        """
        stopped = self._why_stop(reply)
        meaning = _meaning(reply)
        its_own = reply.step.startswith(OF_THE_LETTER) or meaning.kind is Kind.SIZE
        final = its_own and meaning.kind in FOR_GOOD
        self._count(posting, reply, meaning)
        enough = max(self.vain, len(self.refusals)) >= MOST_IN_VAIN
        if not stopped and (enough or not its_own):
            stopped = self._later(reply)
        self.stopped = stopped
        if final:
            return self._end(posting, Event.REFUSED, f"{reply}{meaning.advice}", mark)
        return self._end(posting, Event.DEFERRED, str(reply), mark)

    def _why_stop(self, reply: Reply) -> str:
        """Why nobody can be written to after this answer; empty where others can.

        Raises:
            Reconnect: the server wants a new connection.
        """
        meaning = _meaning(reply)
        told = f"{meaning.advice}服务器说：{reply}。"
        if meaning.kind is Kind.FREQUENCY:
            self.desk.ledger.add(self.desk.clock.now(), PAUSED, str(reply))
            return f"{told}今天停下，明天再运行同一条命令，只会发没有发出的。"
        if meaning.kind in FOR_A_PERSON:
            return f"{told}没有再发；请改正后再运行同一条命令。"
        if meaning.kind is Kind.RECONNECT or reply.code == CLOSING:
            raise Reconnect(str(reply))
        return ""

    @staticmethod
    def _later(reply: Reply) -> str:
        return f"{_meaning(reply).advice}服务器说：{reply}。先停下；{LATER}"

    def _count(self, posting: Posting, reply: Reply, meaning: Meaning) -> None:
        """A mailbox that is not there says nothing of the others; what else is refused may."""
        if not reply.step.startswith("RCPT") or meaning.kind not in FOR_GOOD:
            self.vain += 1
        elif meaning.kind is not Kind.ABSENT:
            words = _alike(reply.words, posting)
            self.refusals = [each for each in self.refusals if each == words] + [words]

    def _keep_pace(self) -> None:
        """Wait until the next letter may go.

        Raises:
            Stop: the day's number is reached.
        """
        pace, clock = self.desk.pace, self.desk.clock
        if self.begun is not None:
            rest = self.begun + MINUTE / pace.per_minute - clock.monotonic()
            if rest > 0:
                clock.sleep(rest)
        self.begun = clock.monotonic()
        today = clock.now().date()
        if today not in self.sent:
            self.sent = {today: self.desk.ledger.day(today).sent}
        if pace.per_day and self.sent[today] >= pace.per_day:
            message = (
                f"这个账号今天已经发了{self.sent[today]}封，到了服务商一天的数；"
                "请明天再运行同一条命令。"
            )
            raise Stop(message)

    def _end(
        self, posting: Posting, event: Event, words: str, message_id: str
    ) -> tuple[Event, str]:
        self._note(posting, event, words, message_id)
        return event, words

    def _note(self, posting: Posting, event: Event, words: str, message_id: str) -> None:
        box = posting.recipient.mailbox
        told = Line(
            at=self.desk.clock.now(),
            event=event,
            key=posting.key,
            name=box.name,
            address=str(box.address),
            briefs=posting.names,
            message_id=message_id,
            words=words,
        )
        self.journal.add(told)


def _meaning(reply: Reply) -> Meaning:
    return meaning_of(reply.code, reply.words, reply.step)


def _alike(words: str, posting: Posting) -> str:
    """The same for every recipient: without addresses and the server's own numbers."""
    own = str(posting.recipient.mailbox.address)
    kept = (each for each in words.replace(own, "").split() if "@" not in each)
    return " ".join(each for each in kept if not any(c.isdigit() for c in each))
