"""City-wide results per head or per area, where the user has supplied the figure to divide by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from mingsheng_reports.catalogue.references import Measure, measures
from mingsheng_reports.catalogue.units import kind_of
from mingsheng_reports.comparison.change import LEAST_DIGITS, significant_digits
from mingsheng_reports.comparison.comparable import RATIO, objections, reservations
from mingsheng_reports.core.comparison import Derived, Ratio
from mingsheng_reports.core.metric import Metric
from mingsheng_reports.core.quantity import plain_digits
from mingsheng_reports.core.reference import Reference

OPERATIONS = {
    Decimal(1): "per-one",
    Decimal(100): "per-hundred",
    Decimal(10_000): "per-myriad",
}
MOST_PLACES = 3
Figures = dict[tuple[str, str], list[Reference]]  # by what they are and of which place


def ratios_of(metrics: Iterable[Metric], references: Sequence[Reference]) -> tuple[Ratio, ...]:
    """Every number that the guard lets be divided, by the first figure of the table that fits."""
    held: Figures = defaultdict(list)
    for reference in references:
        held[reference.what, reference.metric.place].append(reference)
    found = (_ratio(metric, held) for metric in metrics) if held else ()
    return tuple(ratio for ratio in found if ratio is not None)


def _ratio(metric: Metric, figures: Figures) -> Ratio | None:
    kind = kind_of(metric.quantity.unit)
    for measure in measures():
        if kind not in measure.kinds or any(word in metric.label for word in measure.but):
            continue
        for reference in figures.get((measure.what, metric.place), ()):
            pair = (metric, reference.metric)
            if not objections(pair, RATIO):
                divided = _divided(metric, reference.metric, measure)
                return Ratio(metric, reference, divided, reservations(pair, RATIO))
    return None


def _divided(metric: Metric, figure: Metric, measure: Measure) -> Derived:
    value = metric.quantity.value / figure.quantity.value * measure.size
    unit = metric.quantity.unit
    digits = min(significant_digits(metric), significant_digits(figure))
    formula = f"{metric.quantity.wording}÷{figure.quantity.wording}"
    return Derived(
        f"{OPERATIONS[measure.size]}:{metric.id}:{figure.id}",
        value,
        f"{unit}/{measure.named}",
        f"{measure.per}{_rounded(value, digits)}{unit}",
        f"{formula}，折合{measure.per}",
        (metric, figure),
    )


def _rounded(value: Decimal, digits: int) -> str:
    """As many digits as the coarser operand has, three at least: 217.6, 6.51, 0.065."""
    before_point = max(1, value.adjusted() + 1)
    usual = 1 if before_point > 1 else MOST_PLACES - (value >= 1)
    places = max(0, min(usual, max(LEAST_DIGITS, digits) - before_point + (value < 1)))
    return plain_digits(value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN))
