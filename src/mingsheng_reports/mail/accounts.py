"""What an account has sent today in all campaigns, and whether its provider has had enough.

A provider counts by account, not by campaign, so this is not kept beside a campaign's journal but
where a user's programs keep their state; one file for each account and day.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from mingsheng_reports.core.errors import OutputError
from mingsheng_reports.core.journaling import add_line
from mingsheng_reports.core.writing import told

SENT, PAUSED = "sent", "paused"
DIGITS = 16


@dataclass(frozen=True, slots=True)
class Today:
    """One day of an account. ``paused``: when the provider wanted no more, and its words."""

    sent: int = 0
    paused: tuple[datetime, str] | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """The days of one account; ``folder`` is its own."""

    folder: Path

    def day(self, day: date) -> Today:
        """What was noted on that day.

        Raises:
            OutputError: it is there and cannot be read.
        """
        try:
            content = self._path(day).read_bytes()
        except FileNotFoundError:
            return Today()
        except OSError as error:
            raise OutputError(self._unwritable(day, error)) from error
        sent, paused = 0, None
        for line in content.decode("utf-8", errors="replace").splitlines():
            with contextlib.suppress(ValueError, KeyError, TypeError):  # torn by a sudden end
                plain = json.loads(line)
                sent += plain["event"] == SENT
                if plain["event"] == PAUSED:
                    paused = datetime.fromisoformat(plain["at"]), str(plain.get("words", ""))
        return Today(sent, paused)

    def add(self, at: datetime, event: str, words: str = "") -> None:
        """Note it; days gone by are forgotten.

        Raises:
            OutputError: it cannot be written.
        """
        path = self._path(at.date())
        try:
            if not path.exists():
                self.folder.mkdir(parents=True, exist_ok=True)
                for old in self.folder.glob("*.jsonl"):
                    old.unlink(missing_ok=True)
            with path.open("ab", buffering=0) as file:
                plain = {"at": at.isoformat(), "event": event, "words": words}
                add_line(file, plain, f"账号的发送记录{path}")
        except OSError as error:
            raise OutputError(self._unwritable(at.date(), error)) from error

    def _path(self, day: date) -> Path:
        return self.folder / f"{day.isoformat()}.jsonl"

    def _unwritable(self, day: date, error: OSError) -> str:
        why = told(error).replace("请用 -o 换一个位置", "请用环境变量XDG_STATE_HOME换一个位置")
        return f"账号的发送记录{self._path(day)}读写不了：{why}。"


def ledger_of(
    account: str, host: str, environ: Mapping[str, str], home: Callable[[], Path]
) -> Ledger:
    """The ledger of an account; nothing is made yet.

    Raises:
        OutputError: nobody knows where this user's files belong.
    """
    # The XDG Base Directory Specification: a path that is not absolute is to be ignored.
    given = Path(environ.get("XDG_STATE_HOME", ""))
    try:
        state = given if given.is_absolute() else home() / ".local" / "state"
    except RuntimeError as error:
        message = (
            "找不到用户的主目录，记不了账号今天发了几封；请用环境变量XDG_STATE_HOME指定文件夹。"
        )
        raise OutputError(message) from error
    mark = hashlib.sha256(f"{account.casefold()}\n{host}".encode()).hexdigest()[:DIGITS]
    return Ledger(state / "msreport" / "mail" / mark)
