"""Written numbers → exact decimals: 1,200 · 3.85亿 · 十余万 · 一千二百 · 百亿."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10_000, "亿": 100_000_000}
PART = re.compile(r"(\d+(?:\.\d+)?)([百千]?[万亿]?)")


@cache
def multiplier(marks: str) -> Decimal:
    """``万`` → 10000, ``万亿`` → 10**12, ``千`` → 1000; nothing → 1."""
    product = Decimal(1)
    for mark in marks:
        product *= MYRIADS.get(mark) or TENS[mark]
    return product


def arabic(text: str) -> Decimal:
    """``1,200.50`` → 1200.50 (trailing zeros kept; a space that cuts it counts for nothing)."""
    return Decimal("".join(text.replace(",", "").split()))


def compound(text: str) -> Decimal:
    """Two multipliers in one figure: ``3亿5000万`` → 350000000, ``2万5千`` → 25000."""
    parts = PART.findall(text)
    return sum((Decimal(digits) * multiplier(marks) for digits, marks in parts), Decimal(0))


def han(text: str) -> Decimal:
    """A Chinese numeral: ``一千二百`` → 1200, ``十`` → 10, ``百亿`` → 10**10, ``十二点五`` → 12.5.

    Raises:
        ValueError: if a character is no numeral.
    """
    whole, point, decimals = text.partition("点")
    if point:
        return han(whole) + Decimal("0." + "".join(str(DIGITS[c]) for c in decimals))
    if text and all(c in DIGITS for c in text):
        return Decimal("".join(str(DIGITS[c]) for c in text))
    total = myriads = section = digit = 0
    seen_digit = False
    for character in text:
        if character in DIGITS:
            digit, seen_digit = DIGITS[character], True
        elif character in TENS:
            section += (digit if seen_digit else 1) * TENS[character]
            digit, seen_digit = 0, False
        elif character in MYRIADS:
            section += digit
            if character == "亿":
                total, myriads = (total + (myriads + section or 1)) * MYRIADS[character], 0
            else:
                myriads = (myriads + (section or 1)) * MYRIADS[character]
            section, digit, seen_digit = 0, 0, False
        else:
            raise ValueError(f"no numeral: {character!r}")
    return Decimal(total + myriads + section + digit)
