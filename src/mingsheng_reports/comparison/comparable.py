"""May numbers be subtracted or ranked? Every reason against it, and every reservation.

The rules are rows of ``tables/guard.toml``. A metric for a whole year and one up to a day inside
the year are not comparable, however tempting the subtraction looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from mingsheng_reports.catalogue.guard_rules import GuardRule, Verdict, guard_rule, guard_rules
from mingsheng_reports.comparison.pairing import pairs_of
from mingsheng_reports.comparison.predicates import PREDICATES
from mingsheng_reports.comparison.terms import status_name
from mingsheng_reports.core.comparison import Objection
from mingsheng_reports.core.metric import Metric

STATUSES = "{statuses}"
RATIO = "ratio"


def objections(metrics: Sequence[Metric], along: str) -> tuple[Objection, ...]:
    """Every reason why these may not be subtracted, ranked or divided, most telling first.

    ``along`` is a :class:`ComparisonKind`, or ``RATIO`` for a number and a figure to divide it by.
    """
    return _caught(metrics, along, Verdict.REFUSE)


def reservations(metrics: Sequence[Metric], along: str) -> tuple[Objection, ...]:
    """What must be printed beside whatever is computed or ranked from these."""
    return _caught(metrics, along, Verdict.RESERVE)


def named(name: str) -> Objection:
    """The reason of one rule, where something other than a pair of metrics gives rise to it."""
    rule = guard_rule(name)
    return Objection(rule.code, rule.reason)


def catches(name: str, first: Metric, second: Metric) -> bool:
    """Whether one rule of the table speaks of this pair."""
    return PREDICATES[guard_rule(name).predicate](first, second)


def _caught(metrics: Sequence[Metric], along: str, verdict: Verdict) -> tuple[Objection, ...]:
    found: dict[str, Objection] = {}
    pairs = tuple(pairs_of(metrics, along))
    for rule in _rules(str(along), verdict):
        predicate = PREDICATES[rule.predicate]
        caught = (pair for pair in pairs if predicate(*pair))
        if rule.code not in found and (pair := next(caught, None)):
            found[rule.code] = _told(rule, *pair)
    return tuple(found.values())


@cache
def _rules(along: str, verdict: Verdict) -> tuple[GuardRule, ...]:
    return tuple(rule for rule in guard_rules() if along in rule.along and rule.verdict is verdict)


def _told(rule: GuardRule, first: Metric, second: Metric) -> Objection:
    if STATUSES not in rule.reason:
        return Objection(rule.code, rule.reason)
    names = "、".join(dict.fromkeys(status_name(m.status) for m in (first, second)))
    return Objection(rule.code, rule.reason.replace(STATUSES, names))
