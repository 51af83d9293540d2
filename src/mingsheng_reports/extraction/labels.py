"""What a number measures: a short standard label from the words around it.

The words before the number name it (城镇新增就业24002人) or the noun behind its counter does
(91座泵站得到维修); verbs go behind their object (清掏雨漏 → 雨漏清掏). A label that names no
subject of its own (开通率) takes it from the words before. The catalogue has the last word where
it knows the wording exactly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from mingsheng_reports.catalogue.indicators import Indicator, by_id, find_terms, link, plain_wording
from mingsheng_reports.catalogue.label_words import alternation, label_words
from mingsheng_reports.extraction.phrases import (
    TAIL,
    clean_before,
    ends_with_verb,
    noun_behind,
    reordered,
    topic_of,
    without_deed,
)
from mingsheng_reports.extraction.quantities import Candidate

COUNTED = frozenset(
    {"count", "person", "person-time", "household", "length", "area", "percent", "volume", "mass"}
)
MONEY = frozenset({"money", "money-per"})
LABEL_MOST = 24
PAID = re.compile(r"^(?P<who>.*?)(?:发放|拨付|兑现|补发)(?:了)?(?P<what>[\u4e00-\u9fff]{2,})$")
# What a number of this unit is of the thing just named: 614栋 of 老旧小区改造 are its 楼栋.
ASPECTS = {"栋": "楼栋", "幢": "楼栋", "户": "惠及户数", "平方米": "建筑面积", "人": "惠及人数"}
PURSE = (
    "资金",
    "补贴",
    "贷款",
    "救助金",
    "资本金",
    "经费",
    "补助",
    "专项",
    "奖补",
    "投资",
    "债券",
    "基金",
)
KINDS = ("街道", "乡镇", "农村", "城市", "城镇", "市级", "县级", "区级", "省级", "国家级")
PURSE_NOUN = re.compile(rf"[\u4e00-\u9fff]{{0,10}}?(?:{'|'.join(PURSE)})")
SHARED_GAIN = ("惠及", "受益")  # what a programme does for people: of the sentence's first number
SPENT_ON = re.compile(r"用于|推进|支持|实施|完成了?|建设|改造")
SPENDING = ("安排", "投入", "投资", "筹集", "拿出", "支出", "")
WORKS = ("建设", "改造", "新建")  # an indicator of work done is not named by its object alone


@dataclass(frozen=True, slots=True)
class Label:
    """A label with where it came from.

    Attributes:
        subject: the noun it rests on, handed to later numbers of the sentence.
        doubt: why it is not sure, or empty.
        root: the label of the number that first named the subject.
    """

    text: str
    subject: str
    indicator: Indicator | None
    rule: str
    doubt: str = ""
    root: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words that a number stands in.

    Attributes:
        before: words of its clause before it (behind the previous number of the clause).
        after: words of its clause behind it.
        subject: noun of an earlier number of the sentence, for elided subjects.
        clause_before: the clause before, when it holds no number.
        clause_behind: the clause behind, when it holds no number.
        topic: what earlier sentences of the paragraph spoke of.
        root: label of the number that named ``subject``.
        wholes: labels of the earlier numbers of the sentence, the nearest first.
        first: subject of the first number of the sentence.
        named: the place names a work or an organisation, whose own size needs no subject.
    """

    before: str
    after: str
    subject: str = ""
    clause_before: str = ""
    clause_behind: str = ""
    topic: str = ""
    root: str = ""
    first: str = ""
    wholes: tuple[str, ...] = ()
    named: bool = False


def name_number(words: Surroundings, number: Candidate) -> Label:
    """The label of one number."""
    head = clean_before(words.before)
    noun, predicate = _behind(words, head, number)
    if not head and not noun:
        head = clean_before(words.before, listed=True)
    known = _known(words.before, head, noun, predicate, number)
    if known:
        return known
    text, rule = _composed(head, noun, predicate, number)
    return _with_subject(text, rule, noun, words, number)


def _behind(words: Surroundings, head: str, number: Candidate) -> tuple[str, str]:
    """The noun phrase and predicate behind the number, where they can name it."""
    after = words.after
    if after.startswith(("的基础上", "左右")):
        return "", ""
    noun, predicate = noun_behind(after)
    if number.kind in MONEY:
        spent = SPENT_ON.match(after) if not head or head in SPENDING else None
        if spent:
            return noun_behind(after[spent.end() :])[0], "投入"
        purse = PURSE_NOUN.match(after.removeprefix("的"))
        if purse:
            return purse.group(), ""
        return (noun, predicate) if not head else ("", "")
    if number.kind not in COUNTED:
        return "", ""
    if number.kind == "percent" and not after.startswith("的") and len(head) > 3:
        return "", ""
    if number.kind == "household" and noun in ("居民", "群众") and predicate in ("", "受益"):
        return "", "惠及户数"
    if noun and not predicate:
        predicate = _predicate_of(words.clause_behind)
    return noun, predicate


def _predicate_of(clause: str) -> str:
    """29个小区，改造了楼体: what was done stands in the next clause."""
    found = _done().match(clause)
    return (found["deed"] or found["other"]) if found else ""


@cache
def _done() -> re.Pattern[str]:
    deeds = alternation("doing")
    return re.compile(f"(?P<deed>{deeds})了|(?:进行了|得到)(?P<other>{deeds})")


