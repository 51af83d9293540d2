"""Charts put in their places: reckoned first, then laid out, and tried out where they differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from mingsheng_reports.core.beside import Report, beside, silent
from mingsheng_reports.core.brief import Brief
from mingsheng_reports.core.theme import Theme
from mingsheng_reports.printing.engine import LaidOut
from mingsheng_reports.printing.flow import referring
from mingsheng_reports.printing.pages import Page, lines_of
from mingsheng_reports.printing.placement import arrange, pads, settle
from mingsheng_reports.printing.pouring import Measured, agree, foretelling, framed, measured

# Headings without their text would all stay together, and with the first chart leave the page.
FRAME = "main h2{break-after:auto}"

Padding = dict[str, float]
Deferrals = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Bench:
    """How a brief is tried.

    Attributes:
        make: its page, with charts put off and padded.
        lay: the page laid out as it will be printed.
        glance: only the main text laid out, columns filled one after the other.
    """

    make: Callable[[Brief, Deferrals, Padding], Page]
    lay: Callable[[Page], LaidOut]
    glance: Callable[[Page], LaidOut]


def place_charts(brief: Brief, bench: Bench, theme: Theme) -> tuple[Page, LaidOut]:
    """The brief laid out with every chart where it leaves the smallest holes.

    Where columns stand side by side, places are reckoned from the height of headings and charts
    and the lines that every paragraph takes; if WeasyPrint lays the page out in another way, from
    the main text as it is laid out; and if that does not foretell the page either, by trying.
    """
    if theme.measures.columns == 1:
        return _by_trying(brief, bench, theme, {})
    frame, fitted = _frame(brief, bench, theme)
    padding = pads(frame.charts, theme.measures.line)
    known = framed(frame, theme.measures.columns, _heights(brief, fitted, theme), padding)
    known = replace(known, referring=_referring(brief, theme))
    return _by_reckoning(brief, bench, theme, known, padding) or _by_measuring(
        brief, bench, theme, padding
    )


def _frame(brief: Brief, bench: Bench, theme: Theme) -> tuple[Measured, Page]:
    """Headings and charts as they are laid out; the page, its paragraphs fitted meanwhile."""
    bare = bench.make(frame_of(brief), {}, {})
    bare = replace(bare, styles=(*bare.styles, FRAME))
    fitted: list[Page] = []

    def look(report: Report) -> Measured:
        del report
        return measured(bench.glance(bare).boxes(), theme.measures.line)

    def fit() -> None:
        fitted.append(bench.make(brief, {}, {}))

    frame = beside(look, fit, silent)
    if not fitted:  # one processor, or a page that cannot be made, which is told now
        fit()
    return frame, fitted[0]


def _by_reckoning(
    brief: Brief, bench: Bench, theme: Theme, known: Measured, padding: Padding
) -> tuple[Page, LaidOut] | None:
    """As foretold from what is known; nothing where the page comes out in another way."""
    line = theme.measures.line
    foretold = foretelling(brief.sections, known, line)
    deferrals = arrange(brief.sections, foretold, line)
    page = bench.make(brief, deferrals, padding)
    laid = bench.lay(page)
    return (page, laid) if agree(foretold(deferrals), laid.feet(), line) else None


def _by_measuring(
    brief: Brief, bench: Bench, theme: Theme, padding: Padding
) -> tuple[Page, LaidOut]:
    """As foretold from the main text laid out, if that is foretold at all."""
    line = theme.measures.line
    text = main_text(brief)
    first = bench.glance(bench.make(text, {}, padding))
    known = replace(measured(first.boxes(), line), referring=_referring(brief, theme))
    foretold = agree(foretelling(brief.sections, known, line)({}), first.feet(), line)
    found = _by_reckoning(brief, bench, theme, known, padding) if foretold else None
    return found or _by_trying(brief, bench, theme, padding)


def _by_trying(brief: Brief, bench: Bench, theme: Theme, padding: Padding) -> tuple[Page, LaidOut]:
    text = main_text(brief)
    deferrals = settle(
        lambda trial: bench.glance(bench.make(text, trial, padding)).feet(), theme.measures.line
    )
    page = bench.make(brief, deferrals, padding)
    return page, bench.lay(page)


def _heights(brief: Brief, page: Page, theme: Theme) -> list[float]:
    """Of all paragraphs; one that nobody fitted has none, and the page will not be foretold."""
    return [
        page.lines.get(id(paragraph), 0) * theme.measures.line
        for section in brief.sections
        for paragraph in section.paragraphs
    ]


def _referring(brief: Brief, theme: Theme) -> dict[str, float]:
    """Heights, by category, of last paragraphs that point to a chart elsewhere."""
    return {
        each.category: lines_of(referring(each.paragraphs[-1]), theme) * theme.measures.line
        for each in brief.sections
        if each.charts and each.paragraphs
    }


def frame_of(brief: Brief) -> Brief:
    """What stands before the sections, and their headings and charts."""
    text = main_text(brief)
    return replace(text, sections=tuple(replace(one, paragraphs=()) for one in text.sections))


def main_text(brief: Brief) -> Brief:
    """A brief without what stands behind its sections."""
    return replace(
        brief,
        endnotes=(), colophons=(), pledges=None, pledge_charts=(), years=None, cities=None,
        districts=(), cautions=(), notices=(), proof=None, ratios=None,
    )  # fmt: skip
