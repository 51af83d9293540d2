"""Whether a brief of the made-up province holds numbers of another county.

A brief may cite its peers, but only where it lays them side by side.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from province import Size, owners_in

from mingsheng_reports.core.enclosure import BRIEF_FILE
from mingsheng_reports.pipeline import verify
from mingsheng_reports.printing.reread import enclosed
from mingsheng_reports.stages import Stages


def check(holds: object, what: str) -> None:
    """End the program when something does not hold."""
    if not holds:
        sys.exit(f"does not hold: {what}")


def numbers_of(path: Path, size: Size) -> tuple[int, int]:
    """Numbers of its own county, and of peers beside them, in what it prints, draws and encloses.

    Ends the program where there is any other.
    """
    own = others = 0
    city = path.stem.partition("-")[0]
    check(not verify(path, (), Stages()).faults, f"{path.name}: pages and enclosed agree")
    told = json.loads(enclosed(path)[BRIEF_FILE])
    cited = [each for each in told["metrics"] if each["city"] != city]
    peers = {each["id"]: each["printed"] for each in cited}
    compared = {i for c in told["comparisons"] if c["kind"] == "cities" for i in c["metrics"]}
    check(peers.keys() <= compared, f"{path.name} cites others only side by side")
    used = {i for each in told["computed"] for i in each["operands"]}
    check(used & peers.keys() <= compared, f"{path.name} computes with its own")
    allowed = set(owners_in(" ".join(peers.values()), size))
    beside = set(owners_in(" ".join(each["sentence"] for each in cited), size))
    sums = [each["sha256"] for each in told["sources"]]
    for kind, text, origin in told["pieces"]:
        # What is computed belongs to nobody, its operands tell whose it is; and the digits in
        # names of files and checksums are none.
        file = kind == "name" and text.startswith(origin)
        if kind == "computed" or file or any(each.startswith(text) for each in sums):
            continue
        for run, owner in owners_in(text, size).items():
            foreign = owner is not None and owner[0] != city
            # A peer's sentence is quoted whole, with what it says besides.
            may = run in (beside if kind == "quoted" else allowed) and kind != "drawn"
            check(not foreign or may, f"{path.name}: {run} of {owner} ({kind})")
            own, others = own + (owner is not None and not foreign), others + foreign
    return own, others
