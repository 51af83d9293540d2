"""Labels for all the numbers of a sentence, each seen beside its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mingsheng_reports.catalogue.label_words import label_words
from mingsheng_reports.core.metric import Scope, Status
from mingsheng_reports.extraction.composing import Surroundings
from mingsheng_reports.extraction.labels import LEFT, SHARE, Label, name_number
from mingsheng_reports.extraction.phrases import clean_before
from mingsheng_reports.extraction.scope import Site
from mingsheng_reports.extraction.scoping import scoped
from mingsheng_reports.extraction.sentences import Clause, Sentence
from mingsheng_reports.extraction.sharing import distribute, owners
from mingsheng_reports.extraction.spots import Spot
from mingsheng_reports.extraction.status import Judgement

CHANGE_VERB = re.compile(
    r"(?:年均|同比|平均)?(?:增速|增幅|增长率|涨幅|降幅)(?:分别)?(?:达到?|为)?$|"
    r"(?:[较比](?:19|20)\d\d年[末底]?)?(?:分别)?(?:同比|[比较](?:上年|去年|上年度)[末底]?|环比|平均)?(?:再|又)?(?:增长|增加|提高|提升|上升|上涨|上调|"
    r"下降|降低|减少|缩短|压缩|压减|扩大|增发|上浮|下调|超额完成)(?:了|近|约|超)*(?:[冬夏]季|每[人户年月])*$"
)
SPENDING = ("投资", "投入", "累计投入", "总投资", "资金", "落实资金")
FOR_WHAT = ("对", "完成", "新建", "建设", "改造", "实施", "用于", "购置", "购买", "维修")
LIST_MARKS = ("、", "和", "以及")
EMPTY = "的等，、…"
OWNER = "+owner"
COMPLETED = re.compile(
    r"(?:分别|已|各|均|超额|实际)*(?:(?:完成|占|达到?|为)了?(?:全年|年度|年初|全部|[\u4e00-\u9fff]?定|下达|既定|总|的)*"
    r"(?:目标|任务|指标|计划|预算)[\u4e00-\u9fff]{0,4}的|"
    r"完成了?(?:全年|年度|年初|[\u4e00-\u9fff]?定|下达|总|的)*(?:\d[\d.]*[万亿]?[\u4e00-\u9fff]{1,3}的?)?(?:目标|任务|计划){1,2}的?|(?:任务|投资|计划)?完[工成]率?|工程进度|形象进度)"
    r"(?:达到?|为|了)?$"
)
TOLD_OF_ANOTHER = (Status.CHANGE, Status.COMPLETION)


def name_all(
    sentence: Sentence,
    spots: Sequence[Spot],
    judgements: Sequence[Judgement],
    sites: Sequence[Site],
    topic: str,
) -> list[Label]:
    """One label for each number; ``topic`` is what earlier sentences spoke of."""
    shared = distribute(sentence.words, [spot.number for spot in spots])
    numbered = frozenset(spot.clause for spot in spots)
    labels: list[Label] = []
    said = ""  # the words before the number before, its verb included
    for i, (spot, judgement) in enumerate(zip(spots, judgements, strict=True)):
        before = shared.get(i) or _with_verb(spot, said)
        said = before
        if judgement.status is Status.CHANGE:
            before = CHANGE_VERB.sub("", before)
        elif judgement.status is Status.COMPLETION:
            before = without_completion(before)
        subject = labels[-1].subject if labels else ""
        root = (labels[-1].root or labels[-1].text) if labels else ""
        earlier, later = _neighbours(sentence, spot.clause, numbered)
        named = sites[i].scope in (Scope.PROJECT, Scope.ORGANISATION, Scope.PERSON)
        words = Surroundings(
            before,
            spot.after,
            subject,
            earlier,
            later,
            topic,
            root=root,
            wholes=tuple(label.root or label.text for label in reversed(labels)),
            first=_first_subject(sentence.words, spots, labels, spot),
            named=named,
            unit=spots[i - 1].number.unit if i else "",
        )
        if labels and (_says_nothing(words) or judgement.required):
            labels.append(_same_as(_told_of(labels, judgement), spots[i - 1], spot, judgement))
        else:
            labels.append(name_number(words, spot.number))
    labels = scoped(sentence.words, spots, _spent_on_what_follows(spots, labels))
    return _of_their_owners(sentence.words, spots, judgements, labels)


def _of_their_owners(
    text: str, spots: Sequence[Spot], judgements: Sequence[Judgement], labels: list[Label]
) -> list[Label]:
    """收入3亿元、支出2亿元，分别增长3%和2%: each rise is of the number it was handed out from."""
    telling = [i for i, each in enumerate(judgements) if each.status in TOLD_OF_ANOTHER]
    hosts = owners(text, [spot.number for spot in spots], telling)
    return [
        replace(labels[hosts[i]], rule=labels[hosts[i]].rule + OWNER) if i in hosts else label
        for i, label in enumerate(labels)
    ]


def _spent_on_what_follows(spots: Sequence[Spot], labels: list[Label]) -> list[Label]:
    """投资770多万元，对10条道路进行改造: money at the head is for what is told next."""
    held = list(labels)
    for i, (spot, label) in enumerate(zip(spots, labels, strict=True)):
        following = labels[i + 1] if i + 1 < len(labels) else None
        if following is None or not label.doubt or clean_before(spot.before) not in SPENDING:
            continue
        if spots[i + 1].before.startswith(FOR_WHAT) and following.subject:
            text = following.subject + "投资"
            held[i] = replace(label, text=text, subject=following.subject, rule="spent-on-next")
    return held


def without_completion(words: str) -> str:
    """老旧小区改造完成率 → 老旧小区改造: what a completion is of, empty when it does not say."""
    return COMPLETED.sub("", words)


def _first_subject(text: str, spots: Sequence[Spot], labels: Sequence[Label], here: Spot) -> str:
    """Subject of the first number behind the last semicolon: what a programme gave to whom."""
    start = text.rfind("；", 0, here.number.start)
    named = zip(spots, labels, strict=False)
    return next((label.subject for spot, label in named if spot.number.start > start), "")


def _neighbours(sentence: Sentence, clause: Clause, numbered: frozenset[Clause]) -> tuple[str, str]:
    """The clauses on either side, where they hold no number of their own."""
    clauses = sentence.clauses
    if clause not in clauses:
        return "", ""
    at = clauses.index(clause)
    sides = (clauses[at - 1 : at] if at else (), clauses[at + 1 : at + 2])
    before, behind = (
        "".join(sentence.words[c.start : c.end] for c in side if c not in numbered)
        for side in sides
    )
    return before, behind


def _with_verb(spot: Spot, said: str) -> str:
    """减免企业税费22亿元、电费4544万元: the verb of the first governs the list."""
    if not said or spot.between not in LIST_MARKS or not spot.before:
        return spot.before
    verbs = label_words("making") + label_words("doing")
    own = clean_before(spot.before)
    if own.startswith(verbs) or own in label_words("generic"):
        return spot.before
    head = clean_before(said)
    return next((verb for verb in verbs if head.startswith(verb)), "") + spot.before


def _says_nothing(words: Surroundings) -> bool:
    """Neither the words before nor those behind name the number: it speaks of the one before."""
    return (
        not clean_before(words.before) and not words.after.strip(EMPTY) and not words.clause_before
    )


def _told_of(labels: Sequence[Label], judgement: Judgement) -> Label:
    """支出95亿元，占财政支出的80%，增长10%: a rise is of the amount, not of its share."""
    if judgement.status is not Status.CHANGE or SHARE not in labels[-1].text or len(labels) == 1:
        return labels[-1]
    whole = labels[-2].root or labels[-2].text
    return labels[-2] if labels[-1].text.startswith(whole + SHARE) else labels[-1]


def _same_as(label: Label, previous: Spot, spot: Spot, judgement: Judgement) -> Label:
    """11142户、17682人: one fact in another unit; 同比增长35%: a change of the number before.

    In the same unit (武陵区12个、鼎城区8个) it counts the same things elsewhere.
    """
    same = (Status.CHANGE, Status.STANDARD, Status.COMPLETION, Status.TARGET)
    deed = label.text.endswith((*LEFT, "新增"))  # 退出36户72人: both left
    if deed or judgement.status in same or spot.number.unit == previous.number.unit:
        return replace(label, rule=label.rule + "+previous")
    return name_number(Surroundings(label.subject, "", subject=label.subject), spot.number)
