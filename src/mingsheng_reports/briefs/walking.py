"""Walks a brief: its charts and paragraphs in reading order, and a paragraph's sentences."""

from __future__ import annotations

from collections.abc import Iterator

from mingsheng_reports.core.brief import Brief, ChartSpec, Fragment, Headline, Sentence, Words


def split(paragraph: Sentence) -> Iterator[Sentence]:
    """A paragraph cut after each full stop of our own."""
    held: list[Fragment] = []
    for fragment in paragraph:
        held.append(fragment)
        if isinstance(fragment, Words) and fragment.text.endswith("。"):
            yield tuple(held)
            held = []
    if held:
        yield tuple(held)


def charts(brief: Brief) -> Iterator[ChartSpec]:
    """All charts."""
    for section in brief.sections:
        yield from section.charts
    yield from brief.pledge_charts


def paragraphs(brief: Brief) -> Iterator[Sentence]:
    """Running text: lead, sections, pages of cities, districts, cautions."""
    yield from brief.lead
    for section in brief.sections:
        yield from section.paragraphs
    for page in brief.city_pages:
        yield from page.remarks
    for digest in brief.districts:
        yield from digest.paragraphs
    yield from brief.cautions


def headlines(brief: Brief) -> Iterator[Headline]:
    """All big figures."""
    yield from brief.headlines
    for page in brief.city_pages:
        yield from page.headlines
