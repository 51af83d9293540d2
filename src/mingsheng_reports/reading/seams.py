"""Whether two lines belong together: what speaks for a join and what against it.

Each kind of evidence has a weight; a join holds when the sum is above zero. The dictionary knows
whether a word lies across the seam (轮|岗, 建|设); quotation marks know whether what is open on the
left is closed on the right; a few words can only continue a sentence, others only open one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from mingsheng_reports.catalogue.page_words import find_page_word
from mingsheng_reports.catalogue.units import units
from mingsheng_reports.core.article import BlockKind
from mingsheng_reports.reading.lines import Line
from mingsheng_reports.reading.setting import MARKS, OPENERS, Page

REACH = 10  # characters beside a seam that the dictionary is shown

# A sentence cannot begin with these, unless they begin a word (了解, 着力): its beginning stands
# elsewhere.
ORPHAN = re.compile(r"[的了着过们等，。、；：！？）》」』”’]")
# Single characters that may well end, or begin, a stretch of text without being half a word.
MAY_END = frozenset(
    "的了着过和与及或并在为对将把被由从向以是有等中上下内外里前后间时年月日来去到至约"
    "近超达共多余也还都仅只市县区省镇乡村州"
)
MAY_BEGIN = frozenset(
    "在对为从由将以让把向经据按自到是有要该其此这那我你他她全市县省区镇村乡各每还也又"
    "更并而且但若如使令与和及或不未已正再就都均共约近超用做抓被于至因则等的了"
)
# Words after which a sentence goes on, even when what follows could open one: 截至|2018年底，
LEADS_ON = re.compile(
    r"(?:[自从到至在于比较和与及、，；：“（《]|截至|截止|直到"
    r"|[市县区省州旗镇乡村局委办院校会部盟]|政府|公司|集团)$"
)
NO_REST = re.compile(r"[和与及或在对为的地以把被从由将向]$")
HAN_END = re.compile(r"[\u4e00-\u9fff”）%\d]$")
NUMBER_END = re.compile(r"\d[余多]?[十百千万亿]{0,2}[余多]?$")
NUMERAL = re.compile(r"[\d一二三四五六七八九十百千万亿两几数余多]$")
NUMERAL_END = re.compile(r"[一二三四五六七八九十百千两几数][余多]?$")  # 近千|亿元
FRACTION = re.compile(r"\d\.$")
RANGE_END = re.compile(r"\d[%‰万亿]?[\u4e00-\u9fff]{0,2}$")
NOT_IN_WORD = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]")
RANGE_GOES_ON = re.compile(r"(?:至|到|—|-|~|～|–)\d")

ADJACENT = 2.0
WRAP = 2.0  # besides ADJACENT: the column is narrow and its lines all break off
SAME_WORD = 4.0
SAME_PHRASE = 2.0  # a longer expression lies across the seam, but both parts are words as well
SAME_NUMBER = 4.0
CLOSES = 4.0
ORPHANED = 3.0
HALF_WORD = -2.0
HALF_WORDS = -3.0  # on both sides: more likely a word, or a name, that the dictionary lacks
OTHER_QUOTE = -4.0
OPENS = -6.0
APART = -8.0
INDENTED = -5.0


class Meeting(NamedTuple):
    """What was found where two lines meet.

    Attributes:
        weight: sum of all that was found.
        proof: the part of it that speaks for the join and comes from the language alone.
        in_word: whether a word lies across the seam that is cut in two by it.
    """

    weight: float
    proof: float
    in_word: bool

    @property
    def holds(self) -> bool:
        """Whether the lines belong together."""
        return self.weight > 0


def meet(page: Page, left: int, right: int, *, adjacent: bool = True) -> Meeting:
    """Evidence for and against the right line going on where the left one breaks off."""
    before, after = page.lines[left], page.lines[right]
    proof, in_word, half = _words(before.words, after.words)
    quote = _quotes(page, left, right)
    # Many words begin like a unit (项|目): across a page they make no number.
    number = _numbers(before.words, after.words) if adjacent else APART * cut_number(before.words)
    orphan = _orphaned(before.words) if is_orphan(after) else 0.0
    proof += max(0.0, quote) + max(0.0, number) + max(0.0, orphan)
    weight = proof + half + min(0.0, quote) + min(0.0, number) + min(0.0, orphan)
    weight += _openings(page, before, after)
    if adjacent:
        weight += ADJACENT
        if page.wrapped(left) or page.wrapped(right):
            weight += WRAP
        elif not MARKS.search(before.words) and not MARKS.search(after.words):
            weight += OPENS  # 新增就业3万人|改造小区12个: entries of a list
    return Meeting(weight, proof, in_word)


def is_orphan(line: Line) -> bool:
    """Whether the line is plainly the rest of a sentence that began elsewhere."""
    if line.kind is not BlockKind.BODY or not ORPHAN.match(line.words):
        return False
    return len(_cut(line.words[:REACH])[0]) == 1


def starts_with_unit(words: str) -> bool:
    """Whether the words begin with what stands behind a number: 万, 亿元, 公里, %."""
    return any(words[:length] in _behind_numbers() for length in range(1, min(5, len(words)) + 1))


def starts_with_verb(words: str) -> bool:
    """Whether the words begin with a verb: who does it stood before, if anything did."""
    import rjieba

    tagged = rjieba.tag(words[:REACH])
    return bool(tagged) and str(tagged[0][1]).startswith("v") and len(str(tagged[0][0])) > 1


@cache
def _behind_numbers() -> frozenset[str]:
    return frozenset({*units(), "万", "亿", "多", "余", "年", "月", "日", "个月", "年来"})


def _orphaned(before: str) -> float:
    """What nothing can begin with follows a word, not a mark, a conjunction or another 的."""
    if not HAN_END.search(before):
        return 0.0
    return OTHER_QUOTE if NO_REST.search(before) else ORPHANED


def cut_number(words: str) -> bool:
    """Whether the words end inside a number or between it and its unit."""
    return bool(NUMBER_END.search(words) or FRACTION.search(words))


def _words(before: str, after: str) -> tuple[float, bool, float]:
    """Proof by the dictionary, whether a word is cut in two, and what speaks against."""
    tail = NOT_IN_WORD.split(before[-REACH:])[-1]
    head = NOT_IN_WORD.split(after[:REACH])[0]
    if not tail or not head:
        return 0.0, False, 0.0
    left, right = _cut(tail), _cut(head)
    counted = len(left) > 1 and bool(NUMERAL.search(left[-2]))  # 一万|人: a counter
    half_left = _is_half(left[-1], MAY_END) and not counted
    half_right = _is_half(right[0], MAY_BEGIN)
    if _lies_across(_cut(tail + head), len(tail)):
        in_word = half_left or half_right
        return (SAME_WORD if in_word else SAME_PHRASE), in_word, 0.0
    against = HALF_WORDS if half_left and half_right else HALF_WORD * (half_left or half_right)
    return 0.0, False, against


def _is_half(word: str, allowed: frozenset[str]) -> bool:
    return len(word) == 1 and "\u4e00" <= word <= "\u9fff" and word not in allowed


def _lies_across(words: Sequence[str], seam: int) -> bool:
    at = 0
    for word in words:
        if at < seam < at + len(word):
            return "\u4e00" <= word[0] <= "\u9fff"
        at += len(word)
    return False


@lru_cache(maxsize=4096)
def _cut(text: str) -> tuple[str, ...]:
    """Dictionary words of a stretch of text; nothing is guessed that no dictionary holds."""
    import rjieba  # 0.1 s: only where a line breaks off

    return tuple(str(word) for word in rjieba.cut(text, hmm=False))


def _quotes(page: Page, left: int, right: int) -> float:
    if not page.paired:
        return 0.0
    held = page.open_quotes[left]
    words = page.lines[right].words
    first = min(((words.find(m), m) for m in "“”《》" if m in words), default=(-1, ""))[1]
    if held:
        if first == OPENERS[held]:
            return CLOSES
        return 0.0 if page.wrapped(left) and not first else OTHER_QUOTE
    return OTHER_QUOTE if first in OPENERS.values() else 0.0


def _numbers(before: str, after: str) -> float:
    """A number and its unit belong together; two numbers do not."""
    if before[-1:].isdigit() and after[:1].isdigit():
        return APART
    if FRACTION.search(before) and after[:1].isdigit():
        return SAME_NUMBER
    if RANGE_END.search(before) and RANGE_GOES_ON.match(after):
        return SAME_NUMBER
    if NUMBER_END.search(before) and starts_with_unit(after):
        return SAME_NUMBER
    if NUMERAL_END.search(before) and after[:1] in ("万", "亿"):
        return SAME_NUMBER
    if before[-1:].isdigit() and not re.match(r"[.，,、~～—至到\-%（)）。；]", after):
        return OTHER_QUOTE
    return 0.0


def _openings(page: Page, before: Line, after: Line) -> float:
    if find_page_word("list", after.words) and not before.words.endswith(("、", "第")):
        return OPENS
    against = 0.0
    if HAN_END.search(before.words) and not LEADS_ON.search(before.words):
        against += OPENS if find_page_word("opening", after.words) else 0.0
    return against + INDENTED if page.indents and after.indent else against
