"""The only door to WeasyPrint: a page is laid out, looked at and written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from mingsheng_reports.core.garbage import without_collection
from mingsheng_reports.printing.document_tree import document_of
from mingsheng_reports.printing.opening import (
    COPIED_VERSIONS,
    collected_warnings,
    open_engine,
    private_fonts,
)
from mingsheng_reports.printing.placement import (
    Foot,
    chart_heights,
    feet,
    has_holes,
    has_sparse_end,
)
from mingsheng_reports.printing.quick_boxes import is_ordinary
from mingsheng_reports.printing.sheets import heed, parse, parse_once
from mingsheng_reports.printing.slender import make_slender

VARIANT = "pdf/ua-1"
BRING_FACES = ("@font-face", "@import")


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A document laid out on pages but not yet written; ``warnings`` grows while it is."""

    document: Any
    warnings: list[str]

    @property
    def pages(self) -> int:
        """How many sheets it takes."""
        return len(self.document.pages)

    def feet(self) -> tuple[Foot, ...]:
        """What is left empty at the foot of each column of the main text."""
        return tuple(feet(self.boxes()))

    def chart_heights(self) -> dict[str, float]:
        """How high, in points, the charts among the main text are."""
        return dict(chart_heights(self.boxes()))

    def has_holes(self) -> bool:
        """Whether a page other than the last is empty at its foot for a quarter or more."""
        return has_holes(self.boxes())

    def has_sparse_end(self) -> bool:
        """Whether the last of several pages is all but empty."""
        return has_sparse_end(self.boxes())

    def boxes(self) -> list[Any]:
        """WeasyPrint's own boxes of the pages."""
        return [page._page_box for page in self.document.pages]  # noqa: SLF001  no public way to boxes


@dataclass(frozen=True, slots=True)
class Typeset:
    """A finished PDF in memory; ``warnings`` are the engine's, empty on a sound page."""

    pdf: bytes
    pages: int
    warnings: tuple[str, ...]


def lay_out(
    html: str,
    styles: Sequence[str],
    fonts: Path,
    *,
    variant: str = VARIANT,
    well_formed: bool = False,
) -> LaidOut:
    """Lay out a page.

    Args:
        html: the whole document; it refers to nothing outside itself.
        styles: style sheets, later ones win.
        fonts: the folder of faces; no other font of the machine is seen.
        variant: the conformance claimed, as WeasyPrint names it.
        well_formed: whether XML and HTML read the document alike.
    """
    quick = open_engine().version in COPIED_VERSIONS
    with collected_warnings() as warnings, without_collection():
        brings_faces = any(mark in text for text in (html, *styles) for mark in BRING_FACES)
        configuration = _configured(fonts) if brings_faces else shared_fonts(fonts)
        sheets, counters = (parse if brings_faces else parse_once)(styles, configuration)
        page = document_of(html, well_formed=well_formed and quick)
        page.ordinary = is_ordinary(html, *styles)
        document = page.render(
            stylesheets=sheets,
            font_config=configuration,
            counter_style=counters,
            pdf_variant=variant,
        )
    heed(warnings)
    return LaidOut(document, warnings)


def write(
    laid: LaidOut,
    identifier: bytes,
    *,
    variant: str = VARIANT,
    finisher: Callable[[object, Any], None] = make_slender,
    attach: Callable[[bytes], Sequence[Any]] | None = None,
) -> Typeset:
    """Write what is laid out as a tagged PDF (PDF/UA-1 unless another variant is asked for).

    Args:
        identifier: the PDF's identity, from its content and not from the clock.
        variant: the one it was laid out for.
        finisher: what is done to the PDF before it is written.
        attach: files to put into the PDF, made from the PDF without them.
    """
    wanted = {"finisher": finisher, "pdf_identifier": identifier, "pdf_variant": variant}
    with collected_warnings() as warnings, without_collection():
        pdf = laid.document.write_pdf(**wanted)
        if attach is not None:
            pdf = laid.document.write_pdf(**wanted, attachments=attach(pdf))
    heed(warnings)
    return Typeset(pdf, laid.pages, (*laid.warnings, *warnings))


def typeset(html: str, styles: Sequence[str], fonts: Path, identifier: bytes) -> Typeset:
    """Lay out a page and write it."""
    return write(lay_out(html, styles, fonts), identifier)


def _configured(fonts: Path) -> Any:
    with private_fonts(fonts):
        return import_module("weasyprint.text.fonts").FontConfiguration()


@cache
def shared_fonts(fonts: Path) -> Any:
    """Faces opened once, and lines shaped in them, for all documents that bring none themselves."""
    return _configured(fonts)
