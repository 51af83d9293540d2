"""Completed shares of tasks whose number the source does not tell: 完成全年任务指标的162%."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from mingsheng_reports.comparison.pledges import PLEDGING, REPORTED
from mingsheng_reports.comparison.telling import Joined
from mingsheng_reports.core.comparison import Pledge, PledgeState, Task
from mingsheng_reports.core.metric import Metric, Status

WHOLE = Decimal(100)


def track_tasks(
    metrics: Sequence[Metric], together: Joined, pledges: Sequence[Pledge]
) -> tuple[Task, ...]:
    """Every stated share that no pledge carries, with the number that it belongs to."""
    carried = {pledge.stated.id for pledge in pledges if pledge.stated is not None}
    by_id = {metric.id: metric for metric in metrics}
    owners = {share.id: by_id.get(result) for result, share in together.stated.items()}
    named = {_name(m): m for m in reversed(metrics) if m.status in REPORTED}
    found = []
    for metric in metrics:
        if metric.status is not Status.COMPLETION or metric.scope not in PLEDGING:
            continue
        if metric.id not in carried:
            result = owners.get(metric.id) or named.get(_name(metric))
            found.append(Task(f"task:{metric.id}", metric, result, _state(metric)))
    return tuple(found)


def _name(metric: Metric) -> tuple[str, ...]:
    return (metric.place, metric.label, metric.year, metric.as_of, metric.article)


def _state(metric: Metric) -> PledgeState:
    if metric.quantity.value > WHOLE:
        return PledgeState.EXCEEDED
    return PledgeState.MET if metric.quantity.value == WHOLE else PledgeState.UNDERWAY
