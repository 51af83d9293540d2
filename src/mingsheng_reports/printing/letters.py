"""What stands beside what in a line: which gaps may grow, close up, or ask for a blank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from itertools import pairwise
from typing import Any

from mingsheng_reports.printing.lines import CONTROLS

# Marks smaller than this part of their line hang on the word before them.
MARK_SIZE = 0.8
OPENING = frozenset("“‘（《〈「『【〔［｛(")
CLOSING = frozenset("”’）》〉」』】〕］｝，。、；：！？·～%％,.;:!?)")
PAIRED = frozenset("—…")
# Full-width marks with one blank half: it stands before the mark or behind it.
BLANK_BEFORE = frozenset("“‘（《〈「『【〔")
BLANK_BEHIND = frozenset("”’）》〉」』】〕，。、；：")
# Between ideographs and letters or figures, in ems (clreq 3.2.2); nothing beside punctuation.
BLANK = 0.25
MOST_PAIRS = (
    32_768  # a brief has some fifty thousand pairs of neighbours, a tenth of them different
)
NARROWED = "h"  # class of a mark that the style sheet sets on half its width


@dataclass(slots=True)
class Letter:
    """One visible character of a line, and the box and place it stands in; its size in pixels."""

    box: Any
    index: int
    character: str
    size: float

    @property
    def narrowed(self) -> bool:
        """Whether the style sheet has taken its blank half already."""
        element = getattr(self.box, "element", None)
        return element is not None and element.get("class") == NARROWED


def letters(box: Any) -> Iterator[Letter]:
    """The visible characters of a line in order; an image counts as a Latin letter."""
    if hasattr(box, "pango_layout"):
        size = float(box.style["font_size"])
        for index, character in enumerate(box.text):
            if ord(character) not in CONTROLS:
                yield Letter(box, index, character, size)
    elif is_inline(box):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from letters(child)
    else:
        yield Letter(box, 0, "\ufffc", float(box.style["font_size"]))


def is_inline(box: Any) -> bool:
    """Whether a box's children stand in the line themselves."""
    return isinstance(box, _inline_boxes())


@cache
def _inline_boxes() -> tuple[type, ...]:
    boxes = import_module("weasyprint.formatting_structure.boxes")
    return boxes.LineBox, boxes.InlineBox


def are_adjacent_marks(before: str, after: str) -> bool:
    """Whether two full-width marks meet with a blank half between them (clreq 3.1.6)."""
    if before in BLANK_BEHIND:
        return after in BLANK_BEHIND or after in BLANK_BEFORE
    return before in BLANK_BEFORE and after in BLANK_BEFORE


@lru_cache(maxsize=MOST_PAIRS)
def want_blank(before: str, after: str) -> bool:
    """Whether a letter or figure meets an ideograph: ``就业2`` ``2人``, never ``％的``."""
    return (is_western(before) and is_han(after)) or (is_han(before) and is_western(after))


def is_western(character: str) -> bool:
    """A letter or figure of half width."""
    return character.isascii() and character.isalnum()


def is_han(character: str) -> bool:
    """An ideograph."""
    return (
        "\u3400" <= character <= "\u9fff"
        or "\uf900" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U0003ffff"
    )


def is_ideographic(character: str) -> bool:
    """Ideographs and the full-width marks that stand among them."""
    return (
        "\u2e80" <= character <= "\u9fff"
        or "\uf900" <= character <= "\ufaff"
        or "\uff00" <= character <= "\uffef"
        or "\U00020000" <= character <= "\U0003ffff"
        or character in "“”‘’—…·"
    )


def closing_gaps(line: Sequence[Letter]) -> Iterator[Letter]:
    """The marks whose blank half goes, because the next mark brings one of its own."""
    for first, second in pairwise(line):
        if are_adjacent_marks(first.character, second.character) and not first.narrowed:
            yield first


def stretching_gaps(line: Sequence[Letter], size: float) -> Iterator[Letter]:
    """The characters behind which a line of that type size may grow."""
    for first, second in pairwise(line):
        if _stretches(first, second, size):
            yield first


def blank_gaps(line: Sequence[Letter], size: float) -> Iterator[tuple[Letter, Letter]]:
    """The pairs that want a blank between them; small raised marks are none of them."""
    smallest = MARK_SIZE * size
    for first, second in pairwise(line):
        if want_blank(first.character, second.character) and not (
            first.size < smallest or second.size < smallest
        ):
            yield first, second


def _stretches(first: Letter, second: Letter, size: float) -> bool:
    """Whether the gap between two neighbours may grow in their line."""
    if second.size < MARK_SIZE * size or not may_grow(first.character, second.character):
        return False
    if first.box is second.box and first.box.style["white_space"] == "nowrap":
        return False  # a number stays close to its unit
    return hasattr(first.box, "pango_layout")


@lru_cache(maxsize=MOST_PAIRS)
def may_grow(before: str, after: str) -> bool:
    """Whether a gap between two characters may grow (clreq: between ideographs, never in ——)."""
    if before in OPENING or after in CLOSING or (before in PAIRED and after in PAIRED):
        return False
    if before.isdigit() and is_ideographic(after):
        return False  # 2020年 in running text: the same
    return before == " " or is_ideographic(before) or is_ideographic(after)
