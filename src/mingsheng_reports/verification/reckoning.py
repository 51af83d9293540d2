"""Values worked out again: a printed wording's value, a computed number from its operands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Any

from mingsheng_reports.verification.embedded import Embedded
from mingsheng_reports.verification.fault import Fault
from mingsheng_reports.verification.numerals import RUN, chinese_value, simplified
from mingsheng_reports.verification.whereabouts import Whereabouts

SIZES = {
    "": Decimal(1),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10_000),
    "百万": Decimal(1_000_000),
    "千万": Decimal(10_000_000),
    "亿": Decimal(100_000_000),
    "万亿": Decimal(1_000_000_000_000),
}
WRITTEN = re.compile(r"(\d+(?:\.\d+)?)[余多]?(万亿|千万|百万|亿|万|千|百)?")
DIGITS = re.compile(r"\d+")
HUNDRED = Decimal(100)
PER = {"per-one": Decimal(1), "per-hundred": Decimal(100), "per-myriad": Decimal(10_000)}
NEAR = Decimal("1e-18")
ABOUT = "约"


def check_metrics(embedded: Embedded, where: Whereabouts) -> list[Fault]:
    """Each metric against its row in the table, its own wording and its quote."""
    rows = {row.get("id", ""): row for row in embedded.rows}
    faults = []
    for metric in embedded.metrics:
        told = _against_row(metric, rows.get(metric["id"])) or _against_itself(metric)
        faults += [where.fault(metric, what) for what in told]
    extra = set(rows) - {metric["id"] for metric in embedded.metrics}
    return faults + [Fault(f"metrics.csv里的{one}在brief.json里没有") for one in sorted(extra)]


def check_computed(embedded: Embedded, where: Whereabouts) -> list[Fault]:
    """Each computed number once more, from the operands' values."""
    metrics = {metric["id"]: metric for metric in embedded.metrics}
    faults = []
    for one in embedded.computed:
        held = [metrics.get(identity) for identity in one["operands"]]
        operands = [metric for metric in held if metric is not None]
        if len(operands) < len(held):
            faults.append(where.fault(one, f"算出的{one['printed']}缺了参与计算的指标"))
            continue
        value = recomputed(one["operation"], operands)
        if value is None:
            faults.append(where.fault(one, f"算出的{one['printed']}无法重算"))
        elif not agrees(one, value):
            shown = f"{abs(value).quantize(Decimal('0.01'), ROUND_HALF_EVEN):f}".rstrip("0")
            what = f"{one['printed']}按{one['formula']}重算应为{shown.rstrip('.')}{one['unit']}"
            faults.append(where.fault(one, what))
        missing = [m["printed"] for m in operands if m["printed"] not in one["formula"]]
        faults += [where.fault(one, f"算式{one['formula']}里没有{each}") for each in missing]
    return faults


def recomputed(operation: str, operands: Sequence[Mapping[str, Any]]) -> Decimal | None:
    """The value from its operands, None when there is no such operation or it cannot be done."""
    try:
        first, second = (Decimal(metric["number"]) for metric in operands)
        if operation == "difference":
            return first - second
        if operation == "rate":
            return (first - second) / second * HUNDRED
        if operation in PER:
            return first / second * PER[operation]
        return first / second * HUNDRED if operation == "share" else None
    except (ValueError, ArithmeticError):
        return None


def readings(wording: str) -> set[Decimal]:
    """The values that a wording in digits may stand for: 约30.8亿元, 40—50万吨, 3亿4500万元."""
    plain = "".join(unicodedata.normalize("NFKC", wording).split()).replace(",", "")
    found = [(Decimal(digits), SIZES[size or ""]) for digits, size in WRITTEN.findall(plain)]
    each = {value * size for value, size in found}
    shared = {value * size for value, _ in found for _, size in found}
    return each | shared | {sum((value * size for value, size in found), Decimal(0))}


def agrees(one: Mapping[str, Any], value: Decimal) -> bool:
    """Whether a computed number has this value, and its printed form is that value rounded."""
    try:
        if abs(Decimal(one["value"]) - value) > NEAR * max(Decimal(1), abs(value)):
            return False
    except InvalidOperation:
        return False
    written = WRITTEN.search(one["printed"])
    if written is None:
        return False
    shown, size = Decimal(written[1]), SIZES[written[2] or ""]
    exact = abs(value) / size
    if ABOUT in one["printed"]:  # 约8000人 vouches for its first digit alone
        shown = shown.normalize()
    return shown == exact.quantize(shown, rounding=ROUND_HALF_EVEN)


def _against_row(metric: Mapping[str, Any], row: Mapping[str, str] | None) -> list[str]:
    if row is None:
        return [f"{metric['printed']}在metrics.csv里没有"]
    differing = [
        (name, _cell(metric.get(name))) for name in row if _cell(metric.get(name)) != row[name]
    ]
    return [
        f"{metric['printed']}的{name}一列，brief.json里是“{ours}”，metrics.csv里是“{row[name]}”"
        for name, ours in differing
    ]


def _cell(value: object) -> str:
    if isinstance(value, list):
        return ";".join(map(str, value))
    return "" if value is None else str(value)


def _against_itself(metric: Mapping[str, Any]) -> list[str]:
    printed = metric["printed"]
    ends = [metric["number"], metric["number_upper"]]
    value = "~".join(end for end in ends if end is not None)
    if value != metric["value"]:
        return [f"{printed}的数值写成了{metric['value']}，应为{value}"]
    if not DIGITS.search(printed):
        return _against_numerals(metric, value)
    told = []
    if any(end is not None and Decimal(end) not in readings(printed) for end in ends):
        told.append(f"印的是{printed}，数据里的数值却是{value}")
    quote = "".join(unicodedata.normalize("NFKC", metric["quote"]).split())
    lost = [run for run in DIGITS.findall(printed) if run not in quote]
    if lost and not metric["corrections"]:
        told.append(f"印的是{printed}，引文“{metric['quote']}”里却没有{lost[0]}")
    return told


def _against_numerals(metric: Mapping[str, Any], value: str) -> list[str]:
    """A wording without digits: what its numerals say, and whether the quote says it too."""
    printed = metric["printed"]
    known = chinese_value(printed)
    if known is None:
        return []
    told = []
    if metric["number_upper"] is None and Decimal(metric["number"]) != known:
        told.append(f"印的是{printed}，数据里的数值却是{value}")
    quote = simplified(metric["quote"])
    lost = [run.group() for run in RUN.finditer(simplified(printed)) if run.group() not in quote]
    if lost and not metric["corrections"]:
        told.append(f"印的是{printed}，引文“{metric['quote']}”里却没有{lost[0]}")
    return told
