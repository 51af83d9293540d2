"""From brief to PDF file, or one clear sentence about why not."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from mingsheng_reports.catalogue.resources import fonts_dir
from mingsheng_reports.core.brief import Brief
from mingsheng_reports.core.enclosure import Enclose
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.core.theme import Theme
from mingsheng_reports.core.writing import write_whole
from mingsheng_reports.printing.archival import VARIANT, attachments, imprint_of, make_archival
from mingsheng_reports.printing.engine import count_pages, measure, open_engine, typeset
from mingsheng_reports.printing.faces import read_faces
from mingsheng_reports.printing.glyphs import check_glyphs
from mingsheng_reports.printing.pages import Page, Plan, make_page
from mingsheng_reports.printing.placement import ONLY_SECTIONS, Foot, pads, settle
from mingsheng_reports.printing.shares import fullest


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished PDF.

    Attributes:
        warnings: the engine's own complaints, in its words; empty on a sound page.
        notices: what the engine does less well than it should.
    """

    path: Path
    pages: int
    bytes: int
    warnings: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()


def print_brief(
    brief: Brief,
    charts: Mapping[str, str],
    theme: Theme,
    output: Path,
    *,
    issued: date,
    enclose: Enclose | None = None,
) -> Printed:
    """Print a brief; the file appears complete or not at all.

    Args:
        charts: SVG by chart id, as ``charts.draw`` makes them.
        issued: date for the document's metadata; there is no clock in printing.
        enclose: makes the files to put inside a PDF for the archive (PDF/A-3a).

    Raises:
        MissingGlyphError: if no face has one of the characters.
        MissingLibraryError: if Pango, HarfBuzz or the fonts are missing.
        OutputError: if the file cannot be written.
        UnaccountedNumberError: if something would print a number without origin.
    """
    fonts = fonts_dir()

    padding: dict[str, float] = {}

    def laid_out(deferrals: Mapping[str, int]) -> Page:
        return make_page(brief, charts, issued.isoformat(), Plan(theme, deferrals, padding))

    def look(deferrals: Mapping[str, int]) -> tuple[Foot, ...]:
        trial = laid_out(deferrals)
        found, heights = measure(trial.html, (*trial.styles, ONLY_SECTIONS), fonts)
        if not padding:  # the first look sees the charts as they are
            padding.update(pads(heights, theme.measures.line))
        return found

    most = theme.template.most_pages
    if most is not None:
        brief = fullest(brief, lambda version: _pages(version, charts, theme) <= most)
    page = laid_out({})
    check_glyphs(page, brief, read_faces(fonts))
    deferrable = theme.template.defers_charts
    if deferrable and any(section.charts for section in brief.sections):
        page = laid_out(settle(look, theme.measures.line))
    identity = hashlib.sha256("\0".join((page.html, *page.styles)).encode()).hexdigest()
    known = identity[:32].encode()
    if enclose is None:
        done = typeset(page.html, page.styles, fonts, known)
    else:

        def attach(pdf: bytes) -> list[Any]:
            return attachments(enclose(imprint_of(pdf, page, brief, charts)), issued)

        done = typeset(
            page.html,
            page.styles,
            fonts,
            known,
            variant=VARIANT,
            finisher=make_archival,
            attach=attach,
        )
    write_whole(output, done.pdf)
    return Printed(output, done.pages, len(done.pdf), done.warnings, open_engine().notices)


def _pages(brief: Brief, charts: Mapping[str, str], theme: Theme) -> int:
    """How many pages a version of a brief takes."""
    page = make_page(brief, charts, "", Plan(theme))
    return count_pages(page.html, page.styles, fonts_dir())
