from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from mingsheng_reports.briefs.proofing import proof_sheet
from mingsheng_reports.core.comparison import Board, Conflict
from mingsheng_reports.core.metric import Metric
from mingsheng_reports.core.proof import ProofRow, Risk
from support.annotated import metrics
from support.sample import sample_brief

BRIEF = sample_brief()
NOTED = [note.metric for note in BRIEF.endnotes]


def rows(board: Board = Board(), known: tuple[Metric, ...] = ()) -> dict[str, ProofRow]:  # noqa: B008  frozen
    return {row.figure.id: row for row in proof_sheet(BRIEF, board, known or metrics()).rows}


def test_every_note_and_every_computed_number_has_one_row() -> None:
    held = proof_sheet(BRIEF, Board(), metrics()).rows
    plain = [row.figure.id for row in held if isinstance(row.figure, Metric)]
    assert sorted(plain) == sorted(metric.id for metric in NOTED)
    computed = [row for row in held if not isinstance(row.figure, Metric)]
    assert computed
    assert all(row.risks == (Risk.COMPUTED,) for row in computed)
    assert len({row.figure.id for row in held}) == len(held)


def test_the_gravest_stand_first() -> None:
    ranks = [
        list(Risk).index(row.risks[0]) if row.risks else len(Risk)
        for row in proof_sheet(BRIEF, Board(), metrics()).rows
    ]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) > 2


def test_conflicting_values_name_one_another() -> None:
    one, other = NOTED[:2]
    row = rows(Board(conflicts=(Conflict("c", one.label, (one, other)),)))[one.id]
    assert row.risks[0] is Risk.CONFLICT
    assert row.against == (other,)


def test_more_than_half_away_from_the_nearest_is_an_outlier() -> None:
    one = next(m for m in NOTED if m.quantity.value > 100 and m.scope.value == "city")

    def told(factor: str) -> tuple[Risk, ...]:
        quantity = replace(one.quantity, value=one.quantity.value * Decimal(factor))
        other = replace(one, id="other", year="2019", quantity=quantity)
        return rows(known=(one, other))[one.id].risks

    assert Risk.OUTLIER in told("3")
    assert Risk.OUTLIER not in told("1.2")
    assert Risk.OUTLIER not in rows(known=(one,))[one.id].risks


def test_multiples_and_chinese_numerals_are_marked() -> None:
    for row in rows().values():
        if isinstance(row.figure, Metric):
            printed = row.figure.quantity.printed
            assert (Risk.CONVERTED in row.risks) == ("万" in printed or "亿" in printed)


def test_the_seal_changes_with_any_number() -> None:
    note = BRIEF.endnotes[0]
    metric = replace(note.metric, year="1999")
    changed = replace(BRIEF, endnotes=(replace(note, metric=metric), *BRIEF.endnotes[1:]))
    same = proof_sheet(BRIEF, Board(), metrics()).digest
    assert proof_sheet(BRIEF, Board(), ()).digest == same
    assert proof_sheet(changed, Board(), metrics()).digest != same
