"""Walks any part of a brief: the fragments and the sentences inside it, in printing order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from mingsheng_reports.core.brief import (
    Brief,
    Computed,
    Day,
    Figure,
    Fragment,
    Name,
    Quoted,
    Sentence,
    Table,
    Tally,
    Words,
)

FRAGMENTS = (Words, Name, Figure, Computed, Day, Tally, Quoted)


def tables(brief: Brief) -> tuple[Table, ...]:
    """All tables of a brief, in reading order."""
    held = (brief.pledges, brief.years, brief.cities, brief.ratios)
    own = (table for page in brief.city_pages for table in page.tables)
    return (*(table for table in held if table is not None), *brief.gaps, *own)


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
