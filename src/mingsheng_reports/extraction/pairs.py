"""Numbers that belong together: 由A提高到B, 在A的基础上增加B, 分别达到A和B."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mingsheng_reports.catalogue.indicators import find_terms
from mingsheng_reports.extraction.periods import TimeWord
from mingsheng_reports.extraction.quantities import Candidate

RISEN = re.compile(
    r"^[^，。；]{0,12}?(?:提高|增加|提升|上升|增长|扩大|上调|调整|降低|下降|减少|缩短|压缩|上涨|达|升|增|降|提标|跃升|发展|变)(?:到了?|至|为)?(?:目前的?|现在的?|今年的?|当前的?)?(?:每人每[年月]|每[人户年月])*(?:约|近|超)?$"
)
FROM = re.compile(r"(?:由|从)[^，。；]{0,16}$")
FROM_REACH = 20  # characters before the old value in which 由 or 从 may stand
GROUND = re.compile(r"^[^，。；]{0,40}?的?基础上")
MORE = re.compile(r"(?:增加|提高|新增|再增|扩大|补充)")
MEASURED = re.compile(r"收入|产值|投资|价值|总额|存款|贷款余额|资产")
RESPECTIVELY = "分别"
LIST = re.compile(r"[、]|(?<=[\u4e00-\u9fff])[和与及](?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class Pair:
    """``old`` and ``new`` are indices of numbers; ``replaces`` when the new value is B itself.

    ``since`` and ``until`` bound the words from 由 or 从 to the old value: a year in them
    (从2020年的) is the old value's alone.
    """

    old: int
    new: int
    replaces: bool
    measured: bool = False
    since: int = 0
    until: int = 0


def find_pairs(text: str, numbers: Sequence[Candidate]) -> tuple[Pair, ...]:
    """From–to pairs and on-top-of pairs among the numbers of a sentence."""
    found: list[Pair] = []
    for i, (first, second) in enumerate(pairwise(numbers)):
        reach = max(0, first.start - FROM_REACH)
        before, between = text[reach : first.start], text[first.end : second.start]
        origin = FROM.search(before) if first.kind == second.kind else None
        if origin and RISEN.match(between):
            measured = bool(MEASURED.search(before[-14:]))
            since = reach + origin.start()
            found.append(
                Pair(i, i + 1, replaces=True, measured=measured, since=since, until=first.start)
            )
        elif first.kind == second.kind and GROUND.match(between) and MORE.search(between):
            found.append(Pair(i, i + 1, replaces=False))
    return tuple(found)


def without_origin(
    words: Sequence[TimeWord], pairs: Sequence[Pair], index: int
) -> Sequence[TimeWord]:
    """从2020年的85%提高到92%: the old value's year is not the new one's."""
    pair = next((each for each in pairs if each.new == index and each.replaces), None)
    if pair is None:
        return words
    return [word for word in words if not pair.since <= word.start < pair.until]


def distribute(text: str, numbers: Sequence[Candidate]) -> dict[int, str]:
    """公办率、普惠率分别达到49%和85%: number index → the words that name it.

    Only when as many things are listed as numbers follow; otherwise nothing is handed out.
    """
    at = text.find(RESPECTIVELY)
    if at < 0:
        return {}
    behind = [i for i, number in enumerate(numbers) if number.start > at]
    run = _run(text, numbers, behind)
    start = max(text.rfind(mark, 0, at) for mark in "，。；：") + 1
    names = _names(text[start:at], len(run))
    return dict(zip(run, names, strict=True)) if names else {}


def _run(text: str, numbers: Sequence[Candidate], behind: Sequence[int]) -> list[int]:
    """The numbers of one kind that stand in one list behind 分别."""
    run: list[int] = []
    for i in behind:
        if run and (
            numbers[i].kind != numbers[run[-1]].kind
            or not re.fullmatch(
                r"[、和与及]|[、和与及]?(?:约|近|超)", text[numbers[run[-1]].end : numbers[i].start]
            )
        ):
            break
        run.append(i)
    return run if len(run) > 1 else []


def _names(listed: str, count: int) -> list[str]:
    if count < 2:
        return []
    items = LIST.split(listed)
    if len(items) != count:
        return _town_and_country(listed) if count == 2 else []
    last = items[-1]
    tail = _shared_tail(items)
    if tail:
        items = [item if item.endswith(tail) else item + tail for item in items]
    elif last.endswith("率"):
        head = _head(items[0])
        items = [items[0], *(item if item.startswith(head) else head + item for item in items[1:])]
    return items


def _head(item: str) -> str:
    """幼儿园公办率 → 幼儿园: what a following 普惠率 leaves out."""
    return item[:-3] if item.endswith("率") and len(item) > 3 else ""


def _shared_tail(items: Sequence[str]) -> str:
    """The ending that the last item writes for all: 城镇职工、城镇居民|医疗保险最高支付限额."""
    last = items[-1]
    if all(item[-1:] == last[-1:] for item in items):
        return ""
    terms = [term for term in find_terms(last) if term.end == len(last)]
    if terms and terms[0].start:
        return last[terms[0].start :]
    typical = max(len(item) for item in items[:-1])
    return last[typical:] if len(last) > typical else ""


def _town_and_country(listed: str) -> list[str]:
    """城乡低保标准分别…: one word names both."""
    for both, names in (("城乡", ("城市", "农村")), ("城镇和农村", ("城镇", "农村"))):
        if both in listed:
            return [listed.replace(both, name, 1) for name in names]
    return []
