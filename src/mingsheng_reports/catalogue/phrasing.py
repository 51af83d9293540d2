"""Can a label stand on its own, and how far does a number reach?

A label from the catalogue says what it measures. A label that extraction cut out of a sentence may
be too short to mean anything alone (小区, 投入) or a torn piece; such a number is told in the
source's own words and never compared.
"""

from __future__ import annotations

import re
from functools import cache

from mingsheng_reports.catalogue.indicators import by_label
from mingsheng_reports.catalogue.tables import read_tsv
from mingsheng_reports.catalogue.units import kind_of
from mingsheng_reports.core.metric import Metric, Scope, Status

TABLE = "comparing.tsv"
SHORTEST = 4
LONGEST = 18
START_OF_YEAR = "年初"
TO_DATE = "截至报道时"  # told of a number that counts up to a report and names no day
REPORT = ("截至", "报道时")  # the same with the year of the report between: 截至2022年报道时
TOLD_TO_DATE = re.compile(r"截至(?:\d{4}年)?报道时")
FRAME = "year:frame"  # the rule of a number whose sentence names no time
NOUN = 2  # characters of the shortest noun
TOTAL = "累计"
MEAN = "平均"
STOPS = "，,；;。：:"
SUBJECT = "+subject"  # the label's rule where its first words stand in the clause before
PARAPHRASE = "paraphrase"  # in the name of the label's rule
BREAKS = '，,。；;：:！!？?、“”"（）() \u3000'
WIDE = str.maketrans("，；：！？（）０１２３４５６７８９％", ",;:!?()0123456789%")


@cache
def words(kind: str) -> tuple[str, ...]:
    """Words of one kind of the table, longer ones first."""
    rows = [row["word"] for row in read_tsv(TABLE) if row["kind"] == kind]
    return tuple(sorted(rows, key=lambda word: (-len(word), word)))


def foreseen(metric: Metric) -> bool:
    """Whether the sentence foresees the number rather than promises it: 预计带动就业3万人."""
    sentence = metric.evidence.sentence
    at = sentence.find(metric.evidence.quote)
    before = sentence[: at + len(metric.evidence.quote)] if at >= 0 else sentence
    before = before[max(before.rfind(mark) for mark in "；;") + 1 :]
    return any(word in before for word in words("foreseen"))


def reported_in(metric: Metric) -> str:
    """The year of the report that a number counts up to; a report of January tells last year's."""
    return metric.reported or metric.year[-4:]


def undated(metric: Metric) -> bool:
    """Whether it is an old value whose year the source leaves out: 由730元提高到760元."""
    if metric.status is not Status.BASELINE:
        return False
    before = clause_before(metric)
    return f"{metric.year}年" not in before and not any(word in before for word in words("dating"))


def from_start_of_year(metric: Metric) -> bool:
    """Whether it is the old value of a year that began with it: 由年初的78%提高到92%."""
    return metric.status is Status.BASELINE and START_OF_YEAR in clause_before(metric)


def runs_on(metric: Metric) -> bool:
    """Whether it is a running total and the source does not say since when: 累计投入3403万元."""
    undated_start = any(rule == FRAME for rule in metric.rules)
    _, found, behind = clause_before(metric).rpartition(TOTAL)
    total = bool(found) and "、" not in behind and TOTAL not in metric.label
    return metric.to_date and undated_start and total  # of a list, its first says it for all


def averaged(metric: Metric) -> bool:
    """Whether the source tells a mean that the label does not: 每月平均清理小广告1000多条."""
    return MEAN in clause_before(metric) and MEAN not in metric.label


def counted_before_deed(metric: Metric) -> str:
    """What is counted, where the label goes on with what it does: 社区 of 7个社区开展助餐服务."""
    if kind_of(metric.quantity.unit) != "count":
        return ""
    printed = metric.quantity.printed
    after = metric.evidence.quote.partition(printed)[2]
    size = 0
    while size < min(len(after), len(metric.label)) and after[size] == metric.label[size]:
        size += 1
    told = size >= NOUN and after.find(metric.label[size:] or after) > 0
    return metric.label[:size] if told else ""  # the sentence must say all that the label says


def clause_before(metric: Metric) -> str:
    """The words of the sentence between the last stop and the number."""
    before = told_before(metric)
    return before[max(before.rfind(stop) for stop in STOPS) + 1 :]


def told_before(metric: Metric) -> str:
    """The words of the sentence before the number."""
    sentence, quote = metric.evidence.sentence, metric.evidence.quote
    at, inside = sentence.find(quote), quote.find(metric.quantity.printed)
    return sentence[: at + max(0, inside)] if at >= 0 else ""


def credible_place(metric: Metric) -> bool:
    """Whether the place of a named work or organisation reads like a name, not like a clause."""
    if metric.scope in {Scope.CITY, Scope.DISTRICT}:
        return True
    place = metric.place
    return len(place) >= SHORTEST and not _torn(place)


