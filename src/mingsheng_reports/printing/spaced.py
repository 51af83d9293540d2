"""Letters and figures with a blank beside them, as glyphs of the bundled faces.

A gap that is only left open is read back as a space by most readers of a PDF, and ``30069 人`` is
not found when one looks for ``30069人``. A blank that is part of the glyph is not.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from mingsheng_reports.printing.faces import read_faces

BEFORE, BEHIND = 1, 2
FIRST = 0xF0000  # in the private use area; see scripts/build_fonts.py


def code_of(character: str, sides: int) -> int:
    """Where a face has the character with blanks on these sides."""
    return FIRST + 4 * ord(character) + sides


@cache
def glyphs_of(folder: Path, family: str, bold: bool) -> dict[tuple[str, int], int]:  # noqa: FBT001  a key of the cache
    """Glyph numbers by character and sides; none for a face that is not one of ours."""
    import uharfbuzz as hb

    paths = [f.path for f in read_faces(folder).faces if (f.family, f.bold) == (family, bold)]
    if not paths:
        return {}
    font: Any = hb.Font(hb.Face(hb.Blob.from_file_path(str(paths[0]))))
    found = {
        (chr(code), sides): font.get_nominal_glyph(code_of(chr(code), sides))
        for code in range(ord("0"), ord("z") + 1)
        for sides in (BEFORE, BEHIND, BEFORE | BEHIND)
    }
    return {key: glyph for key, glyph in found.items() if glyph}
