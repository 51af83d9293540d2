"""What the sources say, and what they say it of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from mingsheng_reports.core.article import Library
from mingsheng_reports.core.metric import Extraction, Metric
from mingsheng_reports.core.notice import Notice


@dataclass(frozen=True, slots=True)
class Findings:
    """What the sources say: the library and the metrics in it."""

    library: Library
    extraction: Extraction

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """All metrics of all sources."""
        return self.extraction.metrics

    @property
    def settled(self) -> tuple[Metric, ...]:
        """The metrics whose city and year are known: only these enter a brief."""
        return tuple(metric for metric in self.metrics if metric.settled)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What reading and extraction remarked, each once, by place in the sources."""
        return tuple(sorted({*self.library.notices, *self.extraction.notices}))

    @property
    def spans(self) -> frozenset[tuple[str, str]]:
        """City and year, or years as 2019-2023, of all settled metrics."""
        return frozenset((metric.city, metric.year) for metric in self.settled)

    @property
    def named(self) -> frozenset[str]:
        """The cities that articles are about, whether or not they have metrics."""
        return frozenset(article.city for article in self.library.articles)

    @property
    def parts(self) -> frozenset[tuple[str, str]]:
        """Place and city of all metrics."""
        return frozenset((metric.place, metric.city) for metric in self.metrics)


class Told(Protocol):
    """What the sources tell of, without what they tell: as in :class:`Findings`."""

    @property
    def spans(self) -> frozenset[tuple[str, str]]:
        """City and year, or years, of all settled metrics."""

    @property
    def named(self) -> frozenset[str]:
        """The cities that articles are about."""

    @property
    def parts(self) -> frozenset[tuple[str, str]]:
        """Place and city of all metrics."""


def pairs_told(told: Told) -> tuple[tuple[str, str], ...]:
    """City and year of all that can be told of, in order; a span of years is no year."""
    return tuple(sorted(pair for pair in told.spans if pair[1].isdigit()))
