"""What kind of line each line of a page is: text, headline, byline, caption, page number.

A newspaper page saved as text keeps no layout but blank lines, so the kind is told by shape:
length, punctuation, what stands before and after, and the fixed words of the trade
(核心提示, 本报讯, 本报记者, 摄).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from mingsheng_reports.catalogue.page_words import find_page_word
from mingsheng_reports.core.article import BlockKind
from mingsheng_reports.reading.lines import Line
from mingsheng_reports.reading.seams import ORPHAN, ORPHANED, meet, starts_with_unit
from mingsheng_reports.reading.setting import Page

HEADING_MOST = 40  # characters; the longest section head or headline line
CAPTION_LEAST, CAPTION_MOST = 5, 40
NOISE_MOST = 60
GAP_OF_A_PICTURE = 2  # blank lines that a removed picture leaves, where one is usual

COLUMN = re.compile(r"[\u4e00-\u9fff]{2,6}\s+[A-Z]{3,}")
BYLINE = re.compile(
    r"(?:[\u4e00-\u9fff]{1,4}\s){0,8}(?:通讯员\s?)?本报(?:首席|实习|特约)?(?:记者|通讯员)"
    r"(?P<names>[\u4e00-\u9fff\s、]{2,30}?)(?:\s?文?\s?/?\s?[摄图])?"
)
NAME_MOST = 4
ORDINAL = r"[一二三四五六七八九十]{1,3}"
ORDERED_HEAD = re.compile(rf"（{ORDINAL}）|{ORDINAL}、|第{ORDINAL}[章节篇]")
LEAD = "核心提示"
PAGE_MARK = re.compile(
    r"[-—–·•~]{1,3}\s?\d{1,4}\s?[-—–·•~]{1,3}|[\[［〔【]\s?\d{1,4}\s?[\]］〕】]"
    r"|第\s?\d{1,4}\s?[页版](?:[，/]?\s?共\s?\d{1,4}\s?页)?|[A-D]?\d{2}版?|\d{1,4}/\d{1,4}|0?\d版"
)
LATIN = re.compile(r"(?=.{3})[!-~ ]{0,400}[A-Za-z][!-~ ]{0,400}")  # hashes, links, names of fields
BARE_NUMBER = re.compile(r"\d{1,4}")
HAN = re.compile(r"[\u4e00-\u9fff].*[\u4e00-\u9fff]")
ENDS_IN_NUMBER = re.compile(r"\d(?:\.\d+)?$")


def tell_kinds(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with their kinds."""
    usual = _usual_gap(lines)
    told = [line if line.told else _of_kind(line, _own_kind(line, usual)) for line in lines]
    _mark_page_numbers(told)
    page = Page.of(told)
    for i, line in enumerate(told):
        if line.kind is not BlockKind.BODY or line.told or line.row:
            continue
        if line.level or _looks_like_heading(told, i, page):
            told[i] = replace(line, kind=BlockKind.HEADING)
    return tuple(told)


def _of_kind(line: Line, kind: BlockKind) -> Line:
    return line if line.kind is kind else replace(line, kind=kind)


def _usual_gap(lines: Sequence[Line]) -> int:
    """How many blank lines the page leaves between two of its lines."""
    counted = Counter(line.gap for line in lines[1:])
    return counted.most_common(1)[0][0] if counted else 0


def _own_kind(line: Line, usual_gap: int) -> BlockKind:
    words = line.words
    length = len(words)
    if words.startswith(LEAD):
        return BlockKind.LEAD
    if COLUMN.fullmatch(words):
        return BlockKind.COLUMN
    if length <= NOISE_MOST and (find_page_word("byline", words) or _is_byline(words)):
        return BlockKind.BYLINE
    if _is_noise(words):
        return BlockKind.NOISE
    if _is_caption(line, usual_gap):
        return BlockKind.CAPTION
    if words.startswith("——") and length <= 2 * HEADING_MOST and not words.endswith("。"):
        return BlockKind.SUBTITLE
    return BlockKind.BODY


