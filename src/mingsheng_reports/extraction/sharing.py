"""Numbers that are handed out one each: X、Y分别达到A和B.

The things listed before 分别 are measures (公办率、普惠率), or places (武陵区、鼎城区), which share
the words behind it. Where nothing is listed there (新增就业5万人，再就业4万人，分别增长3%和2%), the
numbers belong to the numbers before them. Without 分别 a list of measures that share their ending
(城镇居民和农村居民人均收入达到A元、B元) is handed out too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mingsheng_reports.catalogue.indicators import find_terms
from mingsheng_reports.catalogue.places import Place, find_places
from mingsheng_reports.extraction.quantities import Candidate

RESPECTIVELY = "分别"
NEXT = re.compile(r"[、和与及](?:每[人户月年天])*(?:约|近|超)?")  # 720元、每年6000元
LIST = re.compile(r"[、]|(?<=[\u4e00-\u9fff])[和与及](?=[\u4e00-\u9fff])")
MARKS = "，。；："
SAYS_NOTHING = re.compile(
    r"(?:[较比](?:19|20)\d\d年[末底]?|同口径|同比|比上年|较上年|上年|同期|均|各|已|可比口径|按可比价格)*"
)
REACHED = re.compile(
    r"(?:分别|各)?(?:达到?了?|为|是|提高到|提高至|增加到|提升到|提升至|增至|实现|完成)?$"
)
PAIR = 2
BOTH = re.compile(r"城乡[^、和与及]*(?:收入|标准|低保|养老金)$")  # 城乡居民人均收入达到A元和B元


@dataclass(frozen=True, slots=True)
class _Shares:
    """The words before 分别, those behind it, and the numbers that follow in one list."""

    listed: str
    deed: str
    run: list[int]


def distribute(text: str, numbers: Sequence[Candidate]) -> dict[int, str]:
    """公办率、普惠率分别达到49%和85%: number index → the words that name it.

    Only when as many things are listed as numbers follow; otherwise nothing is handed out.
    """
    handed: dict[int, str] = {}
    for shares in _shares(text, numbers):
        if _places(shares, None):
            handed |= dict.fromkeys(shares.run, shares.deed)
            continue
        names = _names(shares.listed, len(shares.run))
        handed |= dict(zip(shares.run, names, strict=True)) if names else {}
    for run, names in _unmarked(text, numbers):
        handed |= {i: name for i, name in zip(run, names, strict=True) if i not in handed}
    return handed


def distribute_places(
    text: str, numbers: Sequence[Candidate], city: Place | None
) -> dict[int, str]:
    """武陵区、鼎城区分别改造小区12个和8个: number index → the district it is about."""
    handed: dict[int, str] = {}
    for shares in _shares(text, numbers):
        places = _places(shares, city)
        handed |= dict(zip(shares.run, places, strict=True)) if places else {}
    return handed


def owners(text: str, numbers: Sequence[Candidate], telling: Sequence[int]) -> dict[int, int]:
    """新增就业5万人，再就业4万人，分别完成120%和130%: index of each → index of its number.

    Args:
        text: the sentence.
        numbers: its numbers.
        telling: the numbers that tell of others: changes and completions.
    """
    found: dict[int, int] = {}
    for shares in _shares(text, numbers):
        if not set(shares.run) <= set(telling) or not SAYS_NOTHING.fullmatch(shares.listed):
            continue
        hosts = [i for i in range(shares.run[0]) if i not in telling][-len(shares.run) :]
        if len(hosts) == len(shares.run):
            found |= dict(zip(shares.run, hosts, strict=True))
    return found


def _shares(text: str, numbers: Sequence[Candidate]) -> list[_Shares]:
    found: list[_Shares] = []
    at = text.find(RESPECTIVELY)
    while at >= 0:
        run = _run(text, numbers, [i for i, each in enumerate(numbers) if each.start > at])
        following = text.find(RESPECTIVELY, at + 1)
        if run and (following < 0 or numbers[run[0]].start < following):
            start = max(text.rfind(mark, 0, at) for mark in MARKS) + 1
            deed = text[at + len(RESPECTIVELY) : numbers[run[0]].start]
            found.append(_Shares(text[start:at], deed, run))
        at = following
    return found


def _unmarked(text: str, numbers: Sequence[Candidate]) -> list[tuple[list[int], list[str]]]:
    """城镇居民、农村居民人均收入A元、B元: measures that share their ending, without 分别."""
    found: list[tuple[list[int], list[str]]] = []
    i = 0
    while i < len(numbers):
        run = _run(text, numbers, range(i, len(numbers)))
        if not run:
            i += 1
            continue
        start = max(text.rfind(mark, 0, numbers[i].start) for mark in MARKS) + 1
        free = not any(start <= each.start < numbers[i].start for each in numbers[:i])
        names = _alike(REACHED.sub("", text[start : numbers[i].start]), len(run)) if free else []
        if names:
            found.append((run, names))
        i = run[-1] + 1
    return found


def _alike(listed: str, count: int) -> list[str]:
    """The names, when the last of them writes an ending for all and says of whom each is."""
    if RESPECTIVELY not in listed and count == PAIR and BOTH.search(listed):
        return _town_and_country(listed)
    if RESPECTIVELY in listed or len(LIST.split(listed)) != count:
        return []
    items = LIST.split(listed)
    sided = all(item.lstrip("全市县区")[:2] in SIDES for item in items)
    return _names(listed, count) if sided and _shared_tail(items) else []


SIDES = ("城镇", "城市", "农村", "农民", "乡村")


def _places(shares: _Shares, city: Place | None) -> list[str]:
    """The districts listed, when nothing else is and there is one for each number."""
    items = LIST.split(shares.listed)
    found = [hit for item in items for hit in find_places(item, near=city)[:1] if hit.name == item]
    alike = len(items) == len(found) == len(shares.run)
    return [hit.place.name if hit.place else hit.name for hit in found] if alike else []


def _run(text: str, numbers: Sequence[Candidate], behind: Sequence[int]) -> list[int]:
    """The numbers of one kind that stand in one list behind 分别."""
    run: list[int] = []
    for i in behind:
        if run and (
            numbers[i].kind != numbers[run[-1]].kind
            or not NEXT.fullmatch(text, numbers[run[-1]].end, numbers[i].start)
        ):
            break
        run.append(i)
    return run if len(run) > 1 else []


def _names(listed: str, count: int) -> list[str]:
    if count < PAIR:
        return []
    items = LIST.split(listed)
    if len(items) != count:
        return _town_and_country(listed) if count == PAIR else []
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
