"""What kind of assertion a number makes: result, plan, standard, change, completion."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mingsheng_reports.catalogue.statuses import status_rules
from mingsheng_reports.core.article import Article
from mingsheng_reports.core.metric import Status
from mingsheng_reports.extraction.quantities import Candidate
from mingsheng_reports.extraction.spots import Spot

LIST_MARKS = ("、", "和", "与", "及")
REQUIRED = ("的要求", "的目标要求", "的规定")  # what is required of the number before
SET_BEFORE = "原定"  # 13家（原定目标为5家）: the task stands behind its result
REACH = 160  # characters of a clause before its number that are looked at
SHORT_REPORT = 12  # blocks; a longer article speaks of many works
VERB = re.compile(
    r"(?:同比|比上年|较上年|比去年|较去年|环比)?(?:再|又)?(?:增长|增加|提高|提升|上升|上涨|上调|下降|降低|减少|缩短|压缩|压减|扩大|增发|上浮|下调|超额完成|增|降|减)"
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The status, the source's verb for a change, and the rule that decided."""

    status: Status
    verb: str
    rule: str
    required: bool = False  # set from above, told beside the year's result


def judge_all(text: str, spots: Sequence[Spot], default: Status) -> list[Judgement]:
    """One judgement for each number; the members of one list share the first one's."""
    held: list[Judgement] = []
    for i, spot in enumerate(spots):
        previous = spots[i - 1].number if i else None
        between = text[previous.end : spot.number.start] if previous else ""
        part = spot.bracketed and not spots[i - 1].bracketed if i else False
        listed = previous and between in LIST_MARKS and previous.kind == spot.number.kind
        if listed or (i and spot.bracketed and spots[i - 1].bracketed):
            held.append(held[-1])
        elif part and held[-1].status is Status.TARGET:
            held.append(replace(held[-1], rule=held[-1].rule + "+part"))
        else:
            held.append(judge(text, spot.clause.start, spot.number, default))
    return held


def judge(sentence: str, clause_start: int, number: Candidate, default: Status) -> Judgement:
    """Status of one number from the words around it.

    Args:
        sentence: normalised text of the sentence.
        clause_start: where the number's clause begins.
        number: the candidate, offsets into the sentence.
        default: the article's status when no cue speaks: a plan's numbers are targets.
    """
    before = sentence[max(clause_start, number.start - REACH) : number.start]
    behind = sentence[number.end : number.end + 12]
    for rule in status_rules("owned"):
        if number.kind != "percent" and rule.cue.search(behind):
            return Judgement(Status(rule.status), "", rule.name, required=True)
    for rule in status_rules("before"):
        found = rule.cue.search(before)
        if found and _fits(rule.status, number, before):
            required = found.group().startswith(SET_BEFORE)
            return Judgement(Status(rule.status), _verb(rule.status, before), rule.name, required)
    for rule in status_rules("behind"):
        if rule.cue.search(behind):
            return Judgement(
                Status(rule.status), "", rule.name, required=behind.startswith(REQUIRED)
            )
    for rule in status_rules("clause"):
        if rule.cue.search(before) and _fits(rule.status, number, before):
            return Judgement(Status(rule.status), "", rule.name)
    return _over_the_sentence(sentence[: number.start], default)


def _fits(status: str, number: Candidate, before: str) -> bool:
    """A standard is a rate of money or a multiple; a completion a percentage."""
    if status == "standard":
        return number.kind in ("money", "money-per", "ratio", "percent") and not re.search(
            r"累计|共发放|发放资金", before
        )
    if status == "completion":
        return number.kind == "percent"
    return True


def _verb(status: str, before: str) -> str:
    if status != "change":
        return ""
    found = list(VERB.finditer(before))
    return found[-1].group() if found else ""


def _over_the_sentence(before: str, default: Status) -> Judgement:
    held = default
    at = -1
    name = "default"
    for rule in status_rules("sentence"):
        for found in rule.cue.finditer(before):
            if found.start() > at:
                at = found.start()
                held = Status.ACTUAL if rule.status == "release" else Status(rule.status)
                name = rule.name
    return Judgement(held, "", name)


FINISHED = re.compile(r"完工|投产|竣工|建成投用|投入使用|到位|获得|已投料|追加")
UNFINISHED = re.compile(
    r"项目(?:建成|投产)后|工程(?:建成|竣工)后|抢抓工期|施工现场|冬季施工|将(?:给|为|带来|有效|解决)"
)


def planned_work(sentence: str, *, unfinished: bool) -> bool:
    """Whether a work's own figures (总投资, 占地面积) are of a work that is not finished yet.

    Args:
        sentence: normalised text of the sentence.
        unfinished: what :func:`unfinished_work` says of the article.
    """
    return not FINISHED.search(sentence) and (unfinished or bool(UNFINISHED.search(sentence)))


def unfinished_work(article: Article) -> bool:
    """Whether a short report speaks of a work that is not finished."""
    return len(article.blocks) <= SHORT_REPORT and any(
        UNFINISHED.search(block.text.text) for block in article.blocks
    )
