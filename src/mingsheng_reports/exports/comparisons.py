"""Comparisons and contradictions as rows: one for every number that stands beside another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from mingsheng_reports.core.comparison import (
    Comparison,
    ComparisonKind,
    Conflict,
    Derived,
    Objection,
    Ratio,
)
from mingsheng_reports.core.metric import Metric
from mingsheng_reports.exports.columns import Row

COMPARISON_COLUMNS = (
    "comparison", "kind", "category", "label", "city", "place", "year", "as_of", "status",
    "value", "unit", "qualifier", "printed", "rank", "comparable", "reason", "reservation",
    "change", "rate", "formula", "quote", "at", "sentence",
    "per_head", "per_head_formula", "reference",
)  # fmt: skip
PER_HEAD = COMPARISON_COLUMNS[-3:]
NONE: Mapping[str, Ratio] = MappingProxyType({})


CONFLICT = "conflict"  # kind of a row that stands for no comparison


def comparison_rows(
    comparisons: Sequence[Comparison], ratios: Mapping[str, Ratio] = NONE
) -> list[Row]:
    """The numbers of each comparison in its own order; ``ratios`` by the ids of their metrics."""
    return [
        _row(metric) | row | _divided(ratios.get(metric.id))
        for comparison in comparisons
        for metric, row in zip(comparison.metrics, _rows(comparison), strict=True)
    ]


def ranks(comparison: Comparison) -> tuple[str, ...]:
    """1-based ranks of cities, equal numbers alike; empty where they may not be ranked."""
    if comparison.kind is not ComparisonKind.CITIES or not comparison.comparable:
        return ("",) * len(comparison.metrics)
    values = [metric.quantity.value for metric in comparison.metrics]
    return tuple(str(1 + sum(other > value for other in values)) for value in values)


def conflict_rows(conflicts: Sequence[Conflict]) -> list[Row]:
    """Every value of every contradiction with its sentence; nothing is ever computed from them."""
    return [
        _row(metric)
        | {
            "comparison": conflict.id,
            "kind": CONFLICT,
            "rank": "",
            "comparable": "no",
            "reason": _reasons(conflict.objections),
        }
        | dict.fromkeys(("reservation", "change", "rate", "formula", *PER_HEAD), "")
        for conflict in conflicts
        for metric in conflict.metrics
    ]


def _rows(comparison: Comparison) -> Iterator[Row]:
    last = comparison.metrics[-1]
    for metric, rank in zip(comparison.metrics, ranks(comparison), strict=True):
        told = metric is last
        yield {
            "comparison": comparison.id,
            "kind": comparison.kind.value,
            "category": comparison.category,
            "rank": rank,
            "comparable": "yes" if comparison.comparable else "no",
            "reason": _reasons(comparison.objections),
            "reservation": _reasons(comparison.reservations),
            "change": _signed(comparison.change) if told else "",
            "rate": _signed(comparison.rate) if told else "",
            "formula": comparison.change.formula if told and comparison.change else "",
        }
    for aside in comparison.aside:
        yield (
            _row(aside.metric)
            | {
                "comparison": comparison.id,
                "kind": comparison.kind.value,
                "category": comparison.category,
                "rank": "",
                "comparable": "no",
                "reason": aside.objection.reason,
            }
            | dict.fromkeys(("reservation", "change", "rate", "formula"), "")
        )


def _divided(ratio: Ratio | None) -> Row:
    """What it comes to per head or per area, with both operands and where the second stands."""
    if ratio is None:
        return dict.fromkeys(PER_HEAD, "")
    figure, reference = ratio.reference.metric, ratio.reference
    about = f"{reference.date}{reference.what}{figure.quantity.wording}"
    reserved = _reasons(ratio.reservations)
    told = (
        ratio.derived.printed + (f"（{reserved}）" if reserved else ""),
        ratio.derived.formula,
        f"{about}，{reference.source}（{figure.evidence.at}）",
    )
    return dict(zip(PER_HEAD, told, strict=True))


def _row(metric: Metric) -> Row:
    """What the number itself is and where it stands."""
    quantity, evidence = metric.quantity, metric.evidence
    return {
        "category": metric.category,
        "label": metric.label,
        "city": metric.city,
        "place": metric.place,
        "year": metric.year,
        "as_of": metric.as_of,
        "status": metric.status.value,
        "value": quantity.plain_value,
        "unit": quantity.unit,
        "qualifier": quantity.qualifier.value,
        "printed": quantity.wording,
        "quote": evidence.quote,
        "at": evidence.at,
        "sentence": evidence.sentence,
    }


def _reasons(told: Sequence[Objection]) -> str:
    return "；".join(each.reason for each in told)


def _signed(derived: Derived | None) -> str:
    """The size as printed with the sign of the change."""
    if derived is None:
        return ""
    sign = "+" if derived.value > 0 else "-" if derived.value < 0 else ""
    return sign + derived.printed
