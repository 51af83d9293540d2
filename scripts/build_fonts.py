"""Builds the faces in fonts/ from their upstream packages: `make fonts`.

Each face is an upstream font cut down to the wanted characters, without hints, under a family name
of our own. The same packages and the same pinned tools give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import string
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import uharfbuzz as hb
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

from font_characters import wanted_characters

FONTS = Path(__file__).resolve().parent.parent / "fonts"
# No locl: it exchanges digits, dashes and the ellipsis by the script of the words beside them, so
# that …… sinks to the base line after a Latin letter. to_chinese() settles them once for all.
FEATURES = ("kern", "liga", "ccmp", "halt", "palt", "chws", "vert", "mark")
DROPPED = ("STAT", "BASE", "gasp", "vhea", "vmtx", "FFTM", "bsln", "feat", "morx", "prop", "DSIG")
MODIFIED = 3_786_912_000  # head.created and head.modified: 1 January 2024, in seconds since 1904
VERSION = "1.000"
# Letters and figures once more with a quarter of an em before (1), behind (2) or on both sides (3):
# where they meet ideographs the blank belongs to the glyph, so that nobody who reads the page back
# takes it for a space. printing/spaced.py knows where they are in the private use area.
SPACED = string.ascii_letters + string.digits
FIRST_SPACED = 0xF0000
# Upstream's 1000 units make every printed brief a tenth larger; at the size of a title half of one
# of these units is a sixtieth of a millimetre.
UNITS_PER_EM = 512


@dataclass(frozen=True, slots=True)
class Face:
    """One file to build; ``member`` is the font inside the npm package."""

    family: str
    style: str
    weight: int
    role: str
    package: str
    version: str
    member: str
    licence: str

    @property
    def stem(self) -> str:
        """``MingshengSong-Regular``: file name and PostScript name."""
        return f"{self.family.replace(' ', '')}-{self.style}"


SERIF = ("@expo-google-fonts/noto-serif-sc", "0.4.3")
SANS = ("@expo-google-fonts/noto-sans-sc", "0.4.3")
KAI = ("@fontsource/lxgw-wenkai", "5.3.0")
FACES = (
    Face("Mingsheng Song", "Regular", 400, "song", *SERIF,
         "400Regular/NotoSerifSC_400Regular.ttf", "LICENSE_FONT"),
    Face("Mingsheng Song", "Bold", 700, "song", *SERIF,
         "700Bold/NotoSerifSC_700Bold.ttf", "LICENSE_FONT"),
    Face("Mingsheng Hei", "Regular", 400, "hei", *SANS,
         "400Regular/NotoSansSC_400Regular.ttf", "LICENSE_FONT"),
    Face("Mingsheng Hei", "Bold", 700, "hei", *SANS,
         "700Bold/NotoSansSC_700Bold.ttf", "LICENSE_FONT"),
    # The package files its Regular under 500.
    Face("Mingsheng Kai", "Regular", 400, "kai", *KAI,
         "files/lxgw-wenkai-latin-500-normal.woff2", "LICENSE"),
)  # fmt: skip

LICENCES = {
    SERIF[0]: "OFL-Noto-Serif-SC.txt",
    SANS[0]: "OFL-Noto-Sans-SC.txt",
    KAI[0]: "OFL-LXGW-WenKai.txt",
}

HEADER = """\
# The bundled faces. Made by `make fonts`; not edited by hand.
#
# All are modified versions of the upstream fonts named here: cut down to the characters in
# characters/, hints dropped, points moved to a grid of 512 units to the em, dashes and quotation
# marks on the whole em, figures of one width, letters and figures once more with blanks beside them
# (186 of the characters counted here, in the private use area), renamed. Upstream reserves the font
# names "Source" (Noto Sans SC), "LXGW" and "霞鹜" (LXGW WenKai); no name of ours holds one of them.
#
# role      song (text), hei (headings, figures), kai (lead, captions, bylines)
# fallback  roles to take a character from that the face lacks, in this order
# lacks     wanted characters that the upstream font does not have
"""


def fetch_npm(package: str, version: str, folder: Path) -> Path:
    """Unpack a package of the npm registry; returns its folder."""
    target = folder / package.replace("/", "+")
    if not target.exists():
        command = ["npm", "pack", "--silent", f"{package}@{version}", "--pack-destination", folder]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        with tarfile.open(folder / done.stdout.split()[-1]) as archive:
            archive.extractall(target, filter="data")
    return target / "package"


def tag(name: str) -> int:
    """A table's or feature's four letters as HarfBuzz counts them."""
    return int.from_bytes(name.encode("ascii"), "big")


def localised(source: TTFont) -> dict[str, str]:
    """Glyphs that the feature locl exchanges, for all scripts and languages taken together."""
    table = source["GSUB"].table
    features = table.FeatureList.FeatureRecord
    lookups = {
        i for each in features if each.FeatureTag == "locl" for i in each.Feature.LookupListIndex
    }
    subtables = [sub for i in sorted(lookups) for sub in table.LookupList.Lookup[i].SubTable]
    mappings = [getattr(sub, "ExtSubTable", sub).mapping for sub in subtables]
    return {old: new for mapping in mappings for old, new in mapping.items()}


def to_chinese(source: TTFont) -> None:
    """Figures of one width, Chinese dashes and quotation marks, whatever a text's language.

    The dash takes the whole em and meets its twin in ——; quotation marks take the whole em with
    the mark beside the quoted words.
    """
    exchanged = localised(source)
    for table in source["cmap"].tables:
        for code in map(ord, "0123456789—"):
            if code in table.cmap:
                table.cmap[code] = exchanged.get(table.cmap[code], table.cmap[code])
    names = source.getBestCmap()
    for character, opening in (("“", True), ("‘", True), ("”", False), ("’", False)):
        name = names[ord(character)]
        width, bearing = source["hmtx"][name]
        gap = source["head"].unitsPerEm - width if opening else 0
        pen = TTGlyphPen(None)
        outline = DecomposingRecordingPen(source.getGlyphSet())
        outline.glyphSet[name].draw(outline)
        outline.replay(TransformPen(pen, (1, 0, 0, 1, gap, 0)))
        source["glyf"][name] = pen.glyph()
        source["hmtx"][name] = (source["head"].unitsPerEm, bearing + gap)


def cut(source: TTFont, characters: set[str]) -> TTFont:
    """The font with these characters only, unhinted, on a coarser grid, glyph ids without gaps."""
    buffer = BytesIO()
    source.flavor = None
    source.save(buffer)
    wish = hb.SubsetInput()
    wish.unicode_set.update(map(ord, characters))
    wish.layout_feature_tag_set.clear()
    wish.layout_feature_tag_set.update(map(tag, FEATURES))
    wish.drop_table_tag_set.update(map(tag, DROPPED))
    wish.name_id_set.update(range(26))
    wish.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    face = hb.subset(hb.Face(buffer.getvalue()), wish)
    font = TTFont(BytesIO(face.blob.data), recalcTimestamp=False)
    scale_upem(font, UNITS_PER_EM)
    return font


def add_spaced(font: TTFont) -> None:
    """Letters and figures with a quarter of an em beside them: shifted copies of their glyphs."""
    space = UNITS_PER_EM // 4
    names = font.getBestCmap()
    added: dict[int, str] = {}
    order = list(font.getGlyphOrder())
    for character in SPACED:
        base = names[ord(character)]
        width, bearing = font["hmtx"][base]
        for sides in (1, 2, 3):
            before = space if sides & 1 else 0
            pen = TTGlyphPen(font.getGlyphSet())
            pen.addComponent(base, (1, 0, 0, 1, before, 0))
            name = f"{base}.spaced{sides}"
            order.append(name)
            font["glyf"][name] = pen.glyph()
            font["hmtx"][name] = (width + space * sides.bit_count(), bearing + before)
            added[FIRST_SPACED + 4 * ord(character) + sides] = name
    font.setGlyphOrder(order)
    for table in font["cmap"].tables:
        if table.format == 12:
            table.cmap |= added


def rename(font: TTFont, face: Face, upstream: str) -> None:
    """Our names, upstream's copyright, trademark, designer and licence; weight and style bits."""
    table = font["name"]
    kept = {number: table.getDebugName(number) for number in (0, 7, 8, 9, 13, 14)}
    full = face.family if face.style == "Regular" else f"{face.family} {face.style}"
    kept |= {1: face.family, 2: face.style, 3: f"{VERSION};{face.stem}", 4: full}
    kept |= {5: f"Version {VERSION}", 6: face.stem}
    kept[10] = (
        f"Modified version of {upstream}: fewer characters, no hints, coarser grid, "
        "Chinese dashes, figures with blanks."
    )
    table.names = []
    for number, text in sorted(kept.items()):
        if text:
            table.setName(text, number, 3, 1, 0x409)
    bold = face.style == "Bold"
    font["OS/2"].usWeightClass = face.weight
    font["OS/2"].fsSelection = 1 << 5 if bold else 1 << 6
    font["OS/2"].fsType = 0
    font["head"].macStyle = int(bold)
    font["head"].fontRevision = float(VERSION)
    font["head"].created = font["head"].modified = MODIFIED


