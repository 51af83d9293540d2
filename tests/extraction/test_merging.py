from __future__ import annotations

from dataclasses import replace

import pytest

from mingsheng_reports.extraction.merging import merge, with_headlines
from support.prose import amounts, metrics, only


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("全市建成口袋公园12座。", "今年建成口袋公园12座。"),
        ("建成12座口袋公园。", "全市建成口袋公园12座。"),
        ("五年来，全市建成口袋公园12座。", "2023年建成口袋公园12座。"),
    ],
)
def test_one_fact_told_twice_is_one_metric(paragraphs: tuple[str, ...]) -> None:
    metric = only(*paragraphs)
    assert len(metric.mentions) == 1


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("全市建成口袋公园12座。", "全市建成口袋公园13座。"),  # a conflict is kept
        ("全市建成口袋公园12座。", "武陵区建成口袋公园12座。"),  # another place
        ("去年建成口袋公园12座。", "今年建成口袋公园12座。"),  # another year
        ("计划建成口袋公园12座。", "已建成口袋公园12座。"),  # a plan and its result
        ("全市建成口袋公园12座。", "全市建成停车场12个。"),  # another thing
    ],
)
def test_two_facts_stay_side_by_side(paragraphs: tuple[str, ...]) -> None:
    found = metrics(*paragraphs)
    assert len(found) == 2
    assert not any(metric.mentions for metric in found)


def test_the_statement_with_a_cut_off_date_is_the_evidence() -> None:
    metric = only("全市建成口袋公园12座。", "截至11月底，全市建成口袋公园12座。")
    assert metric.as_of == "2023-11-30"
    assert [mention.line for mention in metric.mentions] == [1]


def test_mentions_stand_in_reading_order() -> None:
    metric = only(
        *["截至11月底，建成口袋公园12座。" if i == 2 else "建成口袋公园12座。" for i in range(5)]
    )
    assert [mention.line for mention in metric.mentions] == [1, 2, 4, 5]


def test_a_headline_that_tells_what_the_text_tells_is_a_mention() -> None:
    (metric,) = metrics("全市建成口袋公园12座。", title="今年添了12座口袋公园")
    assert metric.evidence.line == 2
    assert [mention.line for mention in metric.mentions] == [1]


def test_among_equal_numbers_a_headline_means_the_one_of_its_name() -> None:
    found = metrics("新建停车场12个。", "建成口袋公园12个。", title="建成口袋公园12个")
    told = {metric.label: len(metric.mentions) for metric in found}
    assert told == {"停车场建设": 0, "口袋公园建设": 1}


def test_a_headline_number_that_the_text_does_not_tell_stays() -> None:
    found = metrics("全市建成口袋公园12座。", title="今年新建学校9所")
    assert amounts(found) == ["12座", "9所"]


def test_parts_name_what_their_whole_became() -> None:
    whole, part = metrics("建成口袋公园12座，其中武陵区5座。")
    later = replace(whole, id="own@900-902", as_of="2023-11-30")
    first, second = merge([whole, part, later])
    assert first.id == later.id
    assert second.part_of == later.id


def test_a_whole_that_became_a_mention_is_no_whole() -> None:
    whole, part = metrics("建成口袋公园12座，其中武陵区5座。")
    kept = with_headlines([whole, part], [])
    assert [metric.id for metric in kept] == [whole.id, part.id]
    (alone,) = merge([part])
    assert not alone.part_of


def test_what_two_articles_claim_is_read_once() -> None:
    metric = only("建成口袋公园12座。")
    assert merge([metric, replace(metric, label="别的名称", indicator="")]) == (metric,)


def test_a_headline_that_counts_the_same_with_another_counter_is_no_second_fact() -> None:
    (found,) = metrics("全市三家农业园区以特色产业闻名。", title="3个园区上榜全国目录")
    assert (found.quantity.printed, len(found.mentions)) == ("3个", 1)


def test_a_headline_of_another_thing_or_number_stays_beside_the_text() -> None:
    assert len(metrics("全市3家医院建成。", title="3个园区上榜全国目录")) == 2
    assert len(metrics("全市4家农业园区建成。", title="3个园区上榜全国目录")) == 2
