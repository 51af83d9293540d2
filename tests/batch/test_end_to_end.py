"""Many briefs for real: the program in processes of its own, a made-up province, killed on the way.

By a plain template, so that a brief takes a quarter of a second, and as archive copies, so that
what they carry can be looked at.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from corpus import write
from province import Size, counties, documents, owners_in

from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.enclosure import BRIEF_FILE, METRICS_FILE
from mingsheng_reports.pipeline import brief_of, find
from mingsheng_reports.printing.reread import enclosed, reread
from mingsheng_reports.stages import Stages

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
PLAIN = ROOT / "tests" / "support" / "plain"
SIZE = Size(counties=3, years=2)
EPOCH = "1700000000"
ISSUED = date(2023, 11, 14)
PATIENCE = 120  # seconds


def command(*options: str) -> list[str]:
    """``msreport batch`` over all that there is."""
    asked = ["--city", "all", "--year", "all", "--source", "原文", "--archive"]
    asked += ["--template-dir", str(PLAIN), "--pattern", "{city}-{year}"]
    return [sys.executable, "-m", "mingsheng_reports", "batch", *asked, *options]


def environment() -> dict[str, str]:
    """This checkout's program, on a fixed day."""
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
    return os.environ | {"PYTHONPATH": paths, "SOURCE_DATE_EPOCH": EPOCH, "PYTHONUTF8": "1"}