def build(face: Face, folder: Path, han: set[str], signs: set[str]) -> dict[str, object]:
    """Write one face with its licence; returns its entry for fonts.toml."""
    package = fetch_npm(face.package, face.version, folder)
    source = TTFont(package / face.member)
    names = source["name"]
    version = names.getDebugName(5).split(";")[0].removeprefix("Version ")
    upstream = f"{names.getDebugName(4)} {version}"
    has = {chr(code) for code in source.getBestCmap()}
    to_chinese(source)
    font = cut(source, (han | signs) & has)
    add_spaced(font)
    rename(font, face, upstream)
    path = FONTS / f"{face.stem}.ttf"
    font.save(path, reorderTables=True)
    licence = LICENCES[face.package]
    shutil.copyfile(package / face.licence, FONTS / "licences" / licence)
    return {
        "family": face.family,
        "style": face.style,
        "weight": face.weight,
        "role": face.role,
        "fallback": ["song"] if face.role == "kai" else [],
        "file": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "characters": len(font.getBestCmap()),
        "lacks": "".join(sorted(han - has)),
        "upstream": upstream,
        "package": f"npm {face.package}",
        "package_version": face.version,
        "copyright": " ".join(names.getDebugName(0).split()),
        "licence": "OFL-1.1",
        "licence_file": f"licences/{licence}",
    }


def main() -> None:
    """Fetch, cut, rename, write."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        han, signs = wanted_characters(folder)
        blocks = []
        for face in FACES:
            entry = build(face, folder, han, signs)
            blocks.append("\n[[face]]\n")
            blocks += [f"{key} = {json.dumps(entry[key], ensure_ascii=False)}\n" for key in entry]
            print(
                f"{face.stem}: {entry['characters']} characters, lacks {len(str(entry['lacks']))}"
            )
    (FONTS / "fonts.toml").write_text(HEADER + "".join(blocks), encoding="utf-8")


if __name__ == "__main__":
    main()
