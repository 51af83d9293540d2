"""What a brief is made of: the metrics of its subject, each fact once, no person's among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mingsheng_reports.briefs.facts import pairs
from mingsheng_reports.briefs.retold import aside
from mingsheng_reports.briefs.sentences import in_source_order
from mingsheng_reports.briefs.wording import display
from mingsheng_reports.catalogue.phrasing import trusted, undated
from mingsheng_reports.core.article import Library
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.metric import Metric, Scope, Status

IN_FORCE = (Status.ACTUAL, Status.STANDARD, Status.BASELINE)


@dataclass(frozen=True, slots=True)
class Selection:
    """The metrics of a brief.

    Attributes:
        told: what the body tells, in source order.
        baselines: old values of every year, for from–to pairs.
        same: id of a metric → the one that states the same fact and is told for it.
    """

    told: tuple[Metric, ...]
    baselines: tuple[Metric, ...]
    same: Mapping[str, Metric]

    def of_scope(self, *scopes: Scope) -> list[Metric]:
        """Told metrics of the given scopes."""
        return [metric for metric in self.told if metric.scope in scopes]


def select(metrics: Sequence[Metric], subject: Subject, library: Library) -> Selection:
    """The subject's metrics. A multi-year total belongs to its last year and to its article's."""
    order = {source.doc: i for i, source in enumerate(library.sources)}
    written = {article.id: str(article.dating.year or "") for article in library.articles}
    held = [
        metric
        for metric in in_source_order(metrics, order)
        if metric.scope is not Scope.PERSON
        and subject.has_city(metric.city)
        and _of_years(metric, subject, written.get(metric.article, ""))
    ]
    held = [m for m in held if not _only_before(m, held) and not aside(m) and not _old_alone(m)]
    same = same_facts(held)
    told = tuple(metric for metric in held if same[metric.id] is metric)
    baselines = tuple(
        metric
        for metric in in_source_order(metrics, order)
        if metric.status is Status.BASELINE
        and metric.scope is not Scope.PERSON
        and subject.has_city(metric.city)
    )
    return Selection(told, baselines, same)


def _only_before(metric: Metric, metrics: Sequence[Metric]) -> bool:
    """Whether it is the old value of a pair whose new value is told: 由A提高到B tells both."""
    if metric.status is not Status.BASELINE:
        return False
    return any(
        other.label == metric.label
        and other.place == metric.place
        and other.status in {Status.ACTUAL, Status.STANDARD}
        and pairs(metric, other)
        for other in metrics
    )


def _old_alone(metric: Metric) -> bool:
    """An old value that needs its sentence, for its label or its year: that tells a later one."""
    return metric.status is Status.BASELINE and (undated(metric) or not trusted(metric))


def _of_years(metric: Metric, subject: Subject, written: str) -> bool:
    if subject.has_year(metric.year):
        return True
    return "-" in metric.year and (subject.has_year(metric.years[-1]) or subject.has_year(written))


def same_facts(metrics: Iterable[Metric]) -> dict[str, Metric]:
    """For every metric the one that speaks for its fact; a baseline never speaks for a result.

    A number told once for a year and once more for a span of years that holds it is one fact.
    """
    held = list(metrics)
    speakers: dict[tuple[object, ...], Metric] = {}
    for metric in sorted(held, key=lambda m: ("-" in m.year, m.status is Status.BASELINE)):
        keys = [_fact(metric, year) for year in (metric.year, *metric.years)]
        told = next((speakers[key] for key in keys if key in speakers), metric)
        speakers.setdefault(_fact(metric, metric.year), told)
    return {metric.id: speakers[_fact(metric, metric.year)] for metric in held}


def _fact(metric: Metric, year: str) -> tuple[object, ...]:
    footing = "in-force" if metric.status in IN_FORCE else metric.status.value
    quantity = metric.quantity
    name = metric.indicator or display(metric.label)
    return (
        metric.city,
        metric.place,
        metric.scope,
        year,
        metric.as_of,
        footing,
        name,
        quantity.plain_value,
        quantity.unit,
        quantity.qualifier,
        metric.verb,
    )
