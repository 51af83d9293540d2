"""May two metrics be subtracted or ranked? Every reason against it, in plain Chinese.

The rules: DESIGN, “Never compare what cannot be compared”. A metric for a whole year and one up
to a day inside the year are not comparable, however tempting the subtraction looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from mingsheng_reports.catalogue.units import kind_of
from mingsheng_reports.comparison.terms import base_unit, plain_label, status_name, words_of
from mingsheng_reports.core.comparison import ComparisonKind, Objection
from mingsheng_reports.core.metric import Metric, Status
from mingsheng_reports.core.quantity import Qualifier

YEAR_END = "12-31"
IN_FORCE = (Status.ACTUAL, Status.STANDARD, Status.BASELINE)
LEVEL_UNITS = ("%", "倍")
WORKED = ("count", "length", "area")

AS_OF = Objection("as-of", "统计截止日期不同")
OPEN_DATE = Objection("as-of", "有的数只截至报道时")
UNIT = Objection("unit", "计量单位不同")
SCOPE = Objection("scope", "统计范围不同")
DEFINITION = Objection("definition", "指标口径不同")
QUALIFIER = Objection("qualifier", "其中有概数或区间数")
PERIOD = Objection("period", "其中有跨年累计数")
WORKS = Objection("works", "各年任务不同")
CONFLICT = Objection("conflict", "同一指标在来源中有不同的数")


def is_level(metric: Metric) -> bool:
    """A state rather than a count over time: a rate, a standard, an amount per head, a zero."""
    unit = metric.quantity.unit
    if metric.status in {Status.STANDARD, Status.BASELINE} or not metric.quantity.value:
        return True
    return unit in LEVEL_UNITS or "/" in unit


def is_work(metric: Metric) -> bool:
    """How much was built or mended in a year: next year's task is another, not more or less."""
    counted = kind_of(metric.quantity.unit) in WORKED
    done = any(word in metric.label for word, _ in words_of("work"))
    return counted and done and not is_level(metric)


def is_exact(metric: Metric) -> bool:
    """Neither 约, 近, 余 nor a range."""
    return metric.quantity.qualifier is Qualifier.EXACT and metric.quantity.upper is None


def cut_off(metric: Metric) -> str:
    """Month and day up to which it counts; empty for the whole year."""
    day = metric.as_of[5:]
    return "" if day == YEAR_END else day


def objections(metrics: Sequence[Metric], kind: ComparisonKind) -> tuple[Objection, ...]:
    """Every reason why these may not be subtracted or ranked, most telling first."""
    found: dict[str, Objection] = {}
    for first, second in combinations(metrics, 2):
        for objection in _between(first, second, kind):
            found.setdefault(objection.code, objection)
    return tuple(found.values())


def _between(first: Metric, second: Metric, kind: ComparisonKind) -> list[Objection]:
    found: list[Objection] = []
    if len(first.year) != len(second.year) or "-" in first.year:
        found.append(PERIOD)
    if first.scope is not second.scope or (
        kind is ComparisonKind.YEARS and first.place != second.place
    ):
        found.append(SCOPE)
    if base_unit(first.quantity.unit) != base_unit(second.quantity.unit):
        found.append(UNIT)
    if _defined_apart(first, second):
        found.append(DEFINITION)
    found += _dates(first, second)
    if kind is ComparisonKind.YEARS and first.year != second.year:
        found += [WORKS] if is_work(first) and is_work(second) else []
    if not _same_footing(first, second):
        names = "、".join(dict.fromkeys(status_name(m.status) for m in (first, second)))
        found.append(Objection("status", f"性质不同（{names}）"))
    if not (is_exact(first) and is_exact(second)):
        found.append(QUALIFIER)
    return found


def _defined_apart(first: Metric, second: Metric) -> bool:
    if first.indicator and second.indicator:
        return first.indicator != second.indicator
    if first.indicator or second.indicator:
        return False  # one of them lent its indicator to the other's label: see Topics
    return plain_label(first.label) != plain_label(second.label)


def _same_footing(first: Metric, second: Metric) -> bool:
    return first.status is second.status or (first.status in IN_FORCE and second.status in IN_FORCE)


def _dates(first: Metric, second: Metric) -> list[Objection]:
    levels = is_level(first) and is_level(second)
    if cut_off(first) != cut_off(second):
        dated = bool(first.as_of and second.as_of)
        return [AS_OF] if dated or not levels else []
    if levels or not (first.to_date or second.to_date):
        return []
    # Two reports count up to two days, even where neither names its own.
    same_day = first.to_date is second.to_date and first.article == second.article
    return [] if same_day else [OPEN_DATE]
