"""Charts of plan and progress."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mingsheng_reports.briefs.chart_words import points_of
from mingsheng_reports.briefs.charting import FEW, MOST_MARKS, Artist, mark_name
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
CAUTION = (
    Words("完成数截至报道时，进行中不等于未完成任务；百分比由本简报按报道所述计划数和完成数算出。"),
)


def pledge_charts(board: Board, artist: Artist) -> list[ChartSpec]:
    """Plan and progress: each promise against its own plan, whatever its unit; kept ones first."""
    answered = [p for p in board.pledges if p.result is not None and p.progress is not None]
    answered.sort(key=lambda p: -p.progress.value if p.progress else 0)
    parts = [answered[at : at + MOST_MARKS] for at in range(0, len(answered), MOST_MARKS)]
    return [_bullets(part, artist, number) for number, part in enumerate(parts, start=1)]


def _bullets(pledges: Sequence[Pledge], artist: Artist, number: int) -> ChartSpec:
    marks: list[Mark] = []
    metrics: list[Metric] = []
    for pledge in pledges:
        if pledge.result is None or pledge.progress is None:
            continue
        name = mark_name(pledge.promised, artist.subject)
        kept = pledge.state is not PledgeState.UNDERWAY
        for metric, series in ((pledge.promised, PLAN), (pledge.result, DONE)):
            done = kept and series == DONE
            marks.append(Mark(name, artist.book.figure(metric), series, emphasised=done))
            metrics.append(metric)
        marks.append(Mark(name, artist.book.computed(pledge.progress), emphasised=kept))
    several = len(pledges) >= FEW
    title = _share_title(pledges, marks) if several else _pledge_title(pledges)
    key = "pledges" if number == 1 else f"pledges-{number}"
    spec = artist.spec(key, ChartKind.BULLET, title, marks, metrics, CAUTION)
    spec = replace(spec, wide=True)
    if len({metric.quantity.unit for metric in metrics}) == 1:
        return spec
    mixed: Sentence = (Words("已完成数占计划数的比例"), *points_of(metrics, artist.subject))
    return replace(spec, subtitle=mixed)


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


def _share_title(pledges: Sequence[Pledge], marks: Sequence[Mark]) -> Sentence:
    """口袋公园建设完成计划的100%，老旧小区改造完成35.7%."""
    shares = [mark for mark in marks if not mark.series]
    # Beside the best kept one stands the promise itself, not the least of its measures.
    whole = min(pledges, key=lambda p: (p.state is not PledgeState.UNDERWAY, len(p.promised.label)))
    underway = whole.state is PledgeState.UNDERWAY
    first, last = shares[0], shares[pledges.index(whole)] if underway else shares[-1]
    return (
        first.name, Words("完成计划的"), first.figure,
        Words("，"), last.name, Words("完成"), last.figure,
    )  # fmt: skip
