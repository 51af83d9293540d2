"""Which charts a brief has. A chart is drawn only where it shows more than a sentence says.

question                         form            condition
how far are the promises?        bullet          three with results, two of one unit, or one alone
two years?                       slope           comparable, same unit, not equal
three years or more?             line            comparable, not all equal
two years that may not be compared?  hatched bars  as-of dates differ; one such chart at most
kinds of one thing?              bars            three numbers of one family, unit, year and day
cities?                          bars            two cities; hatched where they may not be compared
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mingsheng_reports.briefs.chart_words import alternative, source_line, subtitle_of
from mingsheng_reports.briefs.notebook import Notebook
from mingsheng_reports.briefs.wording import display, label_of
from mingsheng_reports.core.article import Article
from mingsheng_reports.core.brief import ChartKind, ChartSpec, Mark, Name, Sentence
from mingsheng_reports.core.comparison import Comparison, Subject
from mingsheng_reports.core.metric import Metric, Scope

MOST = 5  # in a whole brief
MOST_MARKS = 8
PAIR = 2
FEW = 3


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart and the category it belongs to."""

    category: str
    spec: ChartSpec


@dataclass(frozen=True, slots=True)
class Artist:
    """What every chart needs: subject, notes, articles by id."""

    subject: Subject
    book: Notebook
    articles: Mapping[str, Article]

    def whose(self, metric: Metric) -> Sentence:
        """The city, where the brief tells of several."""
        return () if self.subject.city else (Name(metric.city, metric.id),)

    def spec(
        self,
        key: str,
        kind: ChartKind,
        title: Sentence,
        marks: Sequence[Mark],
        metrics: Sequence[Metric],
        caution: Sentence = (),
    ) -> ChartSpec:
        """A chart with its subtitle, source line and alternative text."""
        return ChartSpec(
            id=key,
            kind=kind,
            title=title,
            subtitle=subtitle_of(metrics, self.subject),
            marks=tuple(marks),
            source=source_line(metrics, self.articles),
            alternative=alternative(title, marks, caution),
            caution=caution,
        )


def mark_name(metric: Metric, subject: Subject) -> Name:
    """The label under which a metric stands in a chart."""
    label = display(label_of(metric))
    if metric.scope is not Scope.CITY:
        return Name(display(metric.place) + label, metric.id)
    return Name(label if subject.city else metric.city + label, metric.id)


def differs(comparison: Comparison) -> bool:
    """Whether there is anything to see: not all values equal."""
    return len({metric.quantity.value for metric in comparison.metrics}) > 1
