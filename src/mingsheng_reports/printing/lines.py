"""Text made ready for setting: Chinese punctuation, and where a line may and may not break.

Nothing visible is inserted: U+200B allows a break, U+2060 forbids one, and both vanish again when
a finished page is read back (:mod:`mingsheng_reports.printing.reread`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

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

# A number stands with its unit, and no line is one last character of its text.
UNIT = re.compile(rf"(?<=[0-9０-９%％])(?=[{HAN}])|(?<=[0-9０-９][万亿余多])(?=[{HAN}])")
# Digits as wide as ideographs may be parted like these, unless they are told not to.
WIDE_DIGITS = re.compile("(?<=[０-９．])(?=[０-９．％%])")
LAST_PAIR = re.compile(rf"(?<=[{HAN}])(?=[{HAN}][。！？；”’）》]*$)")


def in_chinese_form(text: str) -> str:
    """``就业,教育(含幼儿园)`` with full-width marks; ``1,200`` and ``8:30`` keep theirs."""
    text = AFTER_WIDE.sub(_widen, text)
    text = BEFORE_WIDE.sub(_widen, text)
    return BRACKETS.sub(_pair, text)


def breakable(text: str) -> str:
    """The text with its break opportunities marked."""
    return _broken(text, [len(text)])[0]


def without_controls(text: str) -> str:
    """The text without the marks that :func:`breakable` put in."""
    return text.translate(CONTROLS)


def ems(text: str) -> float:
    """Width in type sizes: Latin letters and digits take about half a character."""
    return sum(0.56 if character.isascii() else 1 for character in without_controls(text))


def _widen(match: re.Match[str]) -> str:
    return match.group().translate(FULL_WIDTH)


def _pair(match: re.Match[str]) -> str:
    opening, inside, closing = match.groups()
    if opening == "\uff08" or closing == "\uff09":
        return f"\uff08{inside}\uff09"
    return match.group()


def set_together(pieces: Sequence[tuple[str, bool]]) -> list[str]:
    """Pieces that will stand in one line, each prepared with its neighbours in view.

    Args:
        pieces: text, and whether its punctuation may be brought into Chinese form (a source's
            own words may not).
    """
    whole = "".join(text for text, _ in pieces)
    formed = in_chinese_form(whole)  # one character for one
    prepared: list[str] = []
    start = 0
    for text, ours in pieces:
        end = start + len(text)
        prepared.append(formed[start:end] if ours else text)
        start = end
    return _broken("".join(prepared), [len(text) for text, _ in pieces])


def _broken(text: str, lengths: Sequence[int]) -> list[str]:
    """Break marks put in, cut again after each given number of characters of the text."""
    marks: dict[int, str] = {}
    for pattern, mark in (
        (OPENING_QUOTE, MAY_BREAK),
        (CLOSING_QUOTE, MAY_BREAK),
        (CONNECTOR, MUST_NOT_BREAK),
        (UNIT, MUST_NOT_BREAK),
        (WIDE_DIGITS, MUST_NOT_BREAK),
        (LAST_PAIR, MUST_NOT_BREAK),
    ):
        for match in pattern.finditer(text):
            marks[match.start()] = mark
    pieces: list[str] = []
    start = 0
    for length in lengths:
        end = start + length
        pieces.append("".join(marks.get(at, "") + text[at] for at in range(start, end)))
        start = end
    return pieces
