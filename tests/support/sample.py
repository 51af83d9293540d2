"""A complete brief made from the annotated rows, for looking at pages and testing the printing.

It is composed by plain rules of its own, so that printing can be tested without the stages before
it; what it says is what the seeds say.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from mingsheng_reports.core.brief import (
    Brief,
    ChartKind,
    ChartSpec,
    Colophon,
    Computed,
    Day,
    Digest,
    Endnote,
    Figure,
    Fragment,
    Headline,
    Mark,
    Name,
    Row,
    Section,
    Sentence,
    Table,
    Tally,
    Words,
)
from mingsheng_reports.core.comparison import Derived, Subject
from mingsheng_reports.core.metric import Metric, Scope, Status
from mingsheng_reports.core.notice import Notice
from support.annotated import library, metrics

KICKERS = {
    "就业": ("稳就业", "城镇新增岗位持续增加"),
    "教育": ("强教育", "公办普惠学位扩容"),
    "社会救助": ("兜底线", "困难群众保障再提标"),
    "住房与老旧小区": ("改旧貌", "老旧小区换新颜"),
    "城市建设": ("美城乡", "口袋公园推窗见绿"),
    "交通出行": ("畅出行", "农村公路通到家门口"),
    "养老": ("享晚年", "养老服务送到身边"),
}


class Composer:
    """Numbers the endnotes as figures are used."""

    def __init__(self) -> None:
        """Without notes yet."""
        self.notes: dict[str, int] = {}
        self.used: list[Metric] = []

    def figure(self, metric: Metric) -> Figure:
        """The metric's figure with its note."""
        if metric.id not in self.notes:
            self.used.append(metric)
            self.notes[metric.id] = len(self.used)
        return Figure(metric, self.notes[metric.id])

    def computed(self, derived: Derived) -> Computed:
        """A computed figure with the notes of its operands."""
        return Computed(derived, tuple(self.figure(one).note for one in derived.operands))

    def endnotes(self) -> tuple[Endnote, ...]:
        """All notes in order."""
        titles = {article.doc: article.title for article in library().articles}
        dates = {article.doc: article.dating.date for article in library().articles}
        return tuple(
            Endnote(self.notes[one.id], one, titles[doc], dates[doc], one.evidence)
            for one in self.used
            for doc in [one.evidence.doc]
        )


def sample_brief(doc: str = "001", year: str = "2022") -> Brief:
    """A brief about one seed's city and year, with every kind of block in it."""
    compose = Composer()
    held = [one for one in metrics(doc) if one.year == year]
    city = held[0].city
    whole = [one for one in held if one.scope is Scope.CITY and one.status is not Status.TARGET]
    headlines = tuple(
        Headline(Name(one.label, one.id), compose.figure(one), _context(one)) for one in whole[:4]
    )
    lead = tuple(_sentence(compose, city, whole[at : at + 3]) for at in (4, 7))
    sections = _sections(compose, held, city)
    pledges, charts = _pledges(compose, held)
    districts = [one for one in held if one.scope is Scope.DISTRICT]
    digests = tuple(
        Digest(Name(place, place), (_sentence(compose, place, _of(place, districts)[:5]),))
        for place in dict.fromkeys(one.place for one in districts)
    )
    years = _years(compose)
    article = next(one for one in library().articles if one.doc.startswith(doc))
    source = library().source(article.doc)
    return Brief(
        subject=Subject(city, year),
        kicker=(Words("民生实事简报"),),
        title=(Name(city, "place"), Day(f"{year}年", "subject"), Words("民生实事办得怎样")),
        subtitle=(Words("就业、教育、社会救助等方面的进展与对照"),),
        dateline=(
            Day(article.dating.date, article.id), Words("　据"), Tally((source.doc,), "篇"),
            Words("报道编成"),
        ),
        lead=lead,
        headlines=headlines,
        sections=sections,
        endnotes=compose.endnotes(),
        colophons=(
            Colophon(
                source.doc, article.title, article.dating.date, "“截至11月底”等语", source.sha256
            ),
        ),
        pledges=pledges,
        pledge_charts=charts,
        years=years,
        districts=digests,
        cautions=(
            (Words("城镇新增就业:"), Day("2021年", "t"), Words("为全年数,"), Day("2022年", "t"),
             Words("为年内阶段数,统计截止日期不同,并列而不相减。")),
        ),
        notices=(
            Notice("005_坏文件", 0, "unreadable", "读到一半就断了,余下没有计入;", "请换一份文件。"),
        ),
    )  # fmt: skip


def _of(place: str, held: list[Metric]) -> list[Metric]:
    return [one for one in held if one.place == place]


def _context(metric: Metric) -> Sentence:
    if metric.as_of:
        return (Day(f"截至{metric.as_of}", metric.id),)
    return (Day(f"{metric.year}年", metric.id), Words("全市"))


