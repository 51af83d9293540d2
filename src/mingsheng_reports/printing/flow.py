"""The order of headings, paragraphs and charts in the two columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mingsheng_reports.core.brief import ChartSpec, Section, Sentence

HEADING_CHARACTERS = 16  # of the heading's size on a column's line


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph or chart: exactly one of the three is set.

    ``before`` names what follows: ``heading``, ``chart``, ``text`` or nothing.
    """

    section: Section | None = None
    paragraph: Sentence = ()
    chart: ChartSpec | None = None
    before: str = ""

    @property
    def kind(self) -> str:
        """``heading``, ``chart`` or ``text``."""
        if self.section is not None:
            return "heading"
        return "chart" if self.chart is not None else "text"

    @property
    def stacked(self) -> bool:
        """Whether kicker and heading are too long to share a line."""
        if self.section is None:
            return False
        return len(self.section.kicker) + 1 + len(self.section.heading) > HEADING_CHARACTERS


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
    blocks += [Block(chart=chart) for _, chart in waiting]
    following = [*(block.kind for block in blocks[1:]), ""]
    return tuple(
        replace(block, before=kind) for block, kind in zip(blocks, following, strict=False)
    )
