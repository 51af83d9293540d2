"""Which charts a brief has. A chart is drawn only where it shows more than a sentence says.

question                         form            condition
how far are the promises?        bullet          two promises of one unit with results, or one alone
how far, in different units?     bars of shares  three promises whose share of the plan is known
two years?                       slope           comparable, same unit, not equal
three years or more?             line            comparable, not all equal
two years that may not be compared?  hatched bars  as-of dates differ; one such chart at most
parts or kinds of one thing?     bars            three numbers or more of one family, unit, year, day
cities?                          bars            two cities; hatched where they may not be compared
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from mingsheng_reports.briefs.chart_words import (
    alternative,
    day_of,
    points_of,
    source_line,
    subtitle_of,
)
from mingsheng_reports.briefs.clauses import VERBS, direction
from mingsheng_reports.briefs.notebook import Notebook
from mingsheng_reports.briefs.sentences import year_text
from mingsheng_reports.briefs.wording import display, label_of
from mingsheng_reports.catalogue.phrasing import trusted
from mingsheng_reports.core.article import Article
from mingsheng_reports.core.brief import (
    ChartKind,
    ChartSpec,
    Day,
    Fragment,
    Mark,
    Name,
    Sentence,
    Words,
)
from mingsheng_reports.core.comparison import Board, Comparison, Pledge, PledgeState, Subject
from mingsheng_reports.core.metric import Metric, Scope, Status
from mingsheng_reports.core.quantity import Qualifier

MOST = 5  # in a whole brief
MOST_MARKS = 8
PAIR = 2
FEW = 3
FAMILIES = ("发放额", "标准", "率", "岗位", "床位", "补贴")
PLAN, DONE = "计划", "完成"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart and the category it belongs to."""

    category: str
    spec: ChartSpec


@dataclass(frozen=True, slots=True)
class Artist:
    """What every chart needs: subject, notes, articles by id."""

    subject: Subject
    book: Notebook
    articles: dict[str, Article]

    def spec(
        self,
        key: str,
        kind: ChartKind,
        title: Sentence,
        marks: Sequence[Mark],
        metrics: Sequence[Metric],
        caution: Sentence = (),
    ) -> ChartSpec:
        """A chart with its subtitle, source line and alternative text."""
        return ChartSpec(
            id=key, kind=kind, title=title, subtitle=subtitle_of(metrics, self.subject),
            marks=tuple(marks), source=source_line(metrics, self.articles),
            alternative=alternative(title, marks, caution), caution=caution,
        )  # fmt: skip


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
        name = _name(pledge.promised, artist.subject)
        results = [(pledge.promised, PLAN), *([(pledge.result, DONE)] if pledge.result else [])]
        for metric, series in results:
            figure = artist.book.figure(metric)
            marks.append(Mark(name, figure, series, emphasised=series == DONE))
            metrics.append(metric)
    return artist.spec(
        "pledges", ChartKind.BULLET, _pledge_title(pledges), marks, metrics,
        (Words("完成数以报道所述时点为准，部分完成不等于未完成任务。"),),
    )  # fmt: skip


def _pledge_title(pledges: Sequence[Pledge]) -> Sentence:
    """口袋公园建设如数完成，老旧小区改造部分完成."""
    words = {PledgeState.MET: "如数完成", PledgeState.EXCEEDED: "超额完成",
             PledgeState.PARTIAL: "部分完成"}  # fmt: skip
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
        name = _name(pledge.promised, artist.subject)
        kept = pledge.state is not PledgeState.PARTIAL
        marks.append(Mark(name, share, emphasised=kept))
        metrics += [pledge.promised, pledge.result]
    last = marks[-1]
    title: Sentence = (
        marks[0].name, Words("完成计划的"), marks[0].figure, Words("，"),
        last.name, Words("完成"), last.figure,
    )  # fmt: skip
    spec = artist.spec("pledge-shares", ChartKind.BARS, title, marks, metrics)
    subtitle: Sentence = (Words("已完成数占计划数的比例"), *points_of(metrics, artist.subject))
    return ChartSpec(
        spec.id, spec.kind, spec.title, subtitle, spec.marks, spec.source, spec.alternative,
        (Words("比例由本简报按报道所述计划数和完成数算出，时点以报道为准。"),),
    )  # fmt: skip


def _name(metric: Metric, subject: Subject) -> Name:
    label = display(label_of(metric))
    if metric.scope is not Scope.CITY:
        return Name(display(metric.place) + label, metric.id)
    return Name(label if subject.city else metric.city + label, metric.id)


