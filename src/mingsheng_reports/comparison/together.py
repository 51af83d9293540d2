"""A plan and what has come of it, told in one breath.

计划改造28个小区，目前已完成10个: the result needs no name of its own, it has the plan's. The same
in a row of a table of progress, whose cells are a promise and what was done. Which words join the
two is the table together.tsv; a number is taken where its unit is the plan's and no other number
of that unit could be meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mingsheng_reports.catalogue.together import PLAIN, together_cue
from mingsheng_reports.comparison.shares import shares_of
from mingsheng_reports.comparison.telling import (
    BEHIND,
    DONE,
    SECTION,
    STOP,
    Joined,
    Told,
    alike,
    gap,
    is_result,
    sentences,
)
from mingsheng_reports.core.metric import Metric, Status

PROMISED_CELL, DONE_CELL = "cell:target", "cell:actual"
LOOKED_BACK = 6  # sentences with numbers in which the plan of a stated share may stand


def joined(metrics: Iterable[Metric]) -> Joined:
    """All that the sentences and rows of these metrics tell together."""
    found = Joined()
    earlier: list[list[Told]] = []  # the sentences right before this one, the last one last
    for told in sentences(metrics):
        earlier = [each for each in earlier[1 - LOOKED_BACK :] if gap(each, told) <= SECTION]
        before = earlier[-1] if earlier and gap(earlier[-1], told) <= BEHIND else []
        _answers(told, found)
        _progress(told, before, found)
        _parts(told, found)
        shares_of(told, [each for held in (*earlier, told) for each in held], found)
        earlier.append(told)
    for promised, done in _rows(metrics):
        _row(promised, done, found)
    return found


def _answers(told: Sequence[Told], found: Joined) -> None:
    """The task stands behind its result: 新建48所，超额完成40所的年度目标任务."""
    for at, plan in enumerate(told):
        if plan.status is not Status.TARGET or not plan.asked:
            continue
        above = together_cue("beyond").search(plan.before) is not None
        for result in reversed(told[:at]):
            value, asked = result.metric.quantity.value, plan.metric.quantity.value
            if result.status in DONE and alike(plan, result) and not (above and value <= asked):
                found.results.setdefault(plan.metric.id, result.metric)
                break


def _progress(told: Sequence[Told], before: Sequence[Told], found: Joined) -> None:
    """The result stands behind its plan, in its sentence or at the beginning of the next one."""
    plans = [each for each in told if each.status is Status.TARGET]
    if not plans and _goes_on(before, told):
        plans = [each for each in before if each.status is Status.TARGET]
        plans = [_at_head(each) for each in plans]
    taken = {id(metric) for metric in found.results.values()}
    results = [each for each in told if each.done and not each.metric.part_of]
    for result in results:
        if id(result.metric) in taken:
            continue
        open_plans = [
            plan
            for plan in plans
            if plan.at < result.at
            and plan.metric.id not in found.results
            and not plan.metric.part_of
            and alike(plan, result)
        ]
        plan = _chosen(open_plans, result, results)
        if plan is not None:
            found.results[plan.metric.id] = result.metric


def _at_head(plan: Told) -> Told:
    """A plan of the sentence before stands before everything in this one."""
    return Told(plan.metric, -1, plan.before, plan.behind)


def _goes_on(before: Sequence[Told], told: Sequence[Told]) -> bool:
    """Whether a sentence goes on with the plan of the one right before it: 目前，已完成…."""
    if not before or not told:
        return False
    first = told[0].metric.evidence.sentence.translate(PLAIN)
    return bool(together_cue("next").search(first))


def _chosen(plans: Sequence[Told], result: Told, results: Sequence[Told]) -> Told | None:
    """The plan meant: that of the same name, the only one, or the first of as many as there are."""
    named = [plan for plan in plans if plan.metric.label == result.metric.label]
    if len(named) == 1:
        return named[0]
    if len(plans) <= 1:
        return plans[0] if plans else None
    nearest = plans[-1]
    if not STOP.search(_between(nearest, result)):
        return nearest  # 15个幸福院建设已完成8个
    rivals = [each for each in results if each.unit == result.unit and each.at >= result.at]
    return plans[0] if len(rivals) == len(plans) else None


def _between(plan: Told, result: Told) -> str:
    gap = result.at - plan.at - len(plan.metric.evidence.figure_span)
    return plan.behind[: max(0, gap)] if plan.at >= 0 else "。"


def _parts(told: Sequence[Told], found: Joined) -> None:
    """Parts of a plan and of its result that are called alike: 卫生院44个 and 卫生院21个."""
    for plan in told:
        whole = found.results.get(plan.metric.part_of)
        if whole is None or plan.metric.id in found.results:
            continue
        for result in told:
            one, other = plan.metric.label, result.metric.label
            called_alike = one.endswith(other) or other.endswith(one)
            if result.metric.part_of == whole.id and called_alike and plan.unit == result.unit:
                found.results[plan.metric.id] = result.metric
                break


def _rows(metrics: Iterable[Metric]) -> Iterator[tuple[list[Metric], list[Metric]]]:
    """The promised and the done numbers of each row of a table of progress."""
    rows: dict[tuple[str, int], tuple[list[Metric], list[Metric]]] = {}
    for metric in metrics:
        cell = next((rule for rule in metric.rules if rule in {PROMISED_CELL, DONE_CELL}), "")
        if cell:
            row = rows.setdefault((metric.evidence.doc, metric.evidence.line), ([], []))
            row[cell == DONE_CELL].append(metric)
    for key in sorted(rows):
        yield rows[key]


def _row(promised: Sequence[Metric], done: Sequence[Metric], found: Joined) -> None:
    """By the unit as written, in their order, where there are as many of one as of the other."""
    for unit in dict.fromkeys(metric.quantity.unit for metric in promised):
        plans = [m for m in promised if m.quantity.unit == unit and m.status is Status.TARGET]
        results = [m for m in done if m.quantity.unit == unit and is_result(m)]
        if len(plans) == len(results):
            for plan, result in zip(plans, results, strict=True):
                found.results.setdefault(plan.id, result)
