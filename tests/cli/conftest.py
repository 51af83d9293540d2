"""The program in this process with stages of our own, and the real one in a process of its own."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mingsheng_reports.cli.main import program
from mingsheng_reports.core.brief import Brief, ChartSpec
from mingsheng_reports.core.comparison import Board, Subject
from mingsheng_reports.core.findings import Findings
from mingsheng_reports.core.metric import Discard, Extraction
from mingsheng_reports.core.span import Span
from mingsheng_reports.core.theme import Theme
from mingsheng_reports.printing.press import Printed
from mingsheng_reports.stages import Stages
from support.annotated import library, metrics
from support.mail_server import PASSWORD
from support.mailing import LIST, SVG
from support.sample import sample_brief
from support.small_pdf import figures_of, small_pdf

ROOT = Path(__file__).resolve().parents[2]
PDF = b"%PDF-1.7 of a test\n"

Run = Callable[..., Result]
Msreport = Callable[..., subprocess.CompletedProcess[bytes]]
OnTerminal = Callable[..., tuple[int, str]]


def _discard() -> Discard:
    return Discard("000", Span(3, 7), "2022", 1, "date", "日期", "到2022年底。")


def _compose(subject: Subject, findings: Findings, board: Board, issued: date) -> Brief:
    del findings, board, issued
    return replace(sample_brief(), subject=subject, notices=())


def _draw(specs: Sequence[ChartSpec], theme: Theme) -> Mapping[str, str]:
    del theme
    return {spec.id: "<svg/>" for spec in specs}


def _print(
    brief: Brief, charts: Mapping[str, str], theme: Theme, output: Path, issued: date
) -> Printed:
    del brief, charts, theme, issued
    output.write_bytes(PDF)
    return Printed(output, 4, len(PDF))


@pytest.fixture(scope="session")
def stages() -> Stages:
    """Annotated rows for reading and extraction, a ready brief, a PDF of a few bytes."""
    return Stages(
        read=lambda folders: library(),  # noqa: ARG005  the stage's signature
        extract=lambda read: Extraction(metrics(), (_discard(),)),  # noqa: ARG005
        lay_out=lambda told, subject: Board(),  # noqa: ARG005
        compose=_compose,
        draw=_draw,
        print=_print,
    )


@pytest.fixture
def run(stages: Stages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """``run("pdf", "--city", "盘锦")`` in an empty folder that has ``seeds``."""
    (tmp_path / "seeds").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def call(*args: str, with_stages: Stages | None = None) -> Result:
        chosen = with_stages or stages
        return CliRunner().invoke(program, list(args), obj=chosen, catch_exceptions=False)

    return call


def environment(**more: str) -> dict[str, str]:
    """The caller's environment with this checkout's sources."""
    return os.environ | {"PYTHONPATH": str(ROOT / "src")} | more


def call_program(
    *args: str, cwd: Path, env: Mapping[str, str] | None = None, **options: object
) -> subprocess.CompletedProcess[bytes]:
    """The real program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "mingsheng_reports", *args],
        cwd=cwd,
        env=environment(**(env or {})),
        check=False,
        timeout=120,
        **({"capture_output": True} | options),
    )


@pytest.fixture
def msreport(tmp_path: Path) -> Msreport:
    """The real program; ``cwd`` is an empty folder unless given."""

    def call(*args: str, **options: object) -> subprocess.CompletedProcess[bytes]:
        return call_program(*args, **({"cwd": tmp_path} | options))

    return call


@dataclass(frozen=True)
class Screen:
    """A command as seen on a terminal."""

    code: int
    text: str


@pytest.fixture
def on_terminal(tmp_path: Path) -> Callable[..., Screen]:
    """The real program with stdout and stderr on a terminal of 80 columns."""

    def call(*args: str, cwd: Path = tmp_path, **env: str) -> Screen:
        ours, theirs = pty.openpty()
        settings = {"TERM": "xterm", "COLUMNS": "80"} | env
        process = subprocess.Popen(
            [sys.executable, "-m", "mingsheng_reports", *args],
            cwd=cwd,
            env=environment(**settings),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)
        seen = bytearray()
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            seen += part
        os.close(ours)
        return Screen(process.wait(timeout=60), seen.decode())

    return call


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("printed")
    told = figures_of(sample_brief())
    return {
        name: small_pdf(folder / name, Subject(city, "2022"), told).read_bytes()
        for city in ("盘锦市", "鞍山市")
        for name in [f"{city}-2022-民生实事简报.pdf"]
    }


@pytest.fixture
def mail(
    run: Callable[..., Result], stages: Stages, printed: dict[str, bytes], tmp_path: Path
) -> Run:
    """``mail("--to", …)`` in a folder with two briefs in ``output`` and a list of three people."""
    own = replace(
        stages,
        draw=lambda specs, theme: {spec.id: SVG for spec in specs},  # noqa: ARG005  the stage's signature
    )
    (tmp_path / "output").mkdir()
    for name, content in printed.items():
        (tmp_path / "output" / name).write_bytes(content)
    (tmp_path / "收件人.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "密码.txt").write_text(PASSWORD, encoding="utf-8")
    (tmp_path / "密码.txt").chmod(0o600)
    return lambda *args: run("mail", *args, with_stages=own)
