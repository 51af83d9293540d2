"""Whole briefs: what must hold for every subject, on the annotated seeds and on odd cases."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from walk import (
    body,
    figures,
    mistold,
    notes_of,
    persons,
    told_sentences,
    unaccounted,
    unnamed,
)

from mingsheng_reports.briefs.compose import compose
from mingsheng_reports.comparison.board import lay_out
from mingsheng_reports.core.article import Library
from mingsheng_reports.core.brief import (
    Brief,
    ChartKind,
    Computed,
    Figure,
    Name,
    Words,
    sentence_text,
)
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.errors import UnaccountedNumberError, UsageError
from mingsheng_reports.core.fragments import fragments, sentences
from mingsheng_reports.core.metric import Metric, Scope, Status
from mingsheng_reports.core.notice import Notice
from support.annotated import library, metrics
from support.factory import CITY, make, shelf

ISSUED = dt.date(2026, 1, 5)
SUBJECTS = [
    Subject("盘锦市", "2022"),
    Subject("盘锦市", "2021"),
    Subject("盘锦市", "2020"),
    Subject("盘锦市", "2019"),
    Subject("鞍山市", "2021"),
    Subject("双辽市", "2024"),
    Subject("盘锦市"),
    Subject("鞍山市"),
    Subject(year="2021"),
    Subject(year="2022"),
    Subject(("盘锦市", "鞍山市"), ("2020", "2021", "2022")),
    Subject(("盘锦市", "双辽市"), "2022"),
]
PLAN_WORDS = ("计划", "预计")
COUNTED = re.compile(r"[一二三四五六七八九十百千两几][个项件条家户人座处所种类场次年月日成倍份篇]")


def brief_of(
    subject: Subject, held: Sequence[Metric] = (), shelved: Library | None = None
) -> Brief:
    told = held or metrics()
    return compose(subject, told, lay_out(told, subject), shelved or library(), (), ISSUED)


@pytest.fixture(params=SUBJECTS, ids=str, scope="module")
def brief(request: pytest.FixtureRequest) -> Brief:
    return brief_of(request.param)


def test_every_number_has_its_endnote_and_every_endnote_its_number(brief: Brief) -> None:
    assert unaccounted(brief) == []


def test_endnotes_are_numbered_in_order_of_first_appearance(brief: Brief) -> None:
    order = [note for fragment in fragments(body(brief)) for note in notes_of(fragment)]
    assert list(dict.fromkeys(order)) == list(range(1, len(brief.endnotes) + 1))
    assert [note.number for note in brief.endnotes] == list(range(1, len(brief.endnotes) + 1))


def test_no_person_anywhere(brief: Brief) -> None:
    assert persons(brief) == []
    people = {m.place for m in metrics() if m.scope is Scope.PERSON}
    text = "".join(each.text for each in fragments(body(brief)))
    assert people
    assert not any(person in text for person in people)


def test_a_work_or_organisation_is_named_in_its_sentence(brief: Brief) -> None:
    assert unnamed(brief) == []


def test_a_district_is_told_in_its_own_entry_only(brief: Brief) -> None:
    inside = [f for section in brief.sections for f in figures(section)]
    assert all(figure.metric.scope is not Scope.DISTRICT for figure in inside)
    for digest in brief.districts:
        places = {figure.metric.place for figure in figures(digest)}
        assert all(
            place.startswith(
                digest.place.text.removeprefix(next(iter(figures(digest))).metric.city)
            )
            or digest.place.text.endswith(place)
            for place in places
        )


def test_plans_are_told_as_plans_and_nothing_else_is(brief: Brief) -> None:
    assert mistold(brief) == []


def test_a_plan_is_called_so_wherever_it_is_printed(brief: Brief) -> None:
    for sentence in (*brief.lead, *brief.cautions, *(h.context for h in brief.headlines)):
        if any(figure.metric.status is Status.TARGET for figure in figures(sentence)):
            assert any(word in sentence_text(sentence) for word in PLAN_WORDS)


def test_the_day_governs_its_sentence(brief: Brief) -> None:
    for sentence in told_sentences(brief):
        days = {figure.metric.as_of for figure in figures(sentence)}
        assert len(days) == 1, sentence_text(sentence)
        if days != {""}:
            told = sentence_text(sentence)
            assert told.startswith("截至") or re.match("[^，]*报道[^，]*，截至", told), told


def test_one_sentence_tells_one_period(brief: Brief) -> None:
    for sentence in told_sentences(brief):
        years = {f.metric.year for f in figures(sentence) if f.metric.status is not Status.BASELINE}
        assert len(years) <= 1, sentence_text(sentence)


def test_each_fact_is_told_once_in_the_sections(brief: Brief) -> None:
    counts = Counter(
        figure.metric.id
        for sentence in told_sentences(brief)
        for figure in figures(sentence)
        if figure.metric.status is not Status.BASELINE
    )
    old_values = {
        figure.metric.id
        for sentence in told_sentences(brief)
        for before, figure in pairwise(sentence)
        if isinstance(figure, Figure) and before == Words("由")
    }
    assert [key for key, n in counts.items() if n > 1 and key not in old_values] == []


def test_sentences_end_and_are_punctuated_in_full_width(brief: Brief) -> None:
    for sentence in told_sentences(brief):
        assert sentence_text(sentence).endswith("。")
    for fragment in fragments(body(brief)):
        if isinstance(fragment, Words):
            assert not re.search(r"[,;:!?()]", fragment.text), fragment.text
            assert not COUNTED.search(fragment.text), fragment.text


def test_no_doubled_or_dangling_punctuation(brief: Brief) -> None:
    for sentence in told_sentences(brief):
        assert not re.search(r"[，；、。][，；、。]", sentence_text(sentence))
        assert not re.search(r"^[，；、。]", sentence_text(sentence))


def test_a_chart_never_mixes_units_and_says_what_it_shows(brief: Brief) -> None:
    charts = [c for section in brief.sections for c in section.charts] + [*brief.pledge_charts]
    assert len({chart.id for chart in charts}) == len(charts)
    for chart in charts:
        # Each promise is measured by its own plan; everything else shares one scale.
        rows = {mark.name.text if chart.kind is ChartKind.BULLET else "" for mark in chart.marks}
        for row in rows:
            drawn = [m for m in chart.marks if row in {"", m.name.text}]
            kinds = {m.figure.unit for m in drawn if m.series or not row}
            kinds = {"人" if unit == "名" else "个" if unit == "座" else unit for unit in kinds}
            assert len(kinds) == 1, chart.id
        assert len(chart.marks) > 1
        for part in (chart.title, chart.subtitle, chart.source, chart.alternative):
            assert sentence_text(part)
        if any(mark.hatched for mark in chart.marks):
            assert "斜线" in sentence_text(chart.caution)
        told = sentence_text(chart.alternative)
        assert all(mark.figure.text in told for mark in chart.marks)


def test_tables_are_rectangular(brief: Brief) -> None:
    for table in (brief.pledges, brief.years, brief.cities):
        if table is not None:
            assert table.rows
            assert all(len(row.cells) == len(table.heads) for row in table.rows)


def test_every_part_of_the_headline_is_there(brief: Brief) -> None:
    for part in (brief.kicker, brief.title, brief.subtitle, brief.dateline):
        assert sentence_text(part)
    assert not figures(brief.title)
    assert 1 <= len(brief.lead) <= 4
    assert len(brief.headlines) <= 6
    assert brief.sections


def test_sources_are_listed(brief: Brief) -> None:
    assert {each.doc for each in brief.colophons} == {n.evidence.doc for n in brief.endnotes}
    assert all(note.source_title and note.source_date for note in brief.endnotes)


def test_composing_twice_gives_the_same_brief(brief: Brief) -> None:
    assert brief_of(brief.subject) == brief


# ── what the brief of 盘锦 2022 must say ──────────────────────────────────────────────────────────


def text_of(subject: Subject) -> str:
    return "\n".join(sentence_text(each) for each in sentences(body(brief_of(subject))))


@pytest.mark.parametrize(
    "told",
    [
        "截至2022年11月30日，城镇新增就业24002人，失业人员再就业18409人",
        "幼儿园公办率由2021年的47%提高到2022年的49%，提高2个百分点",
        "按照计划，2022年全市改造老旧小区28个，涉及楼栋614栋，惠及2.4万户",
        "全市改造老旧小区10个，完成计划的35.7%",
        "口袋公园建设计划9个，完成9个，承诺兑现",
        "城镇新增就业：2021年30069人，截至2022年11月30日24002人；统计截止日期不同",
        "辽西北供水盘锦应急支线工程总投资：报道中有约30.8亿元（计划数）、14.76亿元",
        "教育支出4.58亿元，同比增长40.79%",
    ],
)
def test_the_demo_brief_says(told: str) -> None:
    assert told in text_of(Subject("盘锦市", "2022"))


@pytest.mark.parametrize("wrong", ["20.2%", "6067", "4.3%", "16.04", "没有完成", "未能完成"])
def test_the_demo_brief_never_says(wrong: str) -> None:
    assert wrong not in text_of(Subject("盘锦市", "2022"))


@pytest.mark.parametrize(
    ("subject", "told"),
    [
        (Subject("双辽市", "2024"), "城镇新增就业3411人，完成全年任务的162%；"),
        (Subject("双辽市", "2024"), "建设养老食堂24家，其中街道12家、乡镇12家"),
        (Subject("双辽市", "2024"), "排查矛盾纠纷1737起，其中化解1683起、分流54起"),
        (Subject("盘锦市", "2021"), "办理法律援助案件1587件，同比增长35%"),
        (Subject("盘锦市", "2021"), "居民低保标准由每人每月730元提高到每人每月760元"),
        (Subject("盘锦市", "2020"), "按低保标准的3倍执行，为每人每月2190元"),
        (Subject("盘锦市", "2020"), "全市323个行政村除少数纳入动迁范围外，均已成为美丽乡村"),
        (Subject("鞍山市", "2021"), "机械化清扫率由年初的78%提高到92%"),
    ],
)
def test_other_briefs_say(subject: Subject, told: str) -> None:
    assert told in text_of(subject)


# ── odd cases ─────────────────────────────────────────────────────────────────────────────────────


def test_a_single_metric_makes_a_brief() -> None:
    brief = brief_of(Subject(CITY, "2022"), [make()], shelf())
    assert len(brief.sections) == 1
    assert sentence_text(brief.sections[0].paragraphs[0]) == "2022年，全市城镇新增就业100人。"
    assert len(brief.endnotes) == 1
    assert (brief.pledges, brief.years, brief.cities, brief.districts) == (None, None, None, ())


def test_a_running_total_is_never_told_as_the_years_whole() -> None:
    held = [
        make("城镇新增就业", "100", to_date=True, indicator="jobs"),
        make("城镇新增就业", "90", year="2021", article="doc#2", indicator="jobs"),
        make("口袋公园建设", "9", "个", status="target", category="城市建设"),
        make("口袋公园建设", "5", "个", to_date=True, category="城市建设"),
    ]
    brief = brief_of(Subject(CITY, "2022"), held, shelf("doc#1", "doc#2"))
    (first, *_), *_ = (section.paragraphs for section in brief.sections)
    assert sentence_text(first) == "截至报道时，全市城镇新增就业100人。"
    assert any(sentence_text(head.context) == "截至2022年报道时" for head in brief.headlines)
    assert any("截至报道时完成5个" in sentence_text(each) for each in brief.lead)
    assert brief.years is not None
    cells = [sentence_text(cell) for cell in brief.years.rows[0].cells]
    assert cells[1:] == ["90人", "100人（截至报道时）", "不作比较：有的数只截至报道时"]


def test_a_number_of_last_year_counts_up_to_its_report_of_this_year() -> None:
    held = [make("城镇新增就业", "100", year="2021", to_date=True, reported="2022")]
    brief = brief_of(Subject(CITY, "2021"), held, shelf("doc#1"))
    assert sentence_text(brief.sections[0].paragraphs[0]).startswith("截至2022年报道时，")
    own = [make("城镇新增就业", "100", year="2021", to_date=True, reported="2021")]
    brief = brief_of(Subject(CITY, "2021"), own, shelf("doc#1"))
    assert sentence_text(brief.sections[0].paragraphs[0]).startswith("截至报道时，")


def test_an_old_value_without_year_is_told_with_what_was_added_to_it() -> None:
    for year in ("2020", "2021"):
        told = text_of(Subject("盘锦市", year))
        assert "重大疾病救助病种25种" not in told
        assert ("在25种重大疾病的基础上增加了48种特慢病种" in told) is (year == "2021")


def test_a_work_laid_out_for_a_number_is_not_said_to_have_it() -> None:
    told = text_of(Subject("盘锦市", "2022"))
    assert "实际供水能力按50万吨/日设计" in told
    assert "实际供水能力为" not in told
    assert "预留供水能力为10万吨/日" in told


def test_a_brief_of_many_years_names_the_year_of_its_pledges() -> None:
    held = [
        make("口袋公园建设", "9", "个", status="target", category="城市建设"),
        make("口袋公园建设", "9", "个", category="城市建设"),
    ]
    lead = [sentence_text(each) for each in brief_of(Subject(CITY), held, shelf()).lead]
    assert any(each.startswith("承诺事项中，2022年口袋公园建设计划9个") for each in lead)
    lead = [sentence_text(each) for each in brief_of(Subject(CITY, "2022"), held, shelf()).lead]
    assert any(each.startswith("承诺事项中，口袋公园建设计划9个") for each in lead)


def test_the_dateline_counts_articles_and_the_files_they_stand_in() -> None:
    held = [make(), make("失业人员再就业", "90", article="doc#2")]
    brief = brief_of(Subject(CITY, "2022"), held, shelf("doc#1", "doc#2"))
    assert "据1份原文中的2篇报道、2个数字编成" in sentence_text(brief.dateline)
    brief = brief_of(Subject(CITY, "2022"), held[:1], shelf("doc#1"))
    assert "据1篇报道、1个数字编成" in sentence_text(brief.dateline)


def test_beside_a_promise_kept_the_title_names_the_promise_under_way() -> None:
    (chart,) = brief_of(Subject("盘锦市", "2022")).pledge_charts
    assert sentence_text(chart.title) == "口袋公园建设完成计划的100%，老旧小区改造完成35.7%"
    shares = [mark for mark in chart.marks if isinstance(mark.figure, Computed)]
    assert [mark.emphasised for mark in shares] == [True, False, False, False, False]
    assert "已完成数占计划数的比例" in sentence_text(chart.subtitle)


def test_the_first_figures_are_livelihood_and_hold_the_title() -> None:
    brief = brief_of(Subject("盘锦市", "2022"))
    labels = [head.label.text for head in brief.headlines]
    assert labels[0] == "城镇新增就业"
    assert "口袋公园建设" in labels
    every = brief_of(Subject("盘锦市"))
    assert every.headlines[0].figure.text == "24002人"  # the later year of two


def test_every_paragraph_of_a_brief_of_many_years_names_its_year() -> None:
    held = brief_of(Subject("盘锦市"))
    for section in held.sections:
        for paragraph in section.paragraphs:
            told = sentence_text(paragraph)
            assert re.search(r"\d{4}年|调整前|计划|预计", told), told


def test_nothing_to_tell_is_a_plain_error() -> None:
    with pytest.raises(UsageError, match="没有样板市1999年的数字"):
        brief_of(Subject(CITY, "1999"), [make()], shelf())


def test_only_a_person_is_nothing_to_tell() -> None:
    with pytest.raises(UsageError):
        brief_of(Subject(CITY, "2022"), [make(scope="person", place="某人")], shelf())


def test_a_person_stays_out_even_among_others() -> None:
    wage = make("月工资", "9000", "元", scope="person", place="某人", indicator="wage")
    brief = brief_of(Subject(CITY, "2022"), [make(), wage], shelf())
    assert [note.metric.place for note in brief.endnotes] == [CITY]


def test_only_a_plan_is_told_as_a_plan() -> None:
    plan = make("口袋公园建设", "9", "个", status="target", category="城市建设")
    brief = brief_of(Subject(CITY, "2022"), [plan], shelf())
    told = sentence_text(brief.sections[0].paragraphs[0])
    assert told == "按照计划，2022年全市建设口袋公园9个。"
    assert brief.pledges is not None
    assert "未见报道" in sentence_text(brief.pledges.rows[0].cells[-1])


def test_a_label_that_means_nothing_alone_is_told_in_the_sources_words() -> None:
    torn = make("小区", "29", "个", before="包括某处在内的", after="焕然一新。")
    brief = brief_of(Subject(CITY, "2022"), [make(), torn], _with_text(torn))
    told = "".join(sentence_text(p) for s in brief.sections for p in s.paragraphs)
    assert f"据报道，{CITY}包括某处在内的小区29个焕然一新。" in told
    assert "全市小区" not in told


def test_a_quotation_in_a_brief_on_all_cities_names_its_city() -> None:
    torn = make("小区", "29", "个", before="包括某处在内的")
    brief = brief_of(Subject(year="2022"), [make(), torn], _with_text(torn))
    told = "".join(sentence_text(p) for s in brief.sections for p in s.paragraphs)
    assert f"据报道，{CITY}包括某处在内的小区29个。" in told


def _with_text(*held: Metric) -> Library:
    """A library whose source holds the metrics' sentences where their spans say."""
    text = ""
    for metric in held:
        text = text.ljust(metric.evidence.sentence_spans[0].start) + metric.evidence.sentence
    shelved = shelf()
    source = shelved.sources[0]
    return Library((type(source).of("doc", source.path, text, "utf-8", "0"),), shelved.articles)


