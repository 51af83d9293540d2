"""A province in one night: is every brief printed once, whatever happens, and how fast?

    .venv/bin/python benchmarks/batch.py [--counties 100] [--years 3] [--template feature]
        [--workers 2] [--only whole,speed,again,killed,changed,talk,cluster,memory]

Makes a province (``province.py``), prints all of it as archive copies and then

- speed: prints a tenth of it with one process and with two, in turns, three times each
- again: runs the same command once more, which prints nothing
- killed: prints it anew, killed (``kill -9``) three times at random, continued, byte by byte
- changed: changes a number in one source: the briefs that are composed differently are printed
- talk: looks for numbers of other counties in what every brief prints, draws and encloses; a
  brief may cite its peers, but only where it lays them side by side
- cluster: prints it on a Dask scheduler with two workers, one of them killed, byte by byte
- memory: 500 briefs in one process, as the program would; its memory after each 50

What does not hold ends the program with exit code 1. Times depend on what else the machine does.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from corpus import SEED, write
from cross_talk import check, numbers_of
from province import Size, counties, documents

from mingsheng_reports.batch.content import digest_of
from mingsheng_reports.batch.equipment import equipment_of
from mingsheng_reports.batch.work import Job, print_brief, printers
from mingsheng_reports.catalogue.templates import fitted
from mingsheng_reports.catalogue.themes import load_theme
from mingsheng_reports.core.brief import Brief
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.findings import pairs_told
from mingsheng_reports.pipeline import brief_of
from mingsheng_reports.stages import Stages
from mingsheng_reports.store.cache import Cache
from mingsheng_reports.store.gathering import gather

ROOT = Path(__file__).resolve().parents[1]
EPOCH = 1_700_000_000
ISSUED = datetime.fromtimestamp(EPOCH, UTC).date()
STEPS = ("whole", "speed", "again", "killed", "changed", "talk", "cluster", "memory")
ROUNDS = 3
SHARE = 10  # the part of the province that is printed to compare one process with two
MANY, OFTEN = 500, 50  # briefs in one process, and how often its memory is told
NUMBER = re.compile(r"(就业)(\d{5,})(人)")


@dataclass(frozen=True)
class Bench:
    """A province in a folder, and how it is printed."""

    folder: Path
    size: Size
    template: str
    workers: int

    def command(self, output: str, *more: str) -> list[str]:
        """``msreport batch`` over everything."""
        asked = ["--city", "all", "--year", "all", "--source", "sources", "--archive"]
        asked += ["--template", self.template, "--pattern", "{city}-{year}", "--cache", "cache"]
        return [sys.executable, "-m", "mingsheng_reports", "batch", *asked, "-o", output, *more]

    def start(self, *command: str, **options: object) -> subprocess.Popen[str]:
        """A process in the folder, on a fixed day."""
        told = {"SOURCE_DATE_EPOCH": str(EPOCH), "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT / "src")}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen(
            command, cwd=self.folder, env=os.environ | told, **(quiet | options)
        )

    def run(self, output: str, *more: str) -> float:
        """Print until it is done; seconds by the clock."""
        begun = time.perf_counter()
        process = self.start(*self.command(output, *more))
        _, told = process.communicate()
        check(process.returncode == 0, f"exit code {process.returncode}: {told}")
        return time.perf_counter() - begun

    def pdfs(self, output: str) -> dict[str, bytes]:
        """The finished briefs by name."""
        return {path.name: path.read_bytes() for path in (self.folder / output).glob("*.pdf")}

    def finished(self, output: str) -> int:
        """How many lie there."""
        return len(list((self.folder / output).glob("*.pdf")))

    def printed(self, output: str) -> set[str]:
        """What the last run printed."""
        told = json.loads((self.folder / output / "manifest.json").read_text(encoding="utf-8"))
        return {entry["file"] for entry in told["briefs"] if entry["state"] == "printed"}


def until(happened: Callable[[], object]) -> None:
    """Wait."""
    while not happened():
        time.sleep(0.02)


def whole(bench: Bench) -> None:
    """The undisturbed run that the others are compared with."""
    shutil.rmtree(bench.folder / "whole", ignore_errors=True)
    shutil.rmtree(bench.folder / "cache", ignore_errors=True)
    seconds = bench.run("whole", "--workers", str(bench.workers))
    count = bench.finished("whole")
    check(len(bench.printed("whole")) == count, "every file was printed by this run")
    rate = count / seconds
    print(f"whole: {count} briefs from sources in {seconds:.0f} s, {rate:.2f} a second; ", end="")
    print(f"30,000 would take {30_000 / rate / 3600:.1f} hours")


def speed(bench: Bench) -> None:
    """One process against two, from the first finished brief on: how fast when all are warm."""
    part = ("--shard", f"1/{SHARE}")
    rates: dict[int, list[float]] = {1: [], 2: []}
    for at in range(ROUNDS):
        for workers, held in rates.items():
            output = f"speed-{workers}-{at}"
            bench.run(output, *part, "--workers", str(workers))
            ends = sorted(path.stat().st_mtime for path in (bench.folder / output).glob("*.pdf"))
            held.append((len(ends) - workers) / (ends[-1] - ends[workers - 1]))
    one, two = median(rates[1]), median(rates[2])
    print(f"speed: {one:.2f} a second with 1 process, {two:.2f} with 2: {two / one:.2f} times")


def again(bench: Bench) -> None:
    """Nothing is done twice."""
    seconds = bench.run("whole")
    check(not bench.printed("whole"), "a second run prints nothing")
    print(f"again: nothing printed, in {seconds:.1f} s")


def killed(bench: Bench) -> None:
    """Killed three times, continued, the same."""
    shutil.rmtree(bench.folder / "killed", ignore_errors=True)
    chance = random.Random(SEED)  # noqa: S311  variety, not secrecy
    ends = sorted(chance.sample(range(1, bench.size.owners), 3))
    for end in ends:
        process = bench.start(*bench.command("killed"), stderr=subprocess.DEVNULL)
        until(lambda least=end: bench.finished("killed") >= least)
        time.sleep(chance.random())
        process.kill()
        process.wait()
    before = set(bench.pdfs("killed"))
    bench.run("killed")
    check(not before & bench.printed("killed"), "nothing finished was printed again")
    check(bench.pdfs("killed") == bench.pdfs("whole"), "the same bytes after three kills")
    print(f"killed: after {', '.join(map(str, ends))} briefs; continued to the same bytes")


def briefs(bench: Bench) -> Iterator[tuple[str, Brief]]:
    """All briefs of the province, composed; their files' names."""
    store, stages = gather([bench.folder / "sources"], Cache(bench.folder / "cache")), Stages()
    for city, year in pairs_told(store):
        subject = Subject(city, year)
        findings = store.findings_for(subject)
        yield f"{city}-{year}.pdf", brief_of(subject, findings, ISSUED, stages)


