"""Charts of plan and progress."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from mingsheng_reports.briefs.chart_words import points_of
from mingsheng_reports.briefs.charting import FEW, MOST_MARKS, PAIR, Artist, mark_name
from mingsheng_reports.briefs.wording import display, label_of
from mingsheng_reports.core.brief import (
    ChartKind,
    ChartSpec,
    Fragment,
    Mark,
    Name,
    Sentence,
    Words,
)
from mingsheng_reports.core.comparison import Board, Pledge, PledgeState
from mingsheng_reports.core.metric import Metric

PLAN, DONE = "计划", "完成"


def pledge_charts(board: Board, artist: Artist) -> list[ChartSpec]:
    """Plan and progress: by unit as they are, and as shares of the plan across units."""
    answered = [p for p in board.pledges if p.result is not None and p.progress is not None]
    units: dict[str, list[Pledge]] = defaultdict(list)
    for pledge in answered:
        units[pledge.promised.quantity.unit].append(pledge)
    charts = []
    if units:
        group = max(units.values(), key=len)[:MOST_MARKS]
        if len(group) >= PAIR or len(answered) == 1:
            charts.append(_bullets(group, artist))
    if len(answered) >= FEW:
        charts.append(_shares(answered[:MOST_MARKS], artist))
    return charts


def _bullets(pledges: Sequence[Pledge], artist: Artist) -> ChartSpec:
    marks: list[Mark] = []
    metrics: list[Metric] = []
    for pledge in pledges:
        name = mark_name(pledge.promised, artist.subject)
        results = [(pledge.promised, PLAN), *([(pledge.result, DONE)] if pledge.result else [])]
        for metric, series in results:
            figure = artist.book.figure(metric)
            marks.append(Mark(name, figure, series, emphasised=series == DONE))
            metrics.append(metric)
    return artist.spec(
        "pledges",
        ChartKind.BULLET,
        _pledge_title(pledges),
        marks,
        metrics,
        (Words("完成数截至报道时，进行中不等于未完成任务。"),),
    )


def _pledge_title(pledges: Sequence[Pledge]) -> Sentence:
    """口袋公园建设如数完成，老旧小区改造进行中."""
    words = {
        PledgeState.MET: "如数完成",
        PledgeState.EXCEEDED: "超额完成",
        PledgeState.UNDERWAY: "进行中",
    }
    pieces: list[Fragment] = []
    for state, told in words.items():
        held = [p.promised for p in pledges if p.state is state]
        if not held:
            continue
        pieces += [Words("，")] if pieces else []
        pieces.append(Name(display(label_of(held[0])), held[0].id))
        pieces.append(Words(("等" if len(held) > 1 else "") + told))
    return tuple(pieces)


def _shares(pledges: Sequence[Pledge], artist: Artist) -> ChartSpec:
    held = [p for p in pledges if p.progress is not None]
    held.sort(key=lambda p: -p.progress.value if p.progress else 0)
    marks, metrics = [], []
    for pledge in held:
        if pledge.progress is None or pledge.result is None:
            continue
        share = artist.book.computed(pledge.progress)
        name = mark_name(pledge.promised, artist.subject)
        kept = pledge.state is not PledgeState.UNDERWAY
        marks.append(Mark(name, share, emphasised=kept))
        metrics += [pledge.promised, pledge.result]
    # Beside the best kept one stands the promise itself, not the least of its measures.
    whole = min(held, key=lambda p: (p.state is not PledgeState.UNDERWAY, len(p.promised.label)))
    last = marks[held.index(whole)] if whole.state is PledgeState.UNDERWAY else marks[-1]
    title: Sentence = (
        marks[0].name,
        Words("完成计划的"),
        marks[0].figure,
        Words("，"),
        last.name,
        Words("完成"),
        last.figure,
    )
    spec = artist.spec("pledge-shares", ChartKind.BARS, title, marks, metrics)
    subtitle: Sentence = (Words("已完成数占计划数的比例"), *points_of(metrics, artist.subject))
    caution = (Words("比例由本简报按报道所述计划数和完成数算出，完成数截至报道时。"),)
    return replace(spec, subtitle=subtitle, caution=caution)
