"""Pledges as rows: one for every promised number, and one for every work promised without one."""

from __future__ import annotations

from collections.abc import Iterator

from mingsheng_reports.core.comparison import Board, Judgement, Pledge
from mingsheng_reports.exports.columns import Row

PLEDGE_COLUMNS = (
    "city", "year", "list", "number", "undertaking", "label", "promised", "result", "as_of",
    "progress", "formula", "state", "reason", "promised_quote", "promised_at",
    "result_quote", "result_at", "doubts",
)  # fmt: skip
TO_REPORT = "截至报道时"


def pledge_rows(board: Board) -> list[Row]:
    """Announced works in the order of their lists, then promised numbers that no list holds."""
    rows: list[Row] = []
    told: set[str] = set()
    for judgement in board.judgements:
        rows.extend(_of_work(judgement))
        told.update(pledge.id for pledge in judgement.pledges)
    rows.extend(_of_number(pledge) for pledge in board.pledges if pledge.id not in told)
    return rows


def _of_work(judgement: Judgement) -> Iterator[Row]:
    work = judgement.undertaking
    named: Row = {
        "list": work.list_name,
        "number": work.number,
        "undertaking": work.words,
    }
    for pledge in judgement.pledges:
        yield _of_number(pledge) | named | {"doubts": work.doubts}
    if not judgement.pledges:
        sighting = judgement.sightings[0].evidence if judgement.sightings else None
        yield (
            _empty()
            | named
            | {
                "city": work.city,
                "year": work.year,
                "as_of": TO_REPORT if sighting else "",
                "state": judgement.state.value,
                "reason": judgement.reason,
                "promised_quote": work.evidence.quote,
                "promised_at": work.evidence.at,
                "result_quote": sighting.quote if sighting else "",
                "result_at": sighting.at if sighting else "",
                "doubts": work.doubts,
            }
        )


def _of_number(pledge: Pledge) -> Row:
    promised, result = pledge.promised, pledge.result
    return _empty() | {
        "city": promised.city,
        "year": promised.year,
        "label": promised.label,
        "promised": promised.quantity.wording,
        "result": result.quantity.wording if result else "",
        "as_of": (result.as_of or TO_REPORT) if result else "",
        "progress": pledge.progress.printed if pledge.progress else "",
        "formula": pledge.progress.formula if pledge.progress else "",
        "state": pledge.state.value,
        "reason": "；".join(objection.reason for objection in pledge.objections),
        "promised_quote": promised.evidence.quote,
        "promised_at": promised.evidence.at,
        "result_quote": result.evidence.quote if result else "",
        "result_at": result.evidence.at if result else "",
    }


def _empty() -> Row:
    return dict.fromkeys(PLEDGE_COLUMNS, "")
