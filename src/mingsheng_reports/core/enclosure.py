"""What a finished page says, and the files that travel inside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

SCHEMA = "msreport-brief/1"
METRICS_FILE, BRIEF_FILE = "metrics.csv", "brief.json"
SEAL = "seal"


@dataclass(frozen=True, slots=True)
class Imprinted:
    """One piece of text that was printed and holds a number.

    Attributes:
        kind: ``figure``, ``computed``, ``day``, ``tally``, ``name``, ``quoted``, ``serial``, or
            ``drawn`` for a label inside a chart.
        origin: id of the metric or computed number, of the article, source or chart.
    """

    kind: str
    text: str
    origin: str


@dataclass(frozen=True, slots=True)
class Imprint:
    """What stands on paper.

    Attributes:
        pages: the text of each page as it is read back from the PDF.
        pieces: every piece that holds a number, in the order of printing.
        running: texts that may stand once more on every page: the running title, table heads.
        reader: name and version of what read the pages.
    """

    pages: tuple[str, ...]
    pieces: tuple[Imprinted, ...]
    running: tuple[str, ...]
    reader: str


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file inside a PDF. ``told`` describes it in Chinese."""

    name: str
    content: bytes
    told: str


Enclose = Callable[[Imprint], Sequence[Enclosure]]


def canonical(plain: Mapping[str, object]) -> bytes:
    """One form for one content: keys in order, a line for each value."""
    return (json.dumps(plain, ensure_ascii=False, indent=0, sort_keys=True) + "\n").encode()


def seal_of(plain: Mapping[str, object]) -> str:
    """Sha256 over everything but the seal."""
    held = {key: value for key, value in plain.items() if key != SEAL}
    return hashlib.sha256(canonical(held)).hexdigest()
