"""What a source says beside a number is not lost: 累计, 平均, what is counted, whose verb it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingsheng_reports.briefs.chart_words import subtitle_of
from mingsheng_reports.briefs.city_tabling import city_table
from mingsheng_reports.briefs.clauses import rest_of
from mingsheng_reports.briefs.lead import write_lead
from mingsheng_reports.briefs.notebook import Notebook
from mingsheng_reports.briefs.ranking import Standing
from mingsheng_reports.briefs.sentences import Voice, paragraphs, whole_of
from mingsheng_reports.briefs.wording import in_total, needs_its_sentence, tell
from mingsheng_reports.comparison.board import lay_out
from mingsheng_reports.core.brief import sentence_text
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.metric import Metric
from support.factory import CITY, make


@pytest.mark.parametrize(
    ("shape", "told"),
    [
        ("{label}{number}", "{label}累计{number}"),
        ("发放{stem}{number}", "累计发放{stem}{number}"),
        ("{stem}投入{number}", "{stem}累计投入{number}"),
        ("{label}为{number}", "{label}为{number}"),
    ],
)
def test_where_a_total_is_said_to_be_one(shape: str, told: str) -> None:
    assert in_total(shape) == told


def total(before: str, rule: str, *, to_date: bool = True) -> str:
    metric = make("临时救助", "2225", "人次", before=before, to_date=to_date)
    return sentence_text(tell(replace(metric, rules=(rule,)), Notebook()))


def test_a_running_total_without_a_beginning_says_so() -> None:
    assert total("全市累计", "year:frame") == "临时救助累计2225人次"
    # its beginning is told, it is of the year, or a list has said it before
    assert total("今年累计", "year:time-word:今年") == "临时救助2225人次"
    assert total("全市累计", "year:frame", to_date=False) == "临时救助2225人次"
    assert total("累计慰问30户、", "year:frame") == "临时救助2225人次"
    assert total("全市", "year:frame") == "临时救助2225人次"


def counting(label: str, sentence: str, printed: str) -> Metric:
    metric = make(label, printed[:-1], printed[-1], printed=printed)
    evidence = replace(metric.evidence, quote=sentence, sentence=sentence)
    return replace(metric, evidence=evidence)


@pytest.mark.parametrize(
    ("label", "sentence", "printed", "needs"),
    [
        ("社区助餐服务", "已有7个社区开展助餐服务", "7个", True),
        ("食品责任险投保单位", "有9家食品单位投保", "9家", False),  # insured for what?
        ("小广告清理", "每月平均清理小广告90条", "90条", True),
        ("月平均清理小广告", "每月平均清理小广告90条", "90条", False),
        ("泵站维修", "91座泵站得到维修", "91座", False),  # 维修泵站91座
        ("养老食堂", "全市有24家养老食堂", "24家", False),
        ("就业困难人员就业", "帮助90名就业困难人员就业", "90名", False),  # people are counted so
    ],
)
def test_what_label_and_number_cannot_say_needs_its_sentence(
    label: str, sentence: str, printed: str, *, needs: bool
) -> None:
    assert needs_its_sentence(counting(label, sentence, printed)) is needs


def test_a_verb_at_the_head_is_of_its_own_object() -> None:
    assert rest_of("食品安全示范街", "食品安全快速检测中心建设", "count") == ""
    assert rest_of("口袋公园面积", "口袋公园建设", "area") == "面积"  # of the same thing
    held = [
        make("食品安全快检中心建设", "1", "个", sentence_at=0),
        make("食品安全示范街", "2", "条", sentence_at=0),
        make("食品安全示范单位", "90", "家", sentence_at=0),
    ]
    voice = Voice("2022", CITY, whole_of(CITY))
    (told,) = [sentence_text(each) for each in paragraphs(held, (), Notebook(), voice)]
    assert "建设食品安全快检中心1个；食品安全示范街2条" in told


def two_cities() -> list[Metric]:
    jobs = "urban-new-jobs"
    here = make(indicator=jobs, as_of="2022-11-30")
    return [here, make(indicator=jobs, value="300", city="乙市", article="other#1")]


def test_one_citys_lead_names_the_city_that_it_is_not_compared_with() -> None:
    held = two_cities()
    for subject, said in ((Subject(CITY, "2022"), "与乙市"), (Subject("", "2022"), "因")):
        board = lay_out(held, subject)
        standing = Standing.of(board, held, ())
        lead = write_lead(held[:1] if subject.city else held, board, standing, subject, Notebook())
        told = sentence_text(lead[-1])
        assert told.startswith(f"城镇新增就业{said}"), told
        assert told.endswith("，本简报只并列、不相减。")


def test_empty_cells_are_explained_where_there_are_some() -> None:
    subject = Subject("", "2022")
    held = two_cities()
    table = city_table(lay_out(held, subject), subject, {}, Notebook())
    assert table is not None
    assert "—" not in sentence_text(table.caution)


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        (("15万元", "20万元"), "万元"),
        (("15万元", "9000元"), "元"),
        (("15元", "20元"), "元"),
    ],
)
def test_the_unit_above_a_chart_is_that_of_its_numbers(printed: tuple[str, ...], unit: str) -> None:
    held = [make("贷款额度", "1", "元", printed=each) for each in printed]
    told = sentence_text(subtitle_of(held, Subject(CITY, "2022")))
    assert told.startswith(f"单位：{unit}｜")
