"""Paragraphs put back into reading order where columns were interleaved.

A torn sentence whose rest stands elsewhere shows where a column was cut: everything from that rest
on, up to the next cut or the next article, belongs behind the sentence's beginning.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mingsheng_reports.reading.paragraphs import Paragraph, splice

Starts = Callable[[Sequence[Paragraph], int], bool]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Paragraphs ``start <= i < end`` that stay together."""

    start: int
    end: int


def in_reading_order(
    paragraphs: Sequence[Paragraph], displaced: Mapping[int, int], starts_article: Starts
) -> list[Paragraph]:
    """The paragraphs with each displaced rest, and what follows it, behind its beginning.

    Args:
        displaced: line of a broken end → line where its rest begins.
        starts_article: whether a paragraph begins an article; a stretch never runs into the next.
    """
    if not displaced:
        return list(paragraphs)
    ending = {paragraph.last: i for i, paragraph in enumerate(paragraphs)}
    beginning = {paragraph.first: i for i, paragraph in enumerate(paragraphs)}
    links = {
        ending[end]: beginning[start]
        for end, start in displaced.items()
        if end in ending and start in beginning
    }
    stretches = _stretches(paragraphs, links, starts_article)
    onward = _without_circles(stretches, links)
    paragraphs = _with_lost_ends(paragraphs, stretches, onward, links)
    led_to = set(onward.values())
    order: list[int] = []
    for i in range(len(stretches)):
        if i in led_to:
            continue
        order.append(i)
        while order[-1] in onward:
            order.append(onward[order[-1]])
    arranged: list[Paragraph] = []
    for place, i in enumerate(order):
        held = list(paragraphs[stretches[i].start : stretches[i].end])
        if place and onward.get(order[place - 1]) == i:
            arranged[-1] = splice(arranged[-1], held.pop(0))
        arranged += held
    return arranged


def _stretches(
    paragraphs: Sequence[Paragraph], links: Mapping[int, int], starts_article: Starts
) -> list[Stretch]:
    cuts = {0, len(paragraphs), *(end + 1 for end in links), *links.values()}
    cuts |= {i for i in range(len(paragraphs)) if starts_article(paragraphs, i)}
    for end, start in links.items():
        if start <= end and not any(start < cut <= end for cut in cuts):
            cuts.add(start + 1)  # the stretch would go on with itself: only the rest is moved
    ordered = sorted(cuts)
    return [Stretch(a, b) for a, b in pairwise(ordered)]


def _with_lost_ends(
    paragraphs: Sequence[Paragraph],
    stretches: Sequence[Stretch],
    onward: Mapping[int, int],
    links: Mapping[int, int],
) -> Sequence[Paragraph]:
    """Ends and rests of dropped links are torn."""
    kept = {stretches[left].end - 1: stretches[right].start for left, right in onward.items()}
    told = list(paragraphs)
    for end, start in links.items():
        if end not in kept:
            told[end] = replace(told[end], block=replace(told[end].block, endless=True))
            told[start] = replace(told[start], block=replace(told[start].block, beginless=True))
    return told


def _without_circles(stretches: Sequence[Stretch], links: Mapping[int, int]) -> dict[int, int]:
    """Stretch → the stretch that goes on with it; a link that would close a circle is dropped."""
    ends = {stretch.end - 1: i for i, stretch in enumerate(stretches)}
    starts = {stretch.start: i for i, stretch in enumerate(stretches)}
    onward: dict[int, int] = {}
    for end, start in sorted(links.items()):
        left, right = ends[end], starts[start]
        at = right
        while at in onward:
            at = onward[at]
        if at != left:
            onward[left] = right
    return onward
