"""Metrics and discards as rows: the contract's columns first, then the project's own."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from mingsheng_reports.core.evidence import Evidence
from mingsheng_reports.core.metric import Discard, Metric

CONTRACT = (
    "doc", "city", "place", "scope", "year", "as_of", "category", "label",
    "value", "unit", "qualifier", "status", "quote",
)  # fmt: skip
FURTHER = (
    "id", "indicator", "start", "end", "line", "mentions",
    "verb", "part_of", "article", "rules", "doubts",
    "corrections", "to_date",
)  # fmt: skip
METRIC_COLUMNS = CONTRACT + FURTHER
DISCARD_COLUMNS = ("doc", "start", "end", "line", "text", "reason", "explanation", "sentence")
WHOLE = frozenset({"start", "end", "line"})  # whole numbers in every format that has numbers

LISTS = frozenset({"mentions", "rules", "doubts", "corrections"})
YES = "yes"
NUMBERS = frozenset({"number", "number_upper"})

Cell = str | int | tuple[str, ...] | Decimal | None
Row = dict[str, Cell]


def metric_row(metric: Metric) -> Row:
    """One metric; ``start`` and ``end`` are the quote's offsets into the source as stored."""
    evidence, quantity = metric.evidence, metric.quantity
    return {
        "doc": evidence.doc,
        "city": metric.city,
        "place": metric.place,
        "scope": metric.scope.value,
        "year": metric.year,
        "as_of": metric.as_of,
        "category": metric.category,
        "label": metric.label,
        "value": quantity.plain_value,
        "unit": quantity.unit,
        "qualifier": quantity.qualifier.value,
        "status": metric.status.value,
        "quote": evidence.quote,
        "id": metric.id,
        "indicator": metric.indicator,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "line": evidence.line,
        "mentions": tuple(_offsets(mention, evidence.doc) for mention in metric.mentions),
        "verb": metric.verb,
        "part_of": metric.part_of,
        "article": metric.article,
        "rules": metric.rules,
        "doubts": metric.doubts,
        "corrections": metric.corrections,
        "to_date": YES if metric.to_date else "",
    }


def _offsets(mention: Evidence, doc: str) -> str:
    """``120-128``; with the document in front when it is another one."""
    offsets = f"{mention.span.start}-{mention.span.end}"
    return offsets if mention.doc == doc else f"{mention.doc}:{offsets}"


def numbers(metric: Metric) -> Row:
    """The value as numbers, for formats that can count: both ends of a range."""
    return {"number": metric.quantity.value, "number_upper": metric.quantity.upper}


def discard_row(discard: Discard) -> Row:
    """One number left out, and why."""
    return {
        "doc": discard.doc,
        "start": discard.span.start,
        "end": discard.span.end,
        "line": discard.line,
        "text": discard.text,
        "reason": discard.reason,
        "explanation": discard.explanation,
        "sentence": discard.sentence,
    }


def as_text(cell: Cell) -> str:
    """A cell for formats that only have text; several entries are joined by ``;``."""
    if isinstance(cell, tuple):
        return ";".join(cell)
    return "" if cell is None else str(cell)


def table_of(rows: Sequence[Row], columns: Sequence[str]) -> list[list[str]]:
    """The rows as text in the order of the columns."""
    return [[as_text(row[column]) for column in columns] for row in rows]
