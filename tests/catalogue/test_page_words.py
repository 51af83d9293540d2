from __future__ import annotations

from dataclasses import replace

import pytest

from mingsheng_reports.catalogue.page_words import PageWord, find_page_word, page_words

KINDS = {"noise", "tail", "credit", "byline", "opening", "list"}


def astray(row: PageWord) -> list[str]:
    """A row whose example it misses or whose counter-example it hits."""
    missed = [] if row.found_in(row.example) else [f"misses {row.example}"]
    return missed + ([f"hits {row.counter}"] if row.found_in(row.counter) else [])


@pytest.mark.parametrize("row", page_words(), ids=lambda row: f"line{row.line}")
def test_each_row_tests_itself(row: PageWord) -> None:
    assert row.kind in KINDS
    assert astray(row) == []


def test_check_sees_an_example_and_a_counter_exchanged() -> None:
    row = page_words()[0]
    turned = replace(row, example=row.counter, counter=row.example)
    assert len(astray(turned)) == 2


def test_an_opening_counts_only_at_the_beginning() -> None:
    assert find_page_word("opening", "今年以来，全市新增就业3万人")
    assert not find_page_word("opening", "全市今年以来，新增就业3万人")
