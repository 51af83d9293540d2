"""Blocks that have not moved are kept: the same bytes, with less laid out."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from mingsheng_reports.catalogue.resources import fonts_dir
from mingsheng_reports.printing import reuse
from mingsheng_reports.printing.engine import typeset
from mingsheng_reports.printing.opening import open_engine

TEXT = "民生实事关系千家万户，办好每一件实事才能让群众满意。"
STYLE = """
@page { size: 300pt 260pt; margin: 20pt }
body { font: 10pt/15pt "Mingsheng Song" }
.columns { columns: 2; column-fill: balance }
p { margin: 0 0 7pt; orphans: 2; widows: 2; text-align: justify }
h2 { font-size: 12pt; position: relative; top: -3pt; break-after: avoid }
figure { break-inside: avoid; height: 70pt; margin: 0 0 9pt; background: #ddd }
.aside { float: right; width: 40pt }
"""


def page(extra: str) -> str:
    blocks = "".join(
        f"<h2>第{'一二三四五六七八九'[n]}节</h2>"
        + "".join(f"<p>{TEXT * (1 + (n + m) % 3)}</p>" for m in range(3))
        + ("<figure></figure>" if n % 2 else "")
        + (extra if n == 4 else "")
        for n in range(9)
    )
    return f"<html lang=zh-CN><title>试</title><div class=columns>{blocks}</div><p>{TEXT}"


@pytest.mark.parametrize(
    "extra",
    ["", "<div class=aside>旁注</div>", "<table><tr><td>一<td>二<tr><td>三<td>四</table>"],
)
def test_the_same_bytes_as_without(monkeypatch: pytest.MonkeyPatch, extra: str) -> None:
    open_engine()
    with_memory = typeset(page(extra), [STYLE], fonts_dir(), b"x").pdf
    monkeypatch.setattr(reuse._Memory, "find", lambda *_: None)
    assert typeset(page(extra), [STYLE], fonts_dir(), b"x").pdf == with_memory


def lines_laid_out(monkeypatch: pytest.MonkeyPatch) -> int:
    inline: Any = import_module("weasyprint.layout.inline")
    original, counted = inline.get_next_linebox, []

    def counting(*given: object) -> object:
        counted.append(1)
        return original(*given)

    with monkeypatch.context() as patched:
        patched.setattr(inline, "get_next_linebox", counting)
        typeset(page(""), [STYLE], fonts_dir(), b"x")
    return len(counted)


def test_fewer_lines_are_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = lines_laid_out(monkeypatch)
    monkeypatch.setattr(reuse._Memory, "find", lambda *_: None)
    assert kept < 0.7 * lines_laid_out(monkeypatch)


def test_another_layout_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    block: Any = import_module("weasyprint.layout.block")

    def columns_layout() -> None: ...

    def block_level_layout(context: object) -> None:
        del context

    monkeypatch.setattr(block, "columns_layout", columns_layout)
    monkeypatch.setattr(block, "block_level_layout", block_level_layout)
    assert not reuse.install()
    assert block.columns_layout is columns_layout
