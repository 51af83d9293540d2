from __future__ import annotations

from dataclasses import replace

import pytest

from mingsheng_reports.core.brief import Brief, Row, Words, sentence_text
from mingsheng_reports.printing.shares import fullest
from support.sample import sample_brief

BRIEF = sample_brief()


def size(brief: Brief) -> int:
    """As if every piece took one line, a chart five."""
    tables = [table for table in (brief.pledges, brief.years, brief.cities) if table]
    charts = sum(len(each.charts) for each in brief.sections) + len(brief.pledge_charts)
    return (
        len(brief.headlines)
        + len(brief.lead)
        + len(brief.cautions)
        + sum(len(table.rows) for table in tables)
        + sum(len(each.paragraphs) for each in brief.sections)
        + 5 * charts
    )


@pytest.mark.parametrize("room", [1, 8, 20, 30, 60])
def test_as_much_as_there_is_room_for(room: int) -> None:
    held = fullest(BRIEF, lambda version: size(version) <= room)
    assert size(held) <= room
    assert len(held.headlines) >= 1


def test_everything_stays_where_there_is_room() -> None:
    held = fullest(BRIEF, lambda _: True)
    assert held.lead == BRIEF.lead
    assert held.pledges is not None
    assert BRIEF.pledges is not None
    assert set(held.pledges.rows) == set(BRIEF.pledges.rows)


def test_points_go_before_charts_and_charts_before_figures() -> None:
    full = size(fullest(BRIEF, lambda _: True))
    less = fullest(BRIEF, lambda version: size(version) < full)
    assert less.pledge_charts == fullest(BRIEF, lambda _: True).pledge_charts
    bare = fullest(BRIEF, lambda version: size(version) <= 4)
    assert not bare.pledge_charts
    assert len(bare.headlines) == 4


def test_the_barest_is_given_when_nothing_fits() -> None:
    held = fullest(BRIEF, lambda _: False)
    assert (len(held.headlines), held.pledges, held.cautions, held.lead) == (1, None, (), ())


def test_every_work_is_told_of_before_one_is_told_of_twice() -> None:
    names = ["老旧小区改造楼栋", "老旧小区改造", "口袋公园建设", "老旧小区改造户数", "公交系统"]
    assert BRIEF.pledges is not None
    rows = tuple(Row(((Words(name),),)) for name in names)
    table = replace(BRIEF.pledges, rows=rows)
    held = fullest(replace(BRIEF, pledges=table), lambda _: True)
    assert held.pledges is not None
    told = [sentence_text(row.cells[0]) for row in held.pledges.rows]
    assert told == [
        "老旧小区改造",
        "口袋公园建设",
        "公交系统",
        "老旧小区改造楼栋",
        "老旧小区改造户数",
    ]
