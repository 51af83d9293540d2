"""Charts as they stand on a page: which, in what rows, with what told to those who cannot see."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import chain

from markupsafe import Markup

from mingsheng_reports.core.brief import Brief, ChartSpec, sentence_text
from mingsheng_reports.core.errors import UnaccountedNumberError
from mingsheng_reports.core.theme import Theme
from mingsheng_reports.printing.runs import digit_runs

TEXT = re.compile(r"<text[^>]*>([^<]*)</text>")
SVG_START = re.compile(r"<svg\b[^>]*>")


def chart_specs(brief: Brief) -> Iterator[ChartSpec]:
    """All charts of a brief, in the order of the page."""
    yield from chain.from_iterable(section.charts for section in brief.sections)
    yield from brief.pledge_charts


def chart_rows(specs: Sequence[ChartSpec]) -> list[tuple[ChartSpec, ...]]:
    """Charts side by side where no text runs between them: two of a column's width, or one wide."""
    rows: list[tuple[ChartSpec, ...]] = []
    for spec in specs:
        last = rows[-1] if rows else ()
        if len(last) == 1 and not spec.wide and not last[0].wide:
            rows[-1] = (*last, spec)
        else:
            rows.append((spec,))
    return rows


def caption_measure(spec: ChartSpec, theme: Theme) -> int:
    """Characters of a chart's title on one line."""
    width = theme.page_points if spec.wide else theme.column_points
    return int(width / theme.sizes.body) - 1


def svg_texts(svg: str) -> tuple[str, ...]:
    """The texts of a chart, as they are read."""
    return tuple(unescape(text) for text in TEXT.findall(svg))


def picture(spec: ChartSpec, svg: str) -> Markup:
    """The chart with its text alternative, after its labels have been accounted for."""
    allowed = digit_runs(
        [text for mark in spec.marks for text in (mark.figure.text, mark.name.text, mark.series)]
    )
    strays = digit_runs(svg_texts(svg)) - allowed
    if strays:
        numbers = "、".join(sorted(strays))
        message = f"图表“{sentence_text(spec.title)}”里的{numbers}没有来历，不能印出。"
        raise UnaccountedNumberError(message)
    title = Markup("<title>{}</title>").format(sentence_text(spec.alternative))
    start = SVG_START.search(svg)
    if start is None:
        message = f"图表“{sentence_text(spec.title)}”不是SVG图，不能印出。"
        raise UnaccountedNumberError(message)
    # The labels were accounted for above, and charts escape what they draw.
    head, rest = Markup(svg[: start.end()]), Markup(svg[start.end() :])  # noqa: S704
    return head + title + rest
