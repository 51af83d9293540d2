"""A page's paragraphs → its articles.

An article begins at a headline: a heading followed by a subtitle, a byline, 核心提示 or 本报讯. A
heading followed by text alone is a section head of the article it stands in, unless that article
is a short report (本报讯), which has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mingsheng_reports.core.article import Block, BlockKind
from mingsheng_reports.reading.lines import LEAD, WIRE, Line
from mingsheng_reports.reading.paragraphs import Paragraph, gather, is_orphan, splice

HEAD_LINES = 4  # headline, subtitle, byline and a caption may stand before the text
TITLE_MOST = 30  # characters of the first sentence that stand in for a missing headline


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as found on the page, not yet dated or placed."""

    paragraphs: tuple[Paragraph, ...]
    column: str = ""

    def first(self, kind: BlockKind) -> str:
        """Text of its first paragraph of that kind, or nothing."""
        return next((p.words for p in self.paragraphs if p.block.kind is kind), "")

    @property
    def title(self) -> str:
        """Its headline, else the beginning of its text."""
        headline = " ".join(p.words for p in self.paragraphs if p.block.kind is BlockKind.HEADLINE)
        if headline:
            return headline
        first = self.first(BlockKind.BODY) or self.first(BlockKind.LEAD)
        opening = first.split("。")[0]
        return opening[:TITLE_MOST] + ("……" if len(opening) > TITLE_MOST else "")

    @property
    def text(self) -> str:
        """All running text, for finding dates and places."""
        kinds = (BlockKind.BODY, BlockKind.LEAD, BlockKind.HEADING)
        return "\n".join(p.words for p in self.paragraphs if p.block.kind in kinds)


def split_page(lines: Sequence[Line]) -> tuple[Draft, ...]:
    """Articles in page order."""
    drafts: list[Draft] = []
    held: list[Paragraph] = []
    column = ""
    paragraphs = _rejoin(gather(lines))
    for i, paragraph in enumerate(paragraphs):
        if paragraph.block.kind is BlockKind.COLUMN:
            drafts.extend(_closed(held, column))
            held, column = [], paragraph.words
        elif _starts_article(paragraphs, i, held):
            drafts.extend(_closed(held, column))
            held = [_as(paragraph, BlockKind.HEADLINE)]
        else:
            held.append(paragraph)
    drafts.extend(_closed(held, column))
    return tuple(drafts)


def _closed(held: Sequence[Paragraph], column: str) -> list[Draft]:
    """The article without its trailing advertisement; nothing when it holds no text."""
    last = max((i for i, p in enumerate(held) if _is_text(p)), default=-1)
    if last < 0:
        return []
    tail = [
        _as(p, BlockKind.NOISE) if p.block.kind in (BlockKind.HEADING, BlockKind.SUBTITLE) else p
        for p in held[last + 1 :]
    ]
    return [Draft((*held[: last + 1], *tail), column)]


def _is_text(paragraph: Paragraph) -> bool:
    return paragraph.block.kind in (BlockKind.BODY, BlockKind.LEAD)


def _as(paragraph: Paragraph, kind: BlockKind) -> Paragraph:
    return replace(paragraph, block=Block(kind, paragraph.block.text, paragraph.block.seams))


def _starts_article(paragraphs: Sequence[Paragraph], i: int, held: Sequence[Paragraph]) -> bool:
    here = paragraphs[i]
    if here.block.kind is not BlockKind.HEADING or _headline_open(held):
        return False
    if here.level == 1:
        return True
    for following in paragraphs[i + 1 : i + 1 + HEAD_LINES]:
        kind = following.block.kind
        if kind in (BlockKind.SUBTITLE, BlockKind.BYLINE):
            return True
        if kind is BlockKind.LEAD or following.words.startswith(LEAD):
            return True
        if kind is BlockKind.BODY:
            return bool(WIRE.match(following.words)) or _in_short_report(held, here)
    return False


def _headline_open(held: Sequence[Paragraph]) -> bool:
    """A second line of the headline that has just begun."""
    return (
        bool(held)
        and held[-1].block.kind is BlockKind.HEADLINE
        and not any(_is_text(p) for p in held)
    )


def _in_short_report(held: Sequence[Paragraph], here: Paragraph) -> bool:
    body = next((p for p in held if _is_text(p)), None)
    return bool(here.level) and body is not None and bool(WIRE.match(body.words))


def _rejoin(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The rest of a sentence that stands far from its beginning is put behind it.

    Only where it is beyond doubt: exactly one sentence is left open and exactly one orphan stands
    where nothing is open before it.
    """
    open_ends = [i for i, p in enumerate(paragraphs) if _left_open(paragraphs, i)]
    orphans = [
        i
        for i, p in enumerate(paragraphs)
        if is_orphan(Line(p.block.text, p.number, 0, kind=p.block.kind))
    ]
    joined = list(paragraphs)
    if len(open_ends) != 1 or len(orphans) != 1 or open_ends == orphans:
        return joined
    end, rest = open_ends[0], orphans[0]
    joined[end] = splice(paragraphs[end], paragraphs[rest])
    del joined[rest]
    return joined


def _left_open(paragraphs: Sequence[Paragraph], i: int) -> bool:
    paragraph = paragraphs[i]
    whole = Line(paragraph.block.text, paragraph.number, 0)
    return paragraph.block.kind is BlockKind.BODY and not whole.complete
