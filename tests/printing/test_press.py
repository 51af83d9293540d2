from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from mingsheng_reports.core.errors import OutputError
from mingsheng_reports.printing.press import write_whole

WHOLE = b"%PDF whole"


def test_a_file_appears_complete_and_nothing_else_stays(tmp_path: Path) -> None:
    target = tmp_path / "new" / "简报.pdf"
    write_whole(target, WHOLE)
    assert target.read_bytes() == WHOLE
    assert [path.name for path in target.parent.iterdir()] == ["简报.pdf"]


def test_a_full_disk_is_a_sentence_and_keeps_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "简报.pdf"
    target.write_bytes(b"old")

    def full(descriptor: int) -> None:
        assert descriptor > 0
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="磁盘已满"):
        write_whole(target, WHOLE)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["简报.pdf"]


def test_a_folder_in_the_way_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "简报.pdf").mkdir()
    with pytest.raises(OutputError, match="写不了文件"):
        write_whole(tmp_path / "简报.pdf", WHOLE)
    assert [path.name for path in tmp_path.iterdir()] == ["简报.pdf"]


def test_a_file_where_a_folder_should_be_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("x")
    with pytest.raises(OutputError, match="不是文件夹"):
        write_whole(tmp_path / "文件" / "简报.pdf", WHOLE)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux")
def test_an_unwritable_place_is_a_sentence() -> None:
    with pytest.raises(OutputError, match="写不了文件"):
        write_whole(Path("/proc/简报.pdf"), WHOLE)
