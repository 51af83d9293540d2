"""What a number measures: a short standard label from the words around it.

The words before the number name it (城镇新增就业24002人) or the noun behind its counter does
(91座泵站得到维修); verbs go behind their object (清掏雨漏 → 雨漏清掏). A label that names no
subject of its own (开通率) takes it from the words before. The catalogue has the last word where
it knows the wording exactly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mingsheng_reports.catalogue.indicators import Indicator, by_id, find_terms, link, plain_wording
from mingsheng_reports.catalogue.label_words import alternation, label_words
from mingsheng_reports.extraction.quantities import Candidate

COUNTED = frozenset({"count", "person", "person-time", "household", "length", "area", "percent", "volume", "mass"})
LABEL_MOST = 24
PER_WORDS = re.compile(r"(?:每(?:人|户|生|名|年|月|天|日|学期|平方米|亩|吨|件))+|[人户月年日]均(?=[^率增]|$)")
NOUN_END = re.compile(r"[，。；：！？（）]|\d|——")
TAIL = re.compile(r"(?:等|的|了|任务|目标|工作|方面|数量|总数|总量|个数|数)+$")


@dataclass(frozen=True, slots=True)
class Label:
    """A label with where it came from.

    Attributes:
        subject: the noun it rests on, handed to later numbers of the sentence.
        doubt: why it is not sure, or empty.
    """

    text: str
    subject: str
    indicator: Indicator | None
    rule: str
    doubt: str = ""


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"^(?:{alternation('opening')}|\s)+")


@cache
def _linking() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation('linking')}|\s)+$")


@cache
def _cut() -> re.Pattern[str]:
    return re.compile(alternation("cut"))


def clean_before(words: str) -> str:
    """The words before a number without openings and links: 全市共完成城镇新增就业 → 城镇新增就业."""
    held = PER_WORDS.sub("", words)
    previous = None
    while previous != held:
        previous = held
        held = _opening().sub("", held)
        cleaned = _linking().sub("", held)
        held = cleaned if cleaned or len(held) <= 2 else held
    return held


def noun_behind(words: str) -> tuple[str, str]:
    """The noun phrase behind a counter and what is said of it: (泵站, 维修)."""
    stop = NOUN_END.search(words)
    phrase = words[: stop.start()] if stop else words
    phrase = phrase.removeprefix("的")
    listed = re.search(r"[、和与]", phrase)
    cut = _cut().search(phrase)
    while cut and cut.start() == 0 and cut.group() in ("安全", "集中", "农村", "就业", "在"):
        cut = _cut().search(phrase, cut.end())
    noun = phrase[: cut.start()] if cut else phrase
    if listed and listed.start() < len(noun):
        noun = noun[: listed.start()]
    predicate = phrase[cut.start() :] if cut else ""
    predicate = _without_light(predicate)
    return TAIL.sub("", noun), TAIL.sub("", predicate)


def _without_light(predicate: str) -> str:
    for word in label_words("light") + ("均", "已", "全部", "全面", "进展顺利", "正常"):
        predicate = predicate.removeprefix(word)
    return predicate.removeprefix("了")


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words around a number, split for naming it."""

    before: str
    noun: str
    predicate: str


def name_number(before: str, after: str, number: Candidate, subject: str, topic: str) -> Label:
    """The label of one number.

    Args:
        before: words of its clause before it (behind the previous number of the clause).
        after: words of its clause behind it.
        subject: noun of an earlier number of the sentence, for elided subjects.
        topic: what the sentence or article speaks of, when nothing nearer does.
    """
    counted = number.kind in COUNTED and number.counter != "元"
    noun, predicate = noun_behind(after) if counted else ("", "")
    if not counted and after.startswith("的"):
        noun, predicate = noun_behind(after)
    head = clean_before(before)
    known = _known(before, head, noun, number)
    if known:
        return known
    return _composed(Phrase(head, noun, predicate), number, subject, topic)


