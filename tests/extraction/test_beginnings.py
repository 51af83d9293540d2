"""Patterns that tell first what they begin with leave nothing out."""

from __future__ import annotations

import re

import pytest

from mingsheng_reports.extraction.periods import CUT_OFF, YEAR_WORD
from mingsheng_reports.extraction.scope import PERSON
from mingsheng_reports.extraction.sentences import SENTENCE_END
from support.beginnings import untold_beginnings


@pytest.mark.parametrize("pattern", [CUT_OFF, PERSON, SENTENCE_END, YEAR_WORD])
def test_every_way_to_begin_is_told(pattern: re.Pattern[str]) -> None:
    left = untold_beginnings(pattern)
    # \d tells the digits one by one too
    assert not {way for way in left if not (way.isdigit() and r"\d" in pattern.pattern[:12])}


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        (r"(?=[今去])(?:今年|去年)", set()),
        (r"(?=[今去])(?:今年|明年)", {"明"}),
        (r"(?=[今去])(?:(?<!比)今年|再?去年)", {"再"}),
        (r"(?=[今去])今?", {"nothing"}),
        (r"(?=[\d])(?:\d+|[年月])", {"年", "月"}),
        (r"(?=[今])(?:(?<=年)(?=（)|今)", {"（"}),
        (r"(?=[今]).", {"ANY"}),
    ],
)
def test_what_is_not_told_is_seen(pattern: str, left: set[str]) -> None:
    assert untold_beginnings(re.compile(pattern)) == left


def test_a_pattern_that_tells_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing is told"):
        untold_beginnings(re.compile("今年"))
