"""Pledges as rows: one for every promised number, and one for every work promised without one."""

from __future__ import annotations

from collections.abc import Iterator

from mingsheng_reports.core.comparison import Board, Judgement, Pledge, Task
from mingsheng_reports.core.metric import Metric
from mingsheng_reports.exports.columns import Row

PLEDGE_COLUMNS = (
    "city", "year", "list", "number", "undertaking", "label", "promised", "result", "as_of",
    "progress", "formula", "state", "reason", "promised_quote", "promised_at",
    "result_quote", "result_at", "doubts", "stated",
)  # fmt: skip
TO_REPORT = "截至报道时"
STATED = "报道写明完成比例，没有写计划的数"


def pledge_rows(board: Board) -> list[Row]:
    """Announced works in the order of their lists, then promised numbers that no list holds.

    Shares of tasks whose number no source tells come last.
    """
    rows: list[Row] = []
    told: set[str] = set()
    for judgement in board.judgements:
        rows.extend(_of_work(judgement))
        told.update(pledge.id for pledge in judgement.pledges)
    rows.extend(_of_number(pledge) for pledge in board.promises if pledge.id not in told)
    rows.extend(_of_task(task) for task in board.tasks)
    return rows


def _of_work(judgement: Judgement) -> Iterator[Row]:
    work = judgement.undertaking
    named: Row = {
        "list": work.list_name,
        "number": work.number,
        "undertaking": work.words,
        "doubts": work.doubts,
    }
    for pledge in judgement.pledges:
        yield _of_number(pledge) | named | (_said(judgement) if pledge.result is None else {})
    if not judgement.pledges:
        announced: Row = {
            "city": work.city,
            "year": work.year,
            "promised_quote": work.evidence.quote,
            "promised_at": work.evidence.at,
        }
        yield _empty() | named | announced | _said(judgement)


def _said(judgement: Judgement) -> Row:
    """What the work is judged by where no number of its own is reported, and the sentence."""
    sighting = judgement.sightings[0].evidence if judgement.sightings else None
    if judgement.by_number:
        return {}
    return {
        "as_of": TO_REPORT if sighting else "",
        "state": judgement.state.value,
        "reason": judgement.reason,
        "result_quote": sighting.quote if sighting else "",
        "result_at": sighting.at if sighting else "",
    }


def _of_number(pledge: Pledge) -> Row:
    promised, result = pledge.promised, pledge.result
    reasons = [objection.reason for objection in pledge.objections]
    return _empty() | {
        "city": promised.city,
        "year": promised.year,
        "label": promised.label,
        "promised": promised.quantity.wording,
        **_of_result(result),
        "progress": pledge.progress.printed if pledge.progress else "",
        "formula": pledge.progress.formula if pledge.progress else "",
        "state": pledge.state.value,
        "reason": "；".join(filter(None, (*reasons, pledge.ground))),
        "promised_quote": promised.evidence.quote,
        "promised_at": promised.evidence.at,
        "stated": pledge.stated.quantity.wording if pledge.stated else "",
    }


def _of_task(task: Task) -> Row:
    stated = task.stated
    return _empty() | {
        "city": stated.city,
        "year": stated.year,
        "label": stated.label,
        **_of_result(task.result),
        "progress": stated.quantity.wording,
        "state": task.state.value,
        "reason": STATED,
        "promised_quote": stated.evidence.quote,
        "promised_at": stated.evidence.at,
        "stated": stated.quantity.wording,
    }


def _of_result(result: Metric | None) -> Row:
    if result is None:
        return {}
    return {
        "result": result.quantity.wording,
        "as_of": result.as_of or TO_REPORT,
        "result_quote": result.evidence.quote,
        "result_at": result.evidence.at,
    }


def _empty() -> Row:
    return dict.fromkeys(PLEDGE_COLUMNS, "")