def _known(before: str, head: str, noun: str, number: Candidate) -> Label | None:
    """The catalogue's own label where the wording is one of its phrases."""
    for phrase in (head, _reordered(head), head + noun, _object_first(head, noun), noun):
        indicator = link(phrase, number.kind, number.unit) if len(phrase) > 1 else None
        if indicator:
            return Label(indicator.label, head if phrase == head else phrase, indicator, "catalogue")
    end = len(_linking().sub("", before))
    for term in reversed(find_terms(before)):
        if term.end < end - 1:
            break
        fitting = [i for i in map(by_id, term.ids) if i and i.admits(number.kind, number.unit)]
        if len(fitting) == 1 and not _narrowed(before[: term.start]):
            return Label(fitting[0].label, fitting[0].label, fitting[0], "catalogue-end")
    return None


def _narrowed(words: str) -> bool:
    """Whether words before a term make it a part of itself (街道|养老食堂)."""
    rest = clean_before(words)
    return bool(rest) and not re.search(r"(?:市|县|区|州|旗)$", rest)


def _object_first(head: str, noun: str) -> str:
    return noun + head if head in label_words("doing") or head in label_words("making") else ""


def _reordered(words: str) -> str:
    """Verb-object order turned round: 清掏雨漏 → 雨漏清掏, 建设养老食堂 → 养老食堂建设."""
    for word in label_words("making"):
        if words.startswith(word) and len(words) > len(word) + 1:
            return words[len(word) :] + "建设"
    for word in label_words("doing"):
        if words.startswith(word) and len(words) > len(word) + 1:
            if word == "新增":
                return words
            return words[len(word) :] + word
    for word in label_words("light"):
        if words.startswith(word) and len(words) > len(word) + 1:
            return words[len(word) :]
    return words


def _composed(phrase: Phrase, number: Candidate, subject: str, topic: str) -> Label:
    head, noun = phrase.before, phrase.noun
    if noun and not (head and number.kind == "person-time"):
        text, rule = _noun_first(head, noun, phrase.predicate), "noun-behind"
    elif head:
        text, rule = _before_only(head, number), "words-before"
    elif phrase.predicate:
        text, rule = phrase.predicate, "predicate"
    else:
        text, rule = "", "context"
    text = TAIL.sub("", plain_wording(text)) if len(text) > 2 else plain_wording(text)
    return _with_subject(text, number, subject, topic, rule)


def _noun_first(head: str, noun: str, predicate: str) -> str:
    if noun in label_words("generic") and len(head) > 2:
        return _reordered(head) + noun
    for word in label_words("making"):
        if head.endswith(word):
            return noun + ("建设" if not predicate else predicate)
    for word in label_words("doing"):
        if head.endswith(word) and word != "新增":
            return noun + word
    if head.endswith("新增") or head.startswith("新增"):
        return "新增" + noun
    return noun + predicate


def _before_only(head: str, number: Candidate) -> str:
    if number.kind in ("money", "money-per"):
        for word in label_words("paying"):
            if head.startswith(word) and len(head) > len(word) + 1:
                return head[len(word) :].removeprefix("了") + "发放额"
    return _reordered(head)


def _with_subject(text: str, number: Candidate, subject: str, topic: str, rule: str) -> Label:
    """A label that names no subject takes the sentence's, else the article's topic."""
    doubt = ""
    core = text.removesuffix("发放额") if text.endswith("发放额") else text
    generic = not text or text in label_words("generic") or core in label_words("generic") or len(text) < 2
    if generic and (subject or topic):
        borrowed = subject or topic
        text = _merge(borrowed, text)
        rule, doubt = rule + "+subject", "指标名的主语取自上文"
    if not text:
        text, doubt = "未命名数量", "看不出数的是什么"
    indicator = link(text, number.kind, number.unit)
    if indicator:
        return Label(indicator.label, text, indicator, rule + "+catalogue", doubt)
    return Label(text[-LABEL_MOST:], _subject_of(text), None, rule, doubt)


def _merge(borrowed: str, text: str) -> str:
    """稳岗补贴 + 补贴发放额 → 稳岗补贴发放额: what both hold stands once."""
    for size in range(min(len(borrowed), len(text)), 1, -1):
        if borrowed.endswith(text[:size]):
            return borrowed + text[size:]
    return borrowed + text


def _subject_of(label: str) -> str:
    """The noun under a label, for the numbers that follow."""
    held = label.removesuffix("发放额")
    for word in (*label_words("doing"), "建设"):
        if held.endswith(word) and len(held) > len(word) + 1:
            return held
    return held
