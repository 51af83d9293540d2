"""From exact values to places on the sheet: the one door where a Decimal becomes a float."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingsheng_reports.core.brief import Computed, Figure, Mark
from mingsheng_reports.core.theme import Theme

ROW = 1.84  # height of a row, in type sizes of the chart


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps values ``low..high`` linearly to ``start..end`` points."""

    low: Decimal
    high: Decimal
    start: float
    end: float

    def __call__(self, value: Decimal) -> float:
        """Where the value stands, in points."""
        if self.high == self.low:
            return self.start
        # A picture has no more than hundredths of a point: binary floating point is enough here.
        part = float((value - self.low) / (self.high - self.low))
        return self.start + part * (self.end - self.start)


def row_height(theme: Theme) -> float:
    """Points from row to row: a body line, but no more than the chart's own type needs."""
    return min(theme.measures.line, ROW * theme.sizes.chart)


def lower(figure: Figure | Computed) -> Decimal:
    """The figure's value; the lower end of a range."""
    return figure.value


def upper(figure: Figure | Computed) -> Decimal:
    """The figure's value; the upper end of a range."""
    if isinstance(figure, Figure) and figure.metric.quantity.upper is not None:
        return figure.metric.quantity.upper
    return figure.value


def is_range(figure: Figure | Computed) -> bool:
    """Whether the source gives two ends."""
    return upper(figure) != lower(figure)


def extremes(marks: Sequence[Mark]) -> tuple[Decimal, Decimal]:
    """Smallest and greatest value drawn."""
    return (
        min(lower(mark.figure) for mark in marks),
        max(upper(mark.figure) for mark in marks),
    )
