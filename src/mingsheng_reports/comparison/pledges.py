"""Promises and what became of them.

A pledge is a target that a city or one of its districts announced. Its result is the number
reported for the same indicator, unit, place and year. Progress stands as of the day of the report
that tells it: a plan half done in a report is not a plan that failed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from mingsheng_reports.catalogue.phrasing import foreseen
from mingsheng_reports.comparison.change import share
from mingsheng_reports.comparison.comparable import named
from mingsheng_reports.comparison.nature import is_exact
from mingsheng_reports.comparison.series import Topics, kin
from mingsheng_reports.comparison.terms import is_expectation
from mingsheng_reports.comparison.years import best_of_year
from mingsheng_reports.core.comparison import Objection, Pledge, PledgeState
from mingsheng_reports.core.metric import Metric, Scope, Status
from mingsheng_reports.core.quantity import Qualifier

PLEDGING = (Scope.CITY, Scope.DISTRICT)
REPORTED = (Status.ACTUAL, Status.STANDARD)


def track_pledges(metrics: Sequence[Metric], topics: Topics) -> tuple[Pledge, ...]:
    """Every target of a city or district with the result reported for it, if any."""
    results: dict[tuple[str, ...], list[Metric]] = defaultdict(list)
    relatives: dict[tuple[str, ...], list[Metric]] = defaultdict(list)
    for metric in metrics:
        if metric.status in REPORTED and metric.scope in PLEDGING:
            results[_key(metric, topics)].append(metric)
            if kin(metric)[0]:
                relatives[_kin_key(metric)].append(metric)
    pledges: dict[tuple[str, ...], Pledge] = {}
    for metric in metrics:
        if _is_promise(metric):
            key = (*_key(metric, topics), metric.quantity.plain_value)
            others = relatives[_kin_key(metric)] if kin(metric)[0] else []
            pledges.setdefault(key, _pledge(metric, results[_key(metric, topics)], others))
    return tuple(pledges.values())


def _is_promise(metric: Metric) -> bool:
    """A target that somebody announced; what a source only foresees (预计) is no promise."""
    promised = metric.status is Status.TARGET and metric.scope in PLEDGING
    return promised and not is_expectation(metric.label) and not foreseen(metric)


def _key(metric: Metric, topics: Topics) -> tuple[str, ...]:
    topic = topics.topic(metric)
    return (metric.city, metric.place, metric.year, topic.indicator, topic.unit)


def _kin_key(metric: Metric) -> tuple[str, ...]:
    return (metric.city, metric.place, metric.year, *kin(metric))


def _pledge(promised: Metric, results: Sequence[Metric], relatives: Iterable[Metric]) -> Pledge:
    key = f"pledge:{promised.id}"
    if results:
        return _with_result(key, promised, latest(results))
    related = [each for each in relatives if each.label != promised.label]
    if related:
        state = PledgeState.INCOMPARABLE
        return Pledge(key, promised, latest(related), state, objections=(named("definition"),))
    return Pledge(key, promised, None, PledgeState.UNREPORTED)


def latest(metrics: Sequence[Metric]) -> Metric:
    """The fullest statement: the whole year before a part of it, a later day before an earlier."""
    whole = [m for m in metrics if not m.as_of and not m.to_date]
    if whole:
        return best_of_year(whole)
    # Up to the report is later than any day that the report names.
    return max(metrics, key=lambda m: (m.to_date, m.as_of))


def _with_result(key: str, promised: Metric, result: Metric) -> Pledge:
    if is_exact(promised) and is_exact(result):
        done = share(result, promised)
        return Pledge(key, promised, result, _state(promised, result), done)
    if _surely_met(promised, result):
        return Pledge(key, promised, result, PledgeState.MET)
    against: tuple[Objection, ...] = (named("bound"),)
    return Pledge(key, promised, result, PledgeState.INCOMPARABLE, objections=against)


def _state(promised: Metric, result: Metric) -> PledgeState:
    if result.quantity.value > promised.quantity.value:
        return PledgeState.EXCEEDED
    if result.quantity.value == promised.quantity.value:
        return PledgeState.MET
    return PledgeState.UNDERWAY


def _surely_met(promised: Metric, result: Metric) -> bool:
    """300余个 fulfils a promise of 300个 although it is not exact."""
    over = result.quantity.qualifier is Qualifier.OVER and result.quantity.upper is None
    return over and is_exact(promised) and result.quantity.value >= promised.quantity.value
