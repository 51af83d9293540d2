"""Embedded fonts without what a viewer of a PDF never looks at.

Glyphs are chosen by number there and text is told by ``ToUnicode``: what maps characters to
glyphs, names the font for a menu or takes part in shaping is dead weight.
"""

from __future__ import annotations

import re
import struct
from importlib import import_module
from typing import Any

# PDF 1.7, 9.9: what an embedded TrueType font of a composite font has to have, hints included.
NEEDED = frozenset(
    {b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"cvt ", b"fpgm", b"prep"}
)
MAPPED = re.compile(rb"<[0-9a-f]{4}> <(?!ffff>)[0-9a-f]+>")
FULL_WIDTH = 1000  # PDF's own default of DW


def shorten_fonts(pdf: Any) -> None:
    """Cut the fonts of a ``pydyf.PDF`` down, and the tables that describe them."""
    stream_type = import_module("pydyf").Stream
    for each in pdf.objects:
        if isinstance(each, stream_type):
            if "Length1" in each.extra:
                each.stream = [without_needless_tables(b"".join(each.stream))]
                each.extra["Length1"] = len(each.stream[0])
            elif b"begincmap" in each.stream:
                each.stream = _sorted_mapping(each.stream)
        elif isinstance(each, dict) and "CIDToGIDMap" in each:
            each["W"] = _without_default_widths(each["W"])


def without_needless_tables(font: bytes) -> bytes:
    """A TrueType font with the tables a PDF needs (OpenType specification, "font file")."""
    version, count = struct.unpack_from(">4sH", font)
    entries = [struct.unpack_from(">4sLLL", font, 12 + 16 * at) for at in range(count)]
    kept = [entry for entry in entries if entry[0] in NEEDED]
    if version != b"\0\1\0\0" or len(kept) < 6:
        return font  # not an outline font of this kind
    power = len(kept).bit_length() - 1
    head = struct.pack(
        ">4sHHHH", version, len(kept), 16 << power, power, 16 * (len(kept) - (1 << power))
    )
    place = len(head) + 16 * len(kept)
    directory, body = b"", b""
    for name, checksum, offset, length in kept:
        directory += struct.pack(">4sLLL", name, checksum, place + len(body), length)
        body += font[offset : offset + length] + bytes(-length % 4)
    return head + directory + body


def _sorted_mapping(lines: list[bytes]) -> list[bytes]:
    """A ``ToUnicode`` map in the order of its glyphs, whose neighbours are mostly alike."""
    mapped = iter(sorted(line for line in lines if MAPPED.fullmatch(line)))
    return [next(mapped) if MAPPED.fullmatch(line) else line for line in lines]


def _without_default_widths(widths: list[Any]) -> Any:
    """PDF's list of widths, runs of glyphs that are as wide as the default left out."""
    array: Any = import_module("pydyf").Array
    shortened: Any = array()
    for start, run in zip(widths[::2], widths[1::2], strict=True):
        open_run: Any = None
        for glyph, width in enumerate(run, start):
            if width == FULL_WIDTH:
                open_run = None
                continue
            if open_run is None:
                open_run = array()
                shortened += [glyph, open_run]
            open_run.append(width)
    return shortened