def changed(bench: Bench) -> None:
    """One source changes: its briefs are printed again, and no other."""
    source = min((bench.folder / "sources").iterdir())
    text = source.read_text(encoding="utf-8")
    before = {name: digest_of(brief) for name, brief in briefs(bench)}
    other = NUMBER.sub(lambda m: f"{m[1]}{int(m[2]) + 1}{m[3]}", text, count=1)
    check(other != text, "there is a number to change")
    try:
        source.write_text(other, encoding="utf-8")
        after = {name: digest_of(brief) for name, brief in briefs(bench)}
        touched = {name for name in after if after[name] != before[name]}
        bench.run("whole")
        check(touched, "a changed number changes a brief")
        check(bench.printed("whole") == touched, "what the change touches is printed, no more")
    finally:
        source.write_text(text, encoding="utf-8")
    bench.run("whole")
    check(bench.printed("whole") == touched, "the change undone, they are printed once more")
    print(
        f"changed: one source, {len(touched)} of {len(after)} briefs: {'、'.join(sorted(touched))}"
    )


def talk(bench: Bench) -> None:
    """No number of another county but where it is compared."""
    own = others = 0
    for path in sorted((bench.folder / "whole").glob("*.pdf")):
        held, beside = numbers_of(path, bench.size)
        own, others = own + held, others + beside
    print(f"talk: {own} numbers of their own county, {others} of peers beside them, no other")


@contextmanager
def dask(bench: Bench) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """A scheduler and two workers on this machine: address and the workers."""
    told = bench.folder / "scheduler.json"
    told.unlink(missing_ok=True)

    def start(what: str, *more: str) -> subprocess.Popen[str]:
        module = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--no-dashboard"]
        held = ["--scheduler-file", str(told), *more]
        return bench.start(*module, *held, stderr=subprocess.DEVNULL)

    scheduler = start("scheduler", "--host", "127.0.0.1", "--port", "0")
    until(lambda: told.is_file() and told.read_text(encoding="utf-8"))
    workers = [start("worker", "--nthreads", "1", "--no-nanny") for _ in range(2)]
    try:
        yield json.loads(told.read_text(encoding="utf-8"))["address"], workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def cluster(bench: Bench) -> None:
    """On Dask, a worker killed in the middle, the same."""
    shutil.rmtree(bench.folder / "cluster", ignore_errors=True)
    with dask(bench) as (address, workers):
        begun = time.perf_counter()
        command = bench.command("cluster", "--scheduler", address)
        process = bench.start(*command, stderr=subprocess.DEVNULL)
        until(lambda: bench.finished("cluster") > bench.size.owners // 3 or process.poll())
        workers[0].kill()
        check(process.wait() == 0, "the cluster prints everything")
    seconds = time.perf_counter() - begun
    check(bench.pdfs("cluster") == bench.pdfs("whole"), "the same bytes on a cluster")
    print(f"cluster: the same bytes, one of two workers killed, in {seconds:.0f} s")


def memory(bench: Bench) -> None:
    """What a process holds in the course of many briefs."""
    theme = fitted(load_theme(), bench.template)
    equipment, held = equipment_of(theme), []
    coming = islice(cycle(briefs(bench)), MANY)
    with printers(1, [theme]) as crew:
        for at, (_, brief) in enumerate(coming, start=1):
            done = crew.submit(print_brief, Job(brief, theme, ISSUED, equipment)).result()
            if at % OFTEN == 0:
                held.append(done.memory / 1e6)
    told = ", ".join(f"{each:.0f}" for each in held)
    print(f"memory: {told} MB; at {MANY} {held[-1] / held[0] - 1:+.0%} of what it was at {OFTEN}")


def main() -> None:
    """Make the province and take the steps."""
    parser = argparse.ArgumentParser(description="many briefs")
    parser.add_argument("--counties", type=int, default=100)
    parser.add_argument("--years", type=int, default=3)
    parser.add_argument("--template", default="feature")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", default=",".join(STEPS), help="the first one first")
    given = parser.parse_args()
    size = Size(counties=given.counties, years=given.years)
    with tempfile.TemporaryDirectory(prefix="batch-") as folder:
        bench = Bench(Path(folder), size, given.template, given.workers)
        files, written = write(documents(size), bench.folder / "sources")
        named = f"{counties(size)[0].name} to {counties(size)[-1].name}"
        print(f"{files} sources ({written / 1e6:.1f} MB), {named}", flush=True)
        for step in given.only.split(","):
            globals()[step](bench)
            sys.stdout.flush()


if __name__ == "__main__":
    main()
