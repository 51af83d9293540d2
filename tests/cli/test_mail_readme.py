"""What README tells a newcomer to type about mail works as it stands there."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mingsheng_reports.mail.tables import find_provider
from support.mail_server import free_port

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks() -> list[list[str]]:
    """The commands of the section about mail, by block."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = text.partition("\n## 发邮件\n")[2].partition("\n## ")[0]
    return [block.splitlines() for block in BLOCK.findall(section)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkout as `make setup` leaves it, with this one's program."""
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    run = f"exec {shlex.quote(sys.executable)}"
    for name, more in (("python", ""), ("msreport", " -m mingsheng_reports")):
        path = tmp_path / ".venv" / "bin" / name
        path.write_text(f'#!/bin/sh\n{run}{more} "$@"\n')
        path.chmod(0o755)
    return tmp_path


def environment(folder: Path) -> dict[str, str]:
    return os.environ | {
        "PATH": f"{folder / '.venv' / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "XDG_STATE_HOME": str(folder / "state"),
        "MSREPORT_CACHE": str(folder / "cache"),
    }


def typed(command: str, folder: Path) -> str:
    """What a command prints."""
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=folder, env=environment(folder), capture_output=True,
        check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, (command, done.stderr.decode())
    return done.stdout.decode()


@pytest.fixture
def port(folder: Path) -> Iterator[int]:
    """README's own server, on a port that nobody else has."""
    (command,) = blocks()[1]
    trial = find_provider("trial")
    address = f"{trial.host}:{trial.port}"
    assert address in command
    port = free_port()
    words = shlex.split(command.replace(address, f"{trial.host}:{port}"))
    with subprocess.Popen(words, cwd=folder, env=environment(folder)) as server:
        try:
            while not (folder / "收件箱").is_dir():
                assert server.poll() is None
                time.sleep(0.05)
            yield port
        finally:
            server.terminate()


@pytest.mark.slow
def test_a_draft_and_a_batch_sent_as_readme_tells(folder: Path, port: int) -> None:
    one, _, many = blocks()
    for command in one:
        told = typed(command, folder)
    assert told.strip() == "output/mail/简报/名单.csv"
    assert list((folder / "output" / "mail" / "简报").glob("*.eml"))
    inbox = folder / "收件箱" / "new"
    seen = []
    for command in many:
        elsewhere = f"--provider trial --server localhost:{port} --security none"
        told = typed(command.replace("--provider trial", elsewhere), folder)
        seen.append((command.partition(" --provider trial")[2], len(list(inbox.iterdir()))))
    assert [each for each in seen if each[0]] == [(" --send", 0), (" --send --yes", 2)]
    assert told.count("已发出") == 2
    drafts = sorted(path.name for path in (folder / "output" / "mail" / "简报").glob("*.eml"))
    assert drafts == ["001-盘锦市-张三.eml", "002-鞍山市-李四.eml"]
