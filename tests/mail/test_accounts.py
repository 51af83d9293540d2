"""What an account has sent today is known whatever the campaign."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from mingsheng_reports.core.errors import OutputError
from mingsheng_reports.mail.accounts import PAUSED, SENT, Ledger, Today, ledger_of
from support.posting import NOON


def test_a_day_is_counted_and_the_days_before_are_forgotten(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "account")
    assert ledger.day(NOON.date()) == Today()
    for event, words in ((SENT, ""), (PAUSED, "550 too much"), (SENT, "")):
        ledger.add(NOON, event, words)
    (path,) = ledger.folder.iterdir()
    with path.open("ab") as file:
        file.write(b'{"at": "2023-01-05T12:00:00+00:00", "ev')  # torn by a sudden end
    assert ledger.day(NOON.date()) == Today(2, (NOON, "550 too much"))
    ledger.add(NOON + timedelta(days=1), SENT)
    assert ledger.day(NOON.date()) == Today()
    assert len(list(ledger.folder.iterdir())) == 1


def test_accounts_and_servers_have_ledgers_of_their_own(tmp_path: Path) -> None:
    state = {"XDG_STATE_HOME": str(tmp_path)}

    def folder(account: str, host: str, environ: dict[str, str] = state) -> Path:
        return ledger_of(account, host, environ, lambda: tmp_path / "home").folder

    assert folder("A@b.cn", "h") == folder("a@b.cn", "h")
    assert len({folder("a@b.cn", "h"), folder("c@b.cn", "h"), folder("a@b.cn", "i")}) == 3
    assert folder("a@b.cn", "h").is_relative_to(tmp_path / "msreport")
    for environ in ({}, {"XDG_STATE_HOME": "relative"}):
        assert folder("a@b.cn", "h", environ).is_relative_to(tmp_path / "home" / ".local" / "state")


def test_nowhere_to_write(tmp_path: Path) -> None:
    def home() -> Path:
        raise RuntimeError("no home")

    with pytest.raises(OutputError, match="XDG_STATE_HOME"):
        ledger_of("a@b.cn", "h", {}, home)
    (tmp_path / "file").write_bytes(b"")
    ledger = Ledger(tmp_path / "file" / "account")
    with pytest.raises(OutputError, match="账号的发送记录"):
        ledger.add(NOON, SENT)
    with pytest.raises(OutputError, match="账号的发送记录"):
        ledger.day(NOON.date())
