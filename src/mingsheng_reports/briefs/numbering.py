"""Notes numbered by first appearance, once the whole brief is known.

While composing, charts and tables are made out of reading order, and some charts are left out.
Walking the finished brief in the order in which it is read gives the final numbers; a metric that
nothing prints loses its note.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from mingsheng_reports.core.brief import Brief, Computed, Endnote, Figure
from mingsheng_reports.core.fragments import fragments

READ = (
    "kicker",
    "title",
    "subtitle",
    "lead",
    "headlines",
    "sections",
    "pledges",
    "pledge_charts",
    "years",
    "cities",
    "ratios",
    "gaps",
    "city_pages",
    "districts",
    "cautions",
)

Part = TypeVar("Part")


def renumber(brief: Brief) -> Brief:
    """The same brief with notes 1, 2, 3 … in the order of reading."""
    numbers: dict[int, int] = {}
    for name in READ:
        for fragment in printed(getattr(brief, name)):
            for note in _notes(fragment):
                numbers.setdefault(note, len(numbers) + 1)
    parts = {name: _with_numbers(getattr(brief, name), numbers) for name in READ}
    notes = sorted(
        (
            replace(note, number=numbers[note.number])
            for note in brief.endnotes
            if note.number in numbers
        ),
        key=_number,
    )
    return replace(brief, endnotes=tuple(notes), **parts)


def _number(note: Endnote) -> int:
    return note.number


def _notes(fragment: Figure | Computed) -> tuple[int, ...]:
    return (fragment.note,) if isinstance(fragment, Figure) else fragment.notes


def printed(part: object) -> Iterator[Figure | Computed]:
    """Every figure and computed number inside a part of a brief, in reading order."""
    return (each for each in fragments(part) if isinstance(each, Figure | Computed))


def _with_numbers(part: Part, numbers: Mapping[int, int]) -> Part:
    held: Any = part
    if isinstance(held, Figure):
        return replace(held, note=numbers[held.note])  # type: ignore[return-value]
    if isinstance(held, Computed):
        notes = tuple(numbers[note] for note in held.notes)
        return replace(held, notes=notes)  # type: ignore[return-value]
    if isinstance(held, tuple):
        return tuple(_with_numbers(each, numbers) for each in held)  # type: ignore[return-value]
    if is_dataclass(held) and not isinstance(held, type):
        changed = {
            field.name: _with_numbers(getattr(held, field.name), numbers)
            for field in fields(held)
            if isinstance(getattr(held, field.name), tuple | Figure | Computed)
            or is_dataclass(getattr(held, field.name))
        }
        held = replace(held, **changed)
    return held  # type: ignore[no-any-return]
