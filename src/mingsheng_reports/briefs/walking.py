"""Walks a brief: its sentences, fragments, charts and paragraphs in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from mingsheng_reports.core.brief import (
    Brief,
    ChartSpec,
    Computed,
    Day,
    Figure,
    Fragment,
    Name,
    Quoted,
    Sentence,
    Tally,
    Words,
)

FRAGMENTS = (Words, Name, Figure, Computed, Day, Tally, Quoted)


def sentences(part: object, apart: tuple[type, ...] = ()) -> Iterator[Sentence]:
    """Every tuple of fragments inside a part, but for what lies in parts of the types ``apart``."""
    if isinstance(part, tuple):
        if part and all(isinstance(each, FRAGMENTS) for each in part):
            yield part
        else:
            for each in part:
                yield from sentences(each, apart)
    elif is_dataclass(part) and not isinstance(part, (*FRAGMENTS, *apart, type)):
        for field in fields(part):
            yield from sentences(getattr(part, field.name), apart)


def fragments(part: object) -> Iterator[Fragment]:
    """Every fragment inside a part, big figures and marks of charts too."""
    if isinstance(part, FRAGMENTS):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from fragments(each)
    elif is_dataclass(part) and not isinstance(part, type):
        for field in fields(part):
            yield from fragments(getattr(part, field.name))


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
    """Running text: lead, sections, districts, cautions."""
    yield from brief.lead
    for section in brief.sections:
        yield from section.paragraphs
    for digest in brief.districts:
        yield from digest.paragraphs
    yield from brief.cautions
