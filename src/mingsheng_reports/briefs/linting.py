"""Every sentence the program composes, held to the rules of ``wording_rules.tsv`` and to its facts.

A fault is a notice for the person at the desk: it does not stop a brief and is not printed in it;
the tests let none pass on the briefs of the seeds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from mingsheng_reports.briefs.walking import charts, headlines, paragraphs, split
from mingsheng_reports.catalogue.phrasing import TO_DATE, TOLD_TO_DATE
from mingsheng_reports.catalogue.tables import read_tsv
from mingsheng_reports.core.brief import (
    Brief,
    ChartSpec,
    Computed,
    Endnote,
    Figure,
    Name,
    Quoted,
    Sentence,
    Words,
    sentence_text,
)
from mingsheng_reports.core.fragments import sentences, tables
from mingsheng_reports.core.metric import Scope
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.core.quantity import Qualifier

TABLE = "wording_rules.tsv"
SOURCED = (Name, Figure, Quoted)  # in the source's own words
ENDS = tuple("。！？”）：")
YEAR_ON_YEAR = re.compile("同比(?:增长|下降|增加|减少|上升)?$")
VAGUE = re.compile("[约近超逾余多几上下左右近乎不足以突破将过低于至少达最内]")
SHOWN = 40
# The mark 双辽市失业人员再就业 may be called 失业人员再就业, the mark 低保金 低保金发放额.
CLAIMED = re.compile("([^，。；：]*?)(?:在所列各项中)?最[高大多]")
RANKED = "superlative"
LEAST_RANKED = 2
WAITING = re.compile("[，。；：、的和与及由从在对为]$")
NUMBER = re.compile("[0-9０-９]")
YEAR_OPENS = re.compile(r"\d{4}年|\d{4}—")
YEAR_END = "12-31"
HINT = "请核对这一句，并把它告诉程序的维护者。"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table."""

    code: str
    pattern: re.Pattern[str]
    told: str


@dataclass(frozen=True, slots=True)
class Slip:
    """What a sentence says wrongly: the rule's code, what is wrong, and the words."""

    code: str
    told: str
    words: str


@cache
def rules() -> tuple[Rule, ...]:
    """The rows of the table."""
    return tuple(
        Rule(row["code"], re.compile(row["pattern"]), row["told"]) for row in read_tsv(TABLE)
    )


def lint(brief: Brief) -> tuple[Notice, ...]:
    """What the brief's own sentences say wrongly, each once."""
    told = sentences(brief, (Endnote, ChartSpec))
    slips = [slip for sentence in told for slip in lint_sentence(sentence)]
    slips += [
        slip
        for sentence in printed_names(brief)
        for slip in (*lint_sentence(sentence), *_display(sentence))
    ]
    slips += undated(brief)
    slips += [slip for spec in charts(brief) for slip in lint_chart(spec)]
    slips += [slip for text in paragraphs(brief) for slip in unfinished(text)]
    return tuple(
        Notice("简报", 0, f"wording-{slip.code}", f"“{slip.words}”{slip.told}；", HINT)
        for slip in dict.fromkeys(slips)
    )


def lint_sentence(sentence: Sentence) -> list[Slip]:
    """What one sentence says wrongly."""
    text = sentence_text(sentence)
    owned = _sourced(sentence)
    slips = [
        Slip(rule.code, rule.told, _around(text, found.start(), found.end()))
        for rule in rules()
        for found in rule.pattern.finditer(text)
        if not any(start <= found.start() and found.end() <= end for start, end in owned)
    ]
    return [*slips, *_facts(sentence, text)]


def lint_chart(spec: ChartSpec) -> list[Slip]:
    """What a chart's words say wrongly; what it draws is the ranking that 最高 needs."""
    return [
        slip
        for sentence in (spec.title, spec.subtitle, spec.source, spec.alternative, spec.caution)
        for slip in lint_sentence(sentence)
        if slip.code != RANKED or not _ranked(spec, sentence_text(sentence))
    ]


def unfinished(paragraph: Sentence) -> list[Slip]:
    """A paragraph that does not end as a sentence does."""
    text = sentence_text(paragraph)
    return [] if text.endswith(ENDS) else [Slip("unfinished", "没有写完", text[-SHOWN:])]


def printed_names(brief: Brief) -> Iterator[Sentence]:
    """What is set in words alone: headings, table titles, and cards as they read."""
    for section in brief.sections:
        yield (Words(section.kicker),)
        yield (Words(section.heading),)
    for table in tables(brief):
        yield (Words(table.title),)
    for head in headlines(brief):
        yield (Words(NUMBER.sub("", head.label.text)),)
        yield (head.label, head.figure, Words("（"), *head.context, Words("）"))


def _display(sentence: Sentence) -> list[Slip]:
    """A heading or a card ends in no punctuation and in no word that waits for another."""
    text = sentence_text(sentence)
    found = WAITING.search(text)
    return [Slip("display", "作为标题没有写完", text)] if found else []


