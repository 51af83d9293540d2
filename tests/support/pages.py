"""Made-up pages through reading, for tests: what stands where, in plain tuples."""

from __future__ import annotations

from mingsheng_reports.core.aligned import AlignedText
from mingsheng_reports.core.article import Block, BlockKind
from mingsheng_reports.reading.kinds import tell_kinds
from mingsheng_reports.reading.lines import Line, read_text
from mingsheng_reports.reading.pages import Draft, split_page


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a page with their kinds."""
    return tell_kinds(read_text(AlignedText.of(text)))


def drafts_of(text: str) -> tuple[Draft, ...]:
    """The articles of a page."""
    return split_page(lines_of(text))


def blocks_of(text: str) -> list[Block]:
    """All blocks of a page in reading order."""
    return [paragraph.block for draft in drafts_of(text) for paragraph in draft.paragraphs]


def bodies_of(text: str) -> list[str]:
    """The paragraphs of running text."""
    return [block.text.text for block in blocks_of(text) if block.kind is BlockKind.BODY]


def kinds_of(text: str) -> list[tuple[str, str]]:
    """Kind and first eight characters of each line."""
    return [(line.kind.value, line.words[:8]) for line in lines_of(text)]


def seams_of(block: Block) -> list[str]:
    """What stands around each seam: ``轮|岗``."""
    words = block.text.text
    return [f"{words[max(0, at - 2) : at]}|{words[at : at + 2]}" for at in block.seams]


def page(*lines: str, between: str = "\n\n") -> str:
    """Lines with a blank line between two of them, as a saved newspaper page has."""
    return between.join(lines) + "\n"
