"""From brief to PDF file, or one clear sentence about why not."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from mingsheng_reports.catalogue.resources import fonts_dir
from mingsheng_reports.core.brief import Brief
from mingsheng_reports.core.enclosure import Enclose
from mingsheng_reports.core.garbage import without_collection
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.core.theme import Theme
from mingsheng_reports.core.writing import write_whole
from mingsheng_reports.printing import quick_lines
from mingsheng_reports.printing.archival import VARIANT as ARCHIVAL
from mingsheng_reports.printing.archival import attachments, imprint_of, make_archival
from mingsheng_reports.printing.arranging import Bench, place_charts
from mingsheng_reports.printing.engine import (
    VARIANT,
    LaidOut,
    Typeset,
    lay_out,
    shared_fonts,
    write,
)
from mingsheng_reports.printing.faces import read_faces
from mingsheng_reports.printing.figures import chart_specs
from mingsheng_reports.printing.glyphs import check_glyphs
from mingsheng_reports.printing.opening import open_engine
from mingsheng_reports.printing.pages import Page, Plan, load_page, make_page
from mingsheng_reports.printing.placement import ONLY_SECTIONS, REMEDIES, SAVINGS
from mingsheng_reports.printing.shares import fullest
from mingsheng_reports.printing.slender import leave, make_slender
from mingsheng_reports.printing.standing import Key, Standing, standings

EMPTY = '<html lang="zh-CN"><p>民'


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


@dataclass(frozen=True, slots=True)
class Sheet:
    """A brief as far as it is printed, its page, and that page laid out."""

    brief: Brief
    page: Page
    laid: LaidOut

    @property
    def identity(self) -> bytes:
        """The PDF's, from what is printed."""
        told = "\0".join((self.page.html, *self.page.styles))
        return hashlib.sha256(told.encode()).hexdigest()[:32].encode()


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
    done = typeset_brief(brief, charts, theme, issued=issued, enclose=enclose)
    write_whole(output, done.pdf)
    return Printed(output, done.pages, len(done.pdf), done.warnings, open_engine().notices)


@without_collection()
def typeset_brief(
    brief: Brief,
    charts: Mapping[str, str],
    theme: Theme,
    *,
    issued: date,
    enclose: Enclose | None = None,
) -> Typeset:
    """The PDF of a brief in memory: ``print_brief`` without the file.

    Raises:
        MissingGlyphError: if no face has one of the characters.
        MissingLibraryError: if Pango, HarfBuzz or the fonts are missing.
        UnaccountedNumberError: if something would print a number without origin.
    """
    sheet = lay_out_brief(
        brief, charts, theme, issued=issued, variant=ARCHIVAL if enclose else VARIANT
    )
    page, known = sheet.page, sheet.identity
    if enclose is None:
        finisher = make_slender if theme.template.slender else leave
        return write(sheet.laid, known, finisher=finisher)

    def attach(pdf: bytes) -> list[Any]:
        return attachments(enclose(imprint_of(pdf, page, sheet.brief, charts)), issued)

    return write(sheet.laid, known, variant=ARCHIVAL, finisher=make_archival, attach=attach)


def prepare_printing(theme: Theme) -> None:
    """Load what prints, as far as it does not depend on the brief.

    Raises:
        MissingLibraryError: if Pango, HarfBuzz or the fonts are missing.
        UnaccountedNumberError: if the template is damaged.
    """
    lay_out(EMPTY, load_page(theme), fonts_dir())
    read_faces(fonts_dir())


def forget_lines() -> None:
    """Let go of what is known of the brief printed last; another one has other lines."""
    quick_lines.forget(shared_fonts(fonts_dir()))


def lay_out_brief(
    brief: Brief,
    charts: Mapping[str, str],
    theme: Theme,
    *,
    issued: date,
    variant: str = VARIANT,
) -> Sheet:
    """A brief laid out as it will be printed: as much as its page holds, charts in their places.

    Raises:
        MissingGlyphError: if no face has one of the characters.
        UnaccountedNumberError: if something would print a number without origin.
    """
    fonts, template = fonts_dir(), theme.template
    standing = proved_standings(brief, charts, theme, issued=issued)

    def make(version: Brief, deferrals: Mapping[str, int], padding: Mapping[str, float]) -> Page:
        plan = Plan(theme, deferrals, padding, standing)
        return make_page(version, charts, issued.isoformat(), plan)

    def lay(page: Page) -> LaidOut:
        return lay_page(page, variant)

    def glance(page: Page) -> LaidOut:
        return lay_page(replace(page, styles=(*page.styles, ONLY_SECTIONS)), variant)

    tried: list[Sheet] = []

    def plain(version: Brief) -> Sheet:
        page = make(version, {}, {})
        tried.append(Sheet(version, page, lay(page)))
        return tried[-1]

    if template.most_pages is not None:
        most = template.most_pages
        brief = fullest(brief, lambda version: plain(version).laid.pages <= most)
        sheet = next((one for one in tried if one.brief == brief), None) or plain(brief)
    elif template.defers_charts and any(section.charts for section in brief.sections):
        sheet = Sheet(brief, *place_charts(brief, Bench(make, lay, glance), theme))
    else:
        sheet = plain(brief)
    check_glyphs(sheet.page, sheet.brief, read_faces(fonts))
    bounded = template.most_pages is not None or not template.fills_pages
    return sheet if bounded else with_full_end(without_holes(sheet, variant), variant)


def proved_standings(
    brief: Brief, charts: Mapping[str, str], theme: Theme, *, issued: date
) -> Mapping[Key, tuple[Standing, ...]]:
    """Where a proof sheet's numbers stand in the brief it proves; nothing for other templates."""
    proved = theme.template.proved
    if proved is None:
        return {}
    sheet = lay_out_brief(replace(brief, proof=None), charts, proved, issued=issued)
    return standings(sheet.laid.boxes(), list(chart_specs(brief)))


def without_holes(sheet: Sheet, variant: str) -> Sheet:
    """The first remedy that leaves no page a quarter empty; the sheet itself when none does."""
    if not sheet.laid.has_holes():
        return sheet
    closer = (lay_closer(sheet, remedy, variant) for remedy in REMEDIES)
    return next((one for one in closer if not one.laid.has_holes()), sheet)


def with_full_end(sheet: Sheet, variant: str) -> Sheet:
    """The first saving by which a last page that is all but empty is not needed."""
    if not sheet.laid.has_sparse_end():
        return sheet
    closer = (lay_closer(sheet, saving, variant) for saving in SAVINGS)
    shorter = (one for one in closer if one.laid.pages < sheet.laid.pages)
    return next((one for one in shorter if not one.laid.has_holes()), sheet)


def lay_closer(sheet: Sheet, remedy: str, variant: str) -> Sheet:
    """The same page with one more style sheet."""
    page = replace(sheet.page, styles=(*sheet.page.styles, remedy))
    return Sheet(sheet.brief, page, lay_page(page, variant))


def lay_page(page: Page, variant: str) -> LaidOut:
    """The page as it will be printed."""
    return lay_out(
        page.html, page.styles, fonts_dir(), variant=variant, well_formed=page.well_formed
    )
