"""What it takes to keep the sources of a province or a country: time, memory, disk.

    .venv/bin/python benchmarks/storing.py [--files 2000] [--processes 2] [--subjects 60]

Makes a province of that many files and puts it into the store, in a process of its own: files a
second, the most memory that this process and each of its workers ever held (VmHWM), and how long
it took until the first word of progress. Then once more with everything in the cache. Then what it
costs to select a brief's findings, and how the other forms that were tried compare with it:
Parquet by city and year, and SQLite.

Wall times depend on what else the machine does; processor times, sizes and ratios hardly.
"""

from __future__ import annotations

import argparse
import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from corpus import write
from province import Size, all_counties, documents

from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.findings import pairs_told
from mingsheng_reports.core.garbage import collect_rarely
from mingsheng_reports.core.metric import Metric
from mingsheng_reports.store.cache import Cache
from mingsheng_reports.store.gathering import READ, Step, gather, gather_in_processes
from mingsheng_reports.store.plain import from_plain, to_plain
from mingsheng_reports.store.store import Store

YEARS, LEAST = 3, 2  # years of a county; pages of a year, at least a plan and a feature
MEGA = 1 << 20
OFTEN = 0.05  # seconds between two looks at the workers
FIRST = "first"


@dataclass(frozen=True)
class Run:
    """One gathering. Seconds, and bytes of memory at their highest."""

    files: int
    fresh: int
    wall: float
    processor: float
    parent: int
    workers: int


