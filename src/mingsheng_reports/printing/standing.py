"""On which page, and under which heading, each number of a laid-out brief stands.

A number is known by the link to its endnote, a computed one by its words and the links to its
operands' notes, and what a chart draws by the chart's specification.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mingsheng_reports.core.brief import ChartSpec, Computed, Figure
from mingsheng_reports.printing.lines import without_controls

NOTE = "#n-"  # what links to endnotes begin with
NOTES = "sources"  # class of the section that holds them; numbers there prove others
BIG_FIGURES = "速览"  # the one part without a heading of its own
CHART = "图"
LEAD = "导语"  # what follows the title where it has no heading of its own

Key = tuple[str, tuple[int, ...]]  # words, empty for a plain number; endnotes


@dataclass(frozen=True, slots=True)
class Standing:
    """A page that prints a number, and the parts of it that do."""

    page: int
    parts: tuple[str, ...]


def key_of(figure: Figure | Computed) -> Key:
    """What a printed number is found by."""
    return ("", (figure.note,)) if isinstance(figure, Figure) else (figure.text, figure.notes)


def standings(pages: Sequence[Any], specs: Sequence[ChartSpec]) -> dict[Key, tuple[Standing, ...]]:
    """Where each number stands, in page order.

    Args:
        pages: WeasyPrint's page boxes.
        specs: the brief's charts.
    """
    walk = _Walk({spec.id: spec for spec in specs})
    found: dict[Key, dict[int, dict[str, None]]] = {}
    for number, page in enumerate(pages, start=1):
        for key, part in walk.through(page):
            found.setdefault(key, {}).setdefault(number, {})[part] = None
    return {
        key: tuple(Standing(number, tuple(filter(None, parts))) for number, parts in held.items())
        for key, held in found.items()
    }


@dataclass(slots=True)
class _Walk:
    """From box to box in reading order; ``part`` is the heading last passed."""

    specs: Mapping[str, ChartSpec]
    part: str = ""
    done: set[int] = field(default_factory=set)

    def through(self, box: Any) -> Iterator[tuple[Key, str]]:
        element = box.element
        if element is not None:
            kind = str(element.get("class") or "")
            if kind.startswith(NOTES):
                return
            if kind.startswith("headlines"):
                self.part = BIG_FIGURES
            if box.element_tag in {"h1", "h2"}:
                self.part = LEAD if box.element_tag == "h1" else _heading(element)
            name = element.get("data-chart")
            if name in self.specs:
                yield from ((key_of(mark.figure), CHART) for mark in self.specs[name].marks)
                return
            key = _key(box.element_tag, kind, element)
            if key is not None:
                yield key, self.part
                return
        for child in getattr(box, "children", ()):
            yield from self.through(child)


def _heading(element: Any) -> str:
    """A heading's first part, where it has two: ``稳就业``."""
    kicker = element.find("b")
    return without_controls("".join((element if kicker is None else kicker).itertext())).strip()


def _key(tag: str, kind: str, element: Any) -> Key | None:
    if kind == "n computed":
        links = [one.get("href", "") for one in element.iter("a")]
        notes = tuple(int(link.removeprefix(NOTE)) for link in links if link.startswith(NOTE))
        return without_controls(element.text or ""), notes
    link = element.get("href", "") if tag == "a" else ""
    return ("", (int(link.removeprefix(NOTE)),)) if link.startswith(NOTE) else None
