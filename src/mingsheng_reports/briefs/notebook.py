"""The endnotes as they are handed out: one number per metric, in the order of first appearance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mingsheng_reports.core.article import Article, Library
from mingsheng_reports.core.brief import Computed, Endnote, Figure
from mingsheng_reports.core.comparison import Derived
from mingsheng_reports.core.metric import Metric
from mingsheng_reports.core.reference import Reference


class Notebook:
    """Hands out note numbers while a brief is being composed.

    ``same`` maps the id of a metric to the one that states the same fact and is printed for it;
    ``references`` are the figures that the user supplied, whose notes name who published them.
    """

    def __init__(
        self, same: Mapping[str, Metric] | None = None, references: Sequence[Reference] = ()
    ) -> None:
        self._same = same or {}
        self._references = {reference.metric.id: reference for reference in references}
        self._numbers: dict[str, int] = {}
        self._metrics: list[Metric] = []

    def note(self, metric: Metric) -> int:
        """The note number of a metric, the next free one at first sight."""
        if metric.id not in self._numbers:
            self._metrics.append(metric)
            self._numbers[metric.id] = len(self._metrics)
        return self._numbers[metric.id]

    def figure(self, metric: Metric, *, bare: bool = False) -> Figure:
        """The metric's number as it is printed; ``bare`` where the words around tell the rate."""
        told = self._same.get(metric.id, metric)
        # 1000元 and 每户1000元 say the same; the sentence at hand is kept. So it is where one of
        # two counts up to its report: the words around tell of the one at hand whether it does.
        if (told.quantity.wording, told.to_date) != (metric.quantity.wording, metric.to_date):
            told = metric
        return Figure(told, self.note(told), bare)

    def computed(self, derived: Derived) -> Computed:
        """A computed number with the notes of all its operands."""
        return Computed(derived, tuple(self.note(operand) for operand in derived.operands))

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """What has been noted, in order."""
        return tuple(self._metrics)

    def endnotes(self, library: Library) -> tuple[Endnote, ...]:
        """One entry per number printed, with the title and date of its article."""
        articles = {article.id: article for article in library.articles}
        return tuple(
            self._endnote(number, metric, articles.get(metric.article))
            for number, metric in enumerate(self._metrics, start=1)
        )

    def _endnote(self, number: int, metric: Metric, article: Article | None) -> Endnote:
        reference = self._references.get(metric.id)
        title, date = metric.evidence.doc, ""
        if reference is not None:
            title, date = reference.source, reference.date
        elif article is not None:
            title, date = article.title, article.dating.date or str(article.dating.year or "")
        return Endnote(number, metric, title, date, metric.evidence, metric.mentions)
