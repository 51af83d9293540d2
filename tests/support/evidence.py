"""What must hold for every extraction, whatever was read: each check returns complaints."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from mingsheng_reports.core.article import Library
from mingsheng_reports.core.evidence import Evidence
from mingsheng_reports.core.metric import Extraction, Metric

DIGITS = re.compile(r"[0-9０-９]+")
WRITTEN = re.compile(r"^year:time-word:.*(?:(?:19|20)\d\d|十[一二三四五]五)")  # a year in the words


def statements(metrics: tuple[Metric, ...]) -> Iterator[tuple[Metric, Evidence]]:
    """Every evidence and every mention with its metric."""
    for metric in metrics:
        for evidence in (metric.evidence, *metric.mentions):
            yield metric, evidence


def false_quotes(library: Library, told: Extraction) -> list[str]:
    """Quotes that are not, to the character, what stands at their place in the source."""
    texts = {source.doc: source.text for source in library.sources}
    return [
        f"{metric.id}: {evidence.quote!r}"
        for metric, evidence in statements(told.metrics)
        if re.sub(r"[\r\n]", "", texts[evidence.doc][evidence.span.start : evidence.span.end])
        != evidence.quote
    ]


def figures_outside(told: Extraction) -> list[str]:
    """Numbers that do not lie inside the quote that proves them."""
    return [
        f"{metric.id}: {evidence.figure_span} not in {evidence.span}"
        for metric, evidence in statements(told.metrics)
        if not evidence.span.start <= evidence.figure_span.start < evidence.figure_span.end
        or evidence.figure_span.end > evidence.span.end
    ]


def wrong_lines(library: Library, told: Extraction) -> list[str]:
    """Quotes that do not begin on the line they are said to begin on."""
    texts = {source.doc: source.text for source in library.sources}
    return [
        f"{metric.id}: line {evidence.line}"
        for metric, evidence in statements(told.metrics)
        if len(re.split(r"\r\n|\n|\r", texts[evidence.doc][: evidence.span.start])) != evidence.line
    ]


def lost_digits(library: Library, told: Extraction) -> list[str]:
    """Runs of digits that end neither in a metric's figure nor in a discard."""
    covered = {source.doc: bytearray(len(source.text)) for source in library.sources}
    ends = [(evidence.doc, evidence.figure_span) for _, evidence in statements(told.metrics)]
    for doc, span in ends + [(discard.doc, discard.span) for discard in told.discards]:
        covered[doc][span.start : span.end] = b"\x01" * len(span)
    return [
        f"{source.doc}:{source.line_of(run.start())} {run.group()[:20]}"
        for source in library.sources
        for run in DIGITS.finditer(source.text)
        if 1 not in covered[source.doc][run.start() : run.end()]
    ]


def shared_ids(told: Extraction) -> list[str]:
    """Ids that more than one metric carries."""
    counted = Counter(metric.id for metric in told.metrics)
    return [each for each, times in counted.items() if times > 1]


def without_rules(told: Extraction) -> list[str]:
    """Metrics that do not say which rules made them."""
    return [metric.id for metric in told.metrics if not metric.rules]


def dangling_parts(told: Extraction) -> list[str]:
    """Parts whose whole is no metric, or is the part itself."""
    known = {metric.id for metric in told.metrics}
    return [
        f"{metric.id} of {metric.part_of}"
        for metric in told.metrics
        if metric.part_of and (metric.part_of not in known or metric.part_of == metric.id)
    ]


def settled_in_vain(library: Library, told: Extraction) -> list[str]:
    """Settled metrics of an article that tells no city, or no year and the sentence none either."""
    placeless = {article.id for article in library.articles if not article.city}
    undated = {article.id for article in library.articles if article.dating.year is None}
    return [
        f"{metric.id}: {metric.city} {metric.year}"
        for metric in told.metrics
        if metric.settled
        and (
            metric.article in placeless
            or (metric.article in undated and not any(WRITTEN.search(r) for r in metric.rules))
        )
    ]


def complaints(library: Library, told: Extraction) -> list[str]:
    """All of the above."""
    return [
        *false_quotes(library, told),
        *figures_outside(told),
        *wrong_lines(library, told),
        *lost_digits(library, told),
        *shared_ids(told),
        *without_rules(told),
        *dangling_parts(told),
        *settled_in_vain(library, told),
    ]
