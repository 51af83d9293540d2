"""Pairs of the seeds that must be compared, and pairs that must not, each judged by hand."""

from __future__ import annotations

import pytest

from mingsheng_reports.comparison.board import lay_out
from mingsheng_reports.comparison.comparable import objections, reservations
from mingsheng_reports.core.comparison import ComparisonKind, Subject
from mingsheng_reports.core.findings import Findings
from mingsheng_reports.core.metric import Metric

YEARS, CITIES = ComparisonKind.YEARS, ComparisonKind.CITIES
Named = tuple[str, str, str]  # beginning of the file's name, the number as printed, its label


def metric(found: Findings, named: Named) -> Metric:
    doc, printed, label = named
    return next(
        m
        for m in found.settled
        if m.evidence.doc.startswith(doc) and m.quantity.wording == printed and m.label == label
    )


MUST = [
    (("000", "47%", "幼儿园公办率"), ("001", "49%", "幼儿园公办率"), "2个百分点"),
    (("000", "82%", "幼儿园普惠率"), ("001", "85%", "幼儿园普惠率"), "3个百分点"),
    (("004", "每人每月730元", "居民低保标准"), ("000", "每人每月760元", "居民低保标准"), "30元"),
    (("004", "每人每月696元", "居民低保标准"), ("000", "每人每月760元", "居民低保标准"), ""),
    (("000", "每户1000元", "分散取暖救助标准"),
     ("000", "每户2000元", "分散取暖救助标准"), "1000元"),
    (("003", "15万元", "个人创业担保贷款额度"), ("003", "20万元", "个人创业担保贷款额度"), "5万元"),
]  # fmt: skip
MUST_NOT = [
    ("as-of", YEARS, ("000", "30069人", "城镇新增就业"), ("001", "24002人", "城镇新增就业")),
    ("as-of", YEARS, ("000", "1197人", "就业困难人员就业"), ("001", "548人", "就业困难人员就业")),
    ("as-of", CITIES, ("000", "1197人", "就业困难人员就业"), ("003", "8680名", "就业困难人员就业")),
    ("as-of", YEARS,
     ("000", "213公里", "农村公路建设里程"), ("004", "170多公里", "农村公路建设里程")),
    ("definition", YEARS,
     ("000", "213公里", "农村公路建设里程"), ("001", "245.4公里", "农村公路维修改造里程")),
    ("qualifier", YEARS,
     ("000", "213公里", "农村公路建设里程"), ("004", "170多公里", "农村公路建设里程")),
    ("status", YEARS, ("000", "28个", "老旧小区改造"), ("001", "10个", "老旧小区改造")),
    ("status", YEARS, ("000", "16件", "民生实事项目"), ("000", "12件", "民生实事项目")),
    ("status", CITIES, ("001", "9个", "口袋公园建设"), ("003", "210个", "口袋公园建设")),
    ("scope", YEARS, ("000", "约30.8亿元", "总投资"), ("001", "14.76亿元", "总投资")),
    ("scope", YEARS, ("001", "44人次", "临时救助"), ("002", "2225人次", "临时救助")),
    ("scope", CITIES,
     ("001", "3058.5万元", "低保金发放额"), ("002", "5614.58万元", "低保金发放额")),
    ("period", YEARS, ("002", "117个", "老旧小区改造"), ("001", "10个", "老旧小区改造")),
    ("level", CITIES, ("002", "3411人", "城镇新增就业"), ("000", "30069人", "城镇新增就业")),
    ("unit", YEARS, ("002", "11142户", "城乡低保在保"), ("002", "17682人", "城乡低保在保")),
    ("status", YEARS, ("002", "3411人", "城镇新增就业"), ("002", "162%", "城镇新增就业")),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "told"), MUST, ids=str)
def test_a_pair_that_must_be_compared(seeds: Findings, old: Named, new: Named, told: str) -> None:
    pair = metric(seeds, old), metric(seeds, new)
    assert objections(pair, YEARS) == ()
    assert reservations(pair, YEARS) == ()
    if told:
        board = lay_out(seeds.settled, Subject(pair[1].city))
        assert told in [each.change.printed for each in board.years if each.change]


@pytest.mark.parametrize(("code", "along", "one", "other"), MUST_NOT, ids=str)
def test_a_pair_that_must_not(
    seeds: Findings, code: str, along: ComparisonKind, one: Named, other: Named
) -> None:
    pair = metric(seeds, one), metric(seeds, other)
    assert code in {each.code for each in objections(pair, along)}
    assert code in {each.code for each in objections(pair[::-1], along)}
