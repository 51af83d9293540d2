"""Lines set once: the same bytes, with fewer lines laid out."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from mingsheng_reports.catalogue.resources import fonts_dir
from mingsheng_reports.printing import kept_lines
from mingsheng_reports.printing.engine import typeset
from mingsheng_reports.printing.opening import open_engine

TEXT = "民生实事关系千家万户，2022年办好<b>每一件实事</b>（含续建的12项），才能让群众“满意”。"
STYLE = """
@page { size: 300pt 300pt; margin: 20pt }
body { font: 10pt/15pt "Mingsheng Song" }
.columns { columns: 2 }
p { margin: 0 0 7pt; orphans: 3; widows: 3; text-align: justify; text-indent: 2em }
.number { display: inline-block; width: 15pt; text-indent: 0 }
.letter::first-letter { font-size: 15pt } .line::first-line { font-weight: bold }
.aside { float: right; width: 30pt; height: 40pt }
"""
PARAGRAPHS = "".join(f"<p>{TEXT * (1 + n % 3)}</p>" for n in range(12))
HTML = "<html lang=zh-CN><title>试</title><div class=columns>{}</div>"

PAGES = {
    "plain": PARAGRAPHS,
    "numbered": PARAGRAPHS.replace("<p>", "<p><span class=number>12</span>"),
    "first-letter": PARAGRAPHS.replace("<p>", "<p class=letter>"),
    "first-line": PARAGRAPHS.replace("<p>", "<p class=line>"),
    "beside a float": PARAGRAPHS.replace("<p>", "<p><span class=aside>旁</span>", 4),
    "with pictures": PARAGRAPHS.replace("<b>", "<svg width=9 height=9></svg><b>"),
    "narrower behind": PARAGRAPHS + f"<p style='padding-left: 40pt'>{TEXT}</p>" + PARAGRAPHS,
    "with notes": PARAGRAPHS.replace("<b>", "<span style='float: footnote'>注</span><b>", 3),
}


def without(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line laid out each time."""
    inline: Any = import_module("weasyprint.layout.inline")
    monkeypatch.setattr(inline, "get_next_linebox", inline.get_next_linebox.__wrapped__)


def lines_laid_out(monkeypatch: pytest.MonkeyPatch, html: str) -> int:
    inline: Any = import_module("weasyprint.layout.inline")
    original, counted = inline.split_inline_box, []

    def counting(context: object, box: Any, *rest: object) -> object:  # noqa: ANN401  WeasyPrint's
        counted.append(type(box).__name__ == "LineBox")
        return original(context, box, *rest)

    with monkeypatch.context() as patched:
        patched.setattr(inline, "split_inline_box", counting)
        typeset(html, [STYLE], fonts_dir(), b"x")
    return sum(counted)


@pytest.mark.parametrize("name", PAGES)
def test_the_same_bytes_as_without(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    html = HTML.format(PAGES[name])
    kept = typeset(html, [STYLE], fonts_dir(), b"x")
    without(monkeypatch)
    assert typeset(html, [STYLE], fonts_dir(), b"x").pdf == kept.pdf
    assert kept.pages > 1


@pytest.mark.parametrize("name", ["plain", "numbered"])
def test_fewer_lines_are_laid_out(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    html = HTML.format(PAGES[name])
    kept = lines_laid_out(monkeypatch, html)
    without(monkeypatch)
    assert kept < 0.8 * lines_laid_out(monkeypatch, html)


def test_another_layout_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    open_engine()
    inline: Any = import_module("weasyprint.layout.inline")

    def get_next_linebox(context: object) -> None:
        del context

    monkeypatch.setattr(inline, "get_next_linebox", get_next_linebox)
    assert not kept_lines.install()
    assert inline.get_next_linebox is get_next_linebox
