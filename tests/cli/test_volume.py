"""A command that would fill the memory says so beforehand, and says what else can be done."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingsheng_reports.cli import volume
from mingsheng_reports.cli.options import sources_given


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text("文" * 1000, encoding="utf-8")
    (tmp_path / "图.png").write_bytes(b"x" * 1_000_000)
    return tmp_path


def told(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


def test_little_is_not_worth_a_word(
    sources: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sources_given([sources])
    monkeypatch.setattr(volume, "FEW", 3)
    sources_given([sources])
    assert not told(capsys)


def test_much_is_told_with_the_ways_out(
    sources: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(volume, "FEW", 3)
    monkeypatch.setattr(volume, "ROOM", 100_000)
    monkeypatch.setattr(volume, "GIGA", 100_000)
    sources_given([sources / "0.txt", sources])
    message = told(capsys)
    assert "原文有5份" in message
    assert "大约2.2GB" in message
    assert "msreport batch" in message


def test_a_batch_holds_little_whatever_there_is(
    sources: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(volume, "FEW", 3)
    monkeypatch.setattr(volume, "ROOM", 100_000)
    sources_given([sources], whole=False)
    assert not told(capsys)
