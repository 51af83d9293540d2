"""In what each kind of paragraph is set: its measure, its faces, its marks."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial

from mingsheng_reports.catalogue.resources import fonts_dir
from mingsheng_reports.core.theme import Theme
from mingsheng_reports.printing.advances import advance
from mingsheng_reports.printing.weighing import Setting

INDENT = 2.0  # em; of the first line, as css/type.css has it
FRAME = 3.0  # em of the lead; its frame and padding, as feature/page.css has them
MARK_MARGIN = 0.5  # points between a number and its mark, as css/type.css has it
LEAD_SIZE, CAUTION_SIZE = 11.0, 9.0  # points, as onepage/page.css and feature/page.css have them
NOTE_INDENT = 20.0  # points; where the numbers of notes stand, as the style sheets have it


@cache
def framed(theme: Theme) -> Setting:
    """The frame of the lead: the page's width but for what stands on either side."""
    size = theme.sizes.lead
    return replace(
        body(theme),
        measure=theme.page_points / size - FRAME,
        mark=theme.sizes.mark / size,
        before_mark=MARK_MARGIN / size,
        text=partial(advance, fonts_dir(), theme.faces.kai),
    )


@cache
def led(theme: Theme) -> Setting:
    """The lead of a single page: its whole width."""
    measure = theme.page_points / LEAD_SIZE
    kai = partial(advance, fonts_dir(), theme.faces.kai)
    return replace(body(theme), measure=measure, text=kai)


@cache
def cautioned(theme: Theme) -> Setting:
    """A sentence of 口径说明: the page's width but for the mark before it."""
    return replace(
        body(theme),
        measure=theme.page_points / CAUTION_SIZE - 1,
        indent=0.0,
        mark=theme.sizes.mark / CAUTION_SIZE,
        before_mark=MARK_MARGIN / CAUTION_SIZE,
    )


@cache
def noted(theme: Theme) -> Setting:
    """A quotation in the notes: a column but for the numbers beside it."""
    size, gutter = theme.sizes.note, theme.measures.gutter * theme.sizes.body
    return replace(
        body(theme),
        measure=((theme.page_points - gutter) / 2 - NOTE_INDENT) / size,
        indent=0.0,
        strong=partial(advance, fonts_dir(), theme.faces.hei, bold=True),
    )


@cache
def body(theme: Theme) -> Setting:
    """The text in its columns."""
    fonts, size = fonts_dir(), theme.sizes.body
    return Setting(
        measure=theme.column_points / size,
        indent=INDENT,
        mark=theme.sizes.mark / size,
        before_mark=MARK_MARGIN / size,
        text=partial(advance, fonts, theme.faces.song),
        small=partial(advance, fonts, theme.faces.hei),
    )
