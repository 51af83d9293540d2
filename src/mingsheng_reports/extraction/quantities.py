"""Every quantity in a text: number, multiplier, approximation, unit, range and per-words.

One regular expression over the normalised text, built from the units table; values are exact
decimals. Whether a quantity is a fact is decided elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from mingsheng_reports.catalogue.units import Unit, unit_alternation, unit_at, units
from mingsheng_reports.core.quantity import Qualifier
from mingsheng_reports.extraction.numerals import arabic, compound, han, multiplier

PREFIXES = {
    Qualifier.ABOUT: ("大约", "约", "接近于", "大概"),
    Qualifier.NEARLY: ("将近", "接近", "近", "不足", "不到", "低于", "少于"),
    Qualifier.OVER: (
        "不低于",
        "不少于",
        "超过",
        "超出",
        "突破",
        "至少",
        "超",
        "逾",
        "上",
        "高于",
        "多于",
        "最少",
    ),
    Qualifier.EXACT: ("不超过", "不高于", "不多于", "不超", "至多", "最多"),
}
PREFIX_OF = {word: qualifier for qualifier, words in PREFIXES.items() for word in words}
PREFIX_LENGTHS = sorted({len(word) for word in PREFIX_OF}, reverse=True)
# 签约12个, 附近3个: the end of another word.
NOT_APPROXIMATE = re.compile(
    r"(?:[节签预集公合履违续邀契解制婚赴]约|[最附就邻靠临新远亲走]近|[反高赶]超|[以网线之路街江海马]上)$"
)
ROUND = "百千万亿"  # what 上 can stand before: 上百, 上亿
INFIXES = {Qualifier.OVER: ("余", "多", "来", "几")}
SUFFIXES = {
    Qualifier.ABOUT: ("左右", "上下"),
    Qualifier.OVER: ("以上", "多", "余", "之多"),
    Qualifier.EXACT: ("以内", "以下"),
}
SUFFIXES_BY_LENGTH = sorted(
    (w for words in SUFFIXES.values() for w in words), key=len, reverse=True
)
TIMES = "（次）"
SUFFIX_OF = {word: qualifier for qualifier, words in SUFFIXES.items() for word in words}
# A space may cut a figure at its point (19. 3万) where a multiplier shows that it is one.
# Digits are never given back (``++``): nothing that follows a number could begin with one.
NUMBER = r"\d{1,3}(?:,\d{3})++(?:\.\d++)?|\d++\s?\.\s?\d++(?=\s?[万亿%])|\d++(?:\.\d++)?"
HAN = (
    "[一二两三四五六七八九十百千][零〇一二两三四五六七八九十百千万亿]{0,15}"
    "(?:点[零〇一二三四五六七八九]{1,4}(?![十百千刻]))?"
)
COMPOUND = r"\d+亿\d{1,4}(?:\.\d+)?[百千]?万|\d+万\d千(?:\d百)?|\d+万\d{4}(?!\d)|\d千\d百"
FIGURE = rf"(?:百分之(?P<p>{NUMBER}|{HAN})|(?P<c>{COMPOUND})|(?P<d>{NUMBER})|(?P<h>{HAN}))"
BEGINS = r"[\d一二两三四五六七八九十百千]"
BEGINNING = re.compile(BEGINS)
RANGE = r"\s*(?:[-~～—–至到]|——)\s*"
RANGE_MARK = re.compile(rf"[-~～—–至到]\s*{BEGINS}")
# 上亿元, 近千万元: the numeral one is not written.
IMPLICIT = re.compile(
    r"(?P<q>[上近超逾过])(?P<m>[百千]?[万亿])(?P<u>元|美元|人次|人|名|户|家|亩)"
    r"|(?<![\d零一二两三四五六七八九十百千万亿])(?P<m2>[万亿])[余多](?P<u2>元|人次|人|名|户|家|亩|件)"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quantity as found; offsets are into the text that was searched.

    Attributes:
        start, end: from the approximation word to the last word of the quantity.
        number: start and end of the figure itself (digits or numeral, without words around it).
        kind: unit kind, empty when no unit was recognised.
        bare: no unit stands behind the number.
        han: written in Chinese numerals.
        printed: the wording from approximation to unit.
    """

    start: int
    end: int
    number: tuple[int, int]
    value: Decimal
    unit: str
    kind: str
    qualifier: Qualifier
    printed: str
    upper: Decimal | None = None
    bare: bool = False
    han: bool = False
    counter: str = ""


@cache
def _pattern() -> re.Pattern[str]:
    """The pattern of a quantity up to where its unit stands; all behind the figure may be lacking.

    The unit is no part of it: hundreds of them take long to be compiled.
    """
    mult = r"(?P<m>(?:[百千]?[万亿]{1,2}|[百千](?![伏瓦克米卡焦乏]|分点))?)"
    return re.compile(rf"{FIGURE}\s?(?P<i>[余多来几]?)\s?{mult}(?P<i2>[余多来]?)\s?")


@cache
def _lower_end() -> re.Pattern[str]:
    """The pattern of a range's first end up to the figure of the second."""
    return re.compile(
        rf"(?P<d1>{NUMBER})(?P<m1>[百千]?[万亿]{{0,2}})(?P<u1>{unit_alternation()})?{RANGE}"
        rf"(?={FIGURE})"
    )


