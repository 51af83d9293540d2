"""Widths in terminal cells: a Han character takes two, so ``len`` says nothing about a column."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

# A line may not begin with these, so they stay with the character before them.
NOT_FIRST = frozenset("，。；：！？、）》」』”’】〉…—％%,.;:!?)]}")
# A line may not end with these.
NOT_LAST = frozenset("（《「『“‘【〈([{")
TAB_STOP = 8


def width_of(text: str) -> int:
    """How many cells the text takes; combining marks and control characters take none."""
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf", "Cc"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def pad(text: str, width: int, *, right: bool = False) -> str:
    """The text filled with spaces to ``width`` cells; numbers stand to the right."""
    space = " " * max(0, width - width_of(text))
    return space + text if right else text + space


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` cells; at least one line, possibly empty.

    Han text breaks between any two characters, Latin words and numbers stay whole where a line
    can hold them, and Chinese line-start and line-end rules are kept.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph, width):
            if line and width_of(line) + width_of(piece) > width:
                lines.append(line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
        lines.append(line.rstrip())
    return lines


def _pieces(text: str, width: int) -> Iterator[str]:
    """The smallest parts that may stand on different lines, none wider than ``width``."""
    held = ""
    for character in text:
        if held and _may_part(held[-1], character):
            yield from _cut(held, width)
            held = ""
        held += character
    yield from _cut(held, width)


def _may_part(before: str, after: str) -> bool:
    if after in NOT_FIRST or before in NOT_LAST or after == " ":
        return False
    return before == " " or _cells(before) == 2 or _cells(after) == 2


def _cut(piece: str, width: int) -> Iterator[str]:
    """A part too wide for any line, a long path, is cut where the line ends."""
    while width_of(piece) > width > 1:
        end = len(piece)
        while width_of(piece[:end]) > width:
            end -= 1
        yield piece[:end]
        piece = piece[end:]
    yield piece


def shorten(text: str, width: int) -> str:
    """The beginning of the text with … when it does not fit ``width`` cells."""
    if width_of(text) <= width:
        return text
    kept = text
    while kept and width_of(kept) > width - 1:
        kept = kept[:-1]
    return kept + "…"
