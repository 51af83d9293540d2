"""What one number is by nature: a state or a count over time, exact or rough, a work, a stock."""

from __future__ import annotations

import re
from decimal import Decimal

from mingsheng_reports.catalogue.phrasing import clause_before, told_before
from mingsheng_reports.catalogue.units import kind_of
from mingsheng_reports.comparison.terms import words_of
from mingsheng_reports.core.metric import Metric, Status
from mingsheng_reports.core.quantity import Qualifier, plain_digits

YEAR_END = "12-31"
IN_FORCE = (Status.ACTUAL, Status.STANDARD, Status.BASELINE)
FIXED = (Status.STANDARD, Status.BASELINE)
LEVEL_UNITS = ("%", "倍")
WORKED = ("count", "length", "area")
WRITTEN = re.compile(r"(\d+(?:\.\d+)?)[余多]?([万亿]?)")
POWERS = {"": 0, "万": 4, "亿": 8}
EVERY_DIGIT = Decimal(0)  # the step of a number written out in full


def is_level(metric: Metric) -> bool:
    """A state rather than a count over time: a rate, a standard, an amount per head, a zero.

    Incomes and degrees of completion grow through the year although their unit is a rate.
    """
    if metric.status in FIXED or not metric.quantity.value:
        return True
    if any(word in metric.label for word, _ in words_of("accruing")):
        return False
    unit = metric.quantity.unit
    return unit in LEVEL_UNITS or "/" in unit


def is_work(metric: Metric) -> bool:
    """How much was built or mended in a year: next year's task is another, not more or less."""
    counted = kind_of(metric.quantity.unit) in WORKED
    done = any(word in metric.label for word, _ in words_of("work"))
    return counted and done and not is_level(metric)


def is_exact(metric: Metric) -> bool:
    """Neither 约, 近, 余 nor a range."""
    return metric.quantity.qualifier is Qualifier.EXACT and metric.quantity.upper is None


def is_bound(metric: Metric) -> bool:
    """Only known to lie above, below or between: 170余, 超170, 近170, 40至50."""
    vague = (Qualifier.OVER, Qualifier.NEARLY)
    return metric.quantity.qualifier in vague or metric.quantity.upper is not None


def is_about(metric: Metric) -> bool:
    """约, 左右: on either side of the number, and near it."""
    return metric.quantity.qualifier is Qualifier.ABOUT and metric.quantity.upper is None


def cut_off(metric: Metric) -> str:
    """Month and day up to which it counts; empty for the whole year."""
    day = metric.as_of[5:]
    return "" if day == YEAR_END else day


def is_stock(metric: Metric) -> bool:
    """How many there are by now, in whichever year they came: 在册3万人, 累计建成50个.

    What is added up within one year (全年累计, 累计新增) is none.
    """
    if _says(metric, "stock"):
        return True
    whole = told_before(metric) + metric.label
    return _says(metric, "total") and not any(word in whole for word, _ in words_of("in-year"))


def is_flow(metric: Metric) -> bool:
    """How many came in its year: 新增800人, 建成9个."""
    return _says(metric, "deed") and not is_stock(metric)


def _says(metric: Metric, kind: str) -> bool:
    said = clause_before(metric) + metric.label
    return any(word in said for word, _ in words_of(kind))


def step(metric: Metric) -> Decimal:
    """Worth of the last digit that the source vouches for: 1000 of 1.2万, 0 of 12345.

    An approximate number does not vouch for the zeros at its end: 100 of 约1200.
    """
    found = WRITTEN.findall(metric.quantity.printed)
    digits, multiple = found[-1] if found else (plain_digits(metric.quantity.value), "")
    if is_exact(metric) and (not multiple or metric.status in FIXED):
        return EVERY_DIGIT
    places = -len(digits.partition(".")[2])
    if not places and is_about(metric):
        places = len(digits) - len(digits.rstrip("0"))
    return Decimal(1).scaleb(places + POWERS[multiple])
