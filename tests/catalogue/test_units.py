from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from mingsheng_reports.catalogue.tables import read_tsv
from mingsheng_reports.catalogue.units import Unit, kind_of, units
from mingsheng_reports.extraction.quantities import find_quantities

KINDS = {
    *("person", "person-time", "household", "money", "money-per", "count", "length", "area"),
    *("volume", "mass", "flow", "percent", "ratio", "points", "time", "energy"),
}
UNITS = tuple(units().values())


def unknown_kinds(rows: tuple[Unit, ...]) -> list[str]:
    return [unit.written for unit in rows if unit.kind not in KINDS]


def unknown_bases(rows: tuple[Unit, ...]) -> list[str]:
    """Rows whose base is no unit of the same kind itself, exported as itself."""
    known = {unit.written: unit for unit in rows}
    return [
        unit.written
        for unit in rows
        if unit.base not in known
        or known[unit.base].base != unit.base
        or known[unit.base].kind != unit.kind
    ]


def written_twice(rows: tuple[dict[str, str], ...]) -> list[str]:
    counted = Counter(row["unit"] for row in rows)
    return [written for written, times in counted.items() if times > 1]


def not_read(rows: tuple[Unit, ...]) -> list[str]:
    """Units that a number before them does not get."""
    return [
        unit.written
        for unit in rows
        if [(found.unit, found.kind) for found in find_quantities(f"共有12{unit.written}。")]
        != [(unit.base, unit.kind)]
    ]


def not_kept_out(rows: tuple[Unit, ...]) -> list[str]:
    """Words of ``not_before`` before which the unit is read all the same."""
    return [
        unit.written + word
        for unit in rows
        for word in unit.not_before
        for found in find_quantities(f"共有12{unit.written}{word}。")
        if found.counter == unit.written
    ]


def test_kinds_are_from_the_closed_list() -> None:
    assert not unknown_kinds(UNITS)


def test_every_base_is_a_unit_of_the_same_kind() -> None:
    assert not unknown_bases(UNITS)


def test_no_unit_stands_twice() -> None:
    assert not written_twice(read_tsv("units.tsv"))


def test_every_unit_is_read_behind_a_number() -> None:
    assert not not_read(UNITS)


def test_words_that_begin_like_a_unit_are_none() -> None:
    assert not not_kept_out(UNITS)


def test_a_rate_is_of_the_kind_that_its_parts_give() -> None:
    composite = [unit for unit in UNITS if "/" in unit.base]
    assert len(composite) > 40
    assert {u.kind for u in composite if u.base.startswith("元")} == {"money-per"}
    assert {u.kind for u in composite if re.match(r"(?:吨|立方米)/(?:日|小时)", u.base)} == {"flow"}


@pytest.mark.parametrize(
    ("written", "base", "kind"),
    [
        ("基", "基", "count"),
        ("段", "段", "count"),
        ("路", "路", "count"),
        ("通", "通", "count"),
        ("单", "单", "count"),
        ("大类", "大类", "count"),
        ("列", "列", "count"),
        ("剂次", "剂次", "person-time"),
        ("台（套）", "台（套）", "count"),
        ("㎡", "平方米", "area"),
        ("平米", "平方米", "area"),
        ("延长米", "延米", "length"),
        ("元/人/月", "元/人·月", "money-per"),
        ("立方米/天", "立方米/日", "flow"),
        ("百分点", "百分点", "points"),
        ("km", "公里", "length"),
    ],
)
def test_counters_of_official_prose(written: str, base: str, kind: str) -> None:
    assert (units()[written].base, units()[written].kind) == (base, kind)


@pytest.mark.parametrize(
    ("base", "kind"),
    [("元/人·季", "money-per"), ("吨/小时", "flow"), ("人/日", "person"), ("个/村", "count"),
     ("没有/这个", "count"), ("没有这个", "count")],
)  # fmt: skip
def test_kind_of_a_rate_that_no_row_holds(base: str, kind: str) -> None:
    assert kind_of(base) == kind


@pytest.mark.parametrize(
    "text",
    ["11部门联合执法", "围绕3方面发力", "12种植户", "PM2.5升高", "5节水器具", "12基站",
     "5组织", "3首批", "2成立"],
)  # fmt: skip
def test_no_unit_in_a_word(text: str) -> None:
    assert all(found.bare for found in find_quantities(text))


# ── each check has been seen red ──────────────────────────────────────────────────────────────────


def test_the_checks_see_a_wrong_row() -> None:
    unit = units()["座"]
    assert unknown_kinds((replace(unit, kind="money-ish"),))
    assert unknown_bases((replace(unit, base="坐"),))
    assert unknown_bases((unit, replace(unit, written="坐", kind="length")))
    assert written_twice(({"unit": "座"}, {"unit": "座"}))
    assert not_read((replace(unit, written="坐"),))
    assert not_kept_out((replace(unit, not_before=("桥",)),))