def paraphrased(metric: Metric) -> bool:
    """Whether the label holds words that its sentence does not: 注册志愿者 of 近11万名志愿者."""
    return any(each.startswith("label:") and PARAPHRASE in each for each in metric.rules)


def only_advanced(metric: Metric) -> bool:
    """Whether the source only says that the work goes on: 推进治理项目8项 is not 完成8项."""
    if metric.status is not Status.ACTUAL or metric.quantity.unit == "%":
        return False
    before = clause_before(metric)
    after = metric.evidence.sentence.partition(before + metric.quantity.printed)[2]
    clause = before + re.split(f"[{STOPS}]", after, maxsplit=1)[0]
    return any(word in before for word in words("advancing")) and not any(
        word in clause for word in words("finished")
    )


def laid_out(metric: Metric) -> str:
    """设计 of 实际供水能力按50万吨/日设计: the verb that makes it a plan, or nothing."""
    sentence = metric.evidence.sentence
    if metric.status is not Status.TARGET or "按" not in sentence:
        return ""
    number = re.escape(metric.quantity.printed)
    verbs = "|".join(words("laid-out"))
    found = re.search(f"按照?{number}(?:的?标准)?({verbs})", sentence)
    return found[1] if found else ""


def _carried_on(metric: Metric) -> bool:
    """Whether the clause before names it and the catalogue knows it: 临时救助…，发放救助金…."""
    carried = any(each.startswith("label:") and each.endswith(SUBJECT) for each in metric.rules)
    return carried and by_label(metric.label) is not None


def comparable_label(metric: Metric) -> bool:
    """Whether the label may stand in a comparison: an indicator is one however it is worded."""
    known = bool(metric.indicator) and credible_place(metric) and not only_advanced(metric)
    return trusted(metric) or known


def telling(metric: Metric) -> bool:
    """Whether two numbers of one city and year that carry the label speak of one thing.

    Less is asked than of a label that is told or compared over years: it need not stand right
    before its number (改造28个老旧小区), but it must be whole and of some length.
    """
    label = metric.label.removeprefix(metric.place) or metric.label
    whole = SHORTEST <= len(label) <= LONGEST and not _torn(label.replace("、", ""))
    return whole and credible_place(metric) and not only_advanced(metric)


def trusted(metric: Metric) -> bool:
    """Whether the label may be told and compared without its sentence.

    True for labels of the catalogue, and for labels that the source itself puts as whole words
    right before the number: 失业人员再就业18409人. A label that says more than its sentence is
    not told without it.
    """
    if not credible_place(metric) or paraphrased(metric) or only_advanced(metric):
        return False
    if metric.indicator and _attributive(metric.label, metric):
        return False
    if metric.indicator or _share_of_known(metric) or _carried_on(metric):
        return True
    label = metric.label.removeprefix(metric.place) or metric.label
    if not SHORTEST <= len(label) <= LONGEST or _torn(label):
        return False
    return _written_before(label, metric) and not _attributive(label, metric)


def _attributive(label: str, metric: Metric) -> bool:
    """Whether the source goes on to say something of the things counted: 323个行政村均已建成…."""
    before = clause_before(metric).removeprefix(metric.place).removeprefix(metric.place[:-1])
    if before and before not in words("lead"):
        return False
    after = metric.evidence.sentence.partition(metric.quantity.printed)[2].translate(WIDE)
    clause = re.split(f"[{STOPS}{BREAKS}]", after, maxsplit=1)[0]
    return clause.startswith(label) and len(clause) > len(label) + 1


def _share_of_known(metric: Metric) -> bool:
    """Whether it is the growth or the progress of an indicator, under that indicator's name."""
    derived = metric.status in {Status.CHANGE, Status.COMPLETION}
    return derived and by_label(metric.label) is not None


def _torn(text: str) -> bool:
    return any(word in text for word in words("fragment")) or any(c in BREAKS for c in text)


@cache
def _links() -> tuple[str, ...]:
    return (*words("link"), "")


@cache
def _leads() -> tuple[str, ...]:
    return words("lead")


def _verb_first(label: str) -> list[str]:
    """As the source puts it, the verb in front: 建设养老服务设施 for 养老服务设施建设."""
    verbs = [verb for verb in words("work") if label.endswith(verb)]
    return [verb + label.removesuffix(verb) for verb in verbs if len(label) > len(verb) + 1]


def _written_before(label: str, metric: Metric) -> bool:
    quote = metric.evidence.quote.translate(WIDE)
    number = metric.quantity.printed.translate(WIDE)
    if number not in quote:
        return False
    # Compared, not searched for by a pattern: every metric would have one of its own to compile.
    behind = tuple(link + rate + number for link in _links() for rate in {metric.quantity.per, ""})
    for named in (label, *_verb_first(label)):
        at = quote.find(named)
        while at >= 0:
            if quote.startswith(behind, at + len(named)):
                before = quote[:at].removesuffix(metric.place)
                return not before or before[-1] in BREAKS or before.endswith(_leads())
            at = quote.find(named, at + 1)
    return False
