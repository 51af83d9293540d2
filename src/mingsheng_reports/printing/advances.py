"""How wide characters are in a face, in type sizes (em)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mingsheng_reports.printing.faces import read_faces


@cache
def advance(folder: Path, family: str, character: str, *, bold: bool = False) -> float:
    """Advance width of a character in a face of a family.

    A character that the face lacks comes from another face and counts as one em.
    """
    import uharfbuzz as hb

    font, units = _font(folder, family, bold)
    assert isinstance(font, hb.Font)  # noqa: S101  uharfbuzz ships no types
    glyph = font.get_nominal_glyph(ord(character))
    return 1.0 if glyph is None else font.get_glyph_h_advance(glyph) / units


@cache
def _font(folder: Path, family: str, bold: bool) -> tuple[object, int]:  # noqa: FBT001  a key of the cache
    import uharfbuzz as hb

    faces = read_faces(folder).faces
    path = next(face.path for face in faces if (face.family, face.bold) == (family, bold))
    face = hb.Face(hb.Blob.from_file_path(str(path)))
    return hb.Font(face), face.upem