def size_for(files: int) -> Size:
    """A province of about so many files: more counties first, then more pages of each."""
    counties = max(1, min(len(all_counties()), files // (YEARS * LEAST)))
    return Size(counties=counties, years=YEARS, pages=max(LEAST, files // (counties * YEARS)))


def highest(process: str = "self") -> int:
    """Bytes of memory that a process has ever held; 0 when it is gone."""
    try:
        told = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    line = next((each for each in told.splitlines() if each.startswith("VmHWM")), "0 0")
    return int(line.split()[1]) * 1024


def watch(ended: threading.Event, found: dict[str, int]) -> None:
    """The highest memory of each child, looked at again and again."""
    while not ended.wait(OFTEN):
        for held in Path("/proc/self/task").glob("*/children"):
            for number in held.read_text(encoding="ascii").split():
                found[number] = max(found.get(number, 0), highest(number))


def gathered(folder: Path, cache: Path, processes: int) -> None:
    """In a process of its own: gather once, tell the first word of progress and what it took."""
    collect_rarely()
    ended, children = threading.Event(), dict[str, int]()
    watching = threading.Thread(target=watch, args=(ended, children))
    steps: list[Step] = []

    def tell(step: Step) -> None:
        if not steps:
            print(FIRST, flush=True)
        steps.append(step)

    watching.start()
    start = time.perf_counter()
    store = gather_in_processes([folder], Cache(cache), processes, tell)
    wall = time.perf_counter() - start
    ended.set()
    watching.join()
    assert steps[-1].name == READ  # noqa: S101  a benchmark that measures nothing is worthless
    run = Run(
        len(store.held),
        steps[-1].fresh,
        wall,
        sum(
            sum(resource.getrusage(who)[:2])
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        ),
        highest(),
        max(children.values(), default=0),
    )
    print(json.dumps(asdict(run)))


def apart(folder: Path, cache: Path, processes: int) -> tuple[Run, float]:
    """The same started from here, and the seconds from its start to its first word."""
    command = [sys.executable, __file__, "--gather", str(folder), "--cache", str(cache)]
    start = time.perf_counter()
    with subprocess.Popen(
        [*command, "--processes", str(processes)], stdout=subprocess.PIPE, text=True
    ) as process:
        lines = iter(process.stdout or ())
        if next(lines, "").strip() != FIRST:
            sys.exit("gathering said nothing")
        first = time.perf_counter() - start
        return Run(**json.loads(next(lines))), first


def show(name: str, run: Run, first: float) -> None:
    """One line."""
    print(
        f"{name}: {run.files} files, {run.fresh} read, {run.files / run.wall:.0f} files/s\n"
        f"  wall {run.wall:.1f} s, processor {run.processor:.1f} s\n"
        f"  first word of progress after {first:.2f} s\n"
        f"  memory {run.parent / MEGA:.0f} MB, each worker up to {run.workers / MEGA:.0f} MB"
    )


def timed(call: Callable[[], object]) -> float:
    """Seconds of processor time."""
    start = time.process_time()
    call()
    return time.process_time() - start


def some(store: Store, count: int) -> list[Subject]:
    """Subjects in the order of a batch, in stretches of whole cities."""
    told = pairs_told(store)
    step = max(YEARS, len(told) // max(1, count // YEARS))
    return [Subject(*pair) for at in range(0, len(told), step) for pair in told[at : at + YEARS]]


def selection(store: Store, subjects: Sequence[Subject]) -> None:
    """What findings cost, brief by brief."""
    before = highest()
    spent = [timed(lambda each=each: store.findings_for(each)) for each in subjects]
    digests = [timed(lambda each=each: store.digest_for(each)) for each in subjects]
    files = [len(store.findings_for(each).library.sources) for each in subjects[:YEARS]]
    print(
        f"selection of {len(subjects)} briefs, {max(files)} files each: median "
        f"{1e3 * median(spent):.1f} ms, most {1e3 * max(spent):.1f} ms\n"
        f"  digest {1e3 * median(digests):.2f} ms; memory {before / MEGA:.0f} MB, then "
        f"{highest() / MEGA:.0f} MB"
    )


def metrics_of(store: Store) -> Iterator[Metric]:
    """All settled metrics, a city at a time."""
    for city in sorted({city for city, _ in pairs_told(store)}):
        yield from (m for m in store.findings_for(Subject(city)).metrics if m.city == city)


def forms(store: Store, subjects: Sequence[Subject], folder: Path) -> None:
    """Metrics alone in other forms: written, selected by city, and their size on disk."""
    rows = [(m.city, m.year, json.dumps(to_plain(Metric, m), ensure_ascii=False))
            for m in metrics_of(store)]  # fmt: skip
    print(f"{len(rows)} metrics; written, selected by city (median), size on disk:")
    cities = list(dict.fromkeys(subject.city for subject in subjects))
    for name, put, pick in (
        ("Parquet by city and year", to_parquet, from_parquet),
        ("SQLite", to_sqlite, from_sqlite),
        ("files by city, as here", to_files, from_files),
    ):
        place = folder / name
        place.mkdir()
        written = timed(lambda put=put, place=place: put(rows, place))
        picked = [timed(lambda c=c, pick=pick, place=place: pick(place, c)) for c in cities]
        kept = sum(path.stat().st_blocks * 512 for path in place.rglob("*") if path.is_file())
        print(
            f"  {name:<26} {written:6.2f} s  {1e3 * median(picked):7.2f} ms  {kept / MEGA:6.1f} MB"
        )


Rows = Sequence[tuple[str, str, str]]


def to_parquet(rows: Rows, place: Path) -> None:
    """One folder for each city and year."""
    import pyarrow as pa
    from pyarrow import dataset

    columns = dict(zip(("city", "year", "metric"), zip(*rows, strict=True), strict=True))
    dataset.write_dataset(
        pa.table({name: pa.array(held) for name, held in columns.items()}),
        place,
        format="parquet",
        partitioning=["city", "year"],
        partitioning_flavor="hive",
        max_partitions=len(rows),
    )


def from_parquet(place: Path, city: str) -> list[Metric]:
    """The metrics of a city."""
    from urllib.parse import quote

    from pyarrow import parquet

    found: list[Metric] = []
    for path in sorted((place / f"city={quote(city)}").rglob("*.parquet")):
        held = parquet.read_table(path, columns=["metric"], partitioning=None)
        found += [metric_of(text) for text in held["metric"].to_pylist()]
    return found


def to_sqlite(rows: Rows, place: Path) -> None:
    """One table, with an index by city and year."""
    with sqlite3.connect(place / "metrics.sqlite") as held:
        held.execute("create table metrics (city text, year text, metric text)")
        held.executemany("insert into metrics values (?, ?, ?)", rows)
        held.execute("create index by_city on metrics (city, year)")
    held.close()


def from_sqlite(place: Path, city: str) -> list[Metric]:
    """The metrics of a city."""
    held = sqlite3.connect(place / "metrics.sqlite")
    found = held.execute("select metric from metrics where city = ? order by rowid", (city,))
    metrics = [metric_of(text) for (text,) in found]
    held.close()
    return metrics


def to_files(rows: Rows, place: Path) -> None:
    """The store's own form, with the metrics of a city as the content."""
    cache, cities = Cache(place), dict[str, list[str]]()
    for city, _, text in rows:
        cities.setdefault(city, []).append(text)
    for city, texts in cities.items():
        cache.write(city, zlib.compress("\n".join(texts).encode(), 1))


def from_files(place: Path, city: str) -> list[Metric]:
    """The metrics of a city."""
    content = zlib.decompress(Cache(place).read(city) or b"").decode()
    return [metric_of(text) for text in content.split("\n")]


def metric_of(text: str) -> Metric:
    """A metric as it was before it was written."""
    return from_plain(Metric, json.loads(text))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="sources by the thousand")
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--subjects", type=int, default=60)
    parser.add_argument("--gather", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--cache", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.gather:
        gathered(options.gather, options.cache, options.processes)
        return
    collect_rarely()
    with tempfile.TemporaryDirectory() as made:
        folder, cache = Path(made) / "sources", Path(made) / "cache"
        count, written = write(documents(size_for(options.files)), folder)
        print(f"{count} files, {written / 1e6:.1f} MB; {options.processes} processes")
        show("first run", *apart(folder, cache, options.processes))
        show("second run", *apart(folder, cache, options.processes))
        kept = sum(path.stat().st_size for path in cache.rglob("*") if path.is_file())
        print(f"cache: {kept / 1e6:.1f} MB, {kept / count / 1e3:.1f} kB a file")
        store = gather([folder], Cache(cache))
        subjects = some(store, options.subjects)
        selection(store, subjects)
        forms(store, subjects, Path(made))


if __name__ == "__main__":
    main()