def _known(before: str, head: str, noun: str, predicate: str, number: Candidate) -> Label | None:
    """The catalogue's own label where the wording is one of its phrases."""
    tried = [head, reordered(head), head + noun, _object_first(head, noun), noun + predicate]
    for phrase in tried:
        own = len(phrase) > 1 and phrase != noun
        indicator = link(phrase, number.kind, number.unit) if own else None
        if indicator:
            return Label(indicator.label, without_deed(indicator.label), indicator, "catalogue")
    indicator = link(noun, number.kind, number.unit) if len(noun) > 1 and not head else None
    if indicator and not indicator.label.endswith(WORKS) and not predicate:
        return Label(indicator.label, noun, indicator, "catalogue-noun")
    return _known_at_end(before, number) if not noun else None


def _known_at_end(before: str, number: Candidate) -> Label | None:
    """A term that closes the words before the number, unless other words narrow it."""
    end = len(before) - (len(before) - len(before.rstrip("达到为是共有计约近超过：")))
    for term in reversed(find_terms(before)):
        if term.end < end - 1:
            return None
        fitting = [i for i in map(by_id, term.ids) if i and i.admits(number.kind, number.unit)]
        if len(fitting) == 1 and not _narrowed(before[: term.start]):
            label = fitting[0].label
            return Label(label, without_deed(label), fitting[0], "catalogue-end")
    return None


def _narrowed(words: str) -> bool:
    """Whether words before a term make it a part of itself (街道|养老食堂)."""
    rest = clean_before(words)
    return bool(rest) and not rest.endswith(("市", "县", "区", "州", "旗"))


def _object_first(head: str, noun: str) -> str:
    return noun + head if head in label_words("doing") or head in label_words("making") else ""


def _composed(head: str, noun: str, predicate: str, number: Candidate) -> tuple[str, str]:
    if noun:
        return _noun_first(head, noun, predicate), "noun-behind"
    if head and predicate and number.kind == "person" and head in label_words("doing"):
        return head + predicate, "verb-predicate"
    if head:
        return _before_only(head, number), "words-before"
    if predicate:
        return predicate, "predicate"
    return "", "context"


def _noun_first(head: str, noun: str, predicate: str) -> str:
    if (
        noun in label_words("generic")
        and len(head) > 2
        and not predicate
        and not ends_with_verb(head)
    ):
        return reordered(head) + noun
    for word in label_words("making"):
        if head.endswith(word):
            return noun + (predicate or "建设")
    for word in label_words("doing"):
        if word != "新增" and (head.endswith(word) or head.startswith(word + "了")):
            return noun + word
    if head.endswith("新增") or head.startswith("新增"):
        return "新增" + noun
    paid = PAID.match(predicate)
    if paid:
        return paid["what"] + "发放" + noun
    if head.endswith(PURSE[1:6]):
        return head + "发放" + noun
    return noun + predicate


def _before_only(head: str, number: Candidate) -> str:
    if number.kind in MONEY:
        paid = PAID.match(head)
        if paid:
            return paid["what"] + "发放额"
        for word in label_words("paying"):
            if head.startswith(word) and len(head) > len(word) + 1:
                return head[len(word) :].removeprefix("了") + "发放额"
    return reordered(head)


def _with_subject(text: str, rule: str, noun: str, words: Surroundings, number: Candidate) -> Label:
    """A label that names no subject takes one from the words before it."""
    plain = TAIL.sub("", plain_wording(text)) if len(text) > 2 else plain_wording(text)
    plain = plain.strip("、，")
    if _nameless(plain) and not (words.named and plain):
        return _borrowed(plain, rule, words, number)
    if not plain:
        return Label("未命名数量", "", None, rule, "看不出数的是什么")
    subject = noun if rule == "noun-behind" else without_deed(plain)
    return _linked(plain, subject, rule, "", number)


def _borrowed(plain: str, rule: str, words: Surroundings, number: Candidate) -> Label:
    gain = plain.startswith(SHARED_GAIN) or plain.endswith(SHARED_GAIN)
    near = words.first if gain and words.first else words.subject
    subject = plain_wording(near or topic_of(words.clause_before) or words.topic)
    if not subject:
        return _linked(plain or "未命名数量", "", rule, "看不出数的是什么", number)
    doubt, rule = "指标名的主语取自上文", rule + "+subject"
    root = words.root or subject
    if plain in KINDS:
        return replace(_linked(plain + root, subject, rule, doubt, number), root=root)
    aspect = ASPECTS.get(number.unit, "")
    wholes = [whole + aspect for whole in words.wholes] if aspect else []
    for phrase in (*wholes, root + plain, subject + plain):
        indicator = link(phrase, number.kind, number.unit) if phrase else None
        if indicator:
            return Label(indicator.label, subject, indicator, rule + "+catalogue", "", root)
    return Label(_merge(subject, plain)[-LABEL_MOST:], subject, None, rule, doubt, root)


def _linked(plain: str, subject: str, rule: str, doubt: str, number: Candidate) -> Label:
    indicator = link(plain, number.kind, number.unit)
    if indicator:
        return Label(indicator.label, subject, indicator, rule + "+catalogue", doubt)
    return Label(plain[-LABEL_MOST:], subject, None, rule, doubt)


def _nameless(text: str) -> bool:
    forms = (text, text.removesuffix("发放额"), without_deed(text))
    return (
        len(forms[1]) < 2
        or text == "惠及居民户数"
        or any(f in label_words("generic") for f in forms)
    )


def _merge(borrowed: str, text: str) -> str:
    """稳岗补贴 + 补贴发放额 → 稳岗补贴发放额: what both hold stands once."""
    for size in range(min(len(borrowed), len(text)), 1, -1):
        if borrowed.endswith(text[:size]):
            return borrowed + text[size:]
    return borrowed + text
