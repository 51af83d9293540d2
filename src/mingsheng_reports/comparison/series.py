"""Which metrics measure the same thing.

Two metrics belong together when they carry the same indicator of the catalogue or, lacking one,
exactly the same label, and are counted in the same unit. Likeness of strings is never used.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mingsheng_reports.catalogue.phrasing import comparable_label
from mingsheng_reports.comparison.terms import base_unit, kin_label, plain_label
from mingsheng_reports.core.metric import Metric, Scope

SHORTEST_KIN = 3  # a shorter stem (公园, 道路) says too little to call two labels kin


@dataclass(frozen=True, slots=True)
class Topic:
    """What is measured and in which unit; ``indicator`` is an id or a plain label."""

    indicator: str
    unit: str


@dataclass(frozen=True, slots=True)
class Topics:
    """Topics of a set of metrics: a label that carries an indicator once carries it everywhere."""

    indicators: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, metrics: Iterable[Metric]) -> Topics:
        """Learns which labels the metrics link to the catalogue; an ambiguous label links none."""
        seen: dict[tuple[str, str], set[str]] = defaultdict(set)
        for metric in metrics:
            if metric.indicator:
                seen[_named(metric)].add(metric.indicator)
        return cls({name: ids.pop() for name, ids in seen.items() if len(ids) == 1})

    def topic(self, metric: Metric) -> Topic:
        """The topic of one metric."""
        label, unit = _named(metric)
        return Topic(metric.indicator or self.indicators.get((label, unit), label), unit)

    def group(self, metrics: Iterable[Metric]) -> dict[Topic, list[Metric]]:
        """Metrics by topic, in the order of first appearance."""
        groups: dict[Topic, list[Metric]] = {}
        for metric in metrics:
            groups.setdefault(self.topic(metric), []).append(metric)
        return groups


def _named(metric: Metric) -> tuple[str, str]:
    label = metric.label.removeprefix(metric.place) or metric.label
    return plain_label(label), base_unit(metric.quantity.unit)


def kin(metric: Metric) -> tuple[str, str]:
    """What was worked on, whatever was done to it: (农村公路里程, 公里); empty when too short."""
    label, unit = _named(metric)
    stem = kin_label(label)
    return (stem, unit) if stem != label and len(stem) >= SHORTEST_KIN else ("", "")


def place_in_sources(metric: Metric) -> tuple[str, int]:
    """Where it stands, by the names of the files: in whichever order they were read."""
    return metric.evidence.doc, metric.evidence.figure_span.start


def citable(metrics: Sequence[Metric]) -> list[Metric]:
    """Without persons, and without labels that mean nothing outside their sentence."""
    return [m for m in metrics if m.scope is not Scope.PERSON and comparable_label(m)]
