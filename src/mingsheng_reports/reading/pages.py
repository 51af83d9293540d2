"""A page's lines → its articles.

An article begins at a headline: a heading followed by a subtitle, a byline, 核心提示 or 本报讯. A
heading followed by text alone is a section head of the article it stands in, unless that article
is a short report (本报讯), which has none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mingsheng_reports.core.article import BlockKind
from mingsheng_reports.reading.columns import in_reading_order
from mingsheng_reports.reading.joining import join_lines
from mingsheng_reports.reading.kinds import LEAD, ORDERED_HEAD
from mingsheng_reports.reading.lines import STAMP, Line, ends_sentence
from mingsheng_reports.reading.paragraphs import Paragraph, gather

HEAD_LINES = 4  # headline, subtitle, byline and a caption may stand before the text
TITLE_MOST = 30  # characters of the first sentence that stand in for a missing headline
WIRE = re.compile(r"(?:本报|[\u4e00-\u9fff]{2,6}(?:日报|晚报|网|社))讯|【[^】]{2,10}讯】")
WIRE_BYLINE = re.compile(
    r"(?:本报讯\s?|^)[（(]?(?:(?:通讯员|实习生)\s?[\u4e00-\u9fff]{2,4}\s)?"
    r"(?:本报|首席|全媒体|融媒体){0,3}(?P<who>记者\s?[\u4e00-\u9fff]{2,3}(?:[、\s][\u4e00-\u9fff]{2,3}){0,3})\s?(?:报道|[）)])"
)
TEXT = (BlockKind.BODY, BlockKind.LEAD)


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
    def byline(self) -> str:
        """Who wrote it: a line of its own, else the reporter named behind 本报讯."""
        named = WIRE_BYLINE.match(self.first(BlockKind.BODY))
        return self.first(BlockKind.BYLINE) or (named["who"] if named else "")

    @property
    def dateline(self) -> str:
        """The date that stands above or before its text."""
        noise = (p.words for p in self.paragraphs if p.block.kind is BlockKind.NOISE)
        return next((words for words in noise if STAMP.match(words)), "")

    @property
    def text(self) -> str:
        """All running text, for finding dates and places."""
        kinds = (BlockKind.BODY, BlockKind.LEAD, BlockKind.HEADING)
        return "\n".join(p.words for p in self.paragraphs if p.block.kind in kinds)


def split_page(lines: Sequence[Line]) -> tuple[Draft, ...]:
    """Articles in page order."""
    joins = join_lines(lines)
    paragraphs = in_reading_order(gather(lines, joins), joins.displaced, _begins_article)
    drafts: list[Draft] = []
    held: list[Paragraph] = []
    column = ""
    for i, paragraph in enumerate(paragraphs):
        if paragraph.block.kind is BlockKind.COLUMN:
            drafts.extend(_closed(held, column))
            held, column = [], paragraph.words
        elif _starts_article(paragraphs, i, held):
            if any(_is_text(p) for p in held):
                drafts.extend(_closed(held, column))
                held = []
            held.append(_as(paragraph, BlockKind.HEADLINE))
        else:
            held.append(paragraph)
    drafts.extend(_closed(held, column))
    return tuple(drafts)


def _closed(held: Sequence[Paragraph], column: str) -> list[Draft]:
    """The article without its trailing advertisement; nothing when it holds no text."""
    end = _end_of_article(held)
    if end < 0:
        return []
    tail = [
        _as(p, BlockKind.NOISE)
        if p.block.kind in (BlockKind.HEADING, BlockKind.SUBTITLE, *TEXT)
        else p
        for p in held[end + 1 :]
    ]
    return [Draft((*held[: end + 1], *tail), column)]


def _end_of_article(held: Sequence[Paragraph]) -> int:
    """Its last paragraph of text; slogans behind the closing byline are an advertisement."""
    last = max((i for i, p in enumerate(held) if _is_text(p)), default=-1)
    closing = max((i for i, p in enumerate(held) if p.block.kind is BlockKind.BYLINE), default=-1)
    behind = [p for p in held[closing + 1 :] if _is_text(p)]
    before = [i for i, p in enumerate(held[: max(closing, 0)]) if _is_text(p)]
    if before and behind and not any(ends_sentence(p.words) for p in behind):
        return before[-1]
    return last


def _is_text(paragraph: Paragraph) -> bool:
    return paragraph.block.kind in TEXT


def _as(paragraph: Paragraph, kind: BlockKind) -> Paragraph:
    return replace(paragraph, block=replace(paragraph.block, kind=kind))


def _begins_article(paragraphs: Sequence[Paragraph], i: int) -> bool:
    """Whether an article begins here, whatever stands before it."""
    return paragraphs[i].block.kind is BlockKind.COLUMN or _starts_article(paragraphs, i, ())


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
            if WIRE.match(following.words) or _in_short_report(held, here):
                return True
            break
    return i == _first_heading(paragraphs) and not ORDERED_HEAD.match(here.words)


def _first_heading(paragraphs: Sequence[Paragraph]) -> int:
    """The heading that stands above all text of the page, if one does: the page's headline."""
    for i, paragraph in enumerate(paragraphs[: 2 * HEAD_LINES]):
        if paragraph.block.kind is BlockKind.HEADING:
            return i
        if _is_text(paragraph):
            break
    return -1


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
