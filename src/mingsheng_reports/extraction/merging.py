"""One fact stated several times is one metric with several mentions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from mingsheng_reports.core.evidence import Evidence
from mingsheng_reports.core.metric import Metric

Key = tuple[str, ...]
COUNTERS = frozenset({"个", "家", "处", "座", "所", "项", "件"})  # two of them may count one thing
THING = 2  # characters at the end of a label that name the thing: 农业|园区


@dataclass(slots=True)
class _Fact:
    """The best statement of a fact so far, and where else it is told."""

    best: Metric
    others: list[Evidence] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)  # of the metrics that went into it

    def told(self) -> Metric:
        """The metric with its mentions in reading order."""
        held = sorted((*self.best.mentions, *self.others), key=lambda other: other.span)
        return replace(self.best, mentions=tuple(held)) if self.others else self.best

    def take(self, metric: Metric) -> None:
        """Another statement of the fact."""
        better = _better(self.best, metric)
        other = metric if better is self.best else self.best
        self.others += (other.evidence, *other.mentions)
        running = (better.to_date or other.to_date) and not better.as_of
        self.best = replace(better, to_date=running)
        self.ids.append(metric.id)


def merge(metrics: Iterable[Metric]) -> tuple[Metric, ...]:
    """Equal statements of one document become one metric; the best one is its evidence."""
    facts: list[_Fact] = []
    places: dict[Key, list[_Fact]] = {}
    read: set[str] = set()
    for metric in metrics:
        if metric.id in read:
            continue  # a stretch of the source that two articles claim is read once
        read.add(metric.id)
        same = places.setdefault(_key(metric), [])
        fact = next((each for each in same if _years_meet(each.best.year, metric.year)), None)
        if fact is None:
            fact = _Fact(metric)
            same.append(fact)
            facts.append(fact)
            fact.ids.append(metric.id)
        else:
            fact.take(metric)
    return _with_wholes(facts)


def _with_wholes(facts: Sequence[_Fact]) -> tuple[Metric, ...]:
    """Parts name the metric that their whole has become."""
    became = {each: fact.best.id for fact in facts for each in fact.ids}
    return tuple(_with_whole(fact.told(), became) for fact in facts)


def _with_whole(metric: Metric, became: Mapping[str, str]) -> Metric:
    if not metric.part_of:
        return metric
    whole = became.get(metric.part_of, "")
    return replace(metric, part_of=whole if whole != metric.id else "")


def _years_meet(first: str, second: str) -> bool:
    """2022 and 2021-2022 may be one fact told twice; 2021 and 2022 are two."""
    a, b = ((year[:4], year[-4:]) for year in (first, second))
    return a[0] <= b[1] and b[0] <= a[1]


def _key(metric: Metric) -> Key:
    quantity = metric.quantity
    name = metric.indicator or metric.label
    return (metric.place, name, quantity.plain_value, quantity.unit, metric.status.value)


def _better(first: Metric, second: Metric) -> Metric:
    """The statement with a cut-off date, else one year, else fewer doubts, else the first."""
    ranks = [(not m.as_of, "-" in m.year, len(m.doubts)) for m in (first, second)]
    return second if ranks[1] < ranks[0] else first


def _counted_otherwise(told: Sequence[Metric], headline: Metric) -> int | None:
    """三家农业园区 under 3个园区上榜: one fact with two counters; the fuller label tells it.

    Only a headline that says more of the same thing takes the place of the text's number.
    """
    for i, metric in enumerate(told):
        one, other = metric.quantity, headline.quantity
        alike = one.value == other.value and {one.unit, other.unit} <= COUNTERS
        if (
            alike
            and one.unit != other.unit
            and metric.article == headline.article
            and metric.place == headline.place
            and metric.label[-THING:] in headline.label
            and len(headline.label) > len(metric.label)
        ):
            return i
    return None


def with_headlines(told: Sequence[Metric], announced: Sequence[Metric]) -> list[Metric]:
    """A headline's number that the text states too is a mention of it; the text is the evidence.

    Among several numbers that are equal, the one of the same name is meant, else the first.
    """
    kept = list(told)
    equal: dict[tuple[Decimal, str], list[int]] = {}
    for i, metric in enumerate(kept):
        equal.setdefault((metric.quantity.value, metric.quantity.unit), []).append(i)
    mentions: dict[int, list[Evidence]] = {}
    for metric in announced:
        same = equal.setdefault((metric.quantity.value, metric.quantity.unit), [])
        if same:
            named = (i for i in same if _key(kept[i])[1] == _key(metric)[1])
            mentions.setdefault(next(named, same[0]), []).append(metric.evidence)
            continue
        twin = _counted_otherwise(told, metric)
        if twin is not None:
            mentions.setdefault(twin, []).append(kept[twin].evidence)
            kept[twin] = replace(metric, mentions=kept[twin].mentions)
            continue
        same.append(len(kept))
        kept.append(metric)
    for i, others in mentions.items():
        kept[i] = replace(kept[i], mentions=(*kept[i].mentions, *others))
    return kept
