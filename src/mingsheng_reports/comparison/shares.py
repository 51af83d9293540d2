"""Completed shares that a source states, and the plan that such a share proves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from mingsheng_reports.comparison.nature import is_exact
from mingsheng_reports.comparison.telling import DONE, PERCENT, Joined, Told, alike
from mingsheng_reports.core.metric import Status

NEAR = Decimal("0.6")  # percentage points that the rounding of a stated share may leave
EXACTLY = Decimal("0.06")  # the same for a share with a decimal
HUNDRED = Decimal(100)


def shares_of(told: Sequence[Told], near: Sequence[Told], found: Joined) -> None:
    """Stated percentages belong to the numbers right before them, in their order.

    ``near`` are the numbers of the sentences before, and of this one, where a plan may stand.
    """
    run: list[Told] = []
    held: list[Told] = []
    for each in (*told, None):
        if each is not None and each.status is Status.COMPLETION:
            run += [each] if is_exact(each.metric) else []  # 达到50%以上 is asked, not reached
            continue
        if run:
            _hand_out(run, held, near, found)
            run, held = [], []
        if each is not None and each.status in DONE and each.unit != PERCENT:
            held.append(each)


def _hand_out(
    run: Sequence[Told], held: Sequence[Told], near: Sequence[Told], found: Joined
) -> None:
    whole = [each for each in held if not each.metric.part_of]
    if len(run) > 1:
        if len(whole) < len(run):
            return
        owners = whole[-len(run) :]
    else:
        named = [each for each in whole if each.metric.label == run[0].metric.label]
        owners = (named or whole)[-1:]
    for owner, share in zip(owners, run, strict=False):
        found.stated.setdefault(owner.metric.id, share.metric)
        answered = {metric.id for metric in found.results.values()}
        if owner.metric.id not in answered:
            _prove(owner, share, near, found)


def _near_to(near: Sequence[Told], result: Told, share: Told) -> Iterator[Told]:
    """What stands before it, the last first; beyond its sentence only for a share told exactly."""
    first = result.metric.evidence.sentence_spans[0]
    exactly = "." in share.metric.quantity.printed
    for plan in reversed(near):
        figure = plan.metric.evidence.figure_span
        inside = figure.start >= first.start
        if figure < result.metric.evidence.figure_span and (inside or exactly):
            yield plan


def _prove(result: Told, share: Told, near: Sequence[Told], found: Joined) -> None:
    """The number before it of which the result is just the share that the source states."""
    near_by = EXACTLY if "." in share.metric.quantity.printed else NEAR
    for plan in _near_to(near, result, share):
        value = plan.metric.quantity.value
        if plan.status not in {*DONE, Status.TARGET} or not value or not alike(plan, result):
            continue
        said = share.metric.quantity.value
        if abs(result.metric.quantity.value / value * HUNDRED - said) <= near_by:
            found.plans.setdefault(result.metric.id, plan.metric)
            return
