"""What could not be compared, and where sources contradict each other, in full sentences."""

from __future__ import annotations

from collections.abc import Sequence

from mingsheng_reports.briefs.notebook import Notebook
from mingsheng_reports.briefs.periods import counted_until, cut_off
from mingsheng_reports.briefs.wording import display, label_of
from mingsheng_reports.core.brief import Fragment, Name, Sentence, Tally, Words
from mingsheng_reports.core.comparison import (
    Board,
    Comparison,
    ComparisonKind,
    Conflict,
    Pledge,
    PledgeState,
    Subject,
)
from mingsheng_reports.core.metric import Scope, Status

MOST = 40
STATUS_WORDS = {
    Status.TARGET: "计划数",
    Status.ACTUAL: "报道所述实数",
    Status.STANDARD: "现行标准",
    Status.BASELINE: "调整前的数",
    Status.CHANGE: "增减数",
    Status.COMPLETION: "完成比例",
}


def write_cautions(
    board: Board, subject: Subject, book: Notebook, *, crowd: bool = False
) -> tuple[Sentence, ...]:
    """Conflicts first, then comparisons refused, then promises that cannot be judged.

    Of a ``crowd`` of cities the table tells why they are not ranked. What is too much is counted.
    """
    cities = () if crowd else board.cities
    told = [_conflict(conflict, subject, book) for conflict in board.conflicts]
    told += [_refused(each, subject, book) for each in board.years if each.objections]
    told += [_refused(each, subject, book) for each in cities if each.objections]
    told += [
        _reserved(each, subject, book)
        for each in (*board.years, *cities)
        if each.comparable and each.reservations
    ]
    told += [
        _unjudged(pledge, subject, book)
        for pledge in board.pledges
        if pledge.state is PledgeState.INCOMPARABLE and pledge.result is not None
    ]
    if len(told) <= MOST:
        return tuple(told)
    left = tuple(str(at) for at in range(MOST, len(told)))
    return (*told[:MOST], (Words("另有"), Tally(left, "条"), Words("同类说明没有列出。")))


def _joined(clauses: Sequence[Sentence], mark: str = "，") -> Sentence:
    pieces: list[Fragment] = []
    for clause in clauses:
        pieces += [Words(mark)] if pieces else []
        pieces += clause
    return tuple(pieces)


def _reasons(comparison: Comparison | Conflict | Pledge) -> str:
    return "、".join(objection.reason for objection in comparison.objections)


def _refused(comparison: Comparison, subject: Subject, book: Notebook) -> Sentence:
    """Both numbers and the reason: 城镇新增就业：2021年30069人，截至2022年11月30日24002人；…."""
    ending = "不作增减比较" if comparison.kind is ComparisonKind.YEARS else "不作高低比较"
    return _side_by_side(comparison, subject, book, f"；{_reasons(comparison)}，只并列，{ending}。")


def _reserved(comparison: Comparison, subject: Subject, book: Notebook) -> Sentence:
    """Both numbers and what their comparison has to be read with: …；其中有约数，增减只作参考."""
    reasons = "、".join(each.reason for each in comparison.reservations)
    ending = "增减只作参考" if comparison.kind is ComparisonKind.YEARS else "高低只作参考"
    return _side_by_side(comparison, subject, book, f"；{reasons}，{ending}。")


def _side_by_side(
    comparison: Comparison, subject: Subject, book: Notebook, ending: str
) -> Sentence:
    apart = any(each.code == "definition" for each in comparison.objections)
    clauses: list[Sentence] = []
    for metric in comparison.metrics:
        pieces: list[Fragment] = []
        if comparison.kind is ComparisonKind.CITIES:
            pieces.append(Name(metric.city, metric.id))
        pieces += counted_until(metric)
        pieces += [Name(display(label_of(metric)), metric.id)] if apart else []
        pieces += [Words("计划")] if metric.status is Status.TARGET else []
        clauses.append((*pieces, book.figure(metric)))
    last = comparison.metrics[-1]
    place: Sentence = ()
    if comparison.kind is ComparisonKind.YEARS and not subject.city:
        place = (Name(last.city, last.id),)
    return (
        *place,
        Name(display(comparison.label), last.id),
        Words("："),
        *_joined(clauses),
        Words(ending),
    )


def _conflict(conflict: Conflict, subject: Subject, book: Notebook) -> Sentence:
    """All values with their status: 总投资：报道中有约30.8亿元（计划数）、14.76亿元等不同的数."""
    first = conflict.metrics[0]
    if len({metric.place for metric in conflict.metrics}) > 1:
        return _nearly_named(conflict, book)
    clauses: list[Sentence] = [
        (
            *((Words(m.verb),) if m.status is Status.CHANGE else ()),
            book.figure(m),
            Words(f"（{STATUS_WORDS[m.status]}）"),
        )
        for m in conflict.metrics
    ]
    place = Name(display(first.place), first.id)
    named = first.scope is not Scope.CITY or not subject.city
    why = f"，可能因为{_reasons(conflict)}" if conflict.objections else ""
    return (
        *((place,) if named else ()),
        Name(display(label_of(first)), first.id),
        Words("：报道中有"),
        *_joined(clauses, "、"),
        Words(f"等不同的数{why}；本简报并列，不取舍，请核对原件。"),
    )


def _nearly_named(conflict: Conflict, book: Notebook) -> Sentence:
    """总投资：甲支线工程约30.8亿元（计划数），甲支线管线工程14.76亿元（报道所述实数）；…."""
    first = conflict.metrics[0]
    clauses: list[Sentence] = [
        (
            Name(display(metric.place), metric.id),
            book.figure(metric),
            Words(f"（{STATUS_WORDS[metric.status]}"),
            *((Words("，"), *until) if (until := cut_off(metric)) else ()),
            Words("）"),
        )
        for metric in conflict.metrics
    ]
    ending = "可能是整体与其中一部分；本简报并列，不取舍，请核对原件。"
    return (
        Name(display(label_of(first)), first.id),
        Words("："),
        *_joined(clauses),
        Words(f"；{_reasons(conflict)}，{ending}"),
    )


def _unjudged(pledge: Pledge, subject: Subject, book: Notebook) -> Sentence:
    promised, result = pledge.promised, pledge.result
    if result is None:
        return ()
    place = (Name(promised.city, promised.id),) if not subject.city else ()
    return (
        *place,
        Name(display(label_of(promised)), promised.id),
        Words("：计划"),
        book.figure(promised),
        Words("，报道"),
        Name(display(label_of(result)), result.id),
        book.figure(result),
        Words(f"；{_reasons(pledge)}，不计算完成比例。"),
    )
