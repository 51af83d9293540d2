"""What changed between two printings of a brief, number by number.

A number is the same one when it stands at the same place of the same source, else when it states
the same indicator of the same place, year and status. Only then are its words compared; what has no
partner was added or has gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from mingsheng_reports.revision.printing import Printing

Row = Mapping[str, Any]
Pair = tuple[Row, Row]

IDENTITY = ("city", "place", "scope", "year", "as_of", "status", "verb")
TOLD = {
    "printed": "数",
    "label": "指标",
    "place": "地点",
    "year": "年份",
    "as_of": "截止日",
    "status": "性质",
    "category": "类别",
}
NOTHING = "（无）"


class Kind(StrEnum):
    """What happened to it."""

    CHANGED = "改"
    ADDED = "增"
    GONE = "删"
    PLEDGE = "承诺"
    SOURCE = "原文"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the two printings tell differently.

    Attributes:
        what: what it is about: 盘锦市2022年城镇新增就业.
        old, new: as each printing has it; empty where it has none.
        note: number of the endnote in the newer printing, else in the older; 0 for none.
    """

    kind: Kind
    what: str
    old: str = ""
    new: str = ""
    note: int = 0


def differences(old: Printing, new: Printing) -> tuple[Difference, ...]:
    """Everything that the two tell differently.

    Changed numbers in the order of the newer one's notes, then added and gone ones, pledges whose
    standing changed, and source files.
    """
    pairs, gone, added = _paired(old.metrics, new.metrics)
    found = [difference for pair in pairs for difference in _changes(*pair)]
    found += [_single(Kind.ADDED, row) for row in added]
    found += [_single(Kind.GONE, row) for row in gone]
    found += _pledges(old, new, pairs)
    found += _sources(old.sources, new.sources)
    return tuple(found)


def _paired(old: Sequence[Row], new: Sequence[Row]) -> tuple[list[Pair], list[Row], list[Row]]:
    """Pairs in the order of ``new``, then what of ``old`` and of ``new`` has no partner."""
    partners: dict[int, Row] = {}
    left = list(old)
    for key in (_by_place, _by_fact_and_value, _by_fact):
        for at, row in enumerate(new):
            if at in partners:
                continue
            partner = next((each for each in left if key(each) == key(row)), None)
            if partner is not None:
                partners[at] = partner
                left.remove(partner)
    pairs = [(partners[at], row) for at, row in enumerate(new) if at in partners]
    return pairs, left, [row for at, row in enumerate(new) if at not in partners]


def _by_place(row: Row) -> object:
    return row["id"]


def _by_fact(row: Row) -> object:
    return (*(row[name] for name in IDENTITY), row["indicator"] or row["label"], row["unit"])


def _by_fact_and_value(row: Row) -> object:
    return _by_fact(row), row["value"]


def _changes(old: Row, new: Row) -> Iterator[Difference]:
    for field, name in TOLD.items():
        if old[field] != new[field]:
            what = _what(new) if field == "printed" else f"{_what(new)}的{name}"
            yield Difference(
                Kind.CHANGED, what, old[field] or NOTHING, new[field] or NOTHING, new["note"]
            )


def _single(kind: Kind, row: Row) -> Difference:
    old, new = ("", row["printed"]) if kind is Kind.ADDED else (row["printed"], "")
    return Difference(kind, _what(row), old, new, row["note"])


def _what(row: Row) -> str:
    until = f"（截至{row['as_of']}）" if row["as_of"] else ""
    place = row["place"]
    label = row["label"].removeprefix(place) or row["label"]
    return f"{place}{row['year']}年{label}{until}"


def _pledges(old: Printing, new: Printing, pairs: Sequence[Pair]) -> Iterator[Difference]:
    """Promises that stand otherwise now; those that came or went are told as numbers already."""
    now = {each["promised"]: each["state"] for each in new.pledges}
    before = {each["promised"]: each["state"] for each in old.pledges}
    for first, second in pairs:
        was, has = before.get(first["id"]), now.get(second["id"])
        if was and has and was != has:
            yield Difference(Kind.PLEDGE, _what(second), was, has, second["note"])


def _sources(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Difference]:
    for doc in sorted({*old, *new}):
        if doc not in new:
            yield Difference(Kind.SOURCE, doc, "已用", "未用")
        elif doc not in old:
            yield Difference(Kind.SOURCE, doc, "未用", "已用")
        elif old[doc] != new[doc]:
            yield Difference(Kind.SOURCE, doc, "原来的内容", "内容有改动")
