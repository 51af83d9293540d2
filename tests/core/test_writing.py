import errno
import os
from pathlib import Path

import pytest

from mingsheng_reports.core.errors import OutputError, UsageError
from mingsheng_reports.core.writing import check_target, write_whole


def test_the_file_is_there_in_full(tmp_path: Path) -> None:
    target = tmp_path / "新" / "表.csv"
    write_whole(target, b"abc")
    assert target.read_bytes() == b"abc"
    assert [path.name for path in target.parent.iterdir()] == ["表.csv"]


def test_an_interrupted_writing_keeps_the_old_file(tmp_path: Path, monkeypatch) -> None:
    target = tmp_path / "表.csv"
    target.write_bytes(b"old")
    for error in (OSError(errno.ENOSPC, "full"), KeyboardInterrupt()):

        def fail(descriptor: int, error: BaseException = error) -> None:
            del descriptor
            raise error

        monkeypatch.setattr(os, "fsync", fail)
        with pytest.raises((OutputError, KeyboardInterrupt)):
            write_whole(target, b"new")
        assert [path.name for path in tmp_path.iterdir()] == ["表.csv"]
        assert target.read_bytes() == b"old"


def test_a_loop_of_links_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(OutputError):
        check_target(tmp_path / "a")


def test_folders_and_devices_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, Path("/dev/null")):
        with pytest.raises(UsageError):
            check_target(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(OutputError, match="没有写入权限"):
        check_target(tmp_path / "表.csv")