def test_what_somebody_says_of_himself_is_not_told() -> None:
    torn = make("小区", "29", "个", before="我家附近的")
    brief = brief_of(Subject(CITY, "2022"), [make(), torn], _with_text(torn))
    assert len(brief.endnotes) == 1


def test_notices_of_used_and_of_unreadable_sources_are_kept() -> None:
    held = [make()]
    notices = [
        Notice("doc", 0, "undated", "没有日期。", "请补上。"),
        Notice("坏文件.txt", 0, "unreadable", "读不出来。", "请换一个文件。"),
    ]
    subject = Subject(CITY, "2022")
    brief = compose(subject, held, lay_out(held, subject), shelf(), notices, ISSUED)
    assert len(brief.notices) == 2


def test_five_hundred_metrics_are_composed_in_reasonable_time() -> None:
    held = [
        make(f"样板指标甲{chr(0x6000 + i)}就业", str(i + 1), category=("就业", "教育")[i % 2])
        for i in range(500)
    ]
    start = time.perf_counter()
    brief = brief_of(Subject(CITY, "2022"), held, shelf())
    assert len(brief.endnotes) == 500
    assert time.perf_counter() - start < 5


def test_words_of_our_own_refuse_digits() -> None:
    with pytest.raises(UnaccountedNumberError):
        Words("完成9个")
    with pytest.raises(UnaccountedNumberError):
        Name("2022年", "")


