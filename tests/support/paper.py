"""Printed lines read off a finished PDF: what stands in each, and where its edges are."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

ROUGHLY = 0.6  # points by which base lines of one line may differ
SMALL = 0.75  # characters smaller than this part of their line are marks, set higher


@dataclass(frozen=True, slots=True)
class Character:
    """One visible character: its advance box in points from the page's lower left corner."""

    text: str
    left: float
    right: float
    base: float
    size: float
    face: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of one column."""

    page: int
    second: bool  # in the right-hand column
    characters: tuple[Character, ...]

    @property
    def text(self) -> str:
        """What stands in it, endnote marks left out."""
        return "".join(one.text for one in self.body)

    @property
    def body(self) -> tuple[Character, ...]:
        """Its characters without the small raised ones."""
        size = self.size
        return tuple(one for one in self.characters if one.size > SMALL * size)

    @property
    def size(self) -> float:
        """Type size in points."""
        return max(one.size for one in self.characters)

    @property
    def left(self) -> float:
        """Left edge."""
        return min(one.left for one in self.characters)

    @property
    def right(self) -> float:
        """Right edge, marks included."""
        return max(one.right for one in self.characters)


def characters_of(page: pypdfium2.PdfPage) -> Iterator[Character]:
    """The visible characters of a page in the order of its text."""
    text = page.get_textpage()
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    across, base = ctypes.c_double(), ctypes.c_double()
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    for at in range(pdfium.FPDFText_CountChars(text)):
        letter = chr(pdfium.FPDFText_GetUnicode(text, at))
        made_up = pdfium.FPDFText_IsGenerated(text, at) == 1
        if made_up or letter.isspace() or unicodedata.category(letter) in {"Cc", "Cf", "Cn", "Co"}:
            continue
        pdfium.FPDFText_GetLooseCharBox(text, at, box)
        pdfium.FPDFText_GetCharOrigin(text, at, across, base)
        pdfium.FPDFText_GetFontInfo(text, at, name, 128, flags)
        pdfium.FPDFText_GetMatrix(text, at, matrix)
        size = pdfium.FPDFText_GetFontSize(text, at) * abs(matrix.d)
        face = name.value.decode().rpartition("+")[2]
        yield Character(letter, box.left, box.right, base.value, size, face)
    text.close()


def lines_of(path: Path, face: str, size: float) -> list[PaperLine]:
    """The lines of a brief's running text, in reading order.

    Args:
        face, size: what the running text is set in; anything else is left out, but for the small
            marks raised beside it.
    """
    document = pypdfium2.PdfDocument(path)
    lines: list[PaperLine] = []
    for number, page in enumerate(document, start=1):
        characters = list(characters_of(page))
        middle = page.get_width() / 2
        for right in (False, True):
            side = [one for one in characters if (one.left > middle - size) is right]
            lines += _lines(number, side, face, size, right=right)
    document.close()
    return lines


def _lines(
    page: int, side: Sequence[Character], face: str, size: float, *, right: bool
) -> Iterator[PaperLine]:
    rows: dict[float, list[Character]] = {}
    for one in side:
        if one.face == face and abs(one.size - size) < ROUGHLY / 2:
            near = [base for base in rows if abs(base - one.base) < ROUGHLY]
            rows.setdefault(near[0] if near else one.base, []).append(one)
    for one in side:
        if one.size < SMALL * size:
            near = [base for base in rows if 0 < one.base - base < size / 2]
            if near:
                rows[near[0]].append(one)
    for base in sorted(rows, reverse=True):
        yield PaperLine(page, right, tuple(sorted(rows[base], key=lambda one: one.left)))
