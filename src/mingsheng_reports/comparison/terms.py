"""The words that decide what is the same: units counted alike, kinds of work, open dates."""

from __future__ import annotations

from functools import cache

from mingsheng_reports.catalogue.tables import read_tsv

TABLE = "comparing.tsv"


@cache
def words_of(kind: str) -> tuple[tuple[str, str], ...]:
    """(word, base) pairs of one kind, longer words first so that 维修改造 wins over 改造."""
    rows = [(row["word"], row["base"]) for row in read_tsv(TABLE) if row["kind"] == kind]
    return tuple(sorted(rows, key=lambda pair: -len(pair[0])))


@cache
def base_unit(unit: str) -> str:
    """The unit under which a number is compared: 名 → 人, 座 → 个, 元/人·月 → itself."""
    return dict(words_of("unit")).get(unit, unit)


@cache
def kin_label(label: str) -> str:
    """The label without what was done: 农村公路维修改造里程 → 农村公路里程."""
    for word, _ in words_of("work"):
        label = label.replace(word, "")
    return label


@cache
def plain_label(label: str) -> str:
    """The label without quotation marks and white space, for equality only."""
    return "".join(c for c in label if c not in "“”‘’\"'《》「」『』" and not c.isspace())


def is_expectation(label: str) -> bool:
    """Whether a target of this name is a forecast of money, not a promise: 拉动产业链投资."""
    return any(label.endswith(word) for word, _ in words_of("expectation"))


@cache
def status_name(status: str) -> str:
    """Chinese name of a status for a reason: 计划数."""
    return dict(words_of("status"))[status]