def run(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The program until it ends."""
    return subprocess.run(
        command(*options),
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


def pdfs(folder: Path) -> dict[str, bytes]:
    """The finished briefs by name."""
    return {path.name: path.read_bytes() for path in folder.glob("*.pdf")}


def printed(folder: Path) -> set[str]:
    """What the last run printed."""
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return {entry["file"] for entry in told["briefs"] if entry["state"] == "printed"}


def soon(happened: Callable[[], bool]) -> None:
    """Wait until something happens."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sources of a small province."""
    made = tmp_path_factory.mktemp("province")
    write(documents(SIZE), made / "原文")
    return made


@pytest.fixture(scope="module")
def whole(folder: Path) -> dict[str, bytes]:
    """An undisturbed run."""
    done = run(folder, "-o", "whole", "--workers", "2")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "whole/manifest.json\n"
    assert len(printed(folder / "whole")) == SIZE.owners
    assert [path.suffix for path in (folder / "whole").iterdir()].count(".pdf") == SIZE.owners
    assert len(list((folder / "whole").iterdir())) == SIZE.owners + 1
    return pdfs(folder / "whole")


def test_killed_three_times_and_continued(folder: Path, whole: dict[str, bytes]) -> None:
    output = folder / "killed"
    for finished in (1, 2, 4):
        process = subprocess.Popen(
            command("-o", "killed"), cwd=folder, env=environment(), stderr=subprocess.DEVNULL
        )
        soon(lambda least=finished: len(list(output.glob("*.pdf"))) >= least)
        process.kill()
        process.wait()
        assert pdfs(output).items() <= whole.items()
    before = set(pdfs(output))
    done = run(folder, "-o", "killed")
    assert done.returncode == 0, done.stderr
    assert printed(output) == set(whole) - before
    assert pdfs(output) == whole
    assert {path.name for path in output.iterdir()} == {*whole, "manifest.json"}


def test_ctrl_c_keeps_what_is_finished(folder: Path, whole: dict[str, bytes]) -> None:
    output = folder / "interrupted"
    process = subprocess.Popen(
        command("-o", "interrupted"),
        cwd=folder,
        env=environment(),
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    soon(lambda: bool(list(output.glob("*.pdf"))))
    os.killpg(process.pid, signal.SIGINT)  # as the keyboard does, to workers too
    _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130, told.decode()
    assert "再运行一次同样的命令" in told.decode()
    assert "Traceback" not in told.decode()
    assert pdfs(output).items() <= whole.items()
    assert printed(output) == set(pdfs(output))


def test_a_second_run_prints_nothing_and_a_change_only_what_it_touches(
    folder: Path, whole: dict[str, bytes]
) -> None:
    output = folder / "changed"
    shutil.copytree(folder / "whole", output)
    assert run(folder, "-o", "changed").returncode == 0
    assert printed(output) == set()
    assert pdfs(output) == whole
    names = {f"{c.name}-{y}.pdf": (c.name, str(y)) for c in counties(SIZE) for y in SIZE.all_years}
    before = composed(folder, names)
    source = min((folder / "原文").iterdir())
    text = source.read_text(encoding="utf-8")
    try:
        source.write_text(raised(text), encoding="utf-8")
        after = composed(folder, names)
        touched = {name for name in names if before[name] != after[name]}
        assert set() < touched < set(names)
        assert run(folder, "-o", "changed").returncode == 0
        assert printed(output) == touched
        assert run(folder, "-o", "afresh", "--workers", "1").returncode == 0
        assert pdfs(output) == pdfs(folder / "afresh")
    finally:
        source.write_text(text, encoding="utf-8")


def composed(folder: Path, names: dict[str, tuple[str, str]]) -> dict[str, object]:
    """The briefs as they should be printed."""
    stages = Stages()
    findings = find([folder / "原文"], stages)
    return {
        name: brief_of(Subject(*about), findings, ISSUED, stages) for name, about in names.items()
    }


def raised(text: str) -> str:
    """The first promised number a little larger."""
    return re.sub(r"(就业)(\d{5})(人)", lambda m: f"{m[1]}{int(m[2]) + 1}{m[3]}", text, count=1)


def test_each_brief_holds_the_numbers_of_its_own_city(
    folder: Path, whole: dict[str, bytes]
) -> None:
    assert whole
    for path in (folder / "whole").glob("*.pdf"):
        city = path.stem.partition("-")[0]
        held = enclosed(path)
        told = json.loads(held[BRIEF_FILE])
        assert told["subject"]["cities"] == [city]
        # What a brief computes belongs to nobody.
        computed = {run for each in told["computed"] for run in owners_in(each["printed"], SIZE)}
        found = owners_in("\n".join(reread(path).pages), SIZE)
        owners = [own[0] for run, own in found.items() if own and run not in computed]
        assert len(owners) > 10
        assert set(owners) == {city}
        rows = list(csv.DictReader(io.StringIO(held[METRICS_FILE].decode("utf-8-sig"))))
        assert len(rows) > 10
        assert {row["city"] for row in rows} == {city}


@contextmanager
def dask(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers on this machine: address and the workers."""
    told = folder / "scheduler.json"
    options = ["--no-dashboard", "--scheduler-file", str(told)]

    def start(what: str, *more: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{what}", *options, *more],
            cwd=folder,
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    scheduler = start("scheduler", "--host", "127.0.0.1", "--port", "0")
    soon(lambda: told.is_file() and bool(told.read_text(encoding="utf-8")))
    workers = [start("worker", "--nthreads", "1", "--no-nanny") for _ in range(2)]
    try:
        yield json.loads(told.read_text(encoding="utf-8"))["address"], workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def test_a_cluster_that_loses_a_worker_prints_the_same(
    folder: Path, whole: dict[str, bytes]
) -> None:
    output = folder / "cluster"
    with dask(folder) as (address, workers):
        process = subprocess.Popen(
            command("-o", "cluster", "--scheduler", address),
            cwd=folder,
            env=environment(),
            stderr=subprocess.PIPE,
        )
        soon(lambda: bool(list(output.glob("*.pdf"))) or process.poll() is not None)
        workers[0].kill()
        _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, told.decode()
    assert "Traceback" not in told.decode()
    assert pdfs(output) == whole


def test_a_single_brief_is_printed_as_msreport_pdf_prints_it(
    folder: Path, whole: dict[str, bytes]
) -> None:
    name = next(iter(whole))
    city, year = Path(name).stem.split("-")
    asked = ["--city", city, "--year", year, "--source", "原文", "--archive"]
    asked += ["--template-dir", str(PLAIN), "-o", "one.pdf"]
    subprocess.run(
        [sys.executable, "-m", "mingsheng_reports", "pdf", *asked],
        cwd=folder,
        env=environment(),
        check=True,
        capture_output=True,
        timeout=PATIENCE,
    )
    assert (folder / "one.pdf").read_bytes() == whole[name]
