"""Corrections find their number by the source's words, and tell when they no longer fit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from mingsheng_reports.core.article import Library
from mingsheng_reports.core.correction import Action, Correction
from mingsheng_reports.core.evidence import quote_of
from mingsheng_reports.core.metric import Extraction, Metric, Scope, Status
from mingsheng_reports.corrections.applying import correct
from mingsheng_reports.corrections.fields import FIELDS
from mingsheng_reports.extraction.engine import extract
from mingsheng_reports.reading.library import read_library
from support.prose import only

TEXT = """# 盘锦市民生实事办得实

**本报讯** 2022年，盘锦市新建口袋公园9个，改造老旧小区10个，惠及居民1.3万
户。城镇新增就业24002人，城镇登记失业率3.2%。

盘锦市低保标准由每人每月730元提高到760元。盘锦市兴隆台区改造道路约15公里。

2022年3月1日起施行。盘锦市新建口袋公园9个，群众满意。
"""
DOC = "某报"


def correction(quote: str, what: str = "", value: str = "", **more: str) -> Correction:
    action = Action(more.pop("action", "set"))
    return Correction(
        doc=DOC,
        quote=quote,
        what=what,
        action=action,
        value=value,
        reason=more.pop("reason", "核对过"),
        by="张三",
        date="2026-11-20",
        expect=more.pop("expect", ""),
        path="seeds/corrections.csv",
        line=int(more.pop("line", "2")),
    )


@pytest.fixture
def library(tmp_path: Path) -> Library:
    (tmp_path / f"{DOC}.txt").write_text(TEXT, encoding="utf-8")
    return read_library([tmp_path])


@pytest.fixture
def mend(library: Library) -> Callable[..., Extraction]:
    def call(*corrections: Correction) -> Extraction:
        given = replace(library, corrections=corrections)
        return correct(given, extract(given))

    return call


def by_quote(extraction: Extraction, words: str) -> Metric:
    (found,) = (m for m in extraction.metrics if words in m.evidence.quote.replace(" ", ""))
    return found


def test_nothing_to_correct_changes_nothing(library: Library) -> None:
    before = extract(library)
    assert correct(library, before) is before


SET = [
    ("改造老旧小区10个", "year", "2021", "year", "2021", "年份由2022改为2021"),
    ("改造老旧小区10个", "年份", "2019-2021", "year", "2019-2021", "年份由2022改为2019-2021"),
    ("改造老旧小区10个", "place", "大洼区", "place", "大洼区", "地点由盘锦市改为大洼区"),
    ("改造老旧小区10个", "scope", "区县", "scope", Scope.DISTRICT, "范围由全市改为区县"),
    ("改造老旧小区10个", "status", "target", "status", Status.TARGET, "性质由实际改为计划"),
    ("改造老旧小区10个", "as_of", "2022-11-30", "as_of", "2022-11-30", "截止日由无改为2022-11-30"),
    ("改造老旧小区10个", "category", "城市建设", "category", "城市建设", "改为城市建设"),
]


@pytest.mark.parametrize(("quote", "what", "value", "name", "content", "told"), SET)
def test_a_column_is_set_and_the_metric_says_so(  # noqa: PLR0917  one per column
    quote: str, what: str, value: str, name: str, content: str, told: str, mend: Callable
) -> None:
    extraction = mend(correction(quote, what, value))
    metric = by_quote(extraction, "老旧小区10个")
    assert getattr(metric, name) == content
    assert extraction.notices == mend().notices
    (line,) = metric.corrections
    assert line.startswith("更正：")
    assert told in line
    assert line.endswith("（理由：核对过；张三，2026-11-20）")
    untouched = [m for m in extraction.metrics if m.id != metric.id]
    assert untouched == [m for m in mend().metrics if m.id != metric.id]


@pytest.mark.parametrize(
    ("value", "plain", "printed"),
    [
        ("12", "12", "12个"),
        ("1.5万", "15000", "1.5万个"),
        ("１２", "12", "12个"),
        ("1,200", "1200", "1200个"),
        ("40万~50万", "400000~500000", "40万个至50万个"),
    ],
)
def test_a_value_is_printed_as_it_was_typed(
    value: str, plain: str, printed: str, mend: Callable
) -> None:
    quantity = by_quote(mend(correction("老旧小区10个", "value", value)), "老旧小区10个").quantity
    assert (quantity.plain_value, quantity.printed) == (plain, printed)
    assert isinstance(quantity.value, Decimal)


def test_a_value_keeps_its_rate_and_how_near_it_is(mend: Callable) -> None:
    before = by_quote(mend(), "730元").quantity
    raised = by_quote(mend(correction("730元", "value", "740")), "730元").quantity
    assert (raised.wording, raised.unit) == (before.wording.replace("730", "740"), before.unit)
    assert "每人每月" in raised.wording
    road = by_quote(mend(correction("改造道路约15公里", "value", "16")), "15公里").quantity
    assert road.printed == "约16公里"
    exact = by_quote(mend(correction("改造道路约15公里", "qualifier", "exact")), "15公里").quantity
    assert exact.printed == "15公里"


def test_a_unit_keeps_the_sources_own_amount(mend: Callable) -> None:
    """The number stands on two lines, and the quote was copied from the export."""
    quantity = by_quote(mend(correction("惠及居民1.3万户", "unit", "人")), "1.3万").quantity
    assert (quantity.printed, quantity.unit, quantity.plain_value) == ("1.3万人", "人", "13000")


def test_a_unit_that_is_per_something_is_printed_so(mend: Callable) -> None:
    quantity = by_quote(mend(correction("惠及居民1.3万户", "unit", "户/年")), "1.3万").quantity
    assert quantity.wording == "每年1.3万户"


def test_another_label_is_another_indicator(mend: Callable) -> None:
    before = by_quote(mend(), "24002人")
    after = by_quote(mend(correction("就业24002人", "label", "失业人员再就业")), "24002人")
    assert before.indicator
    assert after.label == "失业人员再就业"
    assert after.indicator != before.indicator


def test_several_corrections_of_one_number_add_up(mend: Callable) -> None:
    metric = by_quote(
        mend(
            correction("老旧小区10个", "year", "2021", line="2"),
            correction("老旧小区10个", "value", "11", line="3"),
        ),
        "老旧小区10个",
    )
    assert (metric.year, metric.quantity.plain_value, len(metric.corrections)) == ("2021", "11", 2)


def test_a_fact_told_twice_is_one_number(mend: Callable) -> None:
    """The quote stands at two places; both tell the same metric."""
    extraction = mend(correction("新建口袋公园9个", "year", "2021"))
    assert by_quote(extraction, "口袋公园9个").year == "2021"


def test_a_dropped_number_becomes_a_discard_with_the_reason(mend: Callable) -> None:
    extraction = mend(correction("新建口袋公园9个", action="drop", reason="公园尚未建成。"))
    assert not [m for m in extraction.metrics if "口袋公园" in m.evidence.quote]
    left = [d for d in extraction.discards if d.reason == "corrected"]
    assert [d.text for d in left] == ["9", "9"]  # both places that told it
    assert {d.explanation for d in left} == {"更正：不采用（理由：公园尚未建成；张三，2026-11-20）"}


def test_a_number_is_added_with_its_evidence(library: Library, mend: Callable) -> None:
    cells = "value=1; unit=日; label=施行日; category=其他; status=standard; year=2023"
    extraction = mend(correction("3月1日起施行", value=cells, action="add"))
    (metric,) = (m for m in extraction.metrics if m.label == "施行日")
    source = library.sources[0]
    evidence = metric.evidence
    assert quote_of(source.text, evidence.span) == evidence.quote == "3月1日起施行"
    assert source.text[evidence.figure_span.start : evidence.figure_span.end] == "1"
    assert evidence.sentence == "2022年3月1日起施行。"
    assert evidence.line == 8
    assert (metric.year, metric.status, metric.category) == ("2023", Status.STANDARD, "其他")
    assert (metric.city, metric.place, metric.quantity.printed) == ("盘锦市", "盘锦市", "1日")
    assert metric.corrections == ("更正：补入此数（理由：核对过；张三，2026-11-20）",)
    positions = [m.evidence.figure_span for m in extraction.metrics]
    assert positions.index(evidence.figure_span) > 0


def test_an_added_number_is_no_discard_any_more(mend: Callable) -> None:
    cells = "value=2022;unit=年;label=年份"
    extraction = mend(correction("2022年3月", value=cells, action="add"))
    (metric,) = (m for m in extraction.metrics if m.label == "年份")
    figure = metric.evidence.figure_span
    assert [d for d in mend().discards if d.span.overlaps(figure)]
    assert not [d for d in extraction.discards if d.span.overlaps(figure)]


ADD = {"action": "add"}
REFUSED = {
    "quote is gone": (correction("新建口袋公园8个", "year", "2021"), "unplaced", "找不到"),
    "expectation is gone": (
        correction("老旧小区10个", "year", "2021", expect="改造完成"),
        "outdated",
        "已没有“改造完成”",
    ),
    "no number in it": (correction("群众满意", "year", "2021"), "unplaced", "没有采用的数字"),
    "half a number": (correction("城镇新增就业240", "year", "2021"), "unplaced", "没有采用"),
    "two numbers": (correction("9个，改造老旧小区10个", "year", "2021"), "ambiguous", "2个数字"),
    "unknown column": (correction("老旧小区10个", "jahr", "2021"), "bad-value", "jahr"),
    "no year": (correction("老旧小区10个", "year", "去年"), "bad-value", "去年"),
    "years upside down": (correction("老旧小区10个", "year", "2022-2021"), "bad-value", "年份"),
    "no number": (correction("老旧小区10个", "value", "十个"), "bad-value", "数值"),
    "two readings": (correction("老旧小区10个", "value", "40~50万"), "bad-value", "数值"),
    "range upside down": (correction("老旧小区10个", "value", "5~4"), "bad-value", "数值"),
    "no day": (correction("老旧小区10个", "as_of", "11月底"), "bad-value", "截止日"),
    "no category": (correction("老旧小区10个", "category", "房子"), "bad-value", "类别"),
    "no status": (correction("老旧小区10个", "status", "done"), "bad-value", "性质"),
    "no scope": (correction("老旧小区10个", "scope", "全国"), "bad-value", "范围"),
    "no qualifier": (correction("老旧小区10个", "qualifier", "大概"), "bad-value", "约数"),
    "no unit": (correction("老旧小区10个", "unit", "10个"), "bad-value", "单位"),
    "no label": (correction("老旧小区10个", "label", ""), "bad-value", "指标"),
    "no place": (correction("老旧小区10个", "place", "市"), "bad-value", "地点"),
    "nothing new": (correction("老旧小区10个", "year", "2022"), "needless", "2022"),
    "the same value": (correction("老旧小区10个", "value", "10.0"), "needless", "10"),
    "added already": (
        correction("老旧小区10个", value="value=10;unit=个;label=x", **ADD),
        "needless",
        "已经采用",
    ),
    "added at two places": (
        correction("新建口袋公园", value="value=10;unit=个;label=x", **ADD),
        "ambiguous",
        "2处",
    ),
    "added without unit": (
        correction("3月1日起", value="value=1;label=x", **ADD),
        "bad-value",
        "缺少unit",
    ),
    "added without scope": (
        correction("3月1日起", value="value=1;unit=日;label=x;place=大洼区", **ADD),
        "bad-value",
        "scope",
    ),
    "added with a wrong column": (
        correction("3月1日起", value="value=1;unit=日;label=x;jahr=1", **ADD),
        "bad-value",
        "jahr=1",
    ),
    "added with a wrong year": (
        correction("3月1日起", value="value=1;unit=日;label=x;year=1", **ADD),
        "bad-value",
        "年份",
    ),
}


@pytest.mark.parametrize(("given", "code", "told"), REFUSED.values(), ids=REFUSED)
def test_what_does_not_fit_is_told_and_changes_nothing(
    given: Correction, code: str, told: str, mend: Callable
) -> None:
    untouched, extraction = mend(), mend(given)
    assert extraction.metrics == untouched.metrics
    assert extraction.discards == untouched.discards
    (notice,) = set(extraction.notices) - set(untouched.notices)
    assert (notice.doc, notice.line) == ("seeds/corrections.csv", 2)
    assert notice.code == f"correction-{code}"
    assert notice.of_desk
    assert told in notice.what + notice.hint
    assert notice.what.endswith("。")
    assert notice.hint.endswith("。")


def test_what_is_expected_tells_equal_words_apart(tmp_path: Path) -> None:
    """Both villages built 3公里; only one of them stands near the words that are expected."""
    between = "群众纷纷点赞好政策。" * 30
    text = f"2022年，盘锦市甲村新建道路3公里。{between}盘锦市乙村新建道路3公里，方便出行。\n"
    (tmp_path / f"{DOC}.txt").write_text(text, encoding="utf-8")
    library = read_library([tmp_path])
    extraction = extract(library)
    first, second = (m for m in extraction.metrics if m.quantity.plain_value == "3")
    both = correction("新建道路3公里", "year", "2021")
    told = correct(replace(library, corrections=(both,)), extraction)
    assert [n.code for n in told.notices if n.of_desk] == ["correction-ambiguous"]
    given = replace(both, expect="方便出行")
    after = correct(replace(library, corrections=(given,)), extraction).metrics
    years = {m.id: m.year for m in after}
    assert (years[first.id], years[second.id]) == ("2022", "2021")


def test_the_second_of_two_that_contradict_is_told(mend: Callable) -> None:
    one = correction("老旧小区10个", "year", "2021", line="2")
    two = correction("老旧小区10个", "year", "2020", line="3")
    extraction = mend(one, two)
    assert by_quote(extraction, "老旧小区10个").year == "2021"
    assert [n.line for n in extraction.notices if n.code == "correction-twice"] == [3]


def test_a_correction_of_what_was_dropped_is_told(mend: Callable) -> None:
    drop = correction("老旧小区10个", action="drop", line="2")
    extraction = mend(drop, correction("老旧小区10个", "year", "2021", line="3"))
    assert [n.line for n in extraction.notices if n.of_desk] == [3]


def test_corrections_survive_when_everything_moves(tmp_path: Path) -> None:
    """Ids are offsets and change with every line put in front; the quote does not."""
    given = correction("改造老旧小区10个", "year", "2021")
    ids = set()
    for front in ("", "# 前言\n\n盘锦市今天天气很好，大家都很高兴。\n\n"):
        (tmp_path / f"{DOC}.txt").write_text(front + TEXT, encoding="utf-8")
        library = replace(read_library([tmp_path]), corrections=(given,))
        metric = by_quote(correct(library, extract(library)), "老旧小区10个")
        assert metric.year == "2021"
        ids.add(metric.id)
    assert len(ids) == 2


def test_a_day_that_a_correction_names_ends_counting_up_to_the_report() -> None:
    running = replace(only("目前，全市新建学校12所。"), corrections=())
    assert running.to_date
    change = FIELDS["as_of"].change
    assert not change(running, "2023-10-31").to_date
    assert change(running, "").to_date
