from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from mingsheng_reports.core.article import Library
from mingsheng_reports.core.metric import UNKNOWN, Extraction, Metric
from mingsheng_reports.core.span import Span
from mingsheng_reports.extraction.engine import extract
from mingsheng_reports.reading.library import read_library
from support import evidence, prose

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@cache
def seeds() -> tuple[Library, Extraction]:
    library = read_library([SEEDS])
    return library, extract(library)


def test_every_quote_is_what_stands_in_the_source() -> None:
    library, told = seeds()
    assert len(told.metrics) > 300
    assert not evidence.false_quotes(library, told)


def test_every_figure_lies_inside_its_quote() -> None:
    assert not evidence.figures_outside(seeds()[1])


def test_every_quote_begins_on_its_line() -> None:
    assert not evidence.wrong_lines(*seeds())


def test_every_run_of_digits_ends_in_a_metric_or_a_discard() -> None:
    library, told = seeds()
    runs = sum(len(evidence.DIGITS.findall(source.text)) for source in library.sources)
    assert runs > 400
    assert not evidence.lost_digits(library, told)


def test_every_discard_has_a_reason_in_chinese() -> None:
    told = seeds()[1]
    assert told.discards
    assert all(each.reason and each.explanation and each.text for each in told.discards)


def test_ids_are_unique() -> None:
    assert not evidence.shared_ids(seeds()[1])


def test_every_metric_says_which_rules_made_it() -> None:
    assert not evidence.without_rules(seeds()[1])


def test_every_part_names_its_whole() -> None:
    told = seeds()[1]
    assert any(metric.part_of for metric in told.metrics)
    assert not evidence.dangling_parts(told)


def test_only_dated_and_placed_metrics_are_settled() -> None:
    assert not evidence.settled_in_vain(*seeds())


@pytest.mark.parametrize("lacking", [{"city": ""}, {"year": None}, {"city": "", "year": None}])
@pytest.mark.parametrize(
    "words",
    [
        "去年新建学校12所，今年新建13所。",
        "五年来新建学校12所。",
        "2018年以来新建学校12所。",
        "截至11月底，新建学校12所。",
        "滨河大道快速化改造工程总投资3.2亿元。",
        "宏达机械有限公司新增就业岗位120个。",
        "计划新建学校12所。",
        "低保标准由每人每月650元提高到700元。",
    ],
)
def test_an_article_without_city_or_year_settles_nothing(
    words: str, lacking: dict[str, str | None]
) -> None:
    library = prose.article(words, **lacking)  # type: ignore[arg-type]
    told = extract(library)
    assert told.metrics
    assert not [metric for metric in told.metrics if metric.settled]
    assert any(notice.code == "unsettled" for notice in told.notices)


def test_a_year_that_the_sentence_writes_needs_no_dated_article() -> None:
    (told,) = prose.metrics("2021年新建学校12所。", year=None)
    assert (told.year, told.settled) == ("2021", True)


# ── each check has been seen red ──────────────────────────────────────────────────────────────────

TEXT = "全市新建学校12所，\n其中小学7所。"


def spoilt(**changes: object) -> tuple[Library, Extraction]:
    """An extraction whose first metric has been changed."""
    library = prose.article(TEXT)
    told = extract(library)
    first = replace(told.metrics[0], **changes)  # type: ignore[arg-type]
    return library, replace(told, metrics=(first, *told.metrics[1:]))


def first_evidence() -> evidence.Evidence:
    return extract(prose.article(TEXT)).metrics[0].evidence


def test_nothing_is_wrong_with_the_sample_itself() -> None:
    library = prose.article(TEXT)
    assert not evidence.complaints(library, extract(library))


def test_the_checks_see_a_false_quote() -> None:
    false = replace(first_evidence(), quote="全市新建学校13所")
    assert evidence.false_quotes(*spoilt(evidence=false))
    assert evidence.false_quotes(*spoilt(mentions=(false,)))


def test_the_checks_see_a_figure_outside() -> None:
    held = first_evidence()
    nothing = replace(held, figure_span=Span(held.span.start, held.span.start))
    assert evidence.figures_outside(spoilt(evidence=nothing)[1])


def test_the_checks_see_a_wrong_line() -> None:
    assert evidence.wrong_lines(*spoilt(evidence=replace(first_evidence(), line=2)))


def test_the_checks_see_lost_digits() -> None:
    library, told = spoilt()
    assert evidence.lost_digits(library, replace(told, metrics=told.metrics[1:]))


def test_the_checks_see_lost_full_width_digits() -> None:
    library = prose.article("新建学校１２所。")
    assert evidence.lost_digits(library, Extraction((), ()))


def test_the_checks_see_a_shared_id() -> None:
    _, told = spoilt()
    assert evidence.shared_ids(replace(told, metrics=told.metrics * 2))


def test_the_checks_see_a_metric_without_rules() -> None:
    assert evidence.without_rules(spoilt(rules=())[1])


def test_the_checks_see_a_part_of_nothing_and_of_itself() -> None:
    assert evidence.dangling_parts(spoilt(part_of="own@1-2")[1])
    own: Metric = extract(prose.article(TEXT)).metrics[0]
    assert evidence.dangling_parts(spoilt(part_of=own.id)[1])


def test_the_checks_see_a_metric_settled_in_vain() -> None:
    library = prose.article(TEXT, city="")
    told = extract(library)
    assert {metric.city for metric in told.metrics} == {UNKNOWN}
    placed = replace(told, metrics=tuple(replace(m, city="常德市") for m in told.metrics))
    assert evidence.settled_in_vain(library, placed)
