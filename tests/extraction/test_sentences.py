from __future__ import annotations

from itertools import pairwise

import pytest

from mingsheng_reports.core.aligned import AlignedText
from mingsheng_reports.core.article import Block, BlockKind
from mingsheng_reports.extraction.engine import extract
from mingsheng_reports.extraction.sentences import SENTENCE_MOST, Sentence, sentences_of
from support.prose import article


def split(*paragraphs: str) -> list[Sentence]:
    return list(sentences_of(article(*paragraphs).articles[0]))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("新建学校。改造小区！真的？", ["新建学校。", "改造小区！", "真的？"]),
        ("他说：“新建学校。”改造小区。", ["他说：“新建学校。”", "改造小区。"]),
        ("没有句号", ["没有句号"]),
        ("完成12.5万元。", ["完成12.5万元。"]),
        ("（一）新建学校。 （二）改造小区。", ["（一）新建学校。", " ", "（二）改造小区。"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    found = [each.words for each in split(text)]
    assert found == [each for each in sentences if each.strip()]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("新建学校，改造小区；全市：完成。", ["新建学校", "改造小区", "全市", "完成"]),
        # a bracket bounds a clause only when it holds a number
        ("小区36个（其中12个在城区），完成。", ["小区36个", "其中12个在城区", "完成"]),
        ("贷款（涉农贷款）12亿元。", ["贷款（涉农贷款）12亿元"]),
    ],
)
def test_clauses(text: str, clauses: list[str]) -> None:
    (sentence,) = split(text)
    assert [text[clause.start : clause.end] for clause in sentence.clauses] == clauses


def test_the_first_sentence_of_a_paragraph_opens_it() -> None:
    found = split("新建学校。改造小区。", "建成公园。")
    assert [each.opening for each in found] == [True, False, True]
    assert [each.paragraph for each in found] == [0, 0, 1]


def test_a_clause_is_found_by_any_of_its_characters() -> None:
    (sentence,) = split("新建学校，改造小区。")
    assert sentence.clause_at(6) == sentence.clauses[1]
    assert sentence.clause_at(4).start == 0


def test_captions_and_bylines_assert_nothing() -> None:
    whole = article("新建学校12所。").articles[0]
    block = Block(BlockKind.CAPTION, AlignedText.of("新建学校12所。"))
    assert not list(sentences_of(type(whole)(**{**_fields(whole), "blocks": (block,)})))


def _fields(whole: object) -> dict[str, object]:
    return {name: getattr(whole, name) for name in type(whole).__dataclass_fields__}  # type: ignore[attr-defined]


@pytest.mark.parametrize("filler", ["改造小区，", "新建学校", "12个", "1"])
def test_what_runs_on_without_end_is_cut(filler: str) -> None:
    text = filler * (4 * SENTENCE_MOST // len(filler))
    found = split(text)
    assert "".join(each.words for each in found) == text
    assert all(len(each.words) <= SENTENCE_MOST for each in found)


def test_no_cut_lies_inside_a_number() -> None:
    text = "字" * (SENTENCE_MOST - 3) + "新建12345所" + "字" * SENTENCE_MOST
    assert [metric.quantity.printed for metric in extract(article(text)).metrics] == ["12345所"]


def test_sentences_stand_in_the_source_one_behind_the_other() -> None:
    found = split("新建学校12所。改造小区3个。建成公园。")
    spans = [each.text.spans(0, len(each.text))[0] for each in found]
    assert all(first.end == second.start for first, second in pairwise(spans))
