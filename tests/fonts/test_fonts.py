"""What fonts.toml claims is what the files are."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from mingsheng_reports.catalogue.resources import fonts_dir

FONTS = fonts_dir()
SEEDS = Path(__file__).resolve().parents[2] / "seeds"
FACES: list[dict[str, Any]] = tomllib.loads((FONTS / "fonts.toml").read_text(encoding="utf-8"))[
    "face"
]
RESERVED = ("noto", "source", "lxgw", "霞鹜", "klee", "wenkai")
SIGNS = "①⑳㈠ⅠⅡ㎡℃‰〔〕、。《》“”‘’—…·→△□■●○★─│┌×±÷°²％，：；！？（）０９✓ㄅāǎ〇㎞"

each_face = pytest.mark.parametrize("face", FACES, ids=lambda face: face["file"])


@cache
def load(file: str) -> TTFont:
    return TTFont(FONTS / file, lazy=True)


def characters(file: str) -> set[str]:
    return {chr(code) for code in load(file).getBestCmap()}


def double_bytes(encoding: str, highs: range, last: bytes) -> set[str]:
    codes = (bytes([high, low]) for high in highs for low in range(0x40, 0xFF))
    decoded = (code.decode(encoding, errors="ignore") for code in codes if code <= last)
    return {text for text in decoded if len(text) == 1 and not text.isascii()}


def listed(name: str) -> str:
    lines = (FONTS / "characters" / name).read_text(encoding="utf-8").splitlines()
    return "".join(line for line in lines if not line.startswith("#"))


def test_the_four_roles_are_there() -> None:
    found = {(face["family"], face["style"], face["weight"], face["role"]) for face in FACES}
    assert found == {
        ("Mingsheng Song", "Regular", 400, "song"),
        ("Mingsheng Song", "Bold", 700, "song"),
        ("Mingsheng Hei", "Regular", 400, "hei"),
        ("Mingsheng Hei", "Bold", 700, "hei"),
        ("Mingsheng Kai", "Regular", 400, "kai"),
    }


def test_every_file_is_described_and_together_they_are_small() -> None:
    files = sorted(FONTS.glob("*.[to]t[fc]"))
    assert [path.name for path in files] == sorted(face["file"] for face in FACES)
    assert sum(path.stat().st_size for path in files) < 40_000_000


@each_face
def test_the_file_is_the_one_described(face: dict[str, Any]) -> None:
    content = (FONTS / face["file"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == face["sha256"]
    assert len(characters(face["file"])) == face["characters"]


@each_face
def test_outlines_are_static_truetype_without_hints(face: dict[str, Any]) -> None:
    tables = set(load(face["file"]).keys())
    assert "glyf" in tables
    assert tables.isdisjoint({"CFF ", "CFF2", "fvar", "gvar", "fpgm", "prep", "cvt "})


@each_face
def test_names_are_our_own(face: dict[str, Any]) -> None:
    font = load(face["file"])
    shown = {record.toUnicode() for record in font["name"].names if record.nameID in range(1, 7)}
    assert face["family"] in shown
    assert not [name for name in shown for word in RESERVED if word in name.lower()]
    postscript = font["name"].getDebugName(6)
    assert f"{postscript}.ttf" == face["file"]


@each_face
def test_regular_and_bold_make_one_family(face: dict[str, Any]) -> None:
    font = load(face["file"])
    bold = face["style"] == "Bold"
    assert font["name"].getDebugName(1) == face["family"]
    assert font["name"].getDebugName(2) == face["style"]
    assert font["OS/2"].usWeightClass == face["weight"]
    assert bool(font["OS/2"].fsSelection & 1 << 5) is bold
    assert bool(font["OS/2"].fsSelection & 1 << 6) is not bold
    assert bool(font["head"].macStyle & 1) is bold


@each_face
def test_copyright_and_licence_travel_with_the_font(face: dict[str, Any]) -> None:
    table = load(face["file"])["name"]
    assert " ".join(table.getDebugName(0).split()) == face["copyright"]
    assert "SIL Open Font License" in table.getDebugName(13)
    assert face["licence"] == "OFL-1.1"
    text = (FONTS / face["licence_file"]).read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert face["upstream"]
    assert face["package_version"]


@each_face
def test_coverage(face: dict[str, Any]) -> None:
    has = characters(face["file"])
    gb2312 = double_bytes("gb2312", range(0xB0, 0xF8), b"\xf7\xfe")
    big5 = double_bytes("big5", range(0xA4, 0xC7), b"\xc6\x7e")
    tgh = set(listed("tgh.txt"))
    assert (len(gb2312), len(big5), len(tgh)) == (6763, 5401, 8105)
    assert not gb2312 - has
    assert not big5 - has
    assert not tgh - has
    ascii_signs = set(map(chr, range(0x20, 0x7F)))
    assert not (ascii_signs | set(SIGNS)) - has


@each_face
def test_what_a_face_lacks_is_recorded(face: dict[str, Any]) -> None:
    wanted = set(listed("tgh.txt") + listed("traditional.txt") + listed("extra.txt"))
    assert wanted - characters(face["file"]) == set(face["lacks"])


@each_face
def test_every_character_of_the_seeds_can_be_printed(face: dict[str, Any]) -> None:
    texts = [path.read_bytes().decode("utf-8-sig") for path in sorted(SEEDS.glob("*.txt"))]
    shown = {character for text in texts for character in text if character.isprintable()}
    missing = shown - characters(face["file"])
    assert not {character for character in missing if "一" <= character <= "鿿"}


@each_face
def test_dashes_and_quotation_marks_take_the_whole_em(face: dict[str, Any]) -> None:
    font = load(face["file"])
    names = font.getBestCmap()
    em = font["head"].unitsPerEm
    assert {font["hmtx"][names[ord(sign)]][0] for sign in "—…“”‘’"} == {em}


def test_digits_are_equally_wide() -> None:
    for face in FACES:
        font = load(face["file"])
        names = font.getBestCmap()
        widths = {font["hmtx"][names[ord(digit)]][0] for digit in "0123456789"}
        assert len(widths) == 1, face["file"]
