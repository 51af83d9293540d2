from __future__ import annotations

import os
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring

from mingsheng_reports.core.errors import UsageError
from mingsheng_reports.mail.credentials import (
    Secret,
    keep_secret,
    secret_from_file,
    secret_from_keyring,
)


class InMemory(KeyringBackend):
    """A keyring for one test."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """As the backend's own."""
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """As the backend's own."""
        self.held[service, username] = password


def kept(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / "密码.txt"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def test_the_first_line_of_ones_own_file(tmp_path: Path) -> None:
    assert secret_from_file(kept(tmp_path, "\ufeff sesame \r\nrest")).reveal() == "sesame"
    assert secret_from_file(kept(tmp_path, "sesame", 0o400)).reveal() == "sesame"


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o660, 0o644, 0o777, 0o601])
def test_a_file_that_others_may_use_is_refused(mode: int, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="chmod 600") as refused:
        secret_from_file(kept(tmp_path, "sesame", mode))
    assert "sesame" not in str(refused.value)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "密码", 0o600)
    with pytest.raises(UsageError, match="不是普通文件"):
        secret_from_file(tmp_path / "密码")


def test_what_is_no_password_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path, told in (
        (tmp_path / "没有", "读不出来"),
        (tmp_path, "读不出来"),
        (kept(tmp_path, " \n"), "是空的"),
    ):
        with pytest.raises(UsageError, match=told):
            secret_from_file(path)
    path = kept(tmp_path, "sesame")
    path.write_bytes(b"\xff\x00")
    with pytest.raises(UsageError, match="不是文本"):
        secret_from_file(path)
    monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1)
    with pytest.raises(UsageError, match="别的用户"):
        secret_from_file(path)


def test_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    backend = InMemory()
    monkeypatch.setattr(keyring, "get_password", backend.get_password)
    monkeypatch.setattr(keyring, "set_password", backend.set_password)
    with pytest.raises(UsageError, match="mail login"):
        secret_from_keyring("office@qq.com")
    keep_secret("office@qq.com", Secret("sesame"))
    assert secret_from_keyring("office@qq.com").reveal() == "sesame"


def test_a_system_without_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    backend = NoKeyring()
    monkeypatch.setattr(keyring, "get_password", backend.get_password)
    monkeypatch.setattr(keyring, "set_password", backend.set_password)
    with pytest.raises(UsageError, match="password-file"):
        secret_from_keyring("office@qq.com")
    with pytest.raises(UsageError, match="password-file"):
        keep_secret("office@qq.com", Secret("sesame"))


def test_a_secret_does_not_print() -> None:
    assert "sesame" not in f"{Secret('sesame')!r}{Secret('sesame')}"
