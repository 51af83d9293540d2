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
from mingsheng_reports.catalogue.label_words import label_words
from mingsheng_reports.extraction.composing import (
    MONEY,
    Surroundings,
    composed,
    named_behind,
)
from mingsheng_reports.extraction.phrases import (
    TAIL,
    clean_before,
    reordered,
    topic_of,
    without_deed,
)
from mingsheng_reports.extraction.quantities import Candidate

LABEL_MOST = 24
# What a number of this unit is of the thing just named: 614栋 of 老旧小区改造 are its 楼栋.
ASPECTS = {"栋": "楼栋", "幢": "楼栋", "户": "惠及户数", "平方米": "建筑面积", "人": "惠及人数"}
KINDS = ("街道", "乡镇", "农村", "城市", "城镇", "市级", "县级", "区级", "省级", "国家级")
SHARE = "占"
SHARED_GAIN = ("惠及", "受益")  # what a programme does for people: of the sentence's first number
LEFT = ("退出", "清退", "取消", "注销", "减员", "自然减员", "核减")  # of what was named before
# Sites of work that need no owner once the work is named: 小区改造, but 36个小区 of what?
PARTS = ("床位", "床位数", "办结率", "满意率", "占比")  # of what was named before
SITES = ("小区", "楼房", "楼栋", "街道", "乡镇", "企业")
WORKS = ("建设", "改造", "新建")  # an indicator of work done is not named by its object alone
MEASURES = re.compile(r"招?(?:[实硬高新妙良]招)+$")  # 复工复产实招硬招 are 措施
MONEY_OF_BENEFIT = re.compile(r"(?<=补贴|补助|津贴)资金发放额$")  # money is said already
HELPED = re.compile(r"^(?:新增|扶持|帮助|支持)")
PROCEDURE = re.compile(
    r"^(?:整理|申报|评选|评审|验收|征集|推荐)+(?:项目|名单)$"
)  # of what is not said


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


def name_number(words: Surroundings, number: Candidate) -> Label:
    """The label of one number."""
    head = clean_before(words.before)
    noun, predicate = named_behind(words, head, number)
    if not noun:
        head = clean_before(words.before, listed=True)
    known = _known(words.before, head, noun, predicate, number)
    if known:
        return known
    text, rule = composed(head, noun, predicate, number)
    return _with_subject(text, rule, noun, words, number)


def _known(before: str, head: str, noun: str, predicate: str, number: Candidate) -> Label | None:
    """The catalogue's own label where the wording is one of its phrases."""
    tried = (head, reordered(head), head + noun, _object_first(head, noun), noun + predicate)
    for phrase in dict.fromkeys(tried):
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


def _with_subject(text: str, rule: str, noun: str, words: Surroundings, number: Candidate) -> Label:
    """A label that names no subject takes one from the words before it."""
    plain = TAIL.sub("", plain_wording(text)) if len(text) > 2 else plain_wording(text)
    plain = MEASURES.sub("措施", plain.strip("、，"))
    again = plain in _deeds() and words.unit == number.unit
    if words.subject and (again or plain in LEFT):
        return _done_again(plain, rule, words, number)
    if plain.startswith(SHARE) and words.subject:
        return _share(plain, rule, words, number)
    bare = plain in PARTS and rule == "words-before"
    if (bare or _nameless(plain)) and not (words.named and plain):
        return _borrowed(plain, rule, words, number)
    if not plain:
        return Label("未命名数量", "", None, rule, "看不出数的是什么")
    subject = noun if rule == "noun-behind" else without_deed(plain)
    label = _linked(plain, subject, rule, "", number)
    standing = rule == "noun-behind" and plain == plain_wording(noun)
    if standing and label.indicator and label.indicator.label.endswith(WORKS):
        return Label(plain, subject, None, rule)  # 13座口袋公园 that stand there were not built now
    return label


@cache
def _deeds() -> frozenset[str]:
    return frozenset((*label_words("making"), "新增"))


