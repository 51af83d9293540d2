"""``corrections.csv`` is read with its folder; a row that cannot be used is told, not lost."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from mingsheng_reports.core.article import Library
from mingsheng_reports.core.correction import Action
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.reading.corrections import COLUMNS
from mingsheng_reports.reading.library import read_library

GOOD = {
    "doc": "某报",
    "quote": "新建公园9个",
    "what": "year",
    "action": "set",
    "value": "2021",
    "reason": "原文是去年的事",
    "by": "张三",
    "date": "2026-11-20",
    "expect": "新建公园",
}


def rows(*changes: dict[str, str], heads: tuple[str, ...] = COLUMNS) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, heads, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(GOOD | change for change in changes)
    return out.getvalue()


def read(folder: Path, content: str | bytes) -> Library:
    (folder / "某报.txt").write_text("盘锦市2022年新建公园9个。\n", encoding="utf-8")
    written = content.encode() if isinstance(content, str) else content
    (folder / "corrections.csv").write_bytes(written)
    return read_library([folder])


def desk(library: Library) -> list[Notice]:
    return [notice for notice in library.notices if notice.of_desk]


def test_a_row_becomes_a_correction_that_knows_where_it_stands(tmp_path: Path) -> None:
    library = read(
        tmp_path, rows({}, {"quote": "公园\n9个"}, {"doc": "某报.txt", "action": "删除"})
    )
    first, second, third = library.corrections
    assert (first.doc, first.action, first.value) == ("某报", Action.SET, "2021")
    assert first.path == str(tmp_path / "corrections.csv")
    assert [each.line for each in (first, second, third)] == [2, 3, 5]
    assert (third.doc, third.action) == ("某报", Action.DROP)
    assert desk(library) == []


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_saved_by_a_spreadsheet(encoding: str, tmp_path: Path) -> None:
    reason = "这是记者核对过的，原文写的是去年的事，不是今年的"
    content = rows({"reason": reason}).replace("\n", "\r\n").encode(encoding)
    assert [each.reason for each in read(tmp_path, content).corrections] == [reason]


WRONG = {
    "unknown document": ({"doc": "某某报"}, "某某报"),
    "unknown action": ({"action": "改掉"}, "改掉"),
    "no quote": ({"quote": ""}, "quote"),
    "no reason": ({"reason": " "}, "reason"),
    "nobody": ({"by": ""}, "by"),
    "no date": ({"date": "昨天"}, "昨天"),
    "half a date": ({"date": "2026-11"}, "2026-11"),
}


@pytest.mark.parametrize(("change", "told"), WRONG.values(), ids=WRONG)
def test_a_row_that_lacks_something_is_told(
    change: dict[str, str], told: str, tmp_path: Path
) -> None:
    library = read(tmp_path, rows({}, change))
    (notice,) = desk(library)
    assert (notice.doc, notice.line) == (str(tmp_path / "corrections.csv"), 3)
    assert told in notice.what
    assert notice.hint.endswith("。")
    assert len(library.corrections) == 1


def test_a_row_of_another_width_is_told_and_the_others_count(tmp_path: Path) -> None:
    library = read(tmp_path, rows({}) + "某报,投资1,276万元,x\n" + rows({}).split("\n", 1)[1])
    (notice,) = desk(library)
    assert notice.line == 3
    assert "英文双引号" in notice.hint
    assert [each.line for each in library.corrections] == [2, 4]


def test_a_table_without_its_columns_is_told(tmp_path: Path) -> None:
    library = read(tmp_path, rows({}, heads=COLUMNS[:-1]))
    (notice,) = desk(library)
    assert (notice.line, library.corrections) == (1, ())
    assert "expect" in notice.what


def test_quotes_that_do_not_pair_are_told(tmp_path: Path) -> None:
    library = read(tmp_path, rows({}) + '"某报,新建"公园9个\n')
    assert [notice.code for notice in desk(library)] == ["correction-unreadable"]
    assert len(library.corrections) == 1


def test_a_picture_is_told(tmp_path: Path) -> None:
    library = read(tmp_path, bytes(range(256)) * 40)
    assert [notice.code for notice in desk(library)] == ["correction-unreadable"]


def test_an_empty_file_and_empty_rows_say_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "").corrections == ()
    library = read(tmp_path, ",".join(COLUMNS) + "\n,,,,,,,,\n\n")
    assert (library.corrections, desk(library)) == ((), [])


def test_corrections_of_a_text_that_was_not_asked_for_wait(tmp_path: Path) -> None:
    (tmp_path / "他报.txt").write_text("盘锦市2022年新建公园7个。\n", encoding="utf-8")
    read(tmp_path, rows({}, {"doc": "他报"}))
    library = read_library([tmp_path / "他报.txt"])
    assert [each.doc for each in library.corrections] == ["他报"]
    assert desk(library) == []
