"""Briefs on many cities: what each of them would be told in a paragraph is told in a line.

From :data:`MANY` cities on, a section tells who leads where all may be ranked, and only a few of
the numbers that stand in no comparison; promises are counted city by city. What is left out is
counted at the end, and stands in each city's own brief.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from mingsheng_reports.briefs.city_tabling import members
from mingsheng_reports.briefs.notebook import Notebook
from mingsheng_reports.briefs.ranking import Standing, ranked
from mingsheng_reports.briefs.sections import Writer, heading_for
from mingsheng_reports.briefs.tabling import dated, reserved
from mingsheng_reports.briefs.wording import card_label, display
from mingsheng_reports.catalogue.categories import order_of
from mingsheng_reports.catalogue.indicators import by_id
from mingsheng_reports.core.brief import (
    Fragment,
    Headline,
    Name,
    Row,
    Section,
    Sentence,
    Table,
    Tally,
    Words,
)
from mingsheng_reports.core.comparison import Board, Comparison, PledgeState
from mingsheng_reports.core.metric import Metric, Scope

MANY = 9  # cities
FEWEST = 3  # cities of a ranking that is told in words
FOLLOWING = 2  # cities named behind the first
RANKINGS = 2  # in the lead
ANSWERED = (PledgeState.MET, PledgeState.EXCEEDED, PledgeState.UNDERWAY)
REST = 6  # numbers of a section that stand in no comparison


def is_crowd(metrics: Iterable[Metric]) -> bool:
    """Whether a brief is on many cities."""
    return len({metric.city for metric in metrics}) >= MANY


def rankings(board: Board) -> list[Comparison]:
    """Where three cities or more may be ranked without a word beside it and one is first."""
    held = [
        each
        for each in board.cities
        if each.unreserved
        and len(each.metrics) >= FEWEST
        and each.metrics[0].quantity.value > each.metrics[1].quantity.value
    ]
    return sorted(held, key=lambda each: -len(each.metrics))


def standing(comparison: Comparison, book: Notebook) -> Sentence:
    """城镇新增就业15地可比：嵩县38278人居首，其后为宝丰县38083人、新郑市36909人."""
    first, *rest = comparison.metrics
    pieces: list[Fragment] = [
        Name(display(comparison.label), first.id),
        Tally(tuple(metric.id for metric in comparison.metrics), "地"),
        Words("可比："),
        Name(first.city, first.id),
        *dated(first, book),
        Words("居首，其后为"),
    ]
    for at, metric in enumerate(rest[:FOLLOWING]):
        pieces += [Words("、")] if at else []
        pieces += [Name(metric.city, metric.id), *dated(metric, book)]
    if len(rest) > FOLLOWING:
        last = rest[-1]
        pieces += [Words("，末位为"), Name(last.city, last.id), *dated(last, book)]
    return (*pieces, *reserved(comparison))


def crowd_headlines(board: Board, book: Notebook, most: int) -> tuple[Headline, ...]:
    """The first of each ranking where more is better."""
    held = [each for each in rankings(board) if more_is_better(each.metrics[0])]
    return tuple(
        Headline(
            Name(top.city + display(card_label(top)), top.id),
            book.figure(top),
            (Tally(tuple(m.id for m in each.metrics), "地"), Words("可比，居首")),
        )
        for each in held[:most]
        for top in each.metrics[:1]
    )


def more_is_better(metric: Metric) -> bool:
    """Whether the catalogue says so: it is no honour to lead in people on benefits."""
    known = by_id(metric.indicator)
    return known is not None and known.better == "more"


def write_crowd(
    writer: Writer, board: Board, ranking: Standing
) -> tuple[tuple[Section, tuple[Metric, ...]], ...]:
    """One section per category: rankings in words, then a few other numbers, then what is left."""
    grouped: dict[str, list[Metric]] = defaultdict(list)
    for metric in writer.selection.of_scope(Scope.CITY, Scope.PROJECT, Scope.ORGANISATION):
        grouped[metric.category].append(metric)
    written = []
    for category in sorted(grouped, key=lambda each: (order_of(each), each)):
        metrics = grouped[category]
        told = _paragraphs(category, metrics, writer, board, ranking)
        row = heading_for(category, metrics)
        if told:
            written.append((Section(category, row.kicker, row.heading, told), tuple(metrics)))
    return tuple(written)


def _paragraphs(
    category: str, metrics: Sequence[Metric], writer: Writer, board: Board, ranking: Standing
) -> tuple[Sentence, ...]:
    held = [each for each in board.cities if each.category == category]
    told = [
        (*standing(each, writer.book), Words("。"))
        for each in rankings(replace(board, cities=tuple(held)))
    ]
    beside = {(m.city, m.year, m.label) for each in held for m in members(each)}
    rest = [m for m in metrics if (m.city, m.year, m.label) not in beside]
    chosen = ranked(rest, ranking)[:REST]
    writer.said.clear()
    for city in dict.fromkeys(metric.city for metric in chosen):
        own = [metric for metric in chosen if metric.city == city]
        told += writer.paragraphs(own, city, Name(city, own[0].id))
    if held and not told:
        told.append((Words("各地的数并列在城市对照中。"),))
    return tuple(told)


def lead_of_rankings(board: Board, book: Notebook) -> Sentence:
    """Who leads, of three cities or more; indicators that more cities tell come first."""
    pieces: list[Fragment] = []
    for comparison in [c for c in rankings(board) if more_is_better(c.metrics[0])][:RANKINGS]:
        pieces += [Words("；")] if pieces else []
        pieces += standing(comparison, book)
    return (*pieces, Words("。")) if pieces else ()


def lead_of_pledges(board: Board) -> Sentence:
    """各地承诺中，能对上后来报道的160项，其中已完成40项、…."""
    held: dict[PledgeState, list[str]] = {}
    for pledge in board.promises:
        held.setdefault(pledge.state, []).append(pledge.id)
    answered = [state for state in PledgeState if state in held and state in ANSWERED]
    if not answered:
        return ()
    whole = tuple(each for state in answered for each in held[state])
    pieces: list[Fragment] = [Words("写明数量的承诺，后来报道写到的有"), Tally(whole, "项")]
    for at, state in enumerate(answered):
        pieces += [Words("，" if at else "：")]
        pieces += [Words(state.value), Tally(tuple(held[state]), "项")]
    return (*pieces, Words("。"))


def pledge_counts(board: Board) -> Table | None:
    """承诺与进展 counted city by city."""
    states: dict[str, dict[PledgeState, list[str]]] = defaultdict(lambda: defaultdict(list))
    counted: set[str] = set()
    for judgement in board.judgements:
        counted.update(pledge.id for pledge in judgement.pledges)
        states[judgement.undertaking.city][judgement.state].append(judgement.undertaking.id)
    for pledge in board.promises:
        if pledge.id not in counted:
            states[pledge.promised.city][pledge.state].append(pledge.id)
    if not states:
        return None
    shown = [state for state in PledgeState if any(held[state] for held in states.values())]
    heads = ("城市", "承诺", *(state.value for state in shown))
    rows = []
    for city in sorted(states):
        held = states[city]
        every = tuple(each for state in shown for each in held[state])
        cells = [_count(tuple(held[state])) for state in shown]
        rows.append(Row(((Name(city, f"city:{city}"),), _count(every), *cells)))
    caution = "按承诺的项数计，逐项见各地自己的简报；进行中不等于未完成任务，未见报道不等于未办理。"
    return Table(
        "承诺与进展", tuple((Words(head),) for head in heads), tuple(rows), (Words(caution),)
    )


def _count(ids: tuple[str, ...]) -> Sentence:
    return (Tally(ids, "项"),) if ids else (Words("—"),)


def left_out(metrics: Sequence[Metric], book: Notebook) -> Sentence:
    """How many numbers a brief on many cities does not tell."""
    told = {metric.id for metric in book.metrics}
    ids = tuple(metric.id for metric in metrics if metric.id not in told)
    if not ids:
        return ()
    return (Words("本简报没有列入的另有"), Tally(ids, "个数字"), Words("，见各地自己的简报。"))