def year_charts(board: Board, artist: Artist) -> list[Drawn]:
    """Slopes and lines for what may be compared, one hatched chart for what may not."""
    charts = [_line(c, artist) for c in board.years if _worth_a_line(c)]
    pairs: dict[tuple[str, str, tuple[str, ...]], list[Comparison]] = defaultdict(list)
    for comparison in board.years:
        if comparison.comparable and len(comparison.metrics) == PAIR and _differs(comparison):
            last = comparison.metrics[-1]
            years = tuple(metric.year for metric in comparison.metrics)
            pairs[last.category, last.quantity.unit, years].append(comparison)
    charts += [_slope(group[:4], artist) for group in pairs.values()]
    refused = [c for c in board.years if _dates_apart(c)]
    if refused:
        biggest = max(refused, key=lambda c: c.metrics[-1].quantity.value)
        charts.append(_hatched(biggest, artist))
    return charts


def _differs(comparison: Comparison) -> bool:
    return len({metric.quantity.value for metric in comparison.metrics}) > 1


def _worth_a_line(comparison: Comparison) -> bool:
    return comparison.comparable and len(comparison.metrics) > PAIR and _differs(comparison)


def _dates_apart(comparison: Comparison) -> bool:
    only = [each.code for each in comparison.objections] == ["as-of"]
    return only and _differs(comparison) and any(m.as_of for m in comparison.metrics)


def _line(comparison: Comparison, artist: Artist) -> Drawn:
    metrics = comparison.metrics
    first, last = metrics[0], metrics[-1]
    name = Name(display(label_of(last)), last.id)
    marks = [
        Mark(Day(year_text(m.year), m.id), artist.book.figure(m), emphasised=True) for m in metrics
    ]
    title = (
        name, Words("由"), artist.book.figure(first), Words(direction(first, last)),
        artist.book.figure(last),
    )  # fmt: skip
    spec = artist.spec(_key(comparison), ChartKind.LINE, title, marks, metrics)
    return Drawn(last.category, spec)


def _slope(group: Sequence[Comparison], artist: Artist) -> Drawn:
    marks: list[Mark] = []
    metrics: list[Metric] = []
    for comparison in group:
        for metric in comparison.metrics:
            series = display(label_of(comparison.metrics[-1])) if len(group) > 1 else ""
            day = Day(year_text(metric.year), metric.id)
            marks.append(Mark(day, artist.book.figure(metric), series, emphasised=True))
            metrics.append(metric)
    pieces: list[Fragment] = []
    for comparison in group[:PAIR]:
        old, new = comparison.metrics
        pieces += [Words("，")] if pieces else []
        pieces += [Name(display(label_of(new)), new.id), Words(VERBS[direction(old, new)])]
        pieces += [artist.book.computed(comparison.change)] if comparison.change else []
    spec = artist.spec(_key(group[0]), ChartKind.SLOPE, tuple(pieces), marks, metrics)
    return Drawn(group[0].metrics[-1].category, spec)


def _hatched(comparison: Comparison, artist: Artist) -> Drawn:
    metrics = comparison.metrics
    last = metrics[-1]
    marks = [
        Mark(day_of(m), artist.book.figure(m), emphasised=not m.as_of, hatched=bool(m.as_of))
        for m in metrics
    ]
    title = (
        Name(display(label_of(last)), last.id), Words("各年统计截止日期不同，不作增减比较"),
    )
    caution = (Words("斜线为年内阶段数，与全年数不可比。"),)
    spec = artist.spec(_key(comparison), ChartKind.BARS, title, marks, metrics, caution)
    return Drawn(last.category, spec)


def _key(comparison: Comparison) -> str:
    return f"chart:{comparison.id}"


def family_charts(metrics: Sequence[Metric], artist: Artist) -> list[Drawn]:
    """Kinds of one thing side by side: 低保金, 特困人员供养资金 and 临时救助金 paid out."""
    groups: dict[tuple[str, ...], list[Metric]] = defaultdict(list)
    for metric in metrics:
        ending = next((each for each in FAMILIES if metric.label.endswith(each)), "")
        if ending and _drawable(metric):
            key = (metric.city, metric.category, ending, metric.quantity.unit, metric.year,
                   metric.as_of, metric.status)  # fmt: skip
            groups[key].append(metric)
    tasks: dict[tuple[str, ...], list[Metric]] = defaultdict(list)
    for metric in metrics:
        if metric.status is Status.COMPLETION and metric.scope is Scope.CITY and trusted(metric):
            tasks[metric.city, metric.category, metric.year, metric.as_of].append(metric)
    drawn = [_tasks(held, artist) for held in tasks.values() if len(held) >= FEW]
    return drawn + [
        _family(key[2], held, artist) for key, held in groups.items() if _worth_bars(held)
    ]


