"""The order of headings, paragraphs and charts in the two columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mingsheng_reports.core.brief import ChartSpec, Section, Sentence, Words

SEE = "（见图）"  # where a section's chart stands among another section's text
STOP = "。"
HEADING_CHARACTERS = 16  # of the heading's size on a column's line


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph or chart: exactly one of the three is set.

    Attributes:
        before: what follows: ``heading``, ``chart``, ``text`` or nothing.
        refers: whether the paragraph points to a chart that stands elsewhere.
        astray: kicker of the section of such a chart.
    """

    section: Section | None = None
    paragraph: Sentence = ()
    chart: ChartSpec | None = None
    before: str = ""
    refers: bool = False
    astray: str = ""

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
    """All blocks in order; a chart stands after its section's text, earlier or later.

    Args:
        deferrals: by how many paragraphs a chart is put off, by its id, so that text fills the
            foot of a column that the chart does not fit into. Below zero it stands before the
            last paragraphs of its own section, never before the first.
    """
    blocks: list[Block] = []
    waiting: list[tuple[int, Block]] = []
    for section in sections:
        blocks.append(Block(section=section))
        late = [chart for chart in section.charts if deferrals.get(chart.id, 0) > 0]
        last = len(section.paragraphs)
        for number, paragraph in enumerate(section.paragraphs, 1):
            refers = bool(late) and number == last
            told = referring(paragraph) if refers else paragraph
            blocks.append(Block(paragraph=told, refers=refers))
            waiting = [(left - 1, chart) for left, chart in waiting]
            blocks += [chart for left, chart in waiting if left <= 0]
            waiting = [(left, chart) for left, chart in waiting if left > 0]
            blocks += [
                Block(chart=chart)
                for chart in section.charts
                if chart not in late and number == max(1, last + deferrals.get(chart.id, 0))
            ]
        if not last:
            blocks += [Block(chart=chart) for chart in section.charts if chart not in late]
        waiting += [(deferrals[one.id], Block(chart=one, astray=section.kicker)) for one in late]
    blocks += [chart for _, chart in waiting]
    following = [*(block.kind for block in blocks[1:]), ""]
    return tuple(
        replace(block, before=kind) for block, kind in zip(blocks, following, strict=False)
    )


def referring(paragraph: Sentence) -> Sentence:
    """The paragraph with a pointer to its chart before the full stop."""
    *before, last = paragraph
    if isinstance(last, Words) and last.text.endswith(STOP):
        return (*before, Words(last.text.removesuffix(STOP) + SEE + STOP))
    return (*paragraph, Words(SEE))
