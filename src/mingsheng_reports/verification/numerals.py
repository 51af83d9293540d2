"""What a wording in Chinese numerals says: 十二件, 近三成, 百亿美元.

Written apart from what reads the sources, so that one checks the other. A wording that may be read
in two ways (三五天, 几十个) or tells no whole number (半数) is not judged.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

DIGITS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}
STEPS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10_000, "亿": 100_000_000}
RUN = re.compile(f"[{''.join((*DIGITS, *STEPS, *MYRIADS))}]+")
VAGUE = re.compile("(?<=[十百千万亿])[余多](?=[万亿])")
# Two readings, no whole number, or a step that belongs to the unit: 两千克.
UNREADABLE = re.compile("[0-9几数半第]|分之|至|到|[百千][克米瓦帕卡]")
TRADITIONAL = str.maketrans("兩萬億", "两万亿")
TENTHS = "成"


def chinese_value(wording: str) -> Decimal | None:
    """The number of the wording, 成 as percent; None where there is no sure reading."""
    plain = VAGUE.sub("", simplified(wording))
    runs = list(RUN.finditer(plain))
    if UNREADABLE.search(plain) or len(runs) != 1:
        return None
    value = _value(runs[0].group())
    if value is None:
        return None
    return Decimal(value * 10 if plain[runs[0].end() :].startswith(TENTHS) else value)


def simplified(text: str) -> str:
    """A source's numerals as they are printed: 兩萬 as 两万."""
    return "".join(unicodedata.normalize("NFKC", text).split()).translate(TRADITIONAL)


def _value(numeral: str) -> int | None:
    """十二 is 12, 百亿 is ten thousand million; None for digits without steps: 三五."""
    total, section, digit = 0, 0, None
    for character in numeral:
        if character in DIGITS:
            if digit:
                return None
            digit = DIGITS[character]
        elif character in STEPS:
            section += (1 if digit is None else digit) * STEPS[character]
            digit = None
        else:
            section += digit or 0
            # 百亿 and 三万亿: what stands before is multiplied; nothing before counts as one.
            whole = total + section if total < MYRIADS[character] else section
            rest = 0 if whole == total + section else total
            total = rest + (whole or 1) * MYRIADS[character]
            section, digit = 0, None
    return total + section + (digit or 0)
