"""The finished file: small, and still a sound PDF whose every reference leads somewhere."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from mingsheng_reports.catalogue.resources import fonts_dir
from mingsheng_reports.printing.compact import REFERENCE, _stream
from mingsheng_reports.printing.embedded import NEEDED, without_needless_tables
from mingsheng_reports.printing.engine import typeset
from mingsheng_reports.printing.opening import open_engine
from mingsheng_reports.printing.slender import _shortened

PAGE = (
    "<html lang=zh-CN><title>12 0 R（试）</title><p>城镇新增就业"
    "<span class=n><a href='#n' id=r>30069人</a></span>，完成全年任务。"
    "<p id=n><a href='#r'>1</a> 见原文"
)
STYLE = '@page{size:200pt 200pt;margin:20pt}p{font:10pt "Mingsheng Song"}'


@pytest.fixture(scope="module")
def pdf() -> bytes:
    open_engine()
    return typeset(PAGE, [STYLE], fonts_dir(), b"x").pdf


def test_every_object_is_there_and_used(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.check_pdf_syntax() == []
        objects = list(opened.objects)
        # Only the stream of objects and the table itself are not among what the reader hands out.
        assert all(each is not None for each in objects)
        assert str(opened.docinfo.Title) == "12 0 R（试）"
        assert len(opened.trailer.ID) == 2
        links = list(opened.pages[0].Annots)
        elements = [each for each in objects if isinstance(each, pikepdf.Dictionary)]
        held = [each for each in elements if each.get("/S") == "/Link"]
    assert len(links) == len(held) == 2


def test_a_link_holds_its_area_and_its_text(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        links = [
            each
            for each in opened.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Link"
        ]
        for link in links:
            area, text = link.K
            assert area.Type == "/OBJR"
            assert area.Obj.Subtype == "/Link"
            assert int(text) >= 0
            assert link.P.S == "/P"
            assert link in list(link.P.K)
        kinds = {str(each.S) for each in opened.objects if "/S" in dir(each) or _is_element(each)}
    assert "/Span" not in kinds


def _is_element(each: object) -> bool:
    return isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/StructElem"


def test_the_same_page_is_the_same_file(pdf: bytes) -> None:
    assert typeset(PAGE, [STYLE], fonts_dir(), b"x").pdf == pdf


def test_what_looks_like_a_reference_in_a_string_is_none() -> None:
    text = rb"/Title (see 12 0 R \) 3 0 R)/P 7 0 R/K [8 0 R 1]"
    assert [found[1] for found in REFERENCE.finditer(text) if found[1]] == [b"7", b"8"]


def test_embedded_fonts_hold_only_what_draws(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = [each for each in opened.objects if isinstance(each, pikepdf.Stream)]
        contents = [each.read_bytes() for each in fonts if "/Length1" in each]
        widths = [
            each.W for each in opened.objects
            if isinstance(each, pikepdf.Dictionary) and "/CIDToGIDMap" in each
        ]  # fmt: skip
        assert all(int(one) != 1000 for run in widths for one in list(run)[1] or [])
    assert contents
    for content in contents:
        tables = set(TTFont(io.BytesIO(content)).reader.keys())
        assert {name.decode() for name in NEEDED} >= tables >= {"glyf", "loca", "hmtx"}


def test_glyphs_survive_the_loss_of_tables() -> None:
    content = (fonts_dir() / "MingshengHei-Bold.ttf").read_bytes()
    before, after = (TTFont(io.BytesIO(one)) for one in (content, without_needless_tables(content)))
    name = before.getBestCmap()[ord("民")]
    at = before.getGlyphID(name)
    assert after["hmtx"][after.getGlyphName(at)] == before["hmtx"][name]
    assert after.reader["glyf"] == before.reader["glyf"]
    assert without_needless_tables(b"OTTO\0\0" + bytes(40)) == b"OTTO\0\0" + bytes(40)


def test_numbers_are_dense(pdf: bytes) -> None:
    numbers = [int(found) for found in re.findall(rb"\n(\d+) 0 obj", pdf)]
    size = re.search(rb"/Size (\d+)", pdf)
    assert size is not None
    assert max(numbers) + 1 == int(size[1])


def test_a_stream_that_ends_in_a_carriage_return_keeps_its_length() -> None:
    assert _stream(7, b"", b"ab\r").endswith(b"/Length 3>>\nstream\nab\r\r\nendstream\nendobj\n")
    assert _stream(7, b"", b"ab").endswith(b"/Length 2>>\nstream\nab\nendstream\nendobj\n")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (b"[<1ba5>-20<>-20.5<2b72>] TJ", b"[<1ba5>-20 -20.5<2b72>] TJ"),
        (b"[<>-20<1ba5>0<2b72>-3] TJ", b"[-20<1ba52b72>] TJ"),
    ],
)
def test_an_empty_string_between_two_kernings_leaves_a_blank(written: bytes, kept: bytes) -> None:
    assert _shortened(written) == kept
