"""The day that a web page prints above or below its text: 来源：某网 | 2021-04-15 17:03.

Reading leaves such lines out of the text; a page that names no year in words is dated by them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?[-/年.]\s?(?P<m>1[0-2]|0?[1-9])\s?[-/月.]\s?"
    r"(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)日?"
)
CLOCK = re.compile(r"\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?")
PUBLISHED = re.compile(
    r"(?:发布|发表|发文|印发|成文|见报|刊发)(?:时间|日期)|来源|日期[:：]|时间[:：]"
)
RENEWED = re.compile(r"(?:更新|修改|访问|抓取|打印)(?:时间|日期)")  # says nothing of the text's age
SENTENCE = re.compile(r"[，。；！？]|在.*上$|会议")
BESIDE = 14  # characters; the name of a newspaper or an office beside its date
LINE_MOST = 160
ABOVE, BELOW = 8, 3  # lines that hold something, at either end of a page


class Stamp(NamedTuple):
    """The day of publication and the words that tell it."""

    year: int
    month: int
    day: int
    words: str


def find_stamp(text: str) -> Stamp | None:
    """The day that a line of its own at the head or the foot of a page tells, the head first.

    Args:
        text: the whole source, lines kept.
    """
    lines = [words for line in text.split("\n") if (words := line.strip())]
    for line in (*lines[:ABOVE], *lines[max(ABOVE, len(lines) - BELOW) :]):
        if len(line) <= LINE_MOST and (found := DAY.search(line)) and _stamps(line, found):
            words = line[: found.end()][-40:].strip()
            return Stamp(int(found["y"]), int(found["m"]), int(found["d"]), words)
    return None


def _stamps(line: str, found: re.Match[str]) -> bool:
    """Whether a line tells when it was published: labelled, with the hour, or hardly more."""
    before, behind = line[: found.start()], line[found.end() :]
    if RENEWED.search(before) or SENTENCE.search(before):
        return False
    clock = CLOCK.match(behind)
    if PUBLISHED.search(before) or clock:
        return True
    return len(before.strip()) + len(behind.strip()) <= BESIDE and not SENTENCE.search(behind)
