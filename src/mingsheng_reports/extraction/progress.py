"""Lists of progress: 126条水体治理已完成120条（95%） is a plan, its result and its completion.

The percentage proves it: what was done over what was planned is what the bracket says. Without a
planned number before it, a bare percentage in brackets behind 已完成 is a completion all the same.
So are the percentages behind a bracket that says what the task was: 年度目标（锅炉146台）的80.8%.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from mingsheng_reports.core.metric import Status
from mingsheng_reports.extraction.spots import Spot
from mingsheng_reports.extraction.status import Judgement

PLANNED = "progress:plan"  # the rule of a plan that its sentence holds against a result
NEAR = Decimal(1)  # percentage points that rounding may leave
HUNDRED = Decimal(100)
DONE = re.compile(r"(?:已|共)?完成(?:了)?$")
REACH = 8  # characters before the result in which 已完成 stands
STOP = re.compile(r"[，；。]")
TASK = re.compile(r"(?:目标任务|目标|任务|计划)（(?P<task>[^（）]*)）的(?P<shares>[\d.%、和]*)")


def with_progress(
    text: str, spots: Sequence[Spot], judgements: Sequence[Judgement]
) -> list[Judgement]:
    """The judgements of a sentence, those of plan, result and bare percentage corrected."""
    held = _with_bracketed(text, spots, judgements)
    for i in range(1, len(spots)):
        if not _bare_share(text, spots[i]) or held[i].status is not Status.ACTUAL:
            continue
        plan = _plan_of(text, spots, i)
        if plan is not None:
            held[plan] = Judgement(Status.TARGET, "", PLANNED)
        done = spots[i - 1].number
        if plan is not None or DONE.search(text[max(0, done.start - REACH) : done.start]):
            held[i] = Judgement(Status.COMPLETION, "", "progress:share")
    return held


def _with_bracketed(
    text: str, spots: Sequence[Spot], judgements: Sequence[Judgement]
) -> list[Judgement]:
    """The numbers in such a bracket are the plan, the percentages behind it are of that plan."""
    held = list(judgements)
    for match in TASK.finditer(text):
        for i, spot in enumerate(spots):
            at = spot.number.start
            if match.start("task") <= at < match.end("task") and spot.number.kind != "percent":
                held[i] = Judgement(Status.TARGET, "", PLANNED)
            elif match.start("shares") <= at < match.end() and spot.number.kind == "percent":
                held[i] = Judgement(Status.COMPLETION, "", "progress:share")
    return held


def _bare_share(text: str, spot: Spot) -> bool:
    """Whether a percentage stands alone in brackets right behind a number: 8个（53%）."""
    number = spot.number
    alone = (
        text[number.start - 1 : number.start] == "（" and text[number.end : number.end + 1] == "）"
    )
    return number.kind == "percent" and alone


def _plan_of(text: str, spots: Sequence[Spot], share: int) -> int | None:
    """The number before the result that it is that share of."""
    done, said = spots[share - 1].number, spots[share].number.value
    if share < 2 or text[done.end : spots[share].number.start] != "（":
        return None
    plan = spots[share - 2].number
    alike = plan.unit == done.unit and plan.value >= done.value and bool(plan.value)
    if not alike or STOP.search(text[plan.end : done.start]):
        return None
    return share - 2 if abs(done.value / plan.value * HUNDRED - said) <= NEAR else None
