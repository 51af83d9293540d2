"""What was done for each letter: a line before and after every step that matters, synced to disk.

``begin``     before the server hears of a letter
``handing``   before its text is handed over: from here on it may have arrived
``sent``, ``refused``, ``deferred``, ``unknown``, ``unwritten``   how it ended

So however a run ends, its journal tells which letters have certainly not gone out (they wait),
which certainly have, and of which nobody can tell: those that were being handed over. The last are
listed for a person and never sent again by themselves.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from mingsheng_reports.core.errors import MailError, OutputError
from mingsheng_reports.core.journaling import add_line, hold
from mingsheng_reports.core.writing import told
from mingsheng_reports.mail.plan import Posting

BUSY = "另一个窗口正在发这一批（{folder}）；请等它发完，再运行一次。"
LOCKLESS = (
    "{folder}所在的磁盘不能加锁，防不住两个窗口同时发、各发一遍，没有发信；请用 -o 换到本机的磁盘。"
)
JOURNAL = "journal.jsonl"
TEXTS = ("key", "name", "address", "message_id", "words")


class Event(StrEnum):
    """What a line of the journal tells."""

    BEGIN = "begin"
    HANDING = "handing"
    SENT = "sent"
    REFUSED = "refused"
    DEFERRED = "deferred"
    UNKNOWN = "unknown"
    UNWRITTEN = "unwritten"


class State(StrEnum):
    """Where a letter stands, in the words of the status list."""

    SENT = "已发出"
    REFUSED = "被退回"
    UNKNOWN = "结果不明"
    WAITING = "等待"


STATES = {
    Event.SENT: State.SENT,
    Event.REFUSED: State.REFUSED,
    Event.HANDING: State.UNKNOWN,  # the run ended before the server's answer was written down
    Event.UNKNOWN: State.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``words`` are the server's own, or what went wrong here."""

    at: datetime
    event: Event
    key: str = ""
    name: str = ""
    address: str = ""
    briefs: tuple[str, ...] = ()
    message_id: str = ""
    words: str = ""

    @property
    def state(self) -> State:
        """Where the letter stands when this is its last line."""
        return STATES.get(self.event, State.WAITING)


@dataclass(frozen=True, slots=True)
class Past:
    """What a journal tells. ``last``: the last line of each letter, by its key."""

    last: Mapping[str, Line] = field(default_factory=dict)
    _by_mailbox: Mapping[str, list[Line]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found: dict[str, list[Line]] = {}
        for line in self.last.values():
            found.setdefault(line.address.casefold(), []).append(line)
        object.__setattr__(self, "_by_mailbox", found)

    def states(self, mailbox: str) -> Mapping[str, State]:
        """How the briefs stand that this recipient has got, may have got or was refused."""
        found: dict[str, State] = {}
        for line in sorted(self._by_mailbox.get(mailbox.casefold(), ()), key=lambda each: each.at):
            if line.state is not State.WAITING:
                for name in line.briefs:
                    if found.get(name) is not State.SENT:
                        found[name] = line.state
        return found

    def settled(self, posting: Posting, again: Sequence[str] = ()) -> tuple[str, ...]:
        """The briefs that this recipient has got, may have got or was refused.

        Args:
            again: addresses whose refused and unknown letters a person wants sent once more.
        """
        mailbox = posting.recipient.key
        repeated = mailbox in again
        states = self.states(mailbox).items()
        return tuple(name for name, state in states if state is State.SENT or not repeated)

    def tried(self, posting: Posting) -> float:
        """When something was last tried in vain for this recipient; 0 for never."""
        lines = self._by_mailbox.get(posting.recipient.key, ())
        hours = (line.at.timestamp() for line in lines if line.state is State.WAITING)
        return max(hours, default=0.0)


def read_journal(folder: Path) -> Past:
    """What has been done so far; nothing where there is no journal.

    A line that was torn by a sudden end is passed over: whatever it was to tell had not happened
    yet, or its letter counts as unknown.

    Raises:
        MailError: the journal is there and cannot be read.
    """
    path = folder / JOURNAL
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Past()
    except OSError as error:
        message = f"发送记录{path}读不出来；为免重发，没有发信，请先让它可读。"
        raise MailError(message) from error
    last: dict[str, Line] = {}
    for line in _lines(content):
        last[line.key] = line
    return Past(last)


def _lines(content: bytes) -> Iterator[Line]:
    for text in content.decode("utf-8", errors="replace").splitlines():
        try:
            plain = json.loads(text)
            yield Line(
                at=datetime.fromisoformat(plain["at"]).astimezone(),
                event=Event(plain["event"]),
                briefs=tuple(plain.get("briefs", ())),
                **{name: str(plain.get(name, "")) for name in TEXTS},
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            continue


class Journal:
    """The journal of a run at work; one run at a time keeps it.

    Raises:
        OutputError: it cannot be written, or another run keeps it.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / JOURNAL
        self._file: FileIO | None = None

    def __enter__(self) -> Self:
        """Open for adding; a torn last line is ended first."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            torn = _is_torn(self.path)
            # Nothing is held back in memory, to be written when the file is closed at last.
            self._file = self.path.open("ab", buffering=0)
            folder = self.path.parent
            hold(self._file, BUSY.format(folder=folder), LOCKLESS.format(folder=folder))
            if torn:
                self._file.write(b"\n")
            _sync_folder(self.path.parent)
        except OSError as error:
            self._close()
            message = f"写不了发送记录{self.path}：{told(error)}。"
            raise OutputError(message) from error
        except OutputError:
            self._close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let others in."""
        self._close()

    def _close(self) -> None:
        if self._file:
            self._file.close()

    def add(self, line: Line) -> None:
        """A line that is on the disk when this returns.

        Raises:
            OutputError: it cannot be written; nothing may be sent then.
        """
        if self._file is None:
            raise ValueError("the journal is not open")
        plain: dict[str, Any] = {"at": line.at.isoformat(), "event": line.event.value}
        for name in (*TEXTS, "briefs"):
            if value := getattr(line, name):
                plain[name] = value
        add_line(self._file, plain, f"发送记录{self.path}")


def _is_torn(path: Path) -> bool:
    """Whether a sudden end left the last line without its end."""
    return path.exists() and path.read_bytes()[-1:] not in {b"", b"\n"}


def _sync_folder(folder: Path) -> None:
    """The file's own name must be on the disk too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
