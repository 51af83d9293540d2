"""The bundled faces: which families there are, and which characters each of them can draw."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from mingsheng_reports.core.errors import MissingLibraryError

# Characters that direct the line breaker and are never drawn.
INVISIBLE = frozenset("\n\r\t\u00ad\u200b\u2060\ufeff")
# Our faces hold their own variants of letters and figures here: no text of anyone's may mean them.
PRIVATE = range(0xF0000, 0x110000)
BOLD = 600  # of OS/2's usWeightClass
ENGLISH_FAMILY = (3, 0x409, 1)  # Windows, English of the United States, name of the family


@dataclass(frozen=True, slots=True)
class Face:
    """One font file.

    Attributes:
        starts, ends: inclusive ranges of code points it has a glyph for, ascending.
    """

    path: Path
    family: str
    bold: bool
    starts: tuple[int, ...] = field(repr=False)
    ends: tuple[int, ...] = field(repr=False)

    def has(self, character: str) -> bool:
        """Whether the face can draw the character."""
        code = ord(character)
        if code in PRIVATE:
            return False
        place = bisect_right(self.starts, code) - 1
        return place >= 0 and code <= self.ends[place]


@dataclass(frozen=True, slots=True)
class Faces:
    """All faces of a folder; each stands in for the others where it has no glyph."""

    folder: Path
    faces: tuple[Face, ...]

    def missing(self, text: str) -> tuple[str, ...]:
        """The characters that no face can draw, each once, in order of appearance."""
        return tuple(
            character
            for character in dict.fromkeys(text)
            if character not in INVISIBLE and not any(face.has(character) for face in self.faces)
        )


@cache
def read_faces(folder: Path) -> Faces:
    """The faces of a folder.

    Raises:
        MissingLibraryError: if there is no face in it, or one cannot be read.
    """
    paths = sorted(folder.glob("*.ttf"))
    if not paths:
        message = f"字体文件夹{folder}里没有字体，不能印出；请重新安装本程序，或重新生成字体。"
        raise MissingLibraryError(message)
    return Faces(folder, tuple(_read_face(path) for path in paths))


def _read_face(path: Path) -> Face:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        # The tables as they are: what fontTools has to read them with takes longer to load.
        with path.open("rb") as stream, TTFont(stream, lazy=True) as font:
            family = _family(font.reader["name"]) or path.stem
            (weight,) = struct.unpack_from(">4xH", font.reader["OS/2"])
            starts, ends = _ranges(font.reader["cmap"])
    except (OSError, TTLibError, KeyError, struct.error) as error:
        message = f"字体文件{path}读不出来（{error}）；请重新安装本程序，或重新生成字体。"
        raise MissingLibraryError(message) from error
    return Face(path, family, weight >= BOLD, starts, ends)


def _family(table: bytes) -> str:
    """The family's English name in a ``name`` table (OpenType specification, format 0)."""
    count, texts = struct.unpack_from(">2xHH", table)
    for platform, _, language, kind, length, offset in struct.iter_unpack(
        ">6H", table[6 : 6 + 12 * count]
    ):
        if (platform, language, kind) == ENGLISH_FAMILY:
            return table[texts + offset : texts + offset + length].decode("utf-16-be")
    return ""


def _ranges(table: bytes) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Code point ranges of a ``cmap`` table (OpenType specification, formats 12 and 4).

    fontTools' own reading names every glyph on the way, which takes a second per face.
    """
    (count,) = struct.unpack_from(">2xH", table)
    offsets = [struct.unpack_from(">4xL", table, 4 + 8 * i)[0] for i in range(count)]
    formats = {struct.unpack_from(">H", table, offset)[0]: offset for offset in offsets}
    if 12 in formats:
        return _merged(_groups(table, formats[12]))
    return _merged(_segments(table, formats[4]))


def _groups(table: bytes, offset: int) -> Iterable[tuple[int, int]]:
    (count,) = struct.unpack_from(">12xL", table, offset)
    for start, end, _ in struct.iter_unpack(">LLL", table[offset + 16 : offset + 16 + 12 * count]):
        yield start, end


def _segments(table: bytes, offset: int) -> Iterable[tuple[int, int]]:
    (double,) = struct.unpack_from(">6xH", table, offset)
    ends = struct.unpack_from(f">{double // 2}H", table, offset + 14)
    starts = struct.unpack_from(f">{double // 2}H", table, offset + 16 + double)
    return ((start, end) for start, end in zip(starts, ends, strict=True) if start < 0xFFFF)


def _merged(pairs: Iterable[tuple[int, int]]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(pairs):
        if ends and start <= ends[-1] + 1:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return tuple(starts), tuple(ends)