def find_quantities(text: str) -> tuple[Candidate, ...]:
    """All quantities in reading order, overlapping none."""
    found: list[Candidate] = []
    at = 0
    ranged = RANGE_MARK.search(text) is not None
    while beginning := BEGINNING.search(text, at):
        start = beginning.start()
        lower = _lower_end().match(text, start) if ranged else None
        match = _pattern().match(text, lower.end() if lower else start)
        if match is None:
            at = beginning.end()
            continue
        candidate = _candidate(match, lower, _prefix(text, at, start))
        found.append(candidate)
        at = max(candidate.end, beginning.end())
    implicit = _implicit(text, found) if "万" in text or "亿" in text else ()
    return tuple(sorted((*found, *implicit), key=lambda c: c.start) if implicit else found)


def _prefix(text: str, free: int, start: int) -> str:
    """The word of approximation that ends where a number starts; empty when there is none."""
    for length in PREFIX_LENGTHS:
        word = text[start - length : start] if start - length >= free else ""
        if word not in PREFIX_OF or (word == "上" and text[start] not in ROUND):
            continue
        spoiled = NOT_APPROXIMATE.search(text[max(0, start - length - 1) : start])
        return "" if spoiled and length == 1 else word
    return ""


def _candidate(match: re.Match[str], lower: re.Match[str] | None, prefix: str) -> Candidate:
    text = match.string
    form = next(name for name in ("d", "h", "p", "c") if match[name])
    figure, number = match[form], match.span(form)
    marks, infix, infix_behind = match.group("m", "i", "i2")
    percent = form == "p"
    scale = multiplier(marks)
    start = (lower or match).start() - len(prefix)
    written = unit_at(text, match.end())
    unit = units().get("%") if percent else written
    times, suffix, end = _behind(text, match.end() + len(written.written if written else ""))
    if not unit and not percent:
        end, suffix = match.end("i2") if marks or infix else number[1], ""
        end = max(end, number[1])
    candidate = Candidate(
        start=start,
        end=end,
        number=number,
        value=_value(form, figure) * scale,
        unit=_counted(unit, times),
        kind=_kind(unit, times),
        qualifier=_qualifier(prefix, infix or infix_behind, suffix),
        printed=_tidy(text[start:end]),
        bare=unit is None,
        han=not figure[0].isdigit(),
        counter=unit.written if unit else "",
    )
    return _with_lower_end(candidate, lower, scale, unit) if lower else candidate


def _behind(text: str, at: int) -> tuple[str, str, int]:
    """（次）, the word of approximation behind a unit, and where they end."""
    times = TIMES if text.startswith(TIMES, at) else ""
    at += len(times)
    suffix = next((word for word in SUFFIXES_BY_LENGTH if text.startswith(word, at)), "")
    return times, suffix, at + len(suffix)


def _value(form: str, figure: str) -> Decimal:
    if form == "c":
        return compound(figure)
    return arabic(figure) if figure[0].isdigit() else han(figure)


def _with_lower_end(
    candidate: Candidate, match: re.Match[str], scale: Decimal, unit: Unit | None
) -> Candidate:
    """A range: the first end takes the multiplier and unit of the second when it has none."""
    first_unit = units().get(match["u1"] or "")
    if first_unit and unit and first_unit.base != unit.base:
        return _without_first(match, candidate.start)
    own = multiplier(match["m1"]) if match["m1"] else scale if not first_unit else Decimal(1)
    low = arabic(match["d1"]) * own
    if low >= candidate.value or unit is None:
        return _without_first(match, candidate.start)
    number = (match.start("d1"), candidate.number[1])
    return replace(candidate, value=low, upper=candidate.value, number=number)


def _without_first(match: re.Match[str], start: int) -> Candidate:
    """The first number on its own; the search goes on behind it."""
    unit = units().get(match["u1"] or "")
    end = match.end("u1") if unit else match.end("m1")
    text = match.string
    return Candidate(
        start=start,
        end=end,
        number=match.span("d1"),
        value=arabic(match["d1"]) * multiplier(match["m1"]),
        unit=unit.base if unit else "",
        kind=unit.kind if unit else "",
        qualifier=_qualifier(text[start : match.start()], "", ""),
        printed=_tidy(text[start:end]),
        bare=unit is None,
        counter=unit.written if unit else "",
    )


def _implicit(text: str, found: list[Candidate]) -> list[Candidate]:
    taken = [(c.start, c.end) for c in found]
    extra: list[Candidate] = []
    for match in IMPLICIT.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        unit = units()[match["u"] or match["u2"]]
        qualifier = Qualifier.NEARLY if match["q"] == "近" else Qualifier.OVER
        form = "m" if match["m"] else "m2"
        extra.append(
            Candidate(
                match.start(),
                match.end(),
                match.span(form),
                multiplier(match[form]),
                unit.base,
                unit.kind,
                qualifier,
                match.group(),
                han=True,
                counter=unit.written,
            )
        )
    return extra


def _counted(unit: Unit | None, times: str) -> str:
    return (unit.base + ("次" if times else "")) if unit else ""


def _kind(unit: Unit | None, times: str) -> str:
    if unit is None:
        return ""
    return "person-time" if times else unit.kind


def _qualifier(prefix: str, infix: str, suffix: str) -> Qualifier:
    if prefix:
        return PREFIX_OF[prefix]
    if infix in ("余", "多", "来", "几"):
        return Qualifier.OVER
    return SUFFIX_OF.get(suffix, Qualifier.EXACT)


def _tidy(text: str) -> str:
    return "".join(text.split())
