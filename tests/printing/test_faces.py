from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mingsheng_reports.catalogue.resources import fonts_dir
from mingsheng_reports.catalogue.themes import load_theme
from mingsheng_reports.core.brief import Words
from mingsheng_reports.core.errors import MissingGlyphError, MissingLibraryError
from mingsheng_reports.printing.faces import read_faces
from mingsheng_reports.printing.glyphs import check_glyphs
from mingsheng_reports.printing.pages import Plan, make_page
from support.sample import sample_brief


def test_five_faces_in_three_families() -> None:
    faces = read_faces(fonts_dir()).faces
    assert {(face.family, face.bold) for face in faces} == {
        ("Mingsheng Song", False), ("Mingsheng Song", True), ("Mingsheng Hei", False),
        ("Mingsheng Hei", True), ("Mingsheng Kai", False),
    }  # fmt: skip


def test_coverage_is_that_of_the_font_file() -> None:
    from fontTools.ttLib import TTFont

    face = read_faces(fonts_dir()).faces[0]
    with TTFont(face.path, lazy=True) as font:
        known = set(font.getBestCmap())
    probes = range(0x20, 0x2FFFF, 7)
    assert [c for c in probes if face.has(chr(c)) != (c in known)] == []


def test_a_character_without_a_face_is_named_with_its_place() -> None:
    brief = sample_brief()
    faces = read_faces(fonts_dir())
    note = brief.endnotes[0]
    odd = replace(note.evidence, sentence=note.evidence.sentence + "🎉")
    broken = replace(brief, endnotes=(replace(note, evidence=odd), *brief.endnotes[1:]))
    page = make_page(broken, {}, "2022-12-31", Plan(load_theme()))
    with pytest.raises(MissingGlyphError) as caught:
        check_glyphs(page, broken, faces)
    assert f"{note.evidence.doc}:{note.evidence.line}里的“🎉”（U+1F389）" in str(caught.value)
    leading = replace(brief, lead=((Words("好🎉"),),))
    page = make_page(leading, {}, "2022-12-31", Plan(load_theme()))
    with pytest.raises(MissingGlyphError, match="核心提示里的“🎉”"):
        check_glyphs(page, leading, faces)


def test_a_sound_page_passes() -> None:
    brief = sample_brief()
    page = make_page(brief, {}, "2022-12-31", Plan(load_theme()))
    check_glyphs(page, brief, read_faces(fonts_dir()))


def test_no_fonts_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(MissingLibraryError, match="没有字体"):
        read_faces(tmp_path)
    (tmp_path / "bad.ttf").write_bytes(b"not a font")
    with pytest.raises(MissingLibraryError, match=r"bad\.ttf读不出来"):
        read_faces.__wrapped__(tmp_path)
