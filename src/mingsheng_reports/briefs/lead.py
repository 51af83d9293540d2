"""核心提示 and the big figures: the most telling facts, told once more with the same notes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from mingsheng_reports.briefs.clauses import LEVELS, VERBS, direction, raised
from mingsheng_reports.briefs.crowd import (
    crowd_headlines,
    is_crowd,
    lead_of_pledges,
    lead_of_rankings,
)
from mingsheng_reports.briefs.notebook import Notebook
from mingsheng_reports.briefs.periods import counted_until, cut_off, year_of, year_text
from mingsheng_reports.briefs.ranking import FAR, KEPT, Standing, leading
from mingsheng_reports.briefs.wording import card_label, display, label_of, tell, tell_completion
from mingsheng_reports.catalogue.phrasing import TO_DATE, TOTAL, runs_on, trusted
from mingsheng_reports.catalogue.units import kind_of
from mingsheng_reports.core.brief import Day, Fragment, Headline, Name, Sentence, Tally, Words
from mingsheng_reports.core.comparison import Board, Comparison, Pledge, PledgeState, Subject
from mingsheng_reports.core.metric import Metric, Scope, Status

BIG_FIGURES = 6
FACTS = 4  # in the first sentence of the lead
RAISES = 3
PLEDGES = 3
REASONS = {  # by code of the objection, in the order in which they are named
    "as-of": "时点",
    "period": "时段",
    "scope": "范围",
    "unit": "计量单位",
    "definition": "口径",
    "status": "数据性质",
    "qualifier": "精确程度",
    "works": "年度任务",
    "conflict": "来源所载数字",
}
PEOPLE = ("person", "person-time", "household")


def headlines(
    metrics: Sequence[Metric], board: Board, standing: Standing, subject: Subject, book: Notebook
) -> tuple[Headline, ...]:
    """Four to six big figures, fewer where a brief holds fewer; of many cities who leads."""
    if is_crowd(metrics) and (first := crowd_headlines(board, book, BIG_FIGURES)):
        return first
    return tuple(
        Headline(
            Name(_headline_label(metric, subject), metric.id),
            book.figure(metric),
            _context(metric, board, book),
        )
        for metric in leading(metrics, standing, BIG_FIGURES, even=not subject.city)
    )


def _headline_label(metric: Metric, subject: Subject) -> str:
    label = display(card_label(metric))
    return label if subject.city else f"{metric.city}{label}"


def _context(metric: Metric, board: Board, book: Notebook) -> Sentence:
    """Under a big figure: its day, what was planned, or how it changed."""
    for pledge in board.pledges:
        if pledge.result is metric and pledge.state is not PledgeState.INCOMPARABLE:
            return (Words("计划"), book.figure(pledge.promised), Words("，" + _state(pledge)))
    for comparison in board.years:
        change = comparison.change
        told = comparison.unreserved and change is not None and change.value
        if comparison.metrics[-1] is metric and change is not None and told:
            before = comparison.metrics[-2]
            verb = VERBS[direction(before, metric)]
            return (
                Words("比"),
                year_of(before),
                Words(verb),
                book.computed(change),
            )
    if metric.status is Status.TARGET and not metric.as_of:
        return (Day(year_text(metric.year), metric.id), Words("计划"))
    return (*counted_until(metric), *([Words(TOTAL)] if runs_on(metric) else []))


def _state(pledge: Pledge) -> str:
    return "已完成" if pledge.state is PledgeState.MET else pledge.state.value


def write_lead(
    metrics: Sequence[Metric], board: Board, standing: Standing, subject: Subject, book: Notebook
) -> tuple[Sentence, ...]:
    """Three or four sentences: people, raises, promises or tasks, what may not be compared."""
    told: list[Sentence] = []
    crowd = is_crowd(metrics)
    if not subject.city and (first := lead_of_rankings(board, book)):
        told.append(first)
    if not (crowd and told) and (people := _people(metrics, standing, subject, book)):
        told.append(people)
    raises = _raises(metrics, board, standing, subject, book)
    told += [raises] if raises else []
    pledges = lead_of_pledges(board) if crowd else _pledges(board, subject, book)
    told += [pledges] if pledges else []
    tasks = () if pledges else _tasks(metrics, subject, book)
    told += [tasks] if tasks else []
    warning = _warning(board, subject)
    told += [warning] if warning else []
    return tuple(told)


def _people(
    metrics: Sequence[Metric], standing: Standing, subject: Subject, book: Notebook
) -> Sentence:
    near = [m for m in metrics if m.category not in FAR]
    even = not subject.city
    chosen = [
        m
        for m in leading(near, standing, BIG_FIGURES + FACTS, even=even)
        if m.status is not Status.TARGET
        and m.id not in standing.raised
        and m.id not in standing.kept
        and m.id not in standing.under_way
    ]
    people = [m for m in chosen if kind_of(m.quantity.unit) in PEOPLE]
    people += [m for m in chosen if m not in people]
    picked = _from_every_city(people) if even else people[:FACTS]
    times = [_span(m) for m in picked]
    picked.sort(key=lambda m: times.index(_span(m)))
    pieces: list[Fragment] = []
    for (city, *_), group in groupby(picked, key=_span):
        held = list(group)
        named = not subject.city or not pieces
        pieces += [Words("；")] if pieces else []
        pieces += [*counted_until(held[0]), Words("，")]
        pieces.append(Name(city, held[0].id) if named else Words("全市"))
        for i, metric in enumerate(held):
            pieces += [Words("，")] if i else []
            pieces += tell(metric, book)
    return (*pieces, Words("。")) if pieces else ()


def _span(metric: Metric) -> tuple[str, str, str, bool]:
    return metric.city, metric.year, metric.as_of, metric.to_date


def _from_every_city(metrics: Sequence[Metric]) -> list[Metric]:
    """Two facts of each city, the cities in the order of their first."""
    cities = dict.fromkeys(metric.city for metric in metrics)
    return [m for city in cities for m in [m for m in metrics if m.city == city][:2]]


def _raises(
    metrics: Sequence[Metric], board: Board, standing: Standing, subject: Subject, book: Notebook
) -> Sentence:
    """居民低保标准由2020年的每人每月730元提高到2021年的每人每月760元; 公办率提高2个百分点."""
    ids = {metric.id for metric in metrics}
    pieces: list[Fragment] = []
    held = [
        c
        for c in board.years
        if c.unreserved and c.change and c.change.value and c.metrics[-1].id in ids
    ]
    held = [c for c in held if kind_of(c.metrics[-1].quantity.unit) in LEVELS]
    for comparison in held[:RAISES]:
        pieces += [Words("；")] if pieces else []
        pieces += change_clause(comparison, book, named=not subject.city)
    told = {c.metrics[-1].id for c in held[:RAISES]}
    by_id = {metric.id: metric for metric in metrics}
    for new, old in [*standing.raised.items()][: max(0, RAISES - len(told))]:
        if new not in told and trusted(by_id[new]):
            pieces += [Words("；")] if pieces else []
            pieces += [Name(old.city, old.id)] if not subject.city else []
            pieces += raised(old, by_id[new], book)
    return (*pieces, Words("。")) if pieces else ()


def change_clause(comparison: Comparison, book: Notebook, *, named: bool = False) -> Sentence:
    """幼儿园公办率由2021年的47%提高到2022年的49%，提高2个百分点."""
    old, new = comparison.metrics[-2:]
    word = direction(old, new)
    verb = VERBS[word]
    pieces: list[Fragment] = [Name(new.city, new.id)] if named else []
    pieces += [
        Name(display(label_of(new)), new.id),
        Words("由"),
        year_of(old),
        Words("的"),
        book.figure(old),
        Words(word),
        Day(year_text(new.year), new.id),
        Words("的"),
        book.figure(new),
    ]
    if comparison.change is not None and comparison.change.value:
        pieces += [Words("，" + verb), book.computed(comparison.change)]
    return tuple(pieces)


def _pledges(board: Board, subject: Subject, book: Notebook) -> Sentence:
    answered = [
        p
        for p in board.pledges
        if p.result is not None
        and p.state is not PledgeState.INCOMPARABLE
        and p.promised.scope is Scope.CITY
    ]
    answered.sort(key=lambda p: p.state not in KEPT)
    kept = [p for p in answered if p.state in KEPT][:PLEDGES]
    partial = [p for p in answered if p.state is PledgeState.UNDERWAY][:1]
    years: list[str] = []
    pieces: list[Fragment] = []
    for pledge in [*kept, *partial]:
        result = pledge.result
        if result is None:
            continue
        pieces += [Words("；")] if pieces else []
        pieces += _year_where_new(pledge.promised, subject, years)
        pieces += [Name(pledge.promised.city, pledge.promised.id)] if not subject.city else []
        pieces += [
            Name(display(label_of(pledge.promised)), pledge.promised.id),
            Words("计划"),
            book.figure(pledge.promised),
            Words("，"),
        ]
        if pledge.state is PledgeState.UNDERWAY:
            pieces += [*(cut_off(result) or (Words(TO_DATE),)), Words("完成"), book.figure(result)]
            if pledge.progress is not None:
                pieces += [Words("，为计划的"), book.computed(pledge.progress)]
        else:
            pieces += [Words("完成"), book.figure(result), Words("，承诺兑现")]
    return (Words("承诺事项中，"), *pieces, Words("。")) if pieces else ()


def _year_where_new(metric: Metric, subject: Subject, told: list[str]) -> Sentence:
    """The year where it changes; a brief of one year names it in its title."""
    if subject.year or metric.year in told[-1:]:
        return ()
    told.append(metric.year)
    return (Day(year_text(metric.year), metric.id),)


def _tasks(metrics: Sequence[Metric], subject: Subject, book: Notebook) -> Sentence:
    """Yearly tasks: 城镇新增就业完成全年任务的162%."""
    done = [
        m for m in metrics if m.status is Status.COMPLETION and m.scope is Scope.CITY and trusted(m)
    ]
    pieces: list[Fragment] = []
    years: list[str] = []
    for metric in done[:RAISES]:
        pieces += [Words("，")] if pieces else []
        pieces += _year_where_new(metric, subject, years)
        pieces += [Name(metric.city, metric.id)] if not subject.city else []
        pieces += [Name(display(label_of(metric)), metric.id), *tell_completion(metric, book)]
    return (Words("年度任务完成情况："), *pieces, Words("。")) if pieces else ()


def _warning(board: Board, subject: Subject) -> Sentence:
    """城镇新增就业等3项指标的时点或口径不同，本简报只并列、不相减.

    An indicator counts once however often it is refused, and not at all where it is subtracted.
    """
    compared = (*board.years, *board.cities)
    computed = [c for c in compared if c.change is not None]
    known = {_indicator(c) for c in computed} | {m.id for c in computed for m in c.metrics}
    refused = [
        c
        for c in compared
        if c.objections
        and _indicator(c) not in known
        and not known.intersection(metric.id for metric in c.metrics)
    ]
    if not refused:
        return ()
    chosen = max(refused, key=lambda c: any(metric.as_of for metric in c.metrics))
    name = Name(display(chosen.label), chosen.metrics[-1].id)
    counted = tuple(dict.fromkeys(_indicator(c) for c in refused))
    if len(counted) == 1:
        reason = chosen.objections[0].reason
        other = next((m for m in chosen.metrics if m.city != subject.city), None)
        if subject.city and other:  # a brief of one city says which other it looks at
            city = Name(other.city, other.id)
            return (name, Words("与"), city, Words(f"{reason}，本简报只并列、不相减。"))
        return (name, Words(f"因{reason}，本简报只并列、不相减。"))
    codes = {objection.code for each in refused for objection in each.objections}
    why = [word for code, word in REASONS.items() if code in codes]
    listed = "或".join(filter(None, ("、".join(why[:-1]), why[-1])))
    words = Words(f"指标的{listed}不同，本简报只并列、不相减。")
    return (name, Words("等"), Tally(counted, "项"), words)


def _indicator(comparison: Comparison) -> str:
    """What is compared, in whichever city or year: the part of the id between place and unit."""
    return ":".join(comparison.id.split(":")[2:-1])
