"""A chart as PNG, for where no SVG is shown: the same faces, the same lines as on the page."""

from __future__ import annotations

import io
import re
from importlib import import_module

from mingsheng_reports.catalogue.resources import fonts_dir
from mingsheng_reports.printing.engine import typeset

SIZE = re.compile(r'<svg\b[^>]*?\swidth="([\d.]+)(?:pt)?"[^>]*?\sheight="([\d.]+)(?:pt)?"')
VIEW = re.compile(r'<svg\b[^>]*?\sviewBox="[\d.]+ [\d.]+ ([\d.]+) ([\d.]+)"')
IDENTIFIER = b"0" * 32
PIXELS = 960  # twice what a letter shows: sharp on a phone


def png_of(svg: str) -> bytes:
    """The chart on white, 960 pixels wide.

    Raises:
        MissingLibraryError: if what sets pages is missing.
    """
    width, height = _size(svg)
    page = f'<!DOCTYPE html><html lang="zh-CN"><title>图</title><body>{svg}</body></html>'
    style = (
        f"@page{{size:{width}pt {height}pt;margin:0}}"
        f"body{{margin:0}}svg{{display:block;width:{width}pt;height:{height}pt}}"
    )
    pdf = typeset(page, [style], fonts_dir(), IDENTIFIER).pdf
    document = import_module("pypdfium2").PdfDocument(pdf)
    try:
        picture = document[0].render(scale=PIXELS / width).to_pil().convert("RGB")
    finally:
        document.close()
    out = io.BytesIO()
    picture.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def _size(svg: str) -> tuple[float, float]:
    """Width and height in points."""
    match = SIZE.search(svg) or VIEW.search(svg)
    if match is None:
        raise ValueError("a chart without a size")
    return float(match[1]), float(match[2])