def _drawable(metric: Metric) -> bool:
    told = metric.status in {Status.ACTUAL, Status.STANDARD} and metric.scope is Scope.CITY
    return told and trusted(metric) and metric.quantity.upper is None and len(metric.year) == 4  # noqa: PLR2004


def _worth_bars(metrics: Sequence[Metric]) -> bool:
    """Three or more different kinds, and not mostly the same value (100%, 100%, 99.5%)."""
    values = {metric.quantity.value for metric in metrics}
    labels = {metric.label for metric in metrics}
    return len(labels) == len(metrics) >= FEW and len(values) * 2 > len(metrics) + 1


def _family(ending: str, metrics: Sequence[Metric], artist: Artist) -> Drawn:
    held = sorted(metrics, key=lambda m: -m.quantity.value)[:MOST_MARKS]
    marks = [_bar(metric, i == 0, artist, ending) for i, metric in enumerate(held)]
    top = held[0]
    title = (
        Name(display(label_of(top)), top.id), Words("居首，为"), artist.book.figure(top),
    )
    key = f"chart:family:{top.city}:{top.category}:{ending}:{top.year}:{top.as_of}"
    vague = any(m.quantity.qualifier is not Qualifier.EXACT for m in held)
    caution: Sentence = (Words("斜线为概数。"),) if vague else ()
    spec = artist.spec(key, ChartKind.BARS, title, marks, held, caution)
    return Drawn(top.category, spec)


def _bar(metric: Metric, first: bool, artist: Artist, ending: str) -> Mark:
    label = display(label_of(metric))
    short = label.removesuffix(ending) if ending == "发放额" else label
    name = short if artist.subject.city else metric.city + short
    vague = metric.quantity.qualifier is not Qualifier.EXACT
    return Mark(Name(name, metric.id), artist.book.figure(metric), "", first, vague)


def _tasks(metrics: Sequence[Metric], artist: Artist) -> Drawn:
    held = sorted(metrics, key=lambda m: -m.quantity.value)[:MOST_MARKS]
    marks = [
        Mark(_name(m, artist.subject), artist.book.figure(m), emphasised=i == 0)
        for i, m in enumerate(held)
    ]
    low, top = held[-1], held[0]
    all_done = low.quantity.value >= 100  # noqa: PLR2004 per cent
    words = "任务均已完成，" if all_done else "任务完成程度不一，"
    title = (
        Name(top.category, f"category:{top.category}"), Words(words),
        Name(display(label_of(top)), top.id), Words("最高"),
    )  # fmt: skip
    spec = artist.spec(f"chart:tasks:{top.city}:{top.category}:{top.year}", ChartKind.BARS,
                       title, marks, held)  # fmt: skip
    subtitle: Sentence = (Words("完成年度任务的比例"), *points_of(held, artist.subject))
    return Drawn(top.category, ChartSpec(
        spec.id, spec.kind, spec.title, subtitle, spec.marks, spec.source, spec.alternative,
    ))  # fmt: skip


def city_charts(board: Board, artist: Artist) -> list[Drawn]:
    """Cities side by side; hatched and explained where they may not be ranked."""
    charts = []
    for comparison in board.cities:
        metrics = comparison.metrics
        if not all(trusted(m) for m in metrics) or not _differs(comparison):
            continue
        apart = bool(comparison.objections)
        marks = [_city_bar(m, apart, artist) for m in metrics[:MOST_MARKS]]
        name = Name(display(comparison.label), metrics[0].id)
        top = metrics[0]
        title: Sentence = (name, Words("："), Name(top.city, top.id), Words("居首"))
        caution: Sentence = ()
        if apart:
            title = (name, Words("：各市口径不同，不作高低比较"))
            reasons = "、".join(each.reason for each in comparison.objections)
            caution = (Words(f"斜线表示不可比：{reasons}。"),)
        spec = artist.spec(
            f"chart:{comparison.id}", ChartKind.BARS, title, marks, metrics, caution
        )
        charts.append(Drawn(comparison.category, spec))
    return charts


def _city_bar(metric: Metric, apart: bool, artist: Artist) -> Mark:
    planned = "计划" if metric.status is Status.TARGET else ""
    until = f"（截至{day_of(metric).text}）" if metric.as_of else ""
    own = metric.city == artist.subject.city and not apart
    return Mark(
        Name(metric.city + planned + until, metric.id), artist.book.figure(metric), "", own, apart
    )
