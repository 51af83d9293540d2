"""Figures that the user supplies: each a metric that its line proves, or told why not."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path

import pytest

from mingsheng_reports.core.article import Library, Source
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.core.reference import Reference
from mingsheng_reports.reading.references import COLUMNS, FILE, with_references

HEAD = ",".join(COLUMNS)
GOOD = "盘锦市,常住人口,138.97,万人,2021-12-31,统计公报"


def read(folder: Path, *rows: str, head: str = HEAD, encoding: str = "utf-8") -> Library:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_bytes("\r\n".join((head, *rows, "")).encode(encoding))
    source = Source.of("报道", folder / "报道.txt", "", "utf-8", "0" * 64)
    return with_references(Library((source,), ()))


def one(library: Library) -> Reference:
    (reference,) = library.references
    assert library.notices == ()
    return reference


def test_a_row_is_a_figure_that_its_own_line_proves(tmp_path: Path) -> None:
    library = read(tmp_path, "鞍山市,面积,9263,平方公里,2021,年鉴", GOOD)
    _, reference = library.references
    metric, (file,) = reference.metric, library.reference_files
    assert (metric.place, metric.label, metric.year) == ("盘锦市", "常住人口", "2021")
    assert metric.quantity.value == Decimal(1389700)
    assert (metric.quantity.printed, metric.quantity.unit) == ("138.97万人", "人")
    assert (reference.source, reference.date) == ("统计公报", "2021-12-31")
    evidence = metric.evidence
    assert evidence.at == f"{FILE}:3"
    assert evidence.quote == GOOD
    figure = evidence.figure_span
    assert file.text[figure.start : figure.end] == "138.97"
    assert file.sha256 == hashlib.sha256((tmp_path / FILE).read_bytes()).hexdigest()
    assert library.source(file.doc) is file


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_it_is_read_as_a_spreadsheet_saves_it(tmp_path: Path, encoding: str) -> None:
    assert one(read(tmp_path, GOOD, encoding=encoding)).metric.evidence.quote == GOOD


def test_short_names_other_names_and_grouped_digits_are_understood(tmp_path: Path) -> None:
    reference = one(read(tmp_path, '盘锦,人口,"1,389,700",人,２０２１,统计公报'))
    metric = reference.metric
    assert (metric.place, metric.label, reference.date) == ("盘锦市", "常住人口", "2021")
    assert (metric.quantity.value, metric.quantity.printed) == (Decimal(1389700), "1,389,700人")


def test_a_date_that_looks_like_the_value_is_not_taken_for_it(tmp_path: Path) -> None:
    head = "date,place,what,value,unit,source"
    metric = one(read(tmp_path, "2021,盘锦市,面积,2021,平方公里,年鉴", head=head)).metric
    text, figure = metric.evidence.quote, metric.evidence.figure_span
    start = figure.start - metric.evidence.span.start
    assert (start, text[start : start + 4]) == (text.index("2021,平方公里"), "2021")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("样板市,常住人口,139,万人,2021,公报", "没有“样板市”这个城市"),
        ("双台子区,常住人口,20,万人,2021,公报", "“双台子区”是区"),
        ("盘锦市,常住人口,139,万人,2021,", "没有写来源"),
        ("盘锦市,常住人口,139,万人,,公报", "没有写日期"),
        ("盘锦市,常住人口,139,万人,21年,公报", "日期“21年”不对"),
        ("盘锦市,常住人口,约139,万人,2021,公报", "数值“约139”不对"),
        ("盘锦市,常住人口,0,万人,2021,公报", "数值“0”不对"),
        ("盘锦市,常驻人口,139,万人,2021,公报", "不认识“常驻人口”"),
        ("盘锦市,常住人口,139,平方公里,2021,公报", "单位“平方公里”不对"),
        ("盘锦市,常住人口,139,万人,2021", "有5格"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_with_its_line(
    tmp_path: Path, row: str, told: str
) -> None:
    library = read(tmp_path, GOOD, row)
    assert len(library.references) == 1
    (notice,) = library.notices
    assert str(notice).startswith(f"{tmp_path / FILE}:3 ")
    assert told in notice.what
    assert "未采用" in notice.what
    assert notice.hint
    assert notice.of_desk


def test_what_is_given_twice_is_told_and_the_first_kept(tmp_path: Path) -> None:
    library = read(tmp_path, GOOD, "盘锦市,常住人口,139,万人,2021,公报")
    (reference,) = library.references
    assert reference.metric.quantity.printed == "138.97万人"
    (notice,) = library.notices
    assert f"{tmp_path / FILE}:2" in notice.what


@pytest.mark.parametrize(
    ("content", "told"),
    [("place,what\n", "表头缺少value"), ('"', "引号不成对"), ("\x00\x01\x02" * 99, "不是CSV文件")],
)
def test_a_file_that_cannot_be_used_is_told(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "人口.csv"
    path.write_text(content, encoding="utf-8")
    library = with_references(Library((), ()), [path])
    assert library.references == ()
    assert [told in each.what for each in library.notices] == [True]


def test_a_file_named_beside_the_folders_own_is_read_once_each(tmp_path: Path) -> None:
    library = read(tmp_path / "原文", GOOD)
    other = tmp_path / FILE
    other.write_text(f"{HEAD}\n{GOOD.replace('2021', '2022')}\n", encoding="utf-8")
    bare = Library(library.sources, ())
    both = with_references(bare, [other, tmp_path / "原文" / FILE])
    assert [each.metric.year for each in both.references] == ["2022", "2021"]
    docs = [each.metric.evidence.doc for each in both.references]
    assert docs == [FILE, f"原文/{FILE}"]
    assert not [each for each in both.notices if isinstance(each, Notice)]


def test_without_a_file_nothing_is_invented(tmp_path: Path) -> None:
    source = Source.of("报道", tmp_path / "报道.txt", "", "utf-8", "0" * 64)
    library = with_references(Library((source,), ()))
    assert (library.references, library.reference_files, library.notices) == ((), (), ())
