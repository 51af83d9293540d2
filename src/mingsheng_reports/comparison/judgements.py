"""Announced works and what became of them, with numbers and without.

An undertaking whose targets are numbers stands as its pledges stand. One without numbers stands
as far as the reports say that it has come: what is said of a part or of a count that no plan
stands against is not taken for the whole, and where the reports say nothing, nothing is judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mingsheng_reports.core.comparison import Judgement, Pledge, PledgeState
from mingsheng_reports.core.metric import Metric
from mingsheng_reports.core.undertaking import Sighting, Stage, Undertaking

BY_STAGE = {
    Stage.DONE: PledgeState.MET,
    Stage.COUNTED: PledgeState.UNMEASURED,
    Stage.PARTLY: PledgeState.UNDERWAY,
    Stage.UNDERWAY: PledgeState.UNDERWAY,
}
REASONS = {
    Stage.DONE: "报道写明完成",
    Stage.COUNTED: "承诺没有写明数量，报道只写了已完成的数量",
    Stage.PARTLY: "报道写明完成了其中一部分",
    Stage.UNDERWAY: "报道写明已经实施、正在推进",
}

MARKS = "“”‘’《》「」『』"
NAMED = "别处提到了它，没有写进展"
SILENT = "其他报道没有写到它的进展"


def judge(
    undertakings: Sequence[Undertaking],
    sightings: Sequence[Sighting],
    pledges: Sequence[Pledge],
) -> tuple[Judgement, ...]:
    """Every undertaking with its pledges, the sentences that speak of it, and where it stands."""
    held: dict[str, list[Sighting]] = {}
    for sighting in sightings:
        held.setdefault(sighting.undertaking, []).append(sighting)
    owners = _owners(undertakings, pledges)
    return tuple(
        _judged(each, owners.get(each.id, ()), held.get(each.id, ())) for each in undertakings
    )


def _owners(
    undertakings: Sequence[Undertaking], pledges: Iterable[Pledge]
) -> dict[str, tuple[Pledge, ...]]:
    """The pledges of each undertaking; a pledge belongs to the first whose name it carries."""
    owned: dict[str, list[Pledge]] = {}
    for pledge in pledges:
        owner = next((each for each in undertakings if _names(each, pledge.promised)), None)
        if owner is not None:
            owned.setdefault(owner.id, []).append(pledge)
    return {key: tuple(each) for key, each in owned.items()}


def _names(undertaking: Undertaking, metric: Metric) -> bool:
    """Whether a target is one of this work: it stands in its words, or is called by its name."""
    if (metric.city, metric.year) != (undertaking.city, undertaking.year):
        return False
    if metric.evidence.doc == undertaking.evidence.doc and undertaking.evidence.span.contains(
        metric.evidence.figure_span
    ):
        return True
    return undertaking.name in f"{metric.place}{metric.label}"


def _judged(
    undertaking: Undertaking, pledges: Sequence[Pledge], sightings: Sequence[Sighting]
) -> Judgement:
    answered = [pledge for pledge in pledges if pledge.state is not PledgeState.UNREPORTED]
    furthest = max(sightings, key=lambda each: _tells(each, undertaking), default=None)
    told = (furthest,) if furthest is not None else ()
    if answered:
        return Judgement(undertaking, tuple(pledges), told, _least(answered), "按承诺的数量比对")
    if told and told[0].stage in BY_STAGE:
        stage = told[0].stage
        reason = REASONS[stage] if told[0].sure else REASONS[stage] + "，名称相近，请核对"
        return Judgement(undertaking, tuple(pledges), told, BY_STAGE[stage], reason)
    reason = NAMED if told else SILENT
    return Judgement(undertaking, tuple(pledges), told, PledgeState.UNREPORTED, reason)


def _tells(sighting: Sighting, undertaking: Undertaking) -> tuple[int, bool]:
    """How far it says the work has come; of two alike, that which names it and not its list."""
    plain = "".join(c for c in sighting.evidence.sentence if c not in MARKS)
    return list(Stage).index(sighting.stage), undertaking.name in plain


def _least(pledges: Sequence[Pledge]) -> PledgeState:
    """A work is done when all that was promised of it is done."""
    states = {pledge.state for pledge in pledges}
    for state in (
        PledgeState.UNDERWAY,
        PledgeState.INCOMPARABLE,
        PledgeState.MET,
        PledgeState.EXCEEDED,
    ):
        if state in states:
            return state
    return PledgeState.UNREPORTED
