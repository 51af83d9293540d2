"""How wide characters are in a face, in type sizes (em)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mingsheng_reports.printing.faces import read_faces


@cache
def advance(folder: Path, family: str, character: str) -> float:
    """Advance width of a character in the regular face of a family.

    A character that the face lacks comes from another face and counts as one em.
    """
    import uharfbuzz as hb

    font, units = _font(folder, family)
    assert isinstance(font, hb.Font)  # noqa: S101  uharfbuzz ships no types
    glyph = font.get_nominal_glyph(ord(character))
    return 1.0 if glyph is None else font.get_glyph_h_advance(glyph) / units


@cache
def _font(folder: Path, family: str) -> tuple[object, int]:
    import uharfbuzz as hb

    faces = read_faces(folder).faces
    path = next(face.path for face in faces if face.family == family and not face.bold)
    face = hb.Face(hb.Blob.from_file_path(str(path)))
    return hb.Font(face), face.upem
