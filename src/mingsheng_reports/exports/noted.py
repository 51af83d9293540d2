"""Under which note a metric is printed: its own, or that of a sentence that says the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mingsheng_reports.core.metric import Metric

Fact = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """The metrics that a brief has notes for, by id and by what they say."""

    ids: frozenset[str]
    facts: dict[Fact, str]

    @classmethod
    def of(cls, metrics: Iterable[Metric]) -> Noted:
        """From all that have a note."""
        held = tuple(metrics)
        return cls(frozenset(one.id for one in held), {_fact(one): one.id for one in held})

    def under(self, metric: Metric) -> str:
        """The id of the one that is printed for it; empty where none is."""
        return metric.id if metric.id in self.ids else self.facts.get(_fact(metric), "")

    def all_under(self, metrics: Sequence[Metric]) -> list[str]:
        """Their ids as they are printed; none where one of them is not."""
        found = [self.under(metric) for metric in metrics]
        return found if all(found) else []


def _fact(metric: Metric) -> Fact:
    quantity = metric.quantity
    return (
        metric.city, metric.place, metric.label, metric.year, metric.status,
        quantity.value, quantity.upper, quantity.unit,
    )  # fmt: skip
