"""How fast reading and extraction are, cold and warm, and how the cost grows with size.

    .venv/bin/python benchmarks/extraction.py [--documents 2000]

Times are processor times of one core (the cold one is measured in a process of its own, start-up
included), so that what else runs on the machine matters little. Garbage is collected as rarely as
in the program itself. Growth is told as ratios, which
hold on any machine.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from corpus import documents, write

from mingsheng_reports.cli.main import collect_rarely
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.extraction.engine import extract
from mingsheng_reports.pipeline import Stages, brief_of, find, print_brief
from mingsheng_reports.reading.library import read_library

ROOT = Path(__file__).resolve().parents[1]
GROWTH = (1, 2, 4, 8)
ONE = 32_000  # bytes of the document that grows
WARM = 3  # runs of which the fastest counts
SOME = 25  # documents of the corpus that grows
COLD = """
import sys
from pathlib import Path
from mingsheng_reports.cli.main import collect_rarely
from mingsheng_reports.reading.library import read_library
from mingsheng_reports.extraction.engine import extract
collect_rarely()
print(len(extract(read_library([Path(sys.argv[1])])).metrics))
"""


def processor_time(call: Callable[[], object], times: int = 1) -> float:
    """Seconds of processor time of the fastest of several runs."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        call()
        best = min(best, time.process_time() - start)
    return best


def cold_time(folder: Path) -> float:
    """Seconds of processor time of a fresh process that reads and extracts a folder."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", COLD, str(folder)], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def read_and_extract(folder: Path) -> int:
    """How many metrics a folder holds."""
    return len(extract(read_library([folder])).metrics)


def throughput(folder: Path, count: int) -> None:
    """Documents and megabytes a second, in a fresh process and in one that has run before."""
    _, size = write(documents(count), folder)
    print(f"corpus: {count} documents, {size / 1e6:.1f} MB, {size / count / 1e3:.1f} kB on average")
    cold = cold_time(folder)
    read_and_extract(ROOT / "seeds")
    metrics = read_and_extract(folder)
    warm = processor_time(lambda: read_and_extract(folder), WARM)
    library = read_library([folder])
    extracting = processor_time(lambda: extract(library), WARM)
    print(f"        {metrics} metrics, {1e3 * metrics / size:.1f} per kB")
    for name, seconds in (
        ("reading and extraction, cold", cold),
        ("reading and extraction, warm", warm),
        ("extraction alone, warm", extracting),
    ):
        speed = f"{count / seconds:6.1f} documents/s  {size / seconds / 1e6:4.2f} MB/s"
        print(f"{name:<29} {speed}  {seconds:6.2f} s")


def growth(folder: Path) -> None:
    """Time for 2, 4 and 8 times as much, in a document and in documents, as ratios."""
    told: dict[str, list[float]] = {"one document": [], "the corpus": []}
    for factor in GROWTH:
        (only,) = documents(1, smallest=ONE * factor, largest=ONE * factor)
        one = folder / f"one-{factor}"
        write([only], one)
        told["one document"].append(processor_time(lambda one=one: read_and_extract(one), 3))
        many = folder / f"many-{factor}"
        write(documents(SOME * factor), many)
        told["the corpus"].append(processor_time(lambda many=many: read_and_extract(many), 2))
    for name, times in told.items():
        ratios = "  ".join(
            f"{factor}x: {seconds / times[0]:.2f}"
            for factor, seconds in zip(GROWTH[1:], times[1:], strict=True)
        )
        print(f"growth of {name}, time ratio for  {ratios}")


def against_printing(folder: Path) -> None:
    """Extraction of the five seeds beside printing one brief, both warm."""
    stages = Stages()
    issued = date(2023, 1, 1)
    findings = find([ROOT / "seeds"], stages)
    brief = brief_of(Subject("盘锦市", "2022"), findings, issued, stages)
    output = folder / "brief.pdf"
    print_brief(brief, output, issued, stages)
    printing = processor_time(lambda: print_brief(brief, output, issued, stages), 2)
    both = processor_time(lambda: read_and_extract(ROOT / "seeds"), 5)
    extracting = processor_time(lambda: extract(findings.library), 5)
    print(
        f"the five seeds, warm: extraction {extracting:.3f} s, with reading {both:.3f} s; "
        f"printing one brief {printing:.2f} s"
    )
    print(f"extraction / printing: {extracting / printing:.3f}, with reading {both / printing:.3f}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="speed of reading and extraction")
    parser.add_argument("--documents", type=int, default=2000, help="size of the corpus")
    options = parser.parse_args(arguments)
    collect_rarely()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        throughput(folder / "corpus", options.documents)
        growth(folder)
        against_printing(folder)


if __name__ == "__main__":
    main()
