"""Columns of even height: where WeasyPrint's own steps lead, in a few tries."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from mingsheng_reports.catalogue.resources import fonts_dir
from mingsheng_reports.printing import balancing
from mingsheng_reports.printing.engine import lay_out, typeset
from mingsheng_reports.printing.opening import open_engine

TEXT = "民生实事关系千家万户，办好每一件实事才能让群众满意。"
STYLE = """
@page { size: 300pt 400pt; margin: 20pt }
body { font: 10pt/15pt "Mingsheng Song" }
.columns { columns: 2 }
p { margin: 0 0 7pt; orphans: 2; widows: 2 }
.whole { break-inside: avoid }
"""


def page(paragraphs: int, *, whole: bool = False, spanning: str = "") -> str:
    text = "".join(
        f"<p{' class=whole' if whole else ''}>{TEXT * (1 + n * 7 % 5)}" for n in range(paragraphs)
    )
    return f"<html lang=zh-CN><title>试</title><div class=columns>{text}{spanning}{text}</div>"


def without(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint's own steps."""
    monkeypatch.setattr(balancing._Group, "find_level", lambda *_: None)


def columns_of(html: str) -> list[list[float]]:
    """Heights of the columns' contents, page by page, in pixels."""

    def walk(box: Any) -> list[Any]:  # noqa: ANN401  a box of WeasyPrint's
        if getattr(box, "is_column", False):
            return [box]
        return [one for child in getattr(box, "children", ()) for one in walk(child)]

    pages = [walk(page) for page in lay_out(html, [STYLE], fonts_dir()).boxes()]
    return [
        [one.children[-1].position_y + one.children[-1].border_height() for one in held]
        for held in pages
    ]


def layouts(monkeypatch: pytest.MonkeyPatch, html: str) -> int:
    """How often a column is laid out."""
    block: Any = import_module("weasyprint.layout.block")
    inner, counted = block.block_container_layout, []

    def counting(context: object, box: Any, *rest: object, **named: object) -> object:  # noqa: ANN401  a box of WeasyPrint's
        counted.append(box.is_column)
        return inner(context, box, *rest, **named)

    with monkeypatch.context() as patched:
        patched.setattr(block, "block_container_layout", counting)
        lay_out(html, [STYLE], fonts_dir())
    return sum(counted)


@pytest.mark.parametrize("paragraphs", range(1, 12))
@pytest.mark.parametrize("whole", [False, True])
def test_no_higher_than_by_small_steps(
    monkeypatch: pytest.MonkeyPatch, paragraphs: int, *, whole: bool
) -> None:
    html = page(paragraphs, whole=whole)
    found = columns_of(html)
    without(monkeypatch)
    stepped = columns_of(html)
    assert [len(one) for one in found] == [len(one) for one in stepped]
    for quick, slow in zip(found, stepped, strict=True):
        assert max(quick) <= max(slow)


def test_the_same_bytes_where_steps_are_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    html = page(5)
    found = typeset(html, [STYLE], fonts_dir(), b"x").pdf
    without(monkeypatch)
    assert typeset(html, [STYLE], fonts_dir(), b"x").pdf == found


def test_each_part_between_spanning_blocks_is_level() -> None:
    heading = '<h2 style="column-span: all">节</h2>'
    (columns,) = columns_of(page(2, spanning=heading))
    assert len(columns) == 4
    assert abs(columns[0] - columns[1]) < 60
    assert abs(columns[2] - columns[3]) < 60


def test_fewer_columns_are_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    html = page(7, whole=True)
    found = layouts(monkeypatch, html)
    without(monkeypatch)
    assert found < 0.5 * layouts(monkeypatch, html)


def test_notes_at_the_foot_are_left_to_weasyprint(monkeypatch: pytest.MonkeyPatch) -> None:
    note = '<span style="float: footnote">注</span>'
    html = page(4).replace("民生", f"民{note}生", 2)
    found = typeset(html, [STYLE], fonts_dir(), b"x").pdf
    without(monkeypatch)
    assert typeset(html, [STYLE], fonts_dir(), b"x").pdf == found


@pytest.mark.parametrize("most", range(20))
def test_the_least_that_fits(most: int) -> None:
    for least in range(most + 1):
        tried: list[int] = []

        def fits(steps: int, least: int = least, tried: list[int] = tried) -> bool:
            tried.append(steps)
            return steps >= least

        assert balancing._least(fits, most) == least
        assert len(tried) <= 2 * (least + 1).bit_length() + 1


def test_another_layout_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    open_engine()
    block: Any = import_module("weasyprint.layout.block")

    def block_box_layout(context: object) -> None:
        del context

    monkeypatch.setattr(block, "block_box_layout", block_box_layout)
    assert not balancing.install()
    assert block.block_box_layout is block_box_layout
