"""A source's own clauses: where they begin and end, what they leave out, how they are opened."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from mingsheng_reports.briefs.notebook import Notebook
from mingsheng_reports.briefs.reporting import Reporter
from mingsheng_reports.briefs.retold import TABLE, aside, words
from mingsheng_reports.briefs.verbatim import Clause, Reader, clauses
from mingsheng_reports.catalogue.tables import read_tsv
from mingsheng_reports.core.article import Library, Source
from mingsheng_reports.core.brief import Words, sentence_text
from mingsheng_reports.core.metric import Metric, Scope
from mingsheng_reports.core.span import Span
from support.factory import CITY, make, placed, shelf

ROWS = [row for row in read_tsv(TABLE) if row["kind"] not in {"lead", "also"}]
ENDINGS = ("open", "aside")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['line']}-{row['word']}")
def test_each_row_fits_its_example_and_leaves_its_counter_alone(row: dict[str, str]) -> None:
    fits = {
        "passing": row["word"],
        "planned": row["word"],
        "open": f"(?:{row['word']})$",
        "aside": f"(?:{row['word']})$",
    }
    pattern = re.compile(fits.get(row["kind"], f"^(?:{row['word']})"))
    assert pattern.search(row["example"])
    assert not pattern.search(row["counter"])


def test_leads_take_turns() -> None:
    assert len(words("lead")) > 1
    reporter = Reporter(Notebook(), "2022", CITY)
    told = [sentence_text(reporter.report(found(f"{CITY}安装灯{n}盏。", f"{n}盏"))) for n in (1, 2)]
    assert told[0].startswith(words("lead")[0])
    assert told[1].startswith(words("lead")[1])


def found(text: str, *printed: str, **given: str) -> list[Clause]:
    """The clauses of a text that hold these numbers."""
    source = Source.of("doc", shelf().sources[0].path, text, "utf-8", "0")
    held = [placed(make("数", "1", "个", printed=each, **given), text) for each in printed]
    return clauses(held, held, Reader.of(Library((source,), ())))


def told(text: str, *printed: str, **given: str) -> str:
    reporter = Reporter(Notebook(), "2022", CITY)
    return sentence_text(reporter.report(found(text, *printed, **given)))


@pytest.mark.parametrize(
    ("text", "printed", "sentence"),
    [
        # what leans takes along whose it is
        ("举办活动，提供教育等3840个岗位。", "3840个", "举办活动，提供教育等3840个岗位"),
        # an object without its verb takes the next clause along
        ("包括某处的29个小区，改造路面，很好。", "29个", "包括某处的29个小区，改造路面"),
        ("甲厂针对273个小区的供热需求，提前蓄热。", "273个", "针对273个小区的供热需求，提前蓄热"),
        ("在安排6870万元的基础上，又纳入保障。", "6870万元", "在安排6870万元的基础上，又纳入保障"),
        # words that point out of the clause, or are seen from the day of the report
        ("同时，设立项目库，推出600余个项目。", "600余个", "设立项目库，推出600余个项目"),
        ("据统计，全市今年累计开展活动24场。", "24场", "全市累计开展活动24场"),
        ("获得重大项目前期工作补助资金320万元。", "320万元", "获得重大项目前期工作补助资金320万元"),
        # neighbours are one stretch
        ("停业188家，关停39家，取缔147家。", "39家", "停业188家，关停39家"),
    ],
)  # fmt: skip
def test_whole_clauses_are_told(text: str, printed: str, sentence: str) -> None:
    (clause,) = found(text, printed)
    said = told(text, printed)
    assert said.endswith(f"{sentence}。"), said
    assert "“" not in said
    assert clause.figures


def test_it_is_said_whose_numbers_they_are() -> None:
    assert told("为3家基地发放奖补资金。", "3家") == f"据报道，{CITY}为3家基地发放奖补资金。"
    assert told("全市为3家基地发放资金。", "3家") == "据报道，全市为3家基地发放资金。"
    firm = told("累计提供岗位6000个给居民。", "6000个", place="样板公司", scope="organisation")
    assert firm == "据报道，样板公司累计提供岗位6000个给居民。"


def test_a_doer_left_out_is_named_after_a_clause_about_something_else() -> None:
    text = "样板大米价值529亿元，很好。完成任务，建成新村50个。"
    first, second = found("样板大米价值529亿元。", "529亿元"), found(text, "50个")
    moved = tuple((a, b, _moved(m)) for a, b, m in second[0].figures)
    held = [*first, replace(second[0], figures=moved)]
    said = sentence_text(Reporter(Notebook(), "2022", CITY, whole=Words("全市")).report(held))
    assert said == "据报道，样板大米价值529亿元；全市完成任务，建成新村50个。"
    both = [replace(first[0], text="建成新村529亿元"), held[1]]
    said = sentence_text(Reporter(Notebook(), "2022", CITY, whole=Words("全市")).report(both))
    assert "全市" not in said


def _moved(metric: Metric) -> Metric:
    spans = (Span(900, 990),)
    return replace(metric, evidence=replace(metric.evidence, sentence_spans=spans))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("完成120公里建设任务，建成50个园林新村。", "建成50个园林新村"),
        ("开工建设住房418套，建成50个。", "开工建设住房418套，建成50个"),
    ],
)
def test_a_short_clause_stands_alone_where_it_names_what_it_counts(text: str, said: str) -> None:
    assert [each.text for each in found(text, "50个")] == [said]


def test_a_corrected_name_stands_where_its_misprint_stood() -> None:
    (clause,) = found("总投资14亿元的甲乙应急支供水工程完工。", "14亿元")
    ((start, end, metric),) = clause.figures
    mended = replace(
        metric, place="甲乙应急支线供水工程", scope=Scope.PROJECT, corrections=("更正：地点",)
    )
    clause = replace(clause, figures=((start, end, mended),))
    said = sentence_text(Reporter(Notebook(), "2022", CITY).report([clause]))
    assert said == "据报道，总投资14亿元的甲乙应急支线供水工程完工。"
    kept = replace(clause, figures=((start, end, replace(mended, corrections=())),))
    assert "支供水" in sentence_text(Reporter(Notebook(), "2022", CITY).report([kept]))


def test_what_is_planned_is_told_as_planned() -> None:
    plain = told("工程总投资约30.8亿元，很大。", "约30.8亿元", status="target")
    assert plain == f"按照计划，{CITY}工程总投资约30.8亿元。"
    assert "按照计划" not in told("预计工程总投资30.8亿元。", "30.8亿元", status="target")


def test_torn_words_are_seen_to_be_the_sources() -> None:
    assert "“3个园区上榜 目录”" in told("3个园区上榜 目录", "3个")


def test_how_a_source_arranges_its_words_is_no_fact() -> None:
    assert aside(make("工作模式", "5", "个", printed="5种"))
    assert aside(make("等级", "4", "个", printed="四个"))
    assert not aside(make("口袋公园建设", "5", "个"))
    assert not aside(make("部门", "5", "个", indicator="departments"))


def test_where_several_cities_are_told_of_the_whole_city_names_none() -> None:
    reporter = Reporter(Notebook(), "2022", CITY, several=True)
    said = sentence_text(reporter.report(found("全市240家企业，安装率达到100%。", "240家")))
    assert said == f"据报道，{CITY}240家企业，安装率达到100%。"
    district = found("全区240家企业已经投保。", "240家", place="甲区", scope="district")
    own = Reporter(Notebook(), "2022", "甲区", several=True).report(district)
    assert sentence_text(own) == "据报道，全区240家企业已经投保。"  # under the heading 甲区


def test_years_reckoned_from_words_are_left_to_the_words() -> None:
    def said(text: str, rule: str) -> str:
        (clause,) = found(text, "4000人", year="2018-2022")
        start, end, metric = clause.figures[0]
        held = Clause(clause.text, ((start, end, replace(metric, rules=(rule,))),))
        return sentence_text(Reporter(Notebook(), "2022", CITY).report([held]))

    reckoned = said("甲校成立5年来共培训妇女4000人。", "year:time-word:成立5年来")
    assert reckoned == f"据报道，{CITY}甲校成立5年来共培训妇女4000人。"
    written = said("甲校共培训妇女4000人。", "year:time-word:2018年至2022年")
    assert "2018—2022年，" in written


@pytest.mark.parametrize(
    ("text", "told_at_all"),
    [
        ("在我省公布的名单中，甲项目获得专项资金800万元。", True),
        ("名单公布，我省甲项目获得专项资金800万元。", False),  # which province?
        ("我们村去年获得专项资金800万元。", False),
        ("我拿到专项资金800万元。", False),
    ],
)
def test_a_paper_that_says_our_province_is_no_speaker(text: str, *, told_at_all: bool) -> None:
    assert bool(found(text, "800万元")) is told_at_all


def test_a_long_name_that_the_text_shortens_is_named_once() -> None:
    place = "甲产业园智慧园区及配套节能改造建设项目"
    text = "甲产业园智慧园区及配套节能改造项目，获得补助资金320万元。"
    said = told(text, "320万元", place=place, scope="project")
    assert said == "据报道，甲产业园智慧园区及配套节能改造项目，获得补助资金320万元。"
    other = told("乙产业园项目，获得补助资金320万元。", "320万元", place=place, scope="project")
    assert other.startswith(f"关于{place}的报道称，")
