from __future__ import annotations

import re

import pytest

from mingsheng_reports.catalogue.tables import read_tsv

ROWS = read_tsv("undertakings.tsv")
PLAIN = frozenset({"opening", "verb", "tail"})


def fits(row: dict[str, str], text: str) -> bool:
    """Whether a row takes the text, as the kind of its words is used."""
    if row["kind"] == "verb":
        return text.startswith(row["word"])
    if row["kind"] == "tail":
        return text.endswith(row["word"])
    word = re.escape(row["word"]) if row["kind"] in PLAIN else row["word"]
    return re.search(word, text) is not None


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['kind']}:{row['example']}")
def test_a_row_takes_its_example_and_leaves_its_counter_example(row: dict[str, str]) -> None:
    assert fits(row, row["example"])
    assert not fits(row, row["counter"])


def test_a_row_that_takes_its_counter_example_is_seen() -> None:
    assert fits({"kind": "verb", "word": "建设"}, "建设工人文化宫")
    assert not fits({"kind": "verb", "word": "建设"}, "工人文化宫建设")
