"""Lines → paragraphs: hard wraps and torn sentences joined again.

A line that does not end its sentence is continued by another line: mostly the next one, past
captions; sometimes one that columns have displaced. Each join that is not a mere line break is
kept as a seam, so that a number from a mended sentence can say so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mingsheng_reports.core.aligned import AlignedText
from mingsheng_reports.core.article import Block, BlockKind
from mingsheng_reports.reading.lines import Line

# A paragraph cannot begin with these: its beginning stands elsewhere.
ORPHAN = re.compile(r"[的了着过们等，。、；：！？）》」』”’]")
FLOWING = (BlockKind.BODY, BlockKind.LEAD)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of one kind that belong together; ``number`` is the first one's line number."""

    block: Block
    number: int
    level: int = 0

    @property
    def words(self) -> str:
        """The text alone."""
        return self.block.text.text


def is_orphan(line: Line) -> bool:
    """Whether the line is plainly the rest of a sentence that began elsewhere."""
    return line.kind is BlockKind.BODY and bool(ORPHAN.match(line.words))


def gather(lines: Sequence[Line]) -> tuple[Paragraph, ...]:
    """Paragraphs in page order; a sentence left open takes up the next body line."""
    paragraphs: list[Paragraph] = []
    held: list[Line] = []
    aside: list[Line] = []

    def flush() -> None:
        if held:
            paragraphs.append(_paragraph(held))
            held.clear()
        paragraphs.extend(_paragraph([line]) for line in aside)
        aside.clear()

    for line in lines:
        if line.kind is BlockKind.CAPTION and held and not held[-1].complete:
            aside.append(line)
        elif line.kind in FLOWING and held and _continues(held[-1], line):
            held.append(line)
        else:
            flush()
            if line.kind in FLOWING:
                held.append(line)
            else:
                paragraphs.append(_paragraph([line]))
    flush()
    return tuple(paragraphs)


def _continues(before: Line, line: Line) -> bool:
    return (
        not before.complete
        and not before.words.endswith(("：", "；"))
        and (line.kind is BlockKind.BODY)
        and before.words != "核心提示"
    )


def _paragraph(lines: Sequence[Line]) -> Paragraph:
    text = AlignedText.join(line.text for line in lines)
    return Paragraph(Block(lines[0].kind, text), lines[0].number, lines[0].level)


def splice(open_end: Paragraph, rest: Paragraph) -> Paragraph:
    """The torn sentence as one paragraph, its seam marked."""
    seam = len(open_end.block.text)
    seams = (*open_end.block.seams, seam, *(seam + other for other in rest.block.seams))
    text = AlignedText.join([open_end.block.text, rest.block.text])
    return Paragraph(Block(open_end.block.kind, text, seams), open_end.number, open_end.level)
