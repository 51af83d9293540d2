"""The default template held to the measure: the seeds' seven briefs, line by line, on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import median

import pypdfium2
import pytest

from mingsheng_reports.catalogue.themes import load_theme
from mingsheng_reports.catalogue.units import units
from mingsheng_reports.core.brief import Brief, Figure
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.findings import Findings
from mingsheng_reports.pipeline import brief_of, find, print_brief
from mingsheng_reports.printing.letters import BLANK_BEFORE, BLANK_BEHIND, CLOSING, OPENING, is_han
from mingsheng_reports.stages import Stages
from support.annotated import SEEDS
from support.paper import PaperLine, lines_of

STAGES = Stages()
ISSUED = date(2024, 12, 31)
THEME = load_theme()
SUBJECTS = {
    "盘锦市2020": Subject("盘锦市", "2020"),
    "盘锦市2021": Subject("盘锦市", "2021"),
    "盘锦市2022": Subject("盘锦市", "2022"),
    "鞍山市2021": Subject("鞍山市", "2021"),
    "双辽市2024": Subject("双辽市", "2024"),
    "盘锦市历年": Subject("盘锦市", ""),
    "2021各城市": Subject("", "2021"),
}
EXACT = 0.2 / 25.4 * 72  # 0.2 mm
EM = THEME.sizes.body
NUMBER_AT_END = re.compile(r"[0-9][0-9.,]*[万亿余多]{0,2}$")

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Set:
    """A printed brief and the lines of its text; the edges of its columns in points."""

    brief: Brief
    path: Path
    lines: list[PaperLine]
    edges: dict[bool, float]

    def full(self) -> Iterator[tuple[PaperLine, PaperLine]]:
        """Lines that a paragraph goes on after, each with the next one."""
        for line, following in pairwise(self.lines):
            if following.left < self.edges[following.second] + EM:
                yield line, following


@cache
def findings() -> Findings:
    return find([SEEDS], STAGES)


@pytest.fixture(scope="module", params=list(SUBJECTS))
def brief(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Set:
    path = tmp_path_factory.mktemp("measure") / "brief.pdf"
    made = brief_of(SUBJECTS[request.param], findings(), ISSUED, STAGES)
    assert print_brief(made, path, ISSUED, STAGES).warnings == ()
    lines = lines_of(path, THEME.faces.song.replace(" ", "-"), EM)
    margin = (THEME.measures.page_width / 25.4 * 72 - THEME.page_points) / 2
    gutter = THEME.measures.gutter * EM
    return Set(made, path, lines, {False: margin, True: margin + THEME.column_points + gutter})


def test_every_full_line_is_as_wide_as_its_column(brief: Set) -> None:
    assert len(list(brief.full())) > 15
    for line, _ in brief.full():
        first, last = line.characters[0].text, line.characters[-1].text
        left = line.left + (EM / 2 if first in BLANK_BEFORE else 0)
        right = line.right - (EM / 2 if last in BLANK_BEHIND else 0)
        edge = brief.edges[line.second]
        assert min(abs(left - edge), abs(left - edge - 2 * EM)) < EXACT, line.text
        assert abs(right - edge - THEME.column_points) < EXACT, line.text


def test_no_line_begins_or_ends_with_a_prohibited_mark(brief: Set) -> None:
    for line in brief.lines:
        assert line.text[0] not in CLOSING | {"—", "…", "·"}, line.text
        assert line.text[-1] not in OPENING, line.text


def test_no_number_is_parted_from_its_unit(brief: Set) -> None:
    for line, following in brief.full():
        if NUMBER_AT_END.search(line.text):
            assert not following.text.startswith(tuple(units())), (line.text, following.text)
            assert not re.match("[0-9万亿年月日％%]", following.text), (line.text, following.text)


def test_no_paragraph_ends_with_a_single_character(brief: Set) -> None:
    lasts = [after for _, after in brief.full() if after not in {line for line, _ in brief.full()}]
    for line in lasts:
        assert sum(one.isalnum() for one in line.text) > 1, line.text


def test_no_line_is_torn_open(brief: Set) -> None:
    """The gap that a line spreads between ideographs stays below 0.3 of a character."""
    for line, _ in brief.full():
        gaps = [
            (after.left - before.right) / EM
            for before, after in pairwise(line.characters)
            if is_han(before.text) and is_han(after.text) and after.size == before.size
        ]
        # The median: a source's own blank between two words is no fault of the line.
        assert median(gaps or [0.0]) < 0.3, line.text


def test_no_page_but_the_last_is_more_than_a_quarter_blank(brief: Set) -> None:
    document = pypdfium2.PdfDocument(brief.path)
    heights = [inked(page.render(scale=0.5, grayscale=True)) for page in document]
    document.close()
    assert all(part > 0.75 for part in heights[:-1]), heights


def test_nothing_stands_outside_the_type_area(brief: Set) -> None:
    """A table that is too wide would run off the paper."""
    document = pypdfium2.PdfDocument(brief.path)
    for page in document:
        held = page.get_textpage()
        right = max(held.get_charbox(at)[2] for at in range(held.count_chars()))
        # The end of a line counts as a character behind its last one.
        assert right < brief.edges[False] + THEME.page_points + EM
        held.close()
    document.close()


def inked(bitmap: pypdfium2.PdfBitmap) -> float:
    """How far down the lowest ink stands, as a part of the type area's height."""
    pixels, measures = bitmap.to_numpy(), THEME.measures
    per_mm = len(pixels) / measures.page_height
    top = int(measures.margin_top * per_mm)
    bottom = int((measures.page_height - measures.margin_bottom) * per_mm)
    rows = [row for row in range(top, bottom) if pixels[row].min() < 160]
    return (max(rows) - top) / (bottom - top)


def test_numbers_are_found_by_search_with_the_words_before_them(brief: Set) -> None:
    told = [
        before.text[-2:] + after.text
        for section in brief.brief.sections
        for paragraph in section.paragraphs
        for before, after in pairwise(paragraph)
        if isinstance(after, Figure) and is_han(before.text[-1:] or "，")
    ]
    assert len(told) > 10
    document = pypdfium2.PdfDocument(brief.path)
    pages = [page.get_textpage() for page in document]
    starts = [line for page in pages for line in page.get_text_range().splitlines()]
    for words in (*told, brief.brief.headlines[0].label.text):
        # A page may end between two characters, and right before a number.
        found = any(page.search(each).get_next() for each in (words, words[1:]) for page in pages)
        assert found or any(line.startswith(words[2:]) for line in starts), words
    for page in pages:
        page.close()
    document.close()
