"""A line is drawn as it was shaped; that the bytes are the same is ``test_quick.py``'s matter."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from mingsheng_reports.catalogue.resources import fonts_dir
from mingsheng_reports.printing import opening
from mingsheng_reports.printing.engine import lay_out, write
from mingsheng_reports.printing.opening import open_engine


@pytest.mark.skipif(
    not open_engine().version.startswith(opening.COPIED_VERSIONS), reason="another WeasyPrint"
)
def test_a_line_is_drawn_as_it_was_shaped_once(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(map(chr, range(0x4E00, 0x4E00 + 200)))  # no line like another
    laid = lay_out(f"<html lang=zh-CN><p>{text}<p>另一段", ["p { width: 20em }"], fonts_dir())
    layout: Any = import_module("weasyprint.text.line_break").Layout
    setup, made = layout.setup, []

    def counting(self: object, style: object) -> None:
        made.append(self)
        setup(self, style)

    monkeypatch.setattr(layout, "setup", counting)
    first = write(laid, b"x").pdf
    assert not made
    assert write(laid, b"x").pdf == first  # drawing has widened them: shaped anew
    assert len(made) > 5
