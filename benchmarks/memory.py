"""How much memory one warm process holds while it prints brief after brief.

    .venv/bin/python benchmarks/memory.py [--briefs 500]

The briefs are those of the made-up province (``province.py``), all different; they are composed
here and printed, as ``msreport batch`` has them printed, in one process that is never replaced.
Told is what that process holds after each tenth of them, and the last beside the first: a process
that grows by more than a few hundredths keeps something of every brief.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from itertools import islice, product
from pathlib import Path

from corpus import write
from province import Size, counties, documents

from mingsheng_reports.batch.equipment import equipment_of
from mingsheng_reports.batch.work import Job, print_brief, warm
from mingsheng_reports.catalogue.themes import load_theme
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.pipeline import brief_of, find
from mingsheng_reports.stages import Stages

ISSUED = date(2023, 1, 1)
YEARS = 3
TENTHS = 10
MOST = 1.15
MEGABYTE = 1e6


def jobs(briefs: int, folder: Path) -> Iterator[Job]:
    """So many briefs of a province that is made large enough."""
    size = Size(counties=-(-briefs // YEARS), years=YEARS)
    write(documents(size), folder)
    stages, theme = Stages(), load_theme()
    findings = find((folder,), stages)
    equipment = equipment_of(theme)
    places = [county.name for county in counties(size)]
    told = {metric.city for metric in findings.settled}
    # County by county: later years have more to compare, and would tell of growth where none is.
    for place, year in islice(product(places, size.all_years), briefs):
        if place in told:
            brief = brief_of(Subject((place,), (str(year),)), findings, ISSUED, stages)
            yield Job(brief, theme, ISSUED, equipment)


def held(briefs: int) -> Iterator[int]:
    """Bytes held after each brief."""
    with (
        tempfile.TemporaryDirectory() as folder,
        ProcessPoolExecutor(
            1, multiprocessing.get_context("spawn"), partial(warm, (load_theme(),))
        ) as pool,
    ):
        for job in jobs(briefs, Path(folder)):
            yield pool.submit(print_brief, job).result().memory


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="memory of a warm process")
    parser.add_argument("--briefs", type=int, default=500)
    options = parser.parse_args(arguments)
    bytes_held = []
    for number, memory in enumerate(held(options.briefs), 1):
        bytes_held.append(memory)
        if number % max(1, options.briefs // TENTHS) == 0:
            print(f"after {number:4} briefs: {memory / MEGABYTE:6.1f} MB", flush=True)
    if len(bytes_held) < TENTHS:
        sys.exit("too few briefs were printed to compare")
    tenth = len(bytes_held) // TENTHS
    ratio = bytes_held[-1] / bytes_held[tenth - 1]
    print(f"brief {len(bytes_held)} / brief {tenth}: {ratio:.3f} (asked: at most {MOST})")


if __name__ == "__main__":
    main()