def _is_noise(words: str) -> bool:
    if LATIN.fullmatch(words):
        return True
    return len(words) <= NOISE_MOST and bool(
        find_page_word("noise", words) or PAGE_MARK.fullmatch(words)
    )


def _is_caption(line: Line, usual_gap: int) -> bool:
    """By the photographer's credit, or alone in the gap that a picture left."""
    words = line.words
    if len(words) <= 2 * CAPTION_MOST and find_page_word("credit", words):
        return True
    if line.level or not CAPTION_LEAST <= len(words) <= CAPTION_MOST:
        return False
    alone = line.gap >= GAP_OF_A_PICTURE and line.gap > usual_gap
    whole = words.endswith("。") and not re.search(r"\d", words) and not ORPHAN.match(words)
    return alone and whole


def _is_byline(words: str) -> bool:
    found = BYLINE.fullmatch(words) if len(words) <= CAPTION_MOST else None
    if not found:
        return False
    return all(len(name) <= NAME_MOST for name in re.split(r"[\s、]+", found["names"]))


def _mark_page_numbers(lines: list[Line]) -> None:
    """A bare number between two halves of a sentence is the page's, unless both lack a number."""
    for i, line in enumerate(lines):
        if line.kind is BlockKind.BODY and BARE_NUMBER.fullmatch(line.words):
            before = lines[i - 1].words if i else ""
            after = lines[i + 1].words if i + 1 < len(lines) else ""
            wanted = starts_with_unit(after) and not ENDS_IN_NUMBER.search(before)
            if not wanted:
                lines[i] = replace(line, kind=BlockKind.NOISE)


def _looks_like_heading(lines: Sequence[Line], i: int, page: Page) -> bool:
    words = lines[i].words
    if len(words) > HEADING_MOST or re.search(r"[。；！？：]", words):
        return False
    if not ORDERED_HEAD.match(words) and ("，" in words or find_page_word("list", words)):
        return False
    if not _balanced(words) or not HAN.search(words):
        return False
    if _is_entry(lines, i) and (_is_entry(lines, i - 1) or _is_entry(lines, i + 1)):
        return False
    before = _flowing_before(lines, i)
    if before is not None and not lines[before].complete and not lines[before].row:
        return not ORDERED_HEAD.match(words) and not meet(page, before, i).holds
    after = _flowing_after(lines, i)
    if after is not None and meet(page, i, after).proof >= ORPHANED:
        return False  # 在稳步提高异地就|医人员的……: cut in mid-word or before its unit
    return " " in words or not page.wrapped(i)


def _flowing_after(lines: Sequence[Line], i: int) -> int | None:
    for j in range(i + 1, len(lines)):
        if lines[j].kind is not BlockKind.NOISE:
            return j if lines[j].kind is BlockKind.BODY else None
    return None


def _is_entry(lines: Sequence[Line], i: int) -> bool:
    """Whether the line is shaped like an entry of a list: short, a number in it, no full stop."""
    if not 0 <= i < len(lines) or lines[i].kind not in (BlockKind.BODY, BlockKind.HEADING):
        return False
    words = lines[i].words
    return (
        len(words) <= HEADING_MOST
        and not lines[i].level
        and bool(re.search(r"\d", words))
        and not re.search(r"[，。；！？：]", words)
    )


def _flowing_before(lines: Sequence[Line], i: int) -> int | None:
    """The text line before, unless a heading, byline or column name stands between."""
    for j in range(i - 1, -1, -1):
        if lines[j].kind in (BlockKind.BODY, BlockKind.LEAD):
            return j
        if lines[j].kind not in (BlockKind.CAPTION, BlockKind.NOISE):
            return None
    return None


def _balanced(words: str) -> bool:
    return all(words.count(a) == words.count(b) for a, b in ("“”", "《》", "（）"))
