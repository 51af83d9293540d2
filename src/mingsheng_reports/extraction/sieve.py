"""Which numbers are no facts, and why: every digit run ends here or in a metric."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mingsheng_reports.catalogue.discards import filed_discard_rules
from mingsheng_reports.catalogue.indicators import by_id, find_terms
from mingsheng_reports.core.quantity import Qualifier
from mingsheng_reports.extraction.elided import with_elided_units
from mingsheng_reports.extraction.numerals import han
from mingsheng_reports.extraction.quantities import Candidate, find_quantities

BIG = re.compile(
    r"(?:组建|成立|建成|建立|打造|开展|形成|构建|规划)[^“。；]{0,24}?(?P<n>[二三四五六七八九十])大(?=[\u4e00-\u9fff])"
)
HAN_LISTED = re.compile(r"[、与和]$")
GUESS = re.compile(r"[一二三四五六七八九两][一二三四五六七八九]")  # 三五家, 两三百人
NAMED_BEFORE = re.compile(r"[\u4e00-\u9fff]{2}$")  # 公园三座
VAGUE_HAN = re.compile(r"[每这那哪之其前后各数几半]$")
NAME_REACH = 24  # characters before a length of time in which an indicator may name it
WORDS = re.compile(r"[\u4e00-\u9fff]")
NUMERIC = frozenset("0123456789.,零〇一二两三四五六七八九十百千万亿半")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A number that is no fact."""

    start: int
    end: int
    reason: str
    explanation: str
    row: int = 0  # of the discards table, for the order in which rows speak


@dataclass(frozen=True, slots=True)
class Covers:
    """The stretches of a sentence that the discards table covers, by the characters in them.

    Attributes:
        at: place of a character → the stretches that hold it, in the order of the table.
    """

    at: Mapping[int, Sequence[Refusal]]

    def over(self, start: int, end: int) -> Iterator[Refusal]:
        """The stretches that share a character with ``start..end``, in the order of the table."""
        touching = {
            id(cover): cover for place in range(start, end) for cover in self.at.get(place, ())
        }
        return iter(sorted(touching.values(), key=lambda cover: cover.row))


def _wordless(number: Candidate) -> Refusal:
    """A number in a line of digits and marks only: a table's, a web page's."""
    return Refusal(number.start, number.end, "no-words", "没有文字说明数的是什么")


def hidden(text: str) -> Covers:
    """The stretches of a sentence whose numbers the discards table covers."""
    at: dict[int, list[Refusal]] = {}
    for row, rule in filed_discard_rules().worth_trying(text):
        for match in rule.pattern.finditer(text):
            cover = Refusal(match.start(), match.end(), rule.reason, rule.explanation, row)
            for place in range(match.start(), match.end()):
                if text[place] in NUMERIC:  # numbers are all that is ever asked for
                    at.setdefault(place, []).append(cover)
    return Covers(at)


def refuse(text: str, number: Candidate, covers: Covers) -> Refusal | None:
    """Why this candidate is no fact, or None."""
    start, end = number.number
    if number.kind == "time" and _measured_in_time(text, number):
        return None
    for cover in covers.over(start, end):
        whole = cover.start <= start and end <= cover.end
        if whole or (not number.bare and cover.reason in ("years", "month", "rank")):
            return Refusal(number.start, number.end, cover.reason, cover.explanation)
    if number.bare:
        return Refusal(start, end, "no-unit", "没有量词，看不出数的是什么")
    if number.kind == "time":
        return Refusal(start, end, "duration", "时间长短")
    if number.han and _idle(text, number):
        return Refusal(start, end, "idiom", "汉字数词，不是统计数字")
    return None


def _measured_in_time(text: str, number: Candidate) -> bool:
    """空气质量优良天数325天: an indicator of the catalogue that is a length of time itself."""
    before = text[max(0, number.start - NAME_REACH) : number.start].rstrip("达到为共有是")
    named = (term for term in find_terms(before) if term.end == len(before))
    found = (by_id(each) for term in named for each in term.ids)
    return any(each is not None and each.admits("time", number.unit) for each in found)


def _idle(text: str, number: Candidate) -> bool:
    """一个, 每三户, 这两项: a Chinese numeral that counts nothing of its own."""
    figure = text[number.number[0] : number.number[1]]
    before = text[max(0, number.start - 1) : number.start]
    if number.kind in ("ratio", "percent"):
        return False
    round_only = figure in ("百", "千", "万") and number.qualifier is Qualifier.EXACT
    if number.value < 2 or VAGUE_HAN.search(before) or round_only or GUESS.search(figure):
        return True
    following = text[number.end : number.end + 1]
    named = NAMED_BEFORE.search(text[max(0, number.start - 4) : number.start])
    closed = not following or following in "，。；：！？、）”"
    return number.kind == "count" and closed and not named


def sift(text: str) -> tuple[list[Candidate], list[Refusal]]:
    """The numbers of a sentence that are facts, and those that are not."""
    # A Chinese numeral without a unit (一代, 万家) is no number, nor worth telling as refused.
    found = with_elided_units(text, find_quantities(text))
    numbers = [each for each in found if not (each.han and each.bare)]
    if not WORDS.search(text):
        return [], [_wordless(number) for number in numbers]
    covers = hidden(text) if numbers else Covers({})
    kept: list[Candidate] = []
    refused: list[Refusal] = []
    for number in numbers:
        refusal = refuse(text, number, covers)
        if refusal is None:
            kept.append(number)
        else:
            refused.append(refusal)
    kept.extend(_big(text, kept))
    return sorted(kept, key=lambda number: number.start), refused


def _big(text: str, kept: Sequence[Candidate]) -> list[Candidate]:
    """五大教育集团 that were set up are five of them."""
    return [
        Candidate(
            start=start,
            end=end + 1,
            number=(start, end),
            value=han(text[start:end]),
            unit="个",
            kind="count",
            qualifier=Qualifier.EXACT,
            printed=text[start : end + 1],
            han=True,
            counter="大",
        )
        for start, end in _big_numbers(text)
        if not any(number.start < end and start < number.end for number in kept)
    ]


def _big_numbers(text: str) -> Iterator[tuple[int, int]]:
    """五大教育集团 that were set up: places of the numeral."""
    if "大" in text:
        for match in BIG.finditer(text):
            yield match.span("n")