def _done_again(deed: str, rule: str, words: Surroundings, number: Candidate) -> Label:
    """2021年新建学校12所，2022年新建13所: the deed alone, done to what was named before."""
    subject = plain_wording(words.subject).removeprefix("新增")
    if deed in LEFT:
        text = subject.removesuffix("新增") + deed
    else:
        text = "新增" + subject if deed == "新增" else subject + "建设"
    label = _linked(text, subject, rule + "+subject", "", number)
    return replace(label, doubt="" if label.indicator else "指标名的主语取自上文", root=words.root)


def _share(plain: str, rule: str, words: Surroundings, number: Candidate) -> Label:
    """民生支出95亿元，占财政支出的80%: a share is of the number before it."""
    whole = plain_wording(words.root or words.subject)
    label = _linked(whole + plain, whole, rule + "+subject", "", number)
    return replace(label, root=words.root)


def _borrowed(plain: str, rule: str, words: Surroundings, number: Candidate) -> Label:
    gain = plain.startswith(SHARED_GAIN) or plain.endswith(SHARED_GAIN)
    works = bool(words.wholes) and words.wholes[0].endswith(WORKS)  # done just before
    near = words.first if gain and words.first and not works else words.subject
    subject = plain_wording(near or topic_of(words.clause_before) or words.topic)
    if not subject:
        return _linked(plain or "未命名数量", "", rule, "看不出数的是什么", number)
    doubt, rule = "指标名的主语取自上文", rule + "+subject"
    root = words.root or subject
    if plain in KINDS:
        return replace(_linked(plain + root, subject, rule, doubt, number), root=root)
    aspect = ASPECTS.get(number.unit, "")
    wholes = [whole + aspect for whole in words.wholes] if aspect else []
    bare = HELPED.sub("", subject)
    for phrase in (*wholes, root + plain, subject + plain, bare + plain):
        indicator = link(phrase, number.kind, number.unit) if phrase else None
        if indicator:
            return Label(indicator.label, subject, indicator, rule + "+catalogue", "", root)
    text = MONEY_OF_BENEFIT.sub("发放额", _merge(subject, plain))
    return Label(text[-LABEL_MOST:], subject, None, rule, doubt, root)


def _linked(plain: str, subject: str, rule: str, doubt: str, number: Candidate) -> Label:
    indicator = link(plain, number.kind, number.unit)
    if indicator:
        return Label(indicator.label, subject, indicator, rule + "+catalogue", doubt)
    return Label(plain[-LABEL_MOST:], subject, None, rule, doubt)


def _nameless(text: str) -> bool:
    thing = without_deed(text)
    forms = (text, text.removesuffix("发放额"), thing)
    if thing != text and thing in SITES:
        return False
    return (
        len(forms[1]) < 2
        or text == "惠及居民户数"
        or bool(PROCEDURE.match(text))
        or any(f in label_words("generic") for f in forms)
    )


def _merge(borrowed: str, text: str) -> str:
    """稳岗补贴 + 补贴发放额 → 稳岗补贴发放额: what both hold stands once."""
    for size in range(min(len(borrowed), len(text)), 1, -1):
        if borrowed.endswith(text[:size]):
            return borrowed + text[size:]
    return borrowed + text


def in_force(label: Label, number: Candidate) -> Label:
    """取暖救助 that was raised to 1000元 is 取暖救助标准: money in force is a standard."""
    if label.indicator or number.kind not in MONEY:
        return label
    indicator = link(label.text + "标准", number.kind, number.unit)
    if indicator is None:
        return label
    return replace(label, text=indicator.label, indicator=indicator, rule=label.rule + "+standard")


# Words of a standard label that say how a thing is counted, not what it is.
COUNTING = re.compile(
    r"建设|改造|发放额|发放|人数|户数|里程|面积|标准|新增|惠及|投资|投入|楼栋|建筑|数量|建成|工程|项目"
)


def paraphrased(label: Label, sentence: str) -> bool:
    """Whether the catalogue's label says more than the sentence: 注册志愿者 of 近11万名志愿者."""
    said = COUNTING.sub("", label.text)
    return label.indicator is not None and any(character not in sentence for character in said)
