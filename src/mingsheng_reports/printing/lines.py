"""Text made ready for setting: Chinese punctuation, and where a line may and may not break.

Nothing visible is inserted: U+200B allows a break, U+2060 forbids one, and both vanish again when
a finished page is read back (:mod:`mingsheng_reports.printing.reread`).
"""

from __future__ import annotations

import re

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
# What counts as Chinese surroundings of a punctuation mark: ideographs, Chinese punctuation.
WIDE = f"{HAN}\u3000-\u303f\uff00-\uffef“”‘’…—"

MAY_BREAK = "\u200b"
MUST_NOT_BREAK = "\u2060"
CONTROLS = str.maketrans("", "", MAY_BREAK + MUST_NOT_BREAK)

# GB/T 15834 asks for full-width marks in Chinese text; sources often come with ASCII ones.
FULL_WIDTH = {ord(mark): ord(mark) + 0xFEE0 for mark in ",;:!?()"}
AFTER_WIDE = re.compile(rf"(?<=[{WIDE}])[,;:!?()]")
BEFORE_WIDE = re.compile(rf"[,;:!?()](?=[{WIDE}])")
# 12(含乡镇)所 leaves one bracket beside a digit: its partner decides.
BRACKETS = re.compile("([(\uff08])([^()\uff08\uff09]*)([)\uff09])")

# The line breaker takes curly quotes for Western ones and glues them to both neighbours.
OPENING_QUOTE = re.compile(rf"(?<=[{HAN}\u3001\u3002\u300b\uff09\uff0c\uff1a\uff1b])(?=[“‘])")
CLOSING_QUOTE = re.compile(rf"(?<=[”’])(?=[{HAN}“《\uff08])")
# No line begins with a dash, a wave or an interpunct.
CONNECTOR = re.compile(r"(?<=[^\s—])(?=[—～·])")


def in_chinese_form(text: str) -> str:
    """``就业,教育(含幼儿园)`` with full-width marks; digits such as ``1,200`` and ``8:30`` keep theirs."""
    text = AFTER_WIDE.sub(_widen, text)
    text = BEFORE_WIDE.sub(_widen, text)
    return BRACKETS.sub(_pair, text)


def breakable(text: str) -> str:
    """The text with its break opportunities marked."""
    text = OPENING_QUOTE.sub(MAY_BREAK, text)
    text = CLOSING_QUOTE.sub(MAY_BREAK, text)
    return CONNECTOR.sub(MUST_NOT_BREAK, text)


def without_controls(text: str) -> str:
    """The text without the marks that :func:`breakable` put in."""
    return text.translate(CONTROLS)


def _widen(match: re.Match[str]) -> str:
    return match.group().translate(FULL_WIDTH)


def _pair(match: re.Match[str]) -> str:
    opening, inside, closing = match.groups()
    if opening == "\uff08" or closing == "\uff09":
        return f"\uff08{inside}\uff09"
    return match.group()
