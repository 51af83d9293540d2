"""Columns filled by arithmetic come out as WeasyPrint fills them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingsheng_reports.core.brief import ChartKind, ChartSpec, Section, Words
from mingsheng_reports.printing.placement import Foot
from mingsheng_reports.printing.pouring import Column, Measured, agree, foretelling

LINE = 16.5
WORDS = (Words("文"),)


def chart(name: str) -> ChartSpec:
    return ChartSpec(name, ChartKind.BARS, WORDS, WORDS, (), WORDS, WORDS)


def known(*lines: int, room: int = 20, **charts: float) -> Measured:
    return Measured(
        (Column(0, room * LINE), Column(0, room * LINE)),
        room * LINE,
        (LINE,) * 9,
        tuple(count * LINE for count in lines),
        charts,
    )


def section(paragraphs: int, *charts: str) -> Section:
    return Section("就业", "稳就业", "岗位", (WORDS,) * paragraphs, tuple(map(chart, charts)))


def feet(sections: list[Section], held: Measured) -> list[tuple[float, str]]:
    told = foretelling(sections, held, LINE)({})
    return [(round(foot.empty / LINE, 2), foot.chart) for foot in told]


def test_a_chart_that_does_not_fit_leaves_a_hole() -> None:
    held = known(10, 10, 10, 30, room=20, a=12 * LINE)
    assert feet([section(1, "a"), section(3)], held)[0] == (9, "a")


def test_a_paragraph_is_parted_but_for_single_lines() -> None:
    # 19 lines of room below the heading: 18 of 19, so that two go over, then 20 a column.
    assert feet([section(1)], known(19 + 61))[:2] == [(0, ""), (0, "")]
    assert feet([section(1)], known(20 + 60))[0] == (0, "")
    assert feet([section(3)], known(17, 3, 80))[0] == (2, "")  # three lines cannot be parted


def test_a_heading_goes_along_with_its_text() -> None:
    # After 17 lines and a blank one there is room for the heading and a single line.
    assert feet([section(1), section(1)], known(16, 90))[0] == (3, "")


def test_the_last_page_does_not_count() -> None:
    assert feet([section(1)], known(30)) == []


def test_what_is_higher_than_a_column_cannot_be_foretold() -> None:
    assert feet([section(1, "a")], known(3, a=50 * LINE)) == []


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (Foot(42, "a"), True),  # the same whole lines
        (Foot(60, "a"), False),
        (Foot(40, ""), False),
    ],
)
def test_agreement_is_by_lines(other: Foot, same: bool) -> None:  # noqa: FBT001
    assert agree([Foot(35, "a")], [other], LINE) is same
    assert not agree([], [other], LINE)


def test_the_blank_below_a_chart_has_to_fit_too() -> None:
    # Ten lines of room: the chart takes nine and a half, and half a line stands below it.
    def foot(height: float, earlier: int = 0) -> tuple[float, str]:
        held = known(9, 1, 80, a=height * LINE)
        sections = [section(1 + earlier, "a"), section(2 - earlier)]
        told = foretelling(sections, held, LINE)({"a": -earlier})
        return round(told[0].empty / LINE, 2), told[0].chart

    assert foot(9.75, 1) == (10, "a")
    assert foot(9.5, 1) == (0.5, "")
    # Before a heading one line more.
    assert foot(9.5) == (10, "a")
    assert foot(8.5) == (1.5, "")


def test_a_paragraph_that_points_to_its_chart_may_need_a_line_more() -> None:
    held = replace(known(16, 2, 80, a=10 * LINE), referring={"就业": 17 * LINE})
    told = foretelling([section(1, "a"), section(2)], held, LINE)
    assert (told({})[0].empty, told({"a": 1})[0].empty) == (3 * LINE, 2 * LINE)
