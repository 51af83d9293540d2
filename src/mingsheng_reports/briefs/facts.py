"""Metrics told in one breath: a raise from–to, a number with its growth, a whole with parts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mingsheng_reports.core.metric import Metric, Status

IN_FORCE = (Status.ACTUAL, Status.STANDARD)
MULTIPLE_UNITS = ("倍",)
BASE = re.compile(r"(?:按照?|为)([^,，。；;、]{2,12})的$")


@dataclass(frozen=True, slots=True)
class Fact:
    """One head metric and what belongs to it.

    Attributes:
        old: the baseline of a from–to pair.
        multiple: the same standard as a multiple of another.
        changes, completions: growth and progress of the head's number.
        parts: 其中, each a fact of its own.
    """

    head: Metric
    old: Metric | None = None
    multiple: Metric | None = None
    changes: tuple[Metric, ...] = ()
    completions: tuple[Metric, ...] = ()
    parts: tuple[Fact, ...] = ()

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """All metrics told by this fact."""
        own = [m for m in (self.multiple, self.old, self.head) if m is not None]
        inner = [metric for part in self.parts for metric in part.metrics]
        return (*own, *self.changes, *self.completions, *inner)


def gather(metrics: Sequence[Metric], baselines: Iterable[Metric] = ()) -> tuple[Fact, ...]:
    """Facts in the order of their heads; ``baselines`` may come from an earlier year."""
    pool = _Pool(metrics, baselines)
    return tuple(pool.fact(metric) for metric in metrics if pool.leads(metric))


def _topic(metric: Metric) -> tuple[str, str, str]:
    return metric.city, metric.place, metric.label


class _Pool:
    """Who belongs to whom among the metrics at hand."""

    def __init__(self, metrics: Sequence[Metric], baselines: Iterable[Metric]) -> None:
        self._topics: dict[tuple[str, str, str], list[Metric]] = defaultdict(list)
        for metric in metrics:
            self._topics[_topic(metric)].append(metric)
        self._old: dict[tuple[str, str, str], list[Metric]] = defaultdict(list)
        for metric in baselines:
            self._old[_topic(metric)].append(metric)
        ids = {metric.id for metric in metrics}
        self._parts: dict[str, list[Metric]] = defaultdict(list)
        for metric in metrics:
            if metric.part_of in ids and metric.part_of != metric.id:
                self._parts[metric.part_of].append(metric)
        self._follows: set[str] = {m.id for held in self._parts.values() for m in held}
        self._attached: dict[str, dict[str, list[Metric]]] = {}
        for held in self._topics.values():
            self._attach(held)

    def leads(self, metric: Metric) -> bool:
        """Whether the metric begins a fact of its own."""
        return metric.id not in self._follows

    def fact(self, metric: Metric, depth: int = 0) -> Fact:
        """The fact that the metric heads."""
        own = self._attached.get(metric.id, {})
        inner = self._parts.get(metric.id, []) if depth <= 1 else []
        return Fact(
            metric,
            old=next(iter(own.get("old", [])), None),
            multiple=next(iter(own.get("multiple", [])), None),
            changes=tuple(own.get("change", [])),
            completions=tuple(own.get("completion", [])),
            parts=tuple(self.fact(part, depth + 1) for part in inner),
        )

    def _attach(self, held: Sequence[Metric]) -> None:
        """Growth, progress and old value go to the number of the same label, year and footing."""
        heads = [m for m in held if m.status in IN_FORCE and m.quantity.unit not in MULTIPLE_UNITS]
        for metric in held:
            role = _role(metric)
            host = _host(metric, heads) if role else None
            if host is None:
                continue
            self._attached.setdefault(host.id, {}).setdefault(role, []).append(metric)
            self._follows.add(metric.id)
        for head in heads:
            own = self._attached.setdefault(head.id, {})
            if "old" not in own:
                own["old"] = [o for o in self._old[_topic(head)] if pairs(o, head)]


def _role(metric: Metric) -> str:
    if metric.status is Status.STANDARD and metric.quantity.unit in MULTIPLE_UNITS:
        return "multiple"
    if metric.status is Status.BASELINE:
        return "old"
    return metric.status.value if metric.status in {Status.CHANGE, Status.COMPLETION} else ""


def _host(metric: Metric, heads: Sequence[Metric]) -> Metric | None:
    if metric.status is Status.BASELINE:
        fitting = [head for head in heads if pairs(metric, head)]
    else:
        fitting = [h for h in heads if h.year == metric.year and h.as_of == metric.as_of]
    near = [head for head in fitting if _same_sentence(metric, head)]
    return next(iter(near or fitting), None)


def pairs(old: Metric, new: Metric) -> bool:
    """Whether the two are the ends of one 由…提高到…: same unit, same sentence."""
    return old.quantity.unit == new.quantity.unit and _same_sentence(old, new)


def _same_sentence(first: Metric, second: Metric) -> bool:
    one, other = first.evidence, second.evidence
    return one.doc == other.doc and any(
        a.overlaps(b) for a in one.sentence_spans for b in other.sentence_spans
    )


def base_of(metric: Metric) -> str:
    """What a multiple multiplies, in the source's words: 低保标准 of 按低保标准的3倍执行."""
    sentence = metric.evidence.sentence
    quote = metric.evidence.quote
    at = sentence.find(quote)
    start = quote.find(metric.quantity.printed)
    if at < 0 or start < 0:
        return ""
    found = BASE.search(sentence[: at + start])
    return found[1] if found else ""
