"""What happens at the edges: pipes that close, disks that are full, terminals and their absence."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import ROOT, environment

SEEDS = ("--source", str(ROOT / "seeds"))
METRICS = shlex.join([sys.executable, "-m", "mingsheng_reports", "metrics", *SEEDS])
ANSI = re.compile(r"\x1b\[")


def test_a_reader_that_leaves_early_is_no_failure(tmp_path: Path) -> None:
    command = f"{METRICS} | head -1"
    shell = shutil.which("bash")
    done = subprocess.run(
        [shell, "-o", "pipefail", "-c", command],
        cwd=tmp_path, env=environment(), capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0
    assert done.stdout.startswith(b"doc,city")
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr
    assert b"Broken" not in done.stderr


@pytest.mark.parametrize("args", [("metrics", *SEEDS), ("sources", *SEEDS), ("--help",)])
def test_a_full_disk_behind_stdout_is_told(args: tuple[str, ...], msreport: Callable) -> None:
    with Path("/dev/full").open("wb") as full:
        done = msreport(*args, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 1
    assert "磁盘已满" in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


def test_closed_stdout_and_stderr_do_no_harm(tmp_path: Path) -> None:
    command = f"{METRICS} >&- 2>&-"
    done = subprocess.run(
        [shutil.which("sh"), "-c", command],
        cwd=tmp_path, env=environment(), check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0


def test_colour_and_progress_only_on_a_terminal(on_terminal: Callable, msreport: Callable) -> None:
    bright = on_terminal("sources", *SEEDS)
    assert ANSI.search(bright.text)
    assert "提取指标" in bright.text
    for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        screen = on_terminal("sources", *SEEDS, **env)
        assert not re.search(r"\x1b\[[0-9;]+m", screen.text)
    piped = msreport("sources", *SEEDS)
    assert not ANSI.search((piped.stdout + piped.stderr).decode())
    assert "提取指标" not in piped.stderr.decode()


def test_an_error_after_progress_stands_on_a_line_of_its_own(on_terminal: Callable) -> None:
    screen = on_terminal("metrics", *SEEDS, "--city", "营口", NO_COLOR="1")
    assert screen.code == 2
    assert re.search(r"(?:^|\n|\x1b\[K)出错 原文里没有“营口”的指标", screen.text)


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")
def test_a_full_disk_leaves_no_half_written_file(tmp_path: Path, msreport: Callable) -> None:
    disk = tmp_path / "小盘"
    disk.mkdir()
    mount = shutil.which("mount")
    mounted = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(disk)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("no mounting here")
    try:
        (disk / "旧.csv").write_text("旧的", encoding="utf-8")
        done = msreport("metrics", *SEEDS, "-o", str(disk / "旧.csv"))
        assert done.returncode == 1
        assert "磁盘已满" in done.stderr.decode()
        assert [p.name for p in disk.iterdir()] == ["旧.csv"]
        assert (disk / "旧.csv").read_text(encoding="utf-8") == "旧的"
    finally:
        subprocess.run([shutil.which("umount"), str(disk)], check=True)


def test_seeds_of_the_current_folder_come_first(tmp_path: Path, msreport: Callable) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    shutil.copy(next((ROOT / "seeds").glob("002*")), seeds / "双辽.txt")
    assert msreport("sources").stdout.count(b"\n") == 2
    shutil.rmtree(seeds)
    assert msreport("sources").stdout.count(b"\n") > 10


LEAVING = """
import atexit, sys
from mingsheng_reports import __main__ as way
atexit.register(print, "handled")
sys.argv = ["msreport", *sys.argv[1:]]
try:
    way.main()
finally:
    print("taken apart")
"""


@pytest.mark.parametrize(("args", "code"), [(("--version",), 0), (("pdf",), 2)])
def test_it_ends_at_once_and_leaves_nothing_undone(args: tuple[str, ...], code: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LEAVING, *args],
        env=environment(), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == code
    assert done.stdout.endswith("handled\n")
    assert "taken apart" not in done.stdout
