"""Postings with small files of their own, and how they are sent to a server on this computer."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.mail.accounts import Ledger
from mingsheng_reports.mail.addresses import Mailbox, parse_address
from mingsheng_reports.mail.credentials import Secret
from mingsheng_reports.mail.desk import Clock, Desk, Outcome, Pace, Written
from mingsheng_reports.mail.dialling import Server, open_session
from mingsheng_reports.mail.finished import FinishedBrief
from mingsheng_reports.mail.message import Attachment, Letter, message_bytes
from mingsheng_reports.mail.plan import Posting
from mingsheng_reports.mail.recipients import Recipient
from mingsheng_reports.mail.sending import send
from mingsheng_reports.mail.tables import Security
from mingsheng_reports.mail.transport import Envelope, Session

SENDER = Mailbox("民生办", parse_address("office@example.cn"))
NOON = datetime(2023, 1, 5, 12, tzinfo=UTC)
FAST = Pace(per_minute=1_000_000)


def finished(path: Path, city: str, year: str = "2022", template: str = "feature") -> FinishedBrief:
    """A file of a few hundred bytes that no other is like."""
    content = f"%PDF-1.7\n% {city} {year} {template}\n".encode() * 9
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    return FinishedBrief(path, Subject(city, year), template, digest, len(content))


def address_of(number: int) -> str:
    return f"r{number:03d}@example.cn"


def postings(folder: Path, count: int, campaign: str = "简报") -> list[Posting]:
    """One recipient and one brief each, all different."""
    made = []
    for number in range(count):
        city = f"第{number}县"
        brief = finished(folder / f"{city}-2022-民生实事简报.pdf", city)
        recipient = Recipient(
            Mailbox(f"收件人{number}", parse_address(address_of(number))), (city,)
        )
        made.append(Posting(campaign, recipient, (brief,)))
    return made


def letter_of(posting: Posting, **changes: object) -> Letter:
    """A letter without figures: the files are what matters."""
    told: dict[str, object] = {
        "sender": SENDER,
        "to": posting.recipient.mailbox,
        "cc": posting.recipient.cc,
        "subject": f"{posting.names[0]}民生实事简报",
        "text": "附上简报。\n",
        "html": "<p>附上简报。</p>",
        "pictures": (),
        "attachments": tuple(Attachment(b.path.name, b.content()) for b in posting.briefs),
        "message_id": posting.message_id("example.cn"),
        "date": NOON,
    }
    return Letter(**(told | changes))  # type: ignore[arg-type]


def write(posting: Posting) -> Written:
    letter = letter_of(posting)
    boxes = (letter.to, *letter.cc)
    envelope = Envelope(
        str(SENDER.address), tuple(str(box.address) for box in boxes), letter.international
    )
    return Written(envelope, message_bytes(letter), letter.message_id)


@dataclass
class Hand:
    """A clock that a test moves."""

    at: datetime = NOON
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        """Let the time pass."""
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)

    @property
    def clock(self) -> Clock:
        """As sending asks for it."""
        return Clock(lambda: self.at, self.sleep, lambda: self.at.timestamp())  # noqa: PLW0108  it moves


def dialler(port: int) -> Callable[[], Session]:
    return lambda: open_session(Server("127.0.0.1", port, Security.NONE), None, timeout=10)


def send_all(
    folder: Path,
    letters: Sequence[Posting],
    port: int,
    *,
    hand: Hand | None = None,
    pace: Pace = FAST,
    again: Sequence[str] = (),
) -> Outcome:
    """As ``msreport mail --send --yes`` does, without the words of a letter."""
    clock = (hand or Hand()).clock
    return send(letters, Desk(folder, ledger(folder), write, dialler(port), pace, clock), again)


def ledger(folder: Path) -> Ledger:
    """Of the one account of a test."""
    return Ledger(folder / "account")


def main() -> None:
    """In a process of its own, which a test may kill: folder, recipients, port, certificates."""
    from support.mail_server import ACCOUNT, PASSWORD

    folder, count, port = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    server = Server("localhost", port, Security.STARTTLS, ACCOUNT, Path(sys.argv[4]))
    patient = Clock(sleep=lambda seconds: time.sleep(seconds / 1000))

    def dial() -> Session:
        return open_session(server, Secret(PASSWORD))

    desk = Desk(folder, ledger(folder), write, dial, FAST, patient)
    send(postings(folder, count), desk)


if __name__ == "__main__":
    main()
