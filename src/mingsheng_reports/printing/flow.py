"""The order of headings, paragraphs and charts in the two columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mingsheng_reports.core.brief import ChartSpec, Section, Sentence


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph or chart: exactly one of the three is set."""

    section: Section | None = None
    paragraph: Sentence = ()
    chart: ChartSpec | None = None


def flow_of(sections: Sequence[Section], deferrals: Mapping[str, int]) -> tuple[Block, ...]:
    """All blocks in order; a chart stands after its section's text, or later.

    Args:
        deferrals: by how many paragraphs a chart is put off, by its id, so that text fills the
            foot of a column that the chart does not fit into.
    """
    blocks: list[Block] = []
    waiting: list[tuple[int, ChartSpec]] = []
    for section in sections:
        blocks.append(Block(section=section))
        for paragraph in section.paragraphs:
            blocks.append(Block(paragraph=paragraph))
            waiting = [(left - 1, chart) for left, chart in waiting]
            blocks += [Block(chart=chart) for left, chart in waiting if left <= 0]
            waiting = [(left, chart) for left, chart in waiting if left > 0]
        for chart in section.charts:
            if deferrals.get(chart.id, 0) > 0:
                waiting.append((deferrals[chart.id], chart))
            else:
                blocks.append(Block(chart=chart))
    return (*blocks, *(Block(chart=chart) for _, chart in waiting))
