"""How a promise stands, given what is reported for it.

A result below a promise only says how far it has come by the day of the report. A promise may be a
floor (1万例以上) or a cap (控制在4.5%以内); of a rate or a standard no share is computed.
"""

from __future__ import annotations

from dataclasses import dataclass

from mingsheng_reports.catalogue.indicators import Better, by_id
from mingsheng_reports.comparison.change import share
from mingsheng_reports.comparison.comparable import named
from mingsheng_reports.comparison.nature import is_exact, is_level
from mingsheng_reports.comparison.terms import words_of
from mingsheng_reports.core.comparison import Derived, Objection, PledgeState
from mingsheng_reports.core.metric import Metric
from mingsheng_reports.core.quantity import Qualifier

ABOVE_CAP = "报道的数高于承诺的上限"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a promise stands, the share that is done, and what keeps it from being judged."""

    state: PledgeState
    progress: Derived | None = None
    objections: tuple[Objection, ...] = ()
    ground: str = ""


def outcome(promised: Metric, result: Metric) -> Outcome:
    """The state of a promise with a result; never that it failed."""
    asked, reached = promised.quantity.value, result.quantity.value
    if _is_cap(promised) and is_exact(result):
        if reached <= asked:
            return Outcome(PledgeState.MET)
        return Outcome(PledgeState.UNMEASURED, ground=ABOVE_CAP)
    if _is_floor(promised) and (is_exact(result) or _is_floor(result)):
        return Outcome(PledgeState.MET if reached >= asked else PledgeState.UNDERWAY)
    if is_exact(promised) and is_exact(result):
        done = None if is_level(promised) or is_level(result) else share(result, promised)
        return Outcome(_compared(promised, result), done)
    if is_exact(promised) and _is_floor(result) and reached >= asked:
        return Outcome(PledgeState.MET)  # 300余个 fulfils a promise of 300个
    return Outcome(PledgeState.INCOMPARABLE, objections=(named("bound"),))


def _compared(promised: Metric, result: Metric) -> PledgeState:
    if result.quantity.value > promised.quantity.value:
        return PledgeState.EXCEEDED
    if result.quantity.value == promised.quantity.value:
        return PledgeState.MET
    return PledgeState.UNDERWAY


def _is_cap(metric: Metric) -> bool:
    """控制在4.5%以内, 不超过4.5%, and whatever the catalogue says is better when less."""
    indicator = by_id(metric.indicator)
    if indicator is not None and indicator.better is Better.LESS:
        return True
    number = metric.quantity.printed
    before, found, behind = metric.evidence.quote.partition(number)
    around = f"{before[-6:]}{number}{behind[:2]}" if found else number
    return any(word in around for word, _ in words_of("cap"))


def _is_floor(metric: Metric) -> bool:
    return metric.quantity.qualifier is Qualifier.OVER and metric.quantity.upper is None
