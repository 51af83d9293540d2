"""Evidence across line breaks, mark-up and seams, and what the engine says of an article."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingsheng_reports.core.aligned import AlignedText
from mingsheng_reports.core.article import Article, Block, BlockKind, Dating, Library, Source
from mingsheng_reports.core.metric import Extraction
from mingsheng_reports.extraction.engine import extract
from mingsheng_reports.extraction.proof import stand_together
from support.evidence import complaints
from support.prose import article, only


def pieced(text: str, *pieces: tuple[int, int]) -> tuple[Library, Extraction]:
    """An article of one paragraph, made of stretches of its source in the order given."""
    source = Source.of("own", Path("own.txt"), text, "utf-8", "0" * 64)
    whole = AlignedText.of(text)
    joined = AlignedText.join(whole.slice(*piece) for piece in pieces)
    seams = (pieces[0][1] - pieces[0][0],) if len(pieces) > 1 else ()
    told = Article(
        id="own#1", doc="own", title="", subtitle="", byline="", city="常德市", place="常德市",
        place_evidence="测试", dating=Dating(2023, "2023", "测试", frame=2023), line=1,
        blocks=(Block(BlockKind.BODY, joined, seams),),
    )  # fmt: skip
    library = Library((source,), (told,))
    return library, extract(library)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("全市新建学\n校12所。", "全市新建学校12所"),
        ("全市新建学校1\n2所。", "全市新建学校12所"),
        ("全市新建学校1\r\n2所。", "全市新建学校12所"),
    ],
)
def test_a_line_break_does_not_cut_a_quote_or_a_figure(text: str, quote: str) -> None:
    at = text.index("\n")
    start = at - 1 if text[at - 1] == "\r" else at
    library, told = pieced(text, (0, start), (at + 1, len(text)))
    (metric,) = told.metrics
    assert metric.evidence.quote == quote
    assert metric.quantity.plain_value == "12"
    assert not complaints(library, told)


def test_a_figure_torn_apart_by_other_words_is_no_number() -> None:
    text = "全市新建学校1图为校园2所。"
    library, told = pieced(text, (0, 7), (11, len(text)))
    assert not told.metrics
    assert {discard.reason for discard in told.discards} == {"torn"}
    assert not complaints(library, told)


def test_a_figure_joined_from_displaced_parts_is_no_number() -> None:
    text = "2所。全市新建学校1"
    library, told = pieced(text, (3, len(text)), (0, 3))
    assert not told.metrics
    assert not complaints(library, told)


def test_a_displaced_part_is_quoted_where_it_stands() -> None:
    text = "改造小区36个。全市新建学校12所，"
    library, told = pieced(text, (8, len(text)), (0, 8))
    assert [metric.evidence.quote for metric in told.metrics] == [
        "全市新建学校12所",
        "改造小区36个",
    ]
    assert all(metric.evidence.repaired and metric.doubts for metric in told.metrics)
    assert len(told.metrics[0].evidence.sentence_spans) == 2
    assert not complaints(library, told)


def test_stand_together() -> None:
    text = "12\n3字4"
    whole = AlignedText.of(text)
    assert stand_together(text, whole.keep(lambda each: each != "\n"), 0, 3)
    assert not stand_together(text, whole.keep(lambda each: each not in "\n字"), 0, 4)


def test_a_metric_is_named_by_the_place_of_its_figure() -> None:
    metric = only("全市新建学校12所。")
    assert metric.id == "own@6-8"
    assert (metric.evidence.figure_span.start, metric.evidence.figure_span.end) == (6, 8)


def test_digits_outside_every_sentence_are_told() -> None:
    text = "新建学校12所。\n图3"
    library, told = pieced(text, (0, 8))
    (left,) = told.discards
    assert (left.text, left.reason, left.line) == ("3", "not-text", 2)
    assert not complaints(library, told)


def test_an_article_that_cannot_enter_a_brief_says_so() -> None:
    for lacking, word in ({"city": ""}, "城市"), ({"year": None}, "年份"):
        (notice,) = extract(article("新建学校12所。", **lacking)).notices  # type: ignore[arg-type]
        assert (notice.code, word in notice.what) == ("unsettled", True)
    assert not extract(article("新建学校12所。")).notices


def test_metrics_stand_in_reading_order() -> None:
    found = extract(article("新建学校12所。改造小区3个，建成公园5座。")).metrics
    assert [metric.evidence.figure_span for metric in found] == sorted(
        metric.evidence.figure_span for metric in found
    )


def test_full_width_figures_keep_their_place() -> None:
    metric = only("全市新建学校１２所。")
    assert metric.evidence.quote == "全市新建学校１２所"
    assert metric.quantity.printed == "12所"