def test_quotations_name_their_period_and_are_grouped_by_it() -> None:
    torn = [
        make("小区", "29", "个", year="2021", before="包括甲处在内的"),
        make("小区", "31", "个", year="2022", as_of="2022-11-30", before="包括乙处在内的"),
        make("小区", "33", "个", year="2018-2020", before="包括丙处在内的"),
    ]
    brief = brief_of(Subject(CITY), [make(), *torn], _with_text(*torn))
    told = "".join(sentence_text(p) for s in brief.sections for p in s.paragraphs)
    assert f"，2021年，{CITY}包括甲处在内的小区29个。" in told
    assert f"截至2022年11月30日，{CITY}包括乙处在内的小区31个。" in told
    assert f"2018—2020年，{CITY}包括丙处在内的小区33个。" in told


def test_a_label_that_says_more_than_its_sentence_is_quoted_but_compared() -> None:
    told = [
        replace(
            make("志愿者", value, "人", year=year, indicator="volunteers", before="注册的"),
            label="注册志愿者",
            rules=("label:noun-behind+paraphrase",),
        )
        for year, value in (("2021", "100"), ("2022", "130"))
    ]
    brief = brief_of(Subject(CITY), told, _with_text(*told))
    words = "".join(sentence_text(p) for s in brief.sections for p in s.paragraphs)
    assert "注册志愿者" not in words
    assert f"2021年，{CITY}注册的志愿者100人" in words
    assert brief.years is not None
    assert "30人" in sentence_text(brief.years.rows[0].cells[-1])


