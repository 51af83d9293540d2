"""Numbers that are handed out one each: X、Y分别达到A和B.

The things listed before 分别 are measures (公办率、普惠率), or places (武陵区、鼎城区), which share
the words behind it.
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
    shares = _shares(text, numbers)
    if shares is None:
        return {}
    if _places(shares, None):
        return dict.fromkeys(shares.run, shares.deed)
    names = _names(shares.listed, len(shares.run))
    return dict(zip(shares.run, names, strict=True)) if names else {}


def distribute_places(
    text: str, numbers: Sequence[Candidate], city: Place | None
) -> dict[int, str]:
    """武陵区、鼎城区分别改造小区12个和8个: number index → the district it is about."""
    shares = _shares(text, numbers)
    places = _places(shares, city) if shares else []
    return dict(zip(shares.run, places, strict=True)) if shares and places else {}


def _shares(text: str, numbers: Sequence[Candidate]) -> _Shares | None:
    at = text.find(RESPECTIVELY)
    run = _run(text, numbers, [i for i, each in enumerate(numbers) if each.start > at])
    if at < 0 or not run:
        return None
    start = max(text.rfind(mark, 0, at) for mark in "，。；：") + 1
    deed = text[at + len(RESPECTIVELY) : numbers[run[0]].start]
    return _Shares(text[start:at], deed, run)


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
