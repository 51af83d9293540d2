"""Shorter ways through WeasyPrint: the same bytes, with less done."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from mingsheng_reports.catalogue.resources import fonts_dir
from mingsheng_reports.printing import engine, opening, quick_lines, quick_styles
from mingsheng_reports.printing.engine import lay_out, typeset
from mingsheng_reports.printing.opening import open_engine

TEXT = "民生实事关系千家万户，2022年办好每一件实事（含续建的12项）才能让群众“满意”。"
STYLE = """
@page { size: 300pt 260pt; margin: 20pt; @bottom-center { content: counter(page) } }
:root { --size: 10pt; --gap: calc(2pt + 1%) }
body { font: var(--size)/1.5 "Mingsheng Song", "Mingsheng Hei"; --autospace: on }
.columns { columns: 2; column-gap: 2em; widows: 2; text-align: justify }
.columns p { margin: 0 0 var(--gap); text-indent: 2em }
p::first-letter { font-weight: bold; letter-spacing: 1pt }
.n { white-space: nowrap } .spaced { letter-spacing: .1em; word-spacing: 2px }
.box { display: inline-block; box-sizing: border-box; width: 40%; padding: 3pt; border: 1pt solid }
.cut { width: 9em; overflow: hidden; white-space: nowrap; text-overflow: ellipsis }
.aside { float: right; width: 30%; margin-inline-start: 5pt }
.flex { display: flex; gap: 4pt } .grid { display: grid; grid-template-columns: 1fr 2fr }
table { border-collapse: collapse; width: 100% } td { border: .5pt solid; padding: 2pt 1% }
.apart { border-collapse: separate; text-decoration: underline; border: var(--line) }
del { color: #00f } :root { --line: 1pt dotted red }
.apart del { --line: 2pt solid; border-bottom: var(--line) }
.broken { width: 7em; overflow-wrap: anywhere } .hyphens { hyphens: auto; width: 8em }
[dir=rtl] { padding-inline-start: 9pt } .abs { position: absolute; right: 0; top: 0 }
"""
HTML = f"""<html lang=zh-CN><title>试</title><div class=columns>
<p>{TEXT}<b>办好</b><span class=n>18432个</span>{TEXT}
<p>{TEXT * 3}<span class=spaced>a b {TEXT}</span><p dir=rtl>{TEXT}</p></div>
<div class=aside>{TEXT}</div><p>{TEXT * 2}<span class=box>{TEXT}</span>
<div class=flex><p>{TEXT}<p>一<p>{TEXT}</div><div class=grid><p>一<p>{TEXT}</div>
<div class=abs>角</div><table><tr><th>一<td rowspan=2>{TEXT}<tr><td>二\t三</table>
<table class=apart><tr><td>{TEXT}<del>改</del></table><p class=broken>Mingshengshishi{TEXT}
<p class=hyphens lang=en>An extraordinarily long word of English.<pre>一  二\n三</pre>
<ol><li>一<li>二<ul><li>三</ul></ol><p class=cut>{TEXT}<p class=marks>Việt Nam ệx̅ 😀{TEXT}<b>一</b>1
<svg width=90 height=20><text x=5 y=9 letter-spacing=1>{TEXT[:9]}</text></svg>"""


def without(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint's own ways."""
    places: list[tuple[Any, str]] = [
        (import_module("weasyprint.css").ComputedStyle, "__missing__"),
        (import_module("weasyprint.css").AnonymousStyle, "__missing__"),
        (import_module("weasyprint.css.tokens").Pending, "solve"),
        (import_module("weasyprint.formatting_structure.boxes").Box, "is_in_normal_flow"),
        (import_module("weasyprint.text.line_break").Layout, "setup"),
        (import_module("weasyprint.text.line_break").Layout, "set_text"),
        (import_module("weasyprint.text.line_break").Layout, "reactivate"),
        (import_module("weasyprint.text.line_break"), "first_line_metrics"),
        (import_module("weasyprint.text.line_break"), "strut"),
        (import_module("weasyprint").HTML, "_ua_stylesheets"),
        (import_module("weasyprint.text.line_break"), "split_first_line"),
    ]
    for name in quick_styles.RESOLVING:
        module = import_module(f"weasyprint.layout.{name}")
        places.append((module, "resolve_percentages"))
    for module_name, name in quick_lines.KNOWN_AS:
        places.append((import_module(f"weasyprint.{module_name}"), name))
    for holder, name in places:
        quick = getattr(holder, name)
        while hasattr(quick, "__wrapped__"):
            quick = quick.__wrapped__
        monkeypatch.setattr(holder, name, quick)
    monkeypatch.setattr(engine, "shared_fonts", engine._configured)


@pytest.mark.skipif(
    not open_engine().version.startswith(opening.COPIED_VERSIONS), reason="another WeasyPrint"
)
def test_the_same_bytes_as_the_long_way(monkeypatch: pytest.MonkeyPatch) -> None:
    first, again = (typeset(HTML, [STYLE], fonts_dir(), b"x") for _ in range(2))
    without(monkeypatch)
    long = typeset(HTML, [STYLE], fonts_dir(), b"x")
    assert long.pages > 1
    assert first.pdf == long.pdf
    assert again.pdf == long.pdf
    assert first.warnings == long.warnings


def test_the_sheet_for_old_attributes_is_not_parsed() -> None:
    open_engine()
    html: Any = import_module("weasyprint.html")
    assert html.UA_STYLESHEET.matcher.lower_local_name_selectors
    assert not html.PH_STYLESHEET.matcher.lower_local_name_selectors
    css: Any = import_module("weasyprint").CSS(string="table[bgcolor] { color: red }")
    assert css.matcher.lower_local_name_selectors


@pytest.mark.parametrize(
    "style", ["p { display: list-item }", "b { float: footnote }", "b { content: note(x) }"]
)
def test_a_page_with_marks_of_its_own_has_them(style: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = typeset(HTML, [STYLE, style], fonts_dir(), b"x").pdf
    without(monkeypatch)
    assert typeset(HTML, [STYLE, style], fonts_dir(), b"x").pdf == first


def lines_shaped(monkeypatch: pytest.MonkeyPatch, text: str) -> int:
    layout: Any = import_module("weasyprint.text.line_break").Layout
    original, counted = layout.set_text, []

    def counting(*given: object, **named: object) -> None:
        counted.append(1)
        original(*given, **named)

    with monkeypatch.context() as patched:
        patched.setattr(layout, "set_text", counting)
        lay_out(HTML.replace(TEXT, text), [STYLE], fonts_dir())
    return len(counted)


def test_a_line_is_shaped_once(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "这几句别的测试都没有印过，" * 3
    quick = lines_shaped(monkeypatch, text)
    assert lines_shaped(monkeypatch, text) < 0.2 * quick
    without(monkeypatch)
    assert quick < 0.7 * lines_shaped(monkeypatch, text)


def test_lines_are_forgotten_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick_lines, "MOST_LINES", 20)
    lay_out(f"<html lang=zh-CN><p>{'这一句也没有别的测试印过。' * 99}", [STYLE], fonts_dir())
    assert 0 < len(engine.shared_fonts(fonts_dir()).memory.lines) <= 20


def test_style_sheets_are_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    weasyprint: Any = import_module("weasyprint")
    original, parsed = weasyprint.CSS, []

    def counting(**named: object) -> object:
        parsed.append(named["string"])
        return original(**named)

    monkeypatch.setattr(weasyprint, "CSS", counting)
    style = "p { color: red }" + STYLE
    for _ in range(2):
        assert lay_out(HTML, [style], fonts_dir()).warnings == []
    assert parsed == [style]


def test_every_document_is_told_of_a_faulty_sheet() -> None:
    styles = ["p { colour: red }", ":root { --x: 1pt } p { color: var(--x) }"]
    told = [typeset("<html lang=zh-CN><p>一", styles, fonts_dir(), b"x").warnings for _ in range(3)]
    assert len(told[0]) == 2
    assert told[0] == told[1] == told[2]


def test_a_document_that_brings_faces_does_not_share_them() -> None:
    lay_out(HTML, ["@font-face{font-family:x;src:url(data:,)}", STYLE], fonts_dir())
    kept = engine.shared_fonts(fonts_dir())
    lay_out(HTML, [STYLE], fonts_dir())
    assert engine.shared_fonts(fonts_dir()) is kept
    assert "@font-face" in engine.BRING_FACES
