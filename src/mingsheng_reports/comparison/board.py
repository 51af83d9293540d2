"""Everything that can be laid side by side for one subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingsheng_reports.catalogue.phrasing import telling
from mingsheng_reports.comparison.cities import compare_cities
from mingsheng_reports.comparison.conflicts import find_conflicts, find_excesses, find_kin_totals
from mingsheng_reports.comparison.coverage import find_absences, find_turnovers
from mingsheng_reports.comparison.judgements import judge
from mingsheng_reports.comparison.plans import compare_plans
from mingsheng_reports.comparison.pledges import telling_of, track_pledges
from mingsheng_reports.comparison.ratios import ratios_of
from mingsheng_reports.comparison.series import Topics, citable
from mingsheng_reports.comparison.tasks import track_tasks
from mingsheng_reports.comparison.together import joined
from mingsheng_reports.comparison.years import compare_years
from mingsheng_reports.core.comparison import Board, Comparison, Judgement, Pledge, Subject
from mingsheng_reports.core.metric import Metric
from mingsheng_reports.core.reference import Reference
from mingsheng_reports.core.undertaking import NOTHING_ANNOUNCED, Announced

FROM_TO = "status:pairs:from-to"  # the rule of both values


def lay_out(
    metrics: Sequence[Metric],
    subject: Subject,
    announced: Announced = NOTHING_ANNOUNCED,
    references: Sequence[Reference] = (),
) -> Board:
    """Comparisons, pledges and conflicts of one subject out of all metrics of the library.

    A year's brief compares its year with the same city's others, and its city with the others of
    that year; what has no part in the subject is left out.
    """
    held = citable(metrics)
    topics = Topics.of(held)
    own = [metric for metric in held if subject.has_city(metric.city)]
    # A range is compared within itself; a single year with what was before and after it.
    told = [*own, *_changed(metrics, own, subject)]
    course = told if subject.year else [m for m in told if subject.has_year(m.year)]
    years = compare_years(course, topics) if subject.cities or not subject.year else ()
    peers = own if len(subject.cities) > 1 else held
    several = len(subject.cities) != 1
    cities = compare_cities(peers, topics, ranks_most=several) if subject.year or several else ()
    mine = [m for m in metrics if subject.has_city(m.city)]
    plans = compare_plans([m for m in mine if telling_of(m)], topics)
    together = joined(mine)
    pledges = track_pledges(mine, topics, together)
    tasks = track_tasks(mine, together, pledges)
    judgements = judge(announced.undertakings, announced.sightings, pledges)
    pledges = tuple(pledge for pledge in pledges if not _counts_list(pledge, judgements))
    conflicts = find_conflicts(own, topics)
    named = {metric.id for conflict in conflicts for metric in conflict.metrics}
    conflicts += find_kin_totals([m for m in mine if m.id not in named])
    conflicts += find_excesses(mine)
    return Board(
        years=tuple(c for c in years if _told(c, subject)),
        cities=tuple(c for c in cities if _told(c, subject)),
        pledges=tuple(p for p in pledges if subject.has_year(p.promised.year) and not p.quoted),
        conflicts=tuple(c for c in conflicts if subject.has_year(c.metrics[0].year)),
        plans=tuple(c for c in plans if _told(c, subject)),
        turnovers=find_turnovers(own, topics, subject),
        absences=find_absences(own, topics, subject),
        judgements=tuple(j for j in judgements if _announced(j, subject)),
        quoted=tuple(p for p in pledges if subject.has_year(p.promised.year) and p.quoted),
        tasks=tuple(t for t in tasks if subject.has_year(t.stated.year)),
        ratios=ratios_of(held, references),
    )


def _changed(
    metrics: Sequence[Metric], own: Sequence[Metric], subject: Subject
) -> Iterator[Metric]:
    """Old and new values of one sentence (由580元提高到610元) whose label says enough for a row."""
    held = {metric.id for metric in own}
    for metric in metrics:
        changed = FROM_TO in metric.rules and metric.id not in held
        if changed and subject.has_city(metric.city) and telling(metric):
            yield metric


def _counts_list(pledge: Pledge, judgements: Sequence[Judgement]) -> bool:
    """Whether it only says how many works a list has that is judged work by work."""
    promised = pledge.promised
    return any(
        (work.city, work.year) == (promised.city, promised.year)
        and work.list_name.startswith(promised.quantity.printed)
        and work.list_name in promised.evidence.sentence
        for work in (judgement.undertaking for judgement in judgements)
    )


def _announced(judgement: Judgement, subject: Subject) -> bool:
    announced = judgement.undertaking
    return subject.has_city(announced.city) and subject.has_year(announced.year)


def _told(comparison: Comparison, subject: Subject) -> bool:
    return any(
        subject.has_year(metric.year) and subject.has_city(metric.city)
        for metric in comparison.metrics
    )
