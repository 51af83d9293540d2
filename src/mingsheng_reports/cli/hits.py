"""Where a number stands in a brief: every printed fragment that holds it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from mingsheng_reports.core.brief import Brief, Computed, Endnote, Figure, Fragment, Words
from mingsheng_reports.core.fragments import fragments

PLACES = {
    "kicker": "眉题",
    "title": "主题",
    "subtitle": "副题",
    "dateline": "日期行",
    "lead": "核心提示",
    "headlines": "重点数字",
    "sections": "正文",
    "pledges": "承诺与进展",
    "pledge_charts": "承诺与进展的图",
    "years": "历年对比",
    "cities": "城市对比",
    "ratios": "按人口、面积折算",
    "gaps": "报道内容",
    "districts": "区县速览",
    "city_pages": "各地一页",
    "cautions": "未作比较的说明",
}
NOTE = re.compile(r"注(\d+)|\[(\d+)\]")
GROUPED = re.compile(r"(?<=\d),(?=\d{3})")


@dataclass(frozen=True, slots=True)
class Hit:
    """One kind of thing printed: ``fragment`` with the parts of the brief it stands in."""

    fragment: Fragment
    places: tuple[str, ...]


def plain_form(text: str) -> str:
    """Half-width digits and marks, no white space, no thousands commas."""
    return GROUPED.sub("", "".join(unicodedata.normalize("NFKC", text).split()))


def pattern_of(number: str, between: str = "") -> re.Pattern[str]:
    """The number as a whole: 24 is not found in 24002, nor in 3.24."""
    wanted = plain_form(number)
    before = r"(?<![\d.])" if wanted[:1].isdigit() else ""
    after = r"(?!\d|\.\d)" if wanted[-1:].isdigit() else ""
    return re.compile(before + between.join(re.escape(c) for c in wanted) + after)


def find_hits(brief: Brief, number: str) -> list[Hit]:
    """What the brief prints that holds the number, each once, in printing order."""
    pattern = pattern_of(number)
    found: dict[str, tuple[Fragment, list[str]]] = {}
    for name, place in PLACES.items():
        for fragment in fragments(getattr(brief, name)):
            if isinstance(fragment, Words) or not pattern.search(plain_form(fragment.text)):
                continue
            _, places = found.setdefault(_identity(fragment), (fragment, []))
            if place not in places:
                places.append(place)
    return [Hit(fragment, tuple(places)) for fragment, places in found.values()]


def _identity(fragment: Fragment) -> str:
    if isinstance(fragment, Figure):
        return fragment.metric.id
    if isinstance(fragment, Computed):
        return fragment.derived.id
    return f"{type(fragment).__name__} {fragment.text}"


def find_quotes(brief: Brief, number: str) -> list[Endnote]:
    """Endnotes whose sentence holds the number: printed in a source's words, not as a number."""
    pattern = pattern_of(number)
    return [note for note in brief.endnotes if pattern.search(plain_form(note.evidence.sentence))]


def note_of(brief: Brief, number: str) -> Endnote | None:
    """The endnote that ``注12`` or ``[12]`` names."""
    match = NOTE.fullmatch(plain_form(number))
    if match is None:
        return None
    wanted = int(match[1] or match[2])
    return next((note for note in brief.endnotes if note.number == wanted), None)


def pages_with(pages: Sequence[str], number: str) -> list[int]:
    """1-based numbers of the pages that print it; a line break inside it does not hide it."""
    pattern = pattern_of(number, between=r"\s*")
    return [i for i, text in enumerate(pages, start=1) if pattern.search(_half_width(text))]


def _half_width(text: str) -> str:
    return GROUPED.sub("", unicodedata.normalize("NFKC", text))


def printed_numbers(brief: Brief) -> list[str]:
    """The numbers a brief prints, each once, in printing order."""
    texts = (
        fragment.text
        for name in PLACES
        for fragment in fragments(getattr(brief, name))
        if isinstance(fragment, (Figure, Computed))
    )
    return list(dict.fromkeys(texts))
