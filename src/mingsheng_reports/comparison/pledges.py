"""Promises and what became of them.

A pledge is a target that a city or one of its districts announced. Its result is the number
reported for the same indicator, unit, place and year. Progress stands as of the day of the report
that tells it: a plan half done in a report is not a plan that failed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from mingsheng_reports.catalogue.phrasing import comparable_label, foreseen, telling
from mingsheng_reports.comparison.comparable import named
from mingsheng_reports.comparison.outcomes import outcome
from mingsheng_reports.comparison.series import Topics, kin
from mingsheng_reports.comparison.telling import Joined, is_result
from mingsheng_reports.comparison.terms import is_expectation
from mingsheng_reports.comparison.years import best_of_year
from mingsheng_reports.core.comparison import Pledge, PledgeState
from mingsheng_reports.core.metric import Metric, Scope, Status

PLEDGING = (Scope.CITY, Scope.DISTRICT)
REPORTED = (Status.ACTUAL, Status.STANDARD)
APART = Joined()
BESIDE = "报道把计划和完成写在一起"
PROVED = "报道写明的完成比例与两个数相符"
ROUNDED = Decimal(1)  # percentage points between the share stated and the one computed
BY_NAME = "名称取自原句，请核对"


def track_pledges(
    metrics: Sequence[Metric], topics: Topics, together: Joined = APART
) -> tuple[Pledge, ...]:
    """Every target of a city or district with the result reported for it, if any.

    A result is found by its name, or because its sentence tells it of the plan (``together``).
    """
    results: dict[tuple[str, ...], list[Metric]] = defaultdict(list)
    relatives: dict[tuple[str, ...], list[Metric]] = defaultdict(list)
    for metric in metrics:
        if metric.scope in PLEDGING and is_result(metric) and telling_of(metric):
            results[_key(metric, topics)].append(metric)
            if kin(metric)[0] and comparable_label(metric):
                relatives[_kin_key(metric)].append(metric)
    pledges: dict[tuple[str, ...], Pledge] = {}
    for metric in metrics:
        if not _is_promise(metric, told_of=metric.id in together.results):
            continue
        key = (*_key(metric, topics), metric.quantity.plain_value)
        if not comparable_label(metric):
            key = (*key, metric.id)
        called = results[_key(metric, topics)] if telling_of(metric) else []
        others = relatives[_kin_key(metric)] if kin(metric)[0] else []
        made = _pledge(metric, called, together.results.get(metric.id), others)
        if key not in pledges or pledges[key].result is None:
            pledges[key] = _stated(made, together)
    proved = [_proved(metric, together) for metric in metrics if metric.id in together.plans]
    return (*pledges.values(), *proved)


def telling_of(metric: Metric) -> bool:
    """Whether its label may find it a result or a promise."""
    return comparable_label(metric) or telling(metric)


def _stated(pledge: Pledge, together: Joined) -> Pledge:
    """With the completed share that the source states of its result, if it is of this plan."""
    said = together.stated.get(pledge.result.id) if pledge.result is not None else None
    if said is None:
        return pledge
    done = pledge.progress
    of_another = done is not None and abs(done.value - said.quantity.value) > ROUNDED
    return pledge if of_another else replace(pledge, stated=said)


def _proved(result: Metric, together: Joined) -> Pledge:
    """A plan that the source does not call one, but whose share it states."""
    made = _pledge(together.plans[result.id], (), result, ())
    return _stated(replace(made, ground=PROVED), together)


def _is_promise(metric: Metric, *, told_of: bool) -> bool:
    """A target that somebody announced; what a source only foresees (预计) is no promise.

    Money that a plan lays out is a forecast, unless its source holds the plan against it
    (``told_of``).
    """
    promised = metric.status is Status.TARGET and metric.scope in PLEDGING
    return promised and (told_of or not (is_expectation(metric.label) or foreseen(metric)))


def _key(metric: Metric, topics: Topics) -> tuple[str, ...]:
    topic = topics.topic(metric)
    return (metric.city, metric.place, metric.year, topic.indicator, topic.unit)


def _kin_key(metric: Metric) -> tuple[str, ...]:
    return (metric.city, metric.place, metric.year, *kin(metric))


def _pledge(
    promised: Metric,
    called: Sequence[Metric],
    beside: Metric | None,
    relatives: Iterable[Metric],
) -> Pledge:
    key = f"pledge:{promised.id}"
    quoted = not comparable_label(promised)
    if called or beside:
        best = latest([*called, *((beside,) if beside is not None else ())])
        told = best is beside and (quoted or best not in called)
        sure = told or comparable_label(best)
        ground = BESIDE if told else "" if sure and not quoted else BY_NAME
        made = outcome(promised, best)
        return Pledge(
            key, promised, best, made.state, made.progress, made.objections,
            ground=made.ground or ground, quoted=quoted or not sure,
        )  # fmt: skip
    related = [each for each in relatives if each.label != promised.label]
    if related and not quoted:
        state = PledgeState.INCOMPARABLE
        return Pledge(key, promised, latest(related), state, objections=(named("definition"),))
    return Pledge(key, promised, None, PledgeState.UNREPORTED, quoted=quoted)


def latest(metrics: Sequence[Metric]) -> Metric:
    """The fullest statement: the whole year before a part of it, a later day before an earlier."""
    whole = [m for m in metrics if not m.as_of and not m.to_date]
    if whole:
        return best_of_year(whole)
    # Up to the report is later than any day that the report names.
    return max(metrics, key=lambda m: (m.to_date, m.as_of))