def undated(brief: Brief) -> Iterator[Slip]:
    """Numbers that count up to a day, told without it: in text, in cards, tables and charts."""
    for section in brief.sections:
        yield from _undated_text(section.paragraphs)
    for digest in brief.districts:
        yield from _undated_text(digest.paragraphs)
    yield from _undated_text(brief.lead)
    yield from _undated_text(brief.cautions)
    for head in headlines(brief):
        plan = "计划" in sentence_text(head.context)
        yield from () if plan else _undated([head.figure], sentence_text(head.context))
    for table in tables(brief):
        for row in table.rows:
            for cell in row.cells[:-1]:
                yield from _undated(_figures(cell), sentence_text(cell))
    for spec in charts(brief):
        words = "".join(sentence_text(part) for part in (spec.title, spec.subtitle, spec.caution))
        for mark in spec.marks:
            yield from _undated([mark.figure], mark.name.text + words)


def _undated_text(told: Sequence[Sentence]) -> Iterator[Slip]:
    """The day stands in the number's own sentence; 截至报道时 may stand in one before it."""
    running = False
    for paragraph in told:
        for sentence in split(paragraph):
            text = sentence_text(sentence)
            named = TOLD_TO_DATE.search(text) is not None
            running = named or (running and YEAR_OPENS.match(text) is None)
            yield from _undated(_figures(sentence), text + (TO_DATE if running else ""))


def _figures(sentence: Sentence) -> list[Figure]:
    return [each for each in sentence if isinstance(each, Figure)]


def _undated(figures: Iterable[Figure | Computed], words: str) -> Iterator[Slip]:
    for figure in figures:
        metric = figure.metric if isinstance(figure, Figure) else None
        if metric is None:
            continue
        if metric.to_date and TOLD_TO_DATE.search(words) is None:
            yield Slip("to-date", f"没有写明{TO_DATE}", figure.text)
        if metric.as_of and "截至" not in words and not metric.as_of.endswith(YEAR_END):
            month = metric.as_of[5:7].lstrip("0")
            if f"{month}月" not in words:
                yield Slip("as-of", "没有写明截止日期", figure.text)


def _facts(sentence: Sentence, text: str) -> Iterator[Slip]:
    """What only the numbers themselves can tell."""
    at = 0
    for fragment in sentence:
        end = at + len(fragment.text)
        around = _around(text, at, end)
        if isinstance(fragment, Figure) and _lost_qualifier(
            fragment, text[max(0, at - 2) : end + 2]
        ):
            yield Slip("qualifier-lost", "丢了原文的约数词", around)
        if isinstance(fragment, Computed):
            if YEAR_ON_YEAR.search(text[:at]) and not _alike(fragment):
                yield Slip("year-on-year", "时段或范围不同，不能说同比", around)
            if _of_percents(fragment) and "百分点" not in fragment.text:
                yield Slip("points", "两个百分数之差应写“个百分点”", around)
        at = end


def _ranked(spec: ChartSpec, text: str) -> bool:
    """Whether the chart shows that what it calls the highest is just that, among two or more."""
    by_size = sorted(spec.marks, key=lambda mark: mark.figure.value)
    if len(by_size) < LEAST_RANKED or "第一" in text:
        return False
    top = by_size[-1]
    alone = top.figure.value > by_size[-2].figure.value and not top.hatched
    named = CLAIMED.search(text)
    if not alone or named is None or not named[1]:
        return False
    return top.name.text in named[1] or named[1] in top.name.text


def _lost_qualifier(figure: Figure, around: str) -> bool:
    exact = figure.metric.quantity.qualifier is Qualifier.EXACT
    return not exact and VAGUE.search(around) is None


def _of_percents(fragment: Computed) -> bool:
    derived = fragment.derived
    difference = "÷" not in derived.formula
    return difference and all(one.quantity.unit == "%" for one in derived.operands)


def _alike(fragment: Computed) -> bool:
    """Whether the operands are of one scope and of like periods of neighbouring years."""
    operands = fragment.derived.operands
    years = [one.year for one in operands]
    if not all(year.isdigit() for year in years):
        return False
    days = {one.as_of[4:] for one in operands}
    scopes: set[Scope] = {one.scope for one in operands}
    return max(map(int, years)) - min(map(int, years)) == 1 and len(days) == len(scopes) == 1


def _sourced(sentence: Sentence) -> list[tuple[int, int]]:
    """The stretches of the plain text that are in the source's own words."""
    stretches: list[tuple[int, int]] = []
    at = 0
    for fragment in sentence:
        end = at + len(fragment.text)
        if isinstance(fragment, SOURCED):
            stretches.append((at, end))
        at = end
    return stretches


def _around(text: str, start: int, end: int) -> str:
    room = max(0, SHOWN - (end - start)) // 2
    return text[max(0, start - room) : end + room]
