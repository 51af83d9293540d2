"""眉题, 主题 and 副题, chosen from the facts by a rule that one can read.

A headline has two halves of like length, from different categories, taken in this order: of several
cities who leads, promises kept, yearly tasks fulfilled, standards raised, rates that rose; what is
then missing comes from the section table for the categories of the most telling facts. No half says
more than its metrics.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from mingsheng_reports.briefs.crowd import more_is_better, rankings
from mingsheng_reports.briefs.periods import year_text
from mingsheng_reports.briefs.ranking import FAR, Standing, ranked
from mingsheng_reports.briefs.sections import heading_for
from mingsheng_reports.briefs.wording import display, label_of
from mingsheng_reports.catalogue.categories import order_of
from mingsheng_reports.catalogue.indicators import by_id
from mingsheng_reports.core.brief import (
    Day,
    Fragment,
    Name,
    Sentence,
    Tally,
    Words,
    sentence_text,
)
from mingsheng_reports.core.comparison import Board, Subject
from mingsheng_reports.core.metric import Metric, Status

LONGEST_LABEL = 8  # a longer label makes a bad headline
SHORTEST_NAME = 2
SPACE = "　"
HALVES = 2
UNEVEN = 3  # characters by which the halves may differ
NAMED_CATEGORIES = 3
NAMED_CITIES = 3
PER_CATEGORY = 2  # fragments: the comma and the name
LONGEST_SUBTITLE = 34  # characters, digits among them, that one line of a page holds
OTHER = "其他"
ALL = 100  # per cent

Half = tuple[str, str, Sentence]  # category, city, words


def kicker(subject: Subject, metrics: Sequence[Metric]) -> Sentence:
    """盘锦市民生实事简报, with its years where there are any."""
    return (*places_of(subject, metrics), *years_of(subject), Words("民生实事简报"))


def places_of(subject: Subject, metrics: Sequence[Metric]) -> Sentence:
    """盘锦市、鞍山市; 盘锦市等12地 of many; 各市 of all, 各地 where counties are among them."""
    if not subject.cities:
        return (Words("各市" if all(m.city.endswith("市") for m in metrics) else "各地"),)
    if len(subject.cities) > NAMED_CITIES:
        first = Name(subject.cities[0], "subject")
        return (first, Words("等"), Tally(subject.cities, "地"))
    return _listed([Name(city, "subject") for city in subject.cities])


def years_of(subject: Subject) -> Sentence:
    """2022年; 2020—2022年; 2019年、2021年; nothing for all years."""
    return _listed([Day(year_text(span), "subject") for span in subject.spans])


def _listed(names: Sequence[Fragment]) -> Sentence:
    pieces: list[Fragment] = []
    for name in names:
        pieces += [Words("、")] if pieces else []
        pieces.append(name)
    return tuple(pieces)


def title(
    metrics: Sequence[Metric],
    board: Board,
    standing: Standing,
    categories: Sequence[str],
    *,
    named: bool = False,
) -> Sentence:
    """Two halves of a headline from two categories; one half where there is one category.

    ``named`` puts the city before each half, for every half is said of one city.
    """
    held: list[tuple[str, Sentence]] = []
    told = _halves(metrics, board, standing, categories)
    for category, city, words in (*_leading(board), *told) if named else told:
        whose = (Name(_short_name(city), f"city:{city}"),) if named else ()
        held.append((category, (*whose, *words)))
    pieces: list[Fragment] = []
    for words in _balanced(held):
        pieces += [Words(SPACE)] if pieces else []
        pieces += words
    return tuple(pieces) or (Words("民生实事亮清单"),)


def _short_name(city: str) -> str:
    """盘锦 of 盘锦市; 叶县 and 环江毛南族自治县 as they are."""
    short = city[:-1]
    return city if len(short) < SHORTEST_NAME or short.endswith("自治") else short


def _balanced(halves: Sequence[tuple[str, Sentence]]) -> list[Sentence]:
    """The first half, and of those from other categories the first that is about as long."""
    if not halves:
        return []
    category, first = halves[0]
    others = [words for each, words in halves if each != category]
    length = len(sentence_text(first))
    even = [words for words in others if abs(len(sentence_text(words)) - length) <= UNEVEN]
    return [first, *(even or others)[: HALVES - 1]]


def subtitle(subject: Subject, metrics: Sequence[Metric], categories: Sequence[str]) -> Sentence:
    """盘锦市2022年就业、教育、住房等民生数字综述."""
    years = sorted({metric.year[-4:] for metric in metrics})
    period = years_of(subject) or _period(years, metrics)
    named: list[Fragment] = []
    categories = sorted(categories, key=lambda each: each in FAR)
    categories = [each for each in categories if each != OTHER] or categories
    for category in categories[:NAMED_CATEGORIES]:
        named += [Words("、")] if named else []
        named.append(Name(category, f"category:{category}"))
    more = Words("等民生实事数字综述" if len(categories) > NAMED_CATEGORIES else "民生实事数字综述")
    places = places_of(subject, metrics)
    room = LONGEST_SUBTITLE - len(sentence_text((*places, *period, more)))
    while len(named) > 1 and len(sentence_text(tuple(named))) > room:
        named = named[:-PER_CATEGORY]
        more = Words("等民生实事数字综述")
    return (*places, *period, *named, more)


def _period(years: Sequence[str], metrics: Sequence[Metric]) -> Sentence:
    first = next(metric for metric in metrics if metric.year[-4:] == years[0])
    if len(years) == 1:
        return (Day(year_text(years[0]), first.id),)
    return (Day(f"{years[0]}—{years[-1]}年", first.id),)


def _halves(
    metrics: Sequence[Metric], board: Board, standing: Standing, categories: Sequence[str]
) -> Iterator[Half]:
    yield from _kept(board, standing)
    yield from _fulfilled(metrics)
    yield from _raised(metrics, standing)
    yield from _risen(board, {metric.id for metric in metrics})
    order = [(m.category, m.city) for m in ranked(metrics, standing)]
    order += [(each, m.city) for each in categories for m in metrics if m.category == each]
    for category, city in dict.fromkeys(order):
        own = [m for m in metrics if (m.category, m.city) == (category, city)]
        own = [m for m in own if m.status is not Status.TARGET]
        words = heading_for(category, own).title
        if words and own:
            yield category, city, (Words(words),)


def _leading(board: Board) -> Iterator[Half]:
    """城镇新增就业居首, where three cities or more may be ranked."""
    for comparison in rankings(board):
        first = comparison.metrics[0]
        if more_is_better(first) and (name := _short(first)):
            yield first.category, first.city, (name, Words("居首"))


def _short(metric: Metric) -> Name | None:
    label = display(label_of(metric))
    return Name(label, metric.id) if len(label) <= LONGEST_LABEL else None


def _kept(board: Board, standing: Standing) -> Iterator[Half]:
    for pledge in board.pledges:
        result = pledge.result
        if result is not None and result.id in standing.kept and (name := _short(result)):
            yield result.category, result.city, (name, Words("兑现承诺"))


def _fulfilled(metrics: Sequence[Metric]) -> Iterator[Half]:
    """就业任务超额完成, when every task that a city's reports tell of went beyond its plan."""
    tasks: dict[tuple[str, str], list[Metric]] = defaultdict(list)
    for metric in metrics:
        if metric.status is Status.COMPLETION:
            tasks[metric.category, metric.city].append(metric)
    for category, city in sorted(tasks, key=lambda key: order_of(key[0])):
        values = [metric.quantity.value for metric in tasks[category, city]]
        if len(values) >= HALVES and min(values) > ALL:
            words = (Name(category, f"category:{category}"), Words("任务超额完成"))
            yield category, city, words


def _raised(metrics: Sequence[Metric], standing: Standing) -> Iterator[Half]:
    for metric in ranked(metrics, standing):
        felt = metric.status is Status.STANDARD
        if felt and metric.id in standing.raised and (name := _short(metric)):
            yield metric.category, metric.city, (name, Words("提高"))


def _risen(board: Board, told: set[str]) -> Iterator[Half]:
    """Rates that rose in the year of the brief, where more is better."""
    for comparison in board.years:
        last = comparison.metrics[-1]
        if last.id not in told:
            continue
        known = by_id(last.indicator)
        good = known is None or known.better == "more"
        change = comparison.change if comparison.unreserved else None
        rose = change is not None and change.value > 0
        if rose and good and last.quantity.unit == "%" and (name := _short(last)):
            yield last.category, last.city, (name, Words("上升"))
