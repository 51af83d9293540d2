"""One brief out of tens of thousands of files: how much memory, and how soon it is told how far.

    .venv/bin/python benchmarks/many_files.py [--files 20000]

Makes a country (``province.py``), runs ``msreport batch`` over it for one brief, with nothing in
the cache, and looks five times a second at what the program and all processes it has started hold.
Told are the highest sum, the highest of a single process, when the first line stood on the screen
and the longest wait for the next. More than a gigabyte, or a first line after more than a second,
ends the program with exit code 1.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from itertools import pairwise
from pathlib import Path
from typing import IO

from corpus import write
from province import counties, documents
from storing import size_for

MOST = 1e9  # bytes
SOON = 1.0  # seconds
OFTEN = 0.2
PAGE = os.sysconf("SC_PAGE_SIZE")


def family(process: int) -> list[int]:
    """A process and all that it has started, as far as they are still there."""
    found = [process]
    try:
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                found += family(int(child))
    except OSError:
        pass  # it has ended meanwhile
    return found


def held(process: int) -> int:
    """Bytes of memory."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


def listen(stream: IO[str], times: list[float]) -> None:
    """When each line came."""
    times.extend(time.perf_counter() for _ in stream)


def run(folder: Path, city: str) -> None:
    """Print one brief and tell what it took."""
    asked = ["--city", city, "--year", "2020", "--source", "sources", "--cache", "cache"]
    command = [sys.executable, "-m", "mingsheng_reports", "batch", *asked, "-o", "output"]
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr  # noqa: S101  for the type checker
    times: list[float] = []
    threading.Thread(target=listen, args=(process.stderr, times), daemon=True).start()
    together = single = 0
    while process.poll() is None:
        each = [held(one) for one in family(process.pid)]
        together, single = max(together, sum(each)), max(single, *each)
        time.sleep(OFTEN)
    seconds, first = time.perf_counter() - begun, times[0] - begun
    wait = max(later - earlier for earlier, later in pairwise(times))
    print(
        f"{seconds:.0f} s; all processes together {together / 1e6:.0f} MB at most, "
        f"one {single / 1e6:.0f} MB; first line after {first:.2f} s, then every {wait:.1f} s"
    )
    if process.returncode or together > MOST or first > SOON:
        sys.exit("does not hold")


def main() -> None:
    """Make the files and print."""
    parser = argparse.ArgumentParser(description="many source files")
    parser.add_argument("--files", type=int, default=20_000)
    size = size_for(parser.parse_args().files)
    with tempfile.TemporaryDirectory(prefix="many-") as folder:
        files, written = write(documents(size), Path(folder) / "sources")
        print(f"{files} sources ({written / 1e6:.1f} MB)", flush=True)
        run(Path(folder), counties(size)[0].name)


if __name__ == "__main__":
    main()
