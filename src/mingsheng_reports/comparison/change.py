"""Computed numbers: differences, rates and shares, each naming its operands.

Decimal throughout. Differences of exact numbers are exact. Rates and shares are rounded half to
even to one decimal place; from a hundred on without one where an operand was written more coarsely:
2.4万户 carries two digits, so a multiple of it is not told to four. Where an operand is 约, or is
written more coarsely than the other, the result is 约 too and told no finer than the coarser one.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal

from mingsheng_reports.comparison.nature import is_exact, step
from mingsheng_reports.comparison.predicates import (
    approximate,
    bounded,
    lost_in_rounding,
    unevenly_rounded,
)
from mingsheng_reports.comparison.terms import base_unit
from mingsheng_reports.core.comparison import Derived
from mingsheng_reports.core.metric import Metric
from mingsheng_reports.core.quantity import plain_digits

HUNDRED = Decimal(100)
PERCENT = "%"
POINTS = "个百分点"
MULTIPLES = (("亿", Decimal(100_000_000)), ("万", Decimal(10_000)))
WRITTEN = re.compile(r"(\d+(?:\.\d+)?)[余多]?(?:[万亿])")
LEAST_DIGITS = 3  # of a share or rate: 24.4%
ROUGH_DIGITS = 2
MANY_DIGITS = 28
ABOUT = "约"


def difference(old: Metric, new: Metric) -> Derived | None:
    """``new - old`` with sign; None when it cannot be told from rounding, or the units differ.

    The printed form is the size alone, the direction is told by the verb: ``2个百分点``.
    """
    if not _subtractable(old, new):
        return None
    value = new.quantity.value - old.quantity.value
    unit = POINTS if old.quantity.unit == PERCENT else _shared_unit(old, new)
    if _rough(old, new):
        printed = ABOUT + _in_size(_to_step(abs(value), old, new))
    elif unit == POINTS:
        printed = plain_digits(abs(value))
    else:
        printed = _in_multiples(abs(value), old, new)
    printed += unit.partition("/")[0]
    formula = f"{new.quantity.wording}－{old.quantity.wording}"
    return Derived(f"difference:{old.id}:{new.id}", value, unit, printed, formula, (new, old))


def rate(old: Metric, new: Metric) -> Derived | None:
    """Change in per cent of the old value; None for percentages and when the base is zero."""
    if not _subtractable(old, new) or old.quantity.unit == PERCENT or not old.quantity.value:
        return None
    value = (new.quantity.value - old.quantity.value) / old.quantity.value * HUNDRED
    old_words, new_words = old.quantity.wording, new.quantity.wording
    formula = f"（{new_words}－{old_words}）÷{old_words}"
    size, rough = abs(value), _rough(old, new)
    printed = ABOUT + _to_digits(size) if rough else rounded(size, old, new)
    return Derived(
        f"rate:{old.id}:{new.id}", value, PERCENT, printed + PERCENT, formula, (new, old)
    )


def share(result: Metric, promised: Metric) -> Derived | None:
    """How much of a promise the result is, in per cent: 10个 of 28个 is ``35.7%``."""
    if not _computable(promised, result) or not promised.quantity.value:
        return None
    value = result.quantity.value / promised.quantity.value * HUNDRED
    formula = f"{result.quantity.wording}÷{promised.quantity.wording}"
    printed = rounded(value, result, promised) + PERCENT
    key = f"share:{promised.id}:{result.id}"
    return Derived(key, value, PERCENT, printed, formula, (result, promised))


def _computable(first: Metric, second: Metric) -> bool:
    alike = base_unit(first.quantity.unit) == base_unit(second.quantity.unit)
    return alike and is_exact(first) and is_exact(second)


def _subtractable(first: Metric, second: Metric) -> bool:
    alike = base_unit(first.quantity.unit) == base_unit(second.quantity.unit)
    return alike and not bounded(first, second) and not lost_in_rounding(first, second)


def _rough(first: Metric, second: Metric) -> bool:
    return approximate(first, second) or unevenly_rounded(first, second)


def _to_step(value: Decimal, *operands: Metric) -> Decimal:
    """To the last digit that the coarsest operand vouches for."""
    coarsest = max(step(operand) for operand in operands) or Decimal(1)
    return (value / coarsest).quantize(Decimal(1), rounding=ROUND_HALF_EVEN) * coarsest


def _to_digits(value: Decimal) -> str:
    """To as many digits as a rate of approximate numbers can vouch for: 548 is 550."""
    last = Decimal(1).scaleb(max(0, value.adjusted() + 1 - ROUGH_DIGITS)) if value else Decimal(1)
    return plain_digits((value / last).quantize(Decimal(1), rounding=ROUND_HALF_EVEN) * last)


def _in_size(value: Decimal) -> str:
    """In the largest of 亿 and 万 that it fills: 1.3万."""
    for name, size in MULTIPLES:
        if value >= size:
            return plain_digits(value / size) + name
    return plain_digits(value)


def _shared_unit(first: Metric, second: Metric) -> str:
    one, other = first.quantity.unit, second.quantity.unit
    return one if one == other else base_unit(one)


def _in_multiples(value: Decimal, *operands: Metric) -> str:
    """In 万 or 亿 when every operand is written so: 160.67万."""
    for name, size in MULTIPLES:
        if all(name in operand.quantity.printed for operand in operands):
            return plain_digits(value / size) + name
    return plain_digits(value)


def significant_digits(metric: Metric) -> int:
    """How many digits the source vouches for; a count written out in full vouches for all."""
    written = WRITTEN.search(metric.quantity.printed)
    if written is None:
        return MANY_DIGITS
    return len(written[1].replace(".", "").lstrip("0"))


def rounded(value: Decimal, *operands: Metric) -> str:
    """One decimal place, none from 100 on when an operand is coarse: ``35.7``, ``142``."""
    digits = max(LEAST_DIGITS, min(significant_digits(operand) for operand in operands))
    before_point = max(1, value.adjusted() + 1) if value else 1
    places = max(0, min(1, digits - before_point))
    step = Decimal(1).scaleb(-places)
    return plain_digits(value.quantize(step, rounding=ROUND_HALF_EVEN))