def _sentence(compose: Composer, place: str, held: list[Metric]) -> Sentence:
    fragments: list[Fragment] = [Name(place, place)]
    for number, one in enumerate(held):
        label = ("计划" if one.status is Status.TARGET else "") + one.label
        fragments += [Words("," if number else ""), Name(label, one.id), compose.figure(one)]
    return (*fragments, Words("。"))


def _sections(compose: Composer, held: list[Metric], city: str) -> tuple[Section, ...]:
    sections = []
    for category, (kicker, heading) in KICKERS.items():
        mine = [one for one in held if one.category == category]
        if not mine:
            continue
        paragraphs = tuple(
            _sentence(compose, mine[at].place, mine[at : at + 4]) for at in range(0, len(mine), 4)
        )
        sections.append(Section(category, kicker, heading, paragraphs, _bars(compose, mine, city)))
    return tuple(sections)


def _bars(compose: Composer, mine: list[Metric], city: str) -> tuple[ChartSpec, ...]:
    units = [one.quantity.unit for one in mine]
    unit = max(dict.fromkeys(units), key=units.count)
    alike = [one for one in mine if one.quantity.unit == unit]
    group = sorted(alike, key=lambda one: -one.quantity.value)[:6]
    if len(group) < 3 or mine[0].category not in ("就业", "养老", "教育"):
        return ()
    marks = tuple(
        Mark(Name(one.label, one.id), compose.figure(one), emphasised=not at, hatched=at == 2)
        for at, one in enumerate(group)
    )
    return (
        ChartSpec(
            id=f"bars-{mine[0].category}",
            kind=ChartKind.BARS,
            title=(Name(group[0].label, group[0].id), Words("居首")),
            subtitle=(Name(city, "place"), Words(",单位:"), Words(unit)),
            marks=marks,
            source=(Words("数据来源:见文末"),),
            alternative=(Words("条形图,各项自高至低排列"),),
            caution=(Words("斜线者口径不同,不宜比较。"),),
        ),
    )


def _pledges(compose: Composer, held: list[Metric]) -> tuple[Table | None, tuple[ChartSpec, ...]]:
    targets = [one for one in metrics("000") if one.status is Status.TARGET and one.year == "2022"]
    pairs = []
    for target in targets:
        for one in held:
            same = one.label == target.label and one.quantity.unit == target.quantity.unit
            if same and one.status is Status.ACTUAL:
                pairs.append((target, one))
                break
    if not pairs:
        return None, ()
    rows: list[Row] = []
    marks: list[Mark] = []
    for target, one in pairs:
        share = one.quantity.value / target.quantity.value * 100
        printed = f"{share.quantize(Decimal('0.1')).normalize():f}%"
        formula = f"{one.quantity.printed}÷{target.quantity.printed}"
        percent = Derived(f"share-{one.id}", share, "%", printed, formula, (one, target))
        label = Name(one.label, one.id)
        plan, done = compose.figure(target), compose.figure(one)
        state = Words("已完成" if share >= 100 else "进行中")
        rows.append(Row(((label,), (plan,), (done,), (compose.computed(percent),), (state,))))
        marks += [Mark(label, plan, "计划"), Mark(label, done, "完成", emphasised=True)]
    heads = tuple((Words(text),) for text in ("事项", "计划", "进展", "完成比例", "情况"))
    chart = ChartSpec(
        id="pledges", kind=ChartKind.BULLET, title=(Words("多数承诺过半"),),
        subtitle=(Words("浅色为计划,深色为进展"),), marks=tuple(marks[:8]),
        source=(Words("数据来源:见文末"),), alternative=(Words("计划与进展对照"),),
    )  # fmt: skip
    rest = replace(chart, id="pledges-2", marks=tuple(marks[8:16]))
    table = Table("承诺与进展", heads, tuple(rows), (Words("进展为报道时的数,不等于全年结果。"),))
    return table, (chart, rest) if len(marks) > 8 else (chart,)


def _years(compose: Composer) -> Table | None:
    rows = []
    for before in metrics("000"):
        for after in metrics("001"):
            if not _alike(before, after):
                continue
            cells = (
                (Name(before.label, before.id),), (compose.figure(before),),
                (compose.figure(after),), (Words("统计截止日期不同,不作增减"),),
            )  # fmt: skip
            rows.append(Row(cells))
    heads = ((Words("指标"),), (Day("2021年", "t"),), (Day("2022年", "t"),), (Words("比较"),))
    return Table("与上年对照", heads, tuple(rows[:14])) if rows else None


def _alike(before: Metric, after: Metric) -> bool:
    """The same thing done, told of 2021 and of 2022."""
    first = (before.label, before.quantity.unit, before.place, before.status, before.year)
    second = (after.label, after.quantity.unit, after.place, after.status, after.year)
    return first[:3] == second[:3] and first[3:] + second[3:] == (
        Status.ACTUAL, "2021", Status.ACTUAL, "2022",
    )  # fmt: skip