def test_an_old_value_without_a_year_of_its_own_is_only_called_old() -> None:
    told = [
        make("救助标准", "600", "元", year="2019", status="baseline", sentence_at=0, before="由"),
        make("救助标准", "1000", "元", year="2020", status="standard", sentence_at=0),
        make("救助标准", "1200", "元", year="2021", status="standard"),
    ]
    brief = brief_of(Subject(CITY), told)
    assert brief.years is not None
    cells = [sentence_text(cell) for cell in brief.years.rows[0].cells]
    assert cells == ["救助标准", "600元（调整前）", "1000元", "1200元", "2021年比2020年提高200元"]


def test_an_old_value_that_the_source_dates_keeps_its_year() -> None:
    told = [
        make("救助标准", "600", "元", year="2019", status="baseline", before="由2019年的"),
        make("救助标准", "1000", "元", year="2020", status="standard"),
    ]
    brief = brief_of(Subject(CITY), told)
    assert brief.years is not None
    assert sentence_text(brief.years.rows[0].cells[1]) == "600元"
    assert "由2019年的600元提高到2020年的1000元" in "".join(map(sentence_text, brief.lead))


def test_a_work_that_only_goes_on_is_neither_done_nor_a_promise_kept() -> None:
    plan = make("口袋公园建设", "9", "个", status="target", indicator="parks", category="城市建设")
    going = make(
        "口袋公园建设", "9", "个", indicator="parks", category="城市建设", before="全力推进"
    )
    done = make("口袋公园建设", "9", "个", indicator="parks", category="城市建设", before="完成")
    for result, state in ((going, "未见报道"), (done, "已完成")):
        brief = brief_of(Subject(CITY, "2022"), [plan, result], _with_text(plan, result))
        assert brief.pledges is not None
        assert state in sentence_text(brief.pledges.rows[0].cells[-1])
        told = "".join(sentence_text(p) for s in brief.sections for p in s.paragraphs)
        assert (f"{CITY}全力推进口袋公园建设9个" in told) == (result is going)


def test_the_lead_counts_each_indicator_that_may_not_be_subtracted_once() -> None:
    told = [
        make(label, value, "人", year=year, as_of=as_of)
        for label in ("城镇新增就业", "失业人员再就业")
        for value, year, as_of in (("9", "2021", ""), ("8", "2022", "2022-11-30"))
    ]
    told += [make("样板标准", value, "%", year=y) for value, y in (("5", "2021"), ("6", "2022"))]
    brief = brief_of(Subject(CITY), told)
    assert sentence_text(brief.lead[-1]) == (
        "城镇新增就业等2项指标的时点不同，本简报只并列、不相减。"
    )
    assert len(brief.cautions) == 2
