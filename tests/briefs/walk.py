"""What a brief must not hold, looked for fragment by fragment."""

from __future__ import annotations

from collections.abc import Iterator

from mingsheng_reports.briefs.walking import split
from mingsheng_reports.core.brief import (
    Brief,
    Computed,
    Figure,
    Fragment,
    Quoted,
    Sentence,
    sentence_text,
)
from mingsheng_reports.core.fragments import fragments
from mingsheng_reports.core.metric import Scope, Status


def body(brief: Brief) -> tuple[object, ...]:
    """Everything but the endnotes."""
    return (
        brief.kicker,
        brief.title,
        brief.subtitle,
        brief.lead,
        brief.headlines,
        brief.sections,
        brief.pledges,
        brief.pledge_charts,
        brief.years,
        brief.cities,
        brief.districts,
        brief.cautions,
    )


def notes_of(fragment: Fragment) -> tuple[int, ...]:
    """Note numbers that a fragment points to."""
    if isinstance(fragment, Figure):
        return (fragment.note,)
    return fragment.notes if isinstance(fragment, Computed) else ()


def figures(part: object) -> list[Figure]:
    """Numbers of metrics inside a part."""
    return [each for each in fragments(part) if isinstance(each, Figure)]


def told_sentences(brief: Brief) -> Iterator[Sentence]:
    """Sentences of sections and digests."""
    for part in (brief.sections, brief.districts):
        for each in part:
            for paragraph in each.paragraphs:
                yield from split(paragraph)


def unaccounted(brief: Brief) -> list[str]:
    """Numbers without their endnote, and endnotes without a number."""
    by_number = {note.number: note.metric for note in brief.endnotes}
    faults = []
    used: set[int] = set()
    for fragment in fragments(body(brief)):
        used.update(notes_of(fragment))
        held = [by_number.get(note) for note in notes_of(fragment)]
        wanted: list[object] = []
        if isinstance(fragment, Figure):
            wanted = [fragment.metric]
        elif isinstance(fragment, Computed):
            wanted = [*fragment.derived.operands]
        if held != wanted:
            faults.append(fragment.text)
    return [*faults, *(str(number) for number in set(by_number) - used)]


def persons(brief: Brief) -> list[str]:
    """Numbers about one person."""
    found = [f.text for f in figures(body(brief)) if f.metric.scope is Scope.PERSON]
    return [*found, *(n.metric.id for n in brief.endnotes if n.metric.scope is Scope.PERSON)]


def unnamed(brief: Brief) -> list[str]:
    """Sentences that tell a work's or an organisation's number without its name."""
    return [
        sentence_text(sentence)
        for sentence in told_sentences(brief)
        for figure in figures(sentence)
        if figure.metric.scope in {Scope.PROJECT, Scope.ORGANISATION}
        and figure.metric.place not in sentence_text(sentence)
    ]


def mistold(brief: Brief) -> list[str]:
    """Sentences that tell a plan as a result, a result as a plan, or both in one."""
    found = []
    for sentence in told_sentences(brief):
        statuses = {figure.metric.status for figure in figures(sentence)}
        if any(isinstance(each, Quoted) for each in sentence):
            continue  # the source's own words tell its status
        planned = sentence_text(sentence[:1]).startswith(("按照计划", "预计"))
        mixed = planned and statuses != {Status.TARGET}
        if planned != (Status.TARGET in statuses) or mixed:
            found.append(sentence_text(sentence))
    return found
