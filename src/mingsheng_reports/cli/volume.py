"""What a command says before it holds more sources in memory than a small machine has room for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from mingsheng_reports.cli.screen import say

FEW = 1_000  # files that are not even counted up
TIMES = 15  # bytes in memory for each byte of a source, its metrics included (measured: 14)
ROOM = 512 << 20
GIGA = 1 << 30


def tell_volume(given: Sequence[Path]) -> None:
    """Say what it will take, and which way is open to tens of thousands of sources."""
    sizes = [size for path in given for size in _sizes(path)]
    needed = TIMES * sum(sizes)
    if len(sizes) > FEW and needed > ROOM:
        say(
            f"原文有{len(sizes)}份，这个命令要全部放进内存，大约{needed / GIGA:.1f}GB；"
            "只看其中几个城市时，请用--source只给它们的原文；"
            "印简报请用msreport pdf --city或msreport batch，它们不受份数限制。"
        )


def _sizes(given: Path) -> Iterator[int]:
    """Bytes of each text file; trouble with one is told when it is read."""
    from mingsheng_reports.reading.files import SUFFIXES

    try:
        if given.is_file():
            yield given.stat().st_size
            return
        with os.scandir(given) as entries:
            for entry in entries:
                if Path(entry.name).suffix.lower() in SUFFIXES and entry.is_file():
                    yield entry.stat().st_size
    except OSError:
        return
