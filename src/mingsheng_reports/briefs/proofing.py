"""Every number of a brief as a row to be checked, by the likelihood of a mistake.

risk       when
说法不一   the sources give another value for the same thing
计算得出   it stands in no source: a difference or a share
人工更正   a reader mended it
文字有疑   its sentence was joined or is torn, or the engine itself was not sure
偏离较大   more than half away from the nearest number of the same indicator: of the same place in
           another year, for rates and standards of another city too
带万或亿   written with 万 or 亿, where a factor is easily lost
汉字数目   written in Chinese numerals
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mingsheng_reports.briefs.numbering import READ, printed
from mingsheng_reports.catalogue.rules import told_rule
from mingsheng_reports.catalogue.units import kind_of
from mingsheng_reports.core.brief import Brief, Computed
from mingsheng_reports.core.comparison import Board
from mingsheng_reports.core.metric import Metric, Scope
from mingsheng_reports.core.proof import ProofRow, ProofSheet, Risk

FAR = 2  # a difference of more than one half
NUMERAL = re.compile(r"[一二两三四五六七八九十百千〇]")
MULTIPLE = re.compile(r"[万亿]")
RATES = frozenset({"percent", "money-per", "ratio"})  # of one size in every city
ORDER = tuple(Risk)


def with_proof_sheet(brief: Brief, board: Board, metrics: Sequence[Metric]) -> Brief:
    """The brief with its proof sheet; ``metrics`` are all that are known, for comparison."""
    return replace(brief, proof=proof_sheet(brief, board, metrics))


def proof_sheet(brief: Brief, board: Board, metrics: Sequence[Metric]) -> ProofSheet:
    """One row per endnote and per computed number, the gravest risks first."""
    rivals = _rivals(board)
    kin = _kin(metrics)
    rows = [
        _row(note.metric, note.number, rivals.get(note.metric.id, ()), kin)
        for note in brief.endnotes
    ]
    rows += _computed(brief)
    rows.sort(key=lambda row: (_gravity(row), row.notes))
    content = "\n".join(sorted(map(_sealed, rows)))
    return ProofSheet(tuple(rows), hashlib.sha256(content.encode()).hexdigest())


def _gravity(row: ProofRow) -> int:
    return ORDER.index(row.risks[0]) if row.risks else len(ORDER)


def _row(
    metric: Metric, note: int, rivals: Sequence[Metric], kin: Mapping[str, Sequence[Metric]]
) -> ProofRow:
    nearest = _far_from(metric, kin)
    against = tuple(rivals) or ((nearest,) if nearest else ())
    made = [words for rule in metric.rules for words in told_rule(rule)]
    risks = [
        (Risk.CONFLICT, bool(rivals)),
        (Risk.CORRECTED, bool(metric.corrections)),
        (Risk.DOUBTFUL, metric.evidence.repaired or bool(metric.doubts)),
        (Risk.OUTLIER, nearest is not None),
        (Risk.CONVERTED, bool(MULTIPLE.search(metric.quantity.printed))),
        (Risk.NUMERAL, bool(NUMERAL.search(metric.quantity.printed))),
    ]
    found = tuple(risk for risk, holds in risks if holds)
    return ProofRow(metric, (note,), found, (*metric.doubts, *made), against)


def _rivals(board: Board) -> dict[str, tuple[Metric, ...]]:
    """The other values of each metric in a conflict, by its id."""
    return {
        metric.id: tuple(other for other in conflict.metrics if other.id != metric.id)
        for conflict in board.conflicts
        for metric in conflict.metrics
    }


def _computed(brief: Brief) -> Iterator[ProofRow]:
    """Each computed number once, however often the brief prints it."""
    seen: set[str] = set()
    for name in READ:
        for each in printed(getattr(brief, name)):
            if isinstance(each, Computed) and each.derived.id not in seen:
                seen.add(each.derived.id)
                yield ProofRow(each.derived, each.notes, (Risk.COMPUTED,))


def _kin(metrics: Sequence[Metric]) -> dict[str, list[Metric]]:
    """Metrics that measure the same thing, by the id of each of them."""
    groups: dict[tuple[str, ...], list[Metric]] = defaultdict(list)
    for metric in metrics:
        if metric.scope in {Scope.CITY, Scope.DISTRICT}:
            groups[_indicator(metric)].append(metric)
    return {
        metric.id: [other for other in held if other.id != metric.id]
        for held in groups.values()
        for metric in held
    }


def _indicator(metric: Metric) -> tuple[str, ...]:
    where = "" if kind_of(metric.quantity.unit) in RATES else metric.place
    what = metric.indicator or metric.label
    return what, metric.quantity.unit, metric.status.value, metric.scope.value, where


def _far_from(metric: Metric, kin: Mapping[str, Sequence[Metric]]) -> Metric | None:
    """The nearest number of the same indicator, when even that one is far away."""
    value = metric.quantity.value
    others = [m for m in kin.get(metric.id, ()) if m.quantity.value > 0]
    nearest = min(others, key=lambda m: (abs(m.quantity.value - value), m.id), default=None)
    if nearest is None or abs(nearest.quantity.value - value) * FAR <= nearest.quantity.value:
        return None
    return nearest


def _sealed(row: ProofRow) -> str:
    """What a signature is given for: the number, what it is about, and its sentence."""
    figure = row.figure
    if not isinstance(figure, Metric):
        return f"{figure.id}\t{figure.printed}\t{figure.formula}"
    quantity = figure.quantity
    about = (figure.place, figure.label, figure.year, figure.as_of, figure.status.value)
    return "\t".join(
        (figure.id, quantity.wording, quantity.plain_value, quantity.unit, *about,
         figure.evidence.sentence)
    )  # fmt: skip
