"""The words around a number → the wording of its label, before the catalogue is asked.

The noun behind a counter comes first (91座泵站得到维修 → 泵站维修), else the words before the
number; money is named by what it is paid as or spent on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mingsheng_reports.catalogue.label_words import alternation, label_words
from mingsheng_reports.extraction.phrases import ends_with_verb, noun_behind, reordered
from mingsheng_reports.extraction.quantities import Candidate

COUNTED = frozenset(
    {"count", "person", "person-time", "household", "length", "area", "percent", "volume", "mass"}
)
MONEY = frozenset({"money", "money-per"})
PAID = re.compile(r"^(?P<who>.*?)(?:发放|拨付|兑现|补发)(?:了)?(?P<what>[\u4e00-\u9fff、]{2,})$")
PAYEES = re.compile(
    r"(?:[\u4e00-\u9fff]+[、和与及])*[\u4e00-\u9fff]{0,10}(?:群众|人员|家庭|对象|老人|老年人|学生|儿童|居民|职工|农民|农户|"
    r"残疾人|企业|低保户|贫困户|孤儿|低保|特困|群体|户)$"
)  # whom money was paid to, which names it where what was paid does not (救助金)
BENEFITS = ("补贴", "贷款", "救助金", "资本金", "经费")
PURSE = (
    "资金",
    *BENEFITS,
    "补助",
    "专项",
    "奖补",
    "投资",
    "债券",
    "基金",
    "救助",
    "外债",
    "债务",
    "欠款",
)
PURSE_NOUN = re.compile(rf"[\u4e00-\u9fff]{{0,10}}?(?:{'|'.join(PURSE)})")
SPENT_ON = re.compile(r"用于|推进|支持|实施|完成了?|建设|改造")
SPENDING = ("安排", "投入", "投资", "筹集", "拿出", "支出", "")
KINDS_TOLD = re.compile(r"(?:种类|类别|类型|事项|模式|方式|情形)$")


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
        unit: unit of the number before.
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
    unit: str = ""


def named_behind(words: Surroundings, head: str, number: Candidate) -> tuple[str, str]:
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
            return purse.group() + ("金" if purse.group().endswith("救助") else ""), ""
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


def composed(head: str, noun: str, predicate: str, number: Candidate) -> tuple[str, str]:
    """Wording and rule: from the noun behind, else the words before, else what is said of it."""
    if noun:
        text = _noun_first(head, noun, predicate)
        kinds = number.unit == "类" and text == noun and not KINDS_TOLD.search(noun)
        return text + ("种类" if kinds else ""), "noun-behind"
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
    if head.endswith(BENEFITS):
        return head + "发放" + noun
    return noun + predicate


def _before_only(head: str, number: Candidate) -> str:
    if number.kind in MONEY:
        paid = PAID.match(head)
        if paid:
            return _payee(paid["who"], paid["what"]) + paid["what"] + "发放额"
        for word in label_words("paying"):
            if head.startswith(word) and len(head) > len(word) + 1:
                return head[len(word) :].removeprefix("了") + "发放额"
    return reordered(head)


def _payee(who: str, what: str) -> str:
    """困难群众 before 救助金: who got what names nobody itself."""
    return who if what in label_words("generic") and PAYEES.fullmatch(who) else ""
