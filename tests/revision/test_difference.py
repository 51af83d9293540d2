from __future__ import annotations

from typing import Any

import pytest

from mingsheng_reports.core.enclosure import BRIEF_FILE, SCHEMA
from mingsheng_reports.core.errors import SourceError
from mingsheng_reports.core.metric import Metric
from mingsheng_reports.exports.columns import metric_row
from mingsheng_reports.revision.difference import Difference, Kind, differences
from mingsheng_reports.revision.printing import Printing, read_printing
from support.factory import make

NEW_JOBS = make("城镇新增就业", "24002", "人", as_of="2022-11-30")
PARKS = make("公园建设", "9", "个", category="城市建设")


def row(metric: Metric, note: int, **changed: str) -> dict[str, Any]:
    return {
        "note": note,
        **metric_row(metric),
        "printed": metric.quantity.wording,
        **changed,
    }


def printing(
    *rows: dict[str, Any],
    pledges: tuple[dict[str, Any], ...] = (),
    sources: dict[str, str] | None = None,
) -> Printing:
    held = sources or {"doc": "a"}
    plain = {
        "schema": SCHEMA,
        "metrics": list(rows),
        "pledges": list(pledges),
        "sources": [{"doc": doc, "sha256": digest} for doc, digest in held.items()],
    }
    return Printing("简报", plain)


def test_the_same_printing_differs_in_nothing() -> None:
    held = printing(row(NEW_JOBS, 1), row(PARKS, 2))
    assert differences(held, held) == ()


def test_a_changed_number_is_told_with_both_values() -> None:
    old = printing(row(NEW_JOBS, 1))
    new = printing(row(NEW_JOBS, 4, printed="24102人", value="24102"))
    assert differences(old, new) == (
        Difference(
            Kind.CHANGED, "样板市2022年城镇新增就业（截至2022-11-30）", "24002人", "24102人", 4
        ),
    )


def test_a_number_that_moved_in_its_source_is_still_the_same() -> None:
    old = printing(row(NEW_JOBS, 1, id="doc@1-9"))
    assert differences(old, printing(row(NEW_JOBS, 1, id="doc@501-509"))) == ()


def test_of_two_numbers_of_one_name_each_finds_its_own() -> None:
    first, second = row(PARKS, 1, id="a"), row(PARKS, 2, id="b", value="13", printed="13个")
    moved = printing({**second, "id": "c", "note": 1}, {**first, "id": "d", "note": 2})
    assert differences(printing(first, second), moved) == ()


def test_what_came_and_what_went_is_told() -> None:
    found = differences(printing(row(NEW_JOBS, 1)), printing(row(PARKS, 1)))
    assert [(each.kind, each.old, each.new) for each in found] == [
        (Kind.ADDED, "", "9个"),
        (Kind.GONE, "24002人", ""),
    ]


def test_another_year_is_another_number_unless_it_stands_at_the_same_place() -> None:
    corrected = differences(printing(row(PARKS, 1)), printing(row(PARKS, 1, year="2021")))
    assert [(each.kind, each.what, each.old, each.new) for each in corrected] == [
        (Kind.CHANGED, "样板市2021年公园建设的年份", "2022", "2021")
    ]
    moved = differences(printing(row(PARKS, 1)), printing(row(PARKS, 1, year="2021", id="other")))
    assert [each.kind for each in moved] == [Kind.ADDED, Kind.GONE]


def test_a_promise_that_stands_otherwise_is_told() -> None:
    def told(state: str) -> Printing:
        return printing(row(PARKS, 3), pledges=({"promised": PARKS.id, "state": state},))

    assert differences(told("进行中"), told("已完成")) == (
        Difference(Kind.PLEDGE, "样板市2022年公园建设", "进行中", "已完成", 3),
    )


def test_sources_that_changed_are_told() -> None:
    old = printing(sources={"甲": "1", "乙": "2"})
    new = printing(sources={"甲": "9", "丙": "3"})
    told = {each.what: each.new for each in differences(old, new)}
    assert told == {"甲": "内容有改动", "乙": "未用", "丙": "已用"}


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "没有附上数据"),
        ({BRIEF_FILE: b"{"}, "已经损坏"),
        ({BRIEF_FILE: b"[]"}, "已经损坏"),
        (
            {BRIEF_FILE: b'{"schema": "other/9", "metrics": [], "pledges": [], "sources": []}'},
            "不认得",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused_in_one_sentence(
    files: dict[str, bytes], words: str
) -> None:
    with pytest.raises(SourceError, match=words):
        read_printing("旧.pdf", files)
