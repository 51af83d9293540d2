"""How wide a text will be, and whether the bundled faces can draw it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from mingsheng_reports.core.errors import MissingGlyphError, MissingLibraryError

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

NOT_FIRST = frozenset(",;:!?)，。、；：！？）》”’】％%·～—")
NOT_LAST = frozenset("(（《“‘【")


class Ruler:
    """Measures text in one family; a character it lacks is measured in the families after it."""

    def __init__(self, folder: Path, families: tuple[str, ...]) -> None:
        self._families = families
        self._faces = register_faces(folder)

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Width in points of a text set on one line at ``size`` points.

        Raises:
            MissingGlyphError: if no face has one of the characters.
        """
        return size * sum(self._advance(character, bold) for character in text)

    def wrap(self, text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
        """The text on as many lines as it takes; digits and Latin words stay whole."""
        lines: list[str] = []
        line = ""
        for piece in _pieces(text):
            if line and self.width(line + piece, size, bold=bold) > width:
                lines.append(line)
                line = piece
            else:
                line += piece
        return [*lines, line]

    def _advance(self, character: str, bold: bool) -> float:  # noqa: FBT001  a face's own property
        for family in self._families:
            for weight in (bold, not bold):
                face = self._faces.get((family, weight))
                advance = _advance(face, character) if face else None
                if advance is not None:
                    return advance
        message = (
            f"图表中的“{character}”（U+{ord(character):04X}）在自带字体中没有；"
            "请在fonts/中补充含有这个字的开源字体（做法见CONTRIBUTING.md），或更改图表文字。"
        )
        raise MissingGlyphError(message)


@cache
def register_faces(folder: Path) -> dict[tuple[str, bool], FT2Font]:
    """Make the faces of a folder known to matplotlib, by file path; (family, bold) to face.

    Raises:
        MissingLibraryError: if there is none.
    """
    from matplotlib import font_manager

    paths = sorted(folder.glob("*.ttf"))
    if not paths:
        message = f"字体文件夹{folder}里没有字体，不能画图；请重新安装本程序，或重新生成字体。"
        raise MissingLibraryError(message)
    faces: dict[tuple[str, bool], FT2Font] = {}
    for path in paths:
        font_manager.fontManager.addfont(str(path))
        face = font_manager.get_font(str(path))
        faces[face.family_name, "bold" in face.style_name.lower()] = face
    return faces


@cache
def _advance(face: FT2Font, character: str) -> float | None:
    """Advance width in parts of the type size; None where the face lacks the character."""
    from matplotlib.ft2font import LoadFlags

    if not face.get_char_index(ord(character)):
        return None
    glyph = face.load_char(ord(character), flags=LoadFlags.NO_SCALE)
    return float(glyph.horiAdvance) / float(face.units_per_EM)


def _pieces(text: str) -> list[str]:
    """Text cut where a line may break."""
    pieces: list[str] = []
    for character in text:
        glued = pieces and (
            character in NOT_FIRST
            or pieces[-1][-1] in NOT_LAST
            or (_narrow(character) and _narrow(pieces[-1][-1]))
            or pieces[-1][-1].isdigit()  # a number and its unit
        )
        if glued:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _narrow(character: str) -> bool:
    return character.isascii() and not character.isspace()
