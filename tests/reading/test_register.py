"""What the user says in ``sources.toml`` and beside a text outranks what the text tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingsheng_reports.core.article import Article, Library
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.reading.library import read_library
from mingsheng_reports.reading.register import GIVEN
from mingsheng_reports.reading.tables import lines_of

TEXT = """# 民生实事办得实

**本报讯** 记者报道 盘锦市今年新建口袋公园9个，盘锦市改造老旧小区10个。2022年，盘锦市完成投资3亿元。

居民都说好。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "某报.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def read(folder: Path, register: str = "", sidecar: str = "") -> Library:
    if register:
        (folder / "sources.toml").write_text(register, encoding="utf-8")
    if sidecar:
        (folder / "某报.toml").write_text(sidecar, encoding="utf-8")
    return read_library([folder])


def first(library: Library) -> Article:
    return library.articles[0]


def desk(library: Library) -> list[Notice]:
    return [notice for notice in library.notices if notice.of_desk]


def test_without_a_register_the_text_decides(folder: Path) -> None:
    library = read(folder)
    assert (first(library).city, first(library).dating.year) == ("盘锦市", 2022)
    assert first(library).registered == ()
    assert desk(library) == []


def test_all_that_is_given_is_taken_over_and_shown_as_given(folder: Path) -> None:
    register = """["某报"]
title = "民生实事见成效"
newspaper = "样板日报"
date = 2021-03-05
city = "鞍山"
"""
    library = read(folder, register)
    article = first(library)
    assert (article.title, article.newspaper) == ("民生实事见成效", "样板日报")
    assert (article.city, article.place_evidence) == ("鞍山市", GIVEN)
    dating = article.dating
    assert (dating.year, dating.date, dating.evidence, dating.sure) == (
        2021,
        "2021-03-05",
        GIVEN,
        True,
    )
    assert article.registered == ("标题", "报纸", "日期", "城市")
    assert desk(library) == []


@pytest.mark.parametrize("date", ['"2021"', "2021", '"2021-03"', '"2021-03-05"', '"２０２１-０３"'])
def test_a_date_may_be_as_short_as_a_year(date: str, folder: Path) -> None:
    library = read(folder, f'["某报.txt"]\ndate = {date}\n')
    assert first(library).dating.year == 2021
    assert first(library).dating.date.startswith("2021")
    assert desk(library) == []


def test_the_file_beside_the_text_outranks_the_folder_and_says_so(folder: Path) -> None:
    library = read(folder, '["某报"]\ndate = "2020"\ncity = "盘锦市"\n', 'date = "2019"\n')
    assert first(library).dating.year == 2019
    assert first(library).city == "盘锦市"
    assert [(notice.code, notice.doc) for notice in desk(library)] == [
        ("register-conflict", str(folder / "某报.toml"))
    ]


def test_the_year_of_undated_facts_still_comes_from_the_text(tmp_path: Path) -> None:
    """A page of January that looks back tells of the year before, whoever gave its date."""
    text = "回顾过去的一年，盘锦市改造老旧小区10个，盘锦市建成公园9个，取得新成效。\n"
    (tmp_path / "回顾.txt").write_text(text, encoding="utf-8")
    (tmp_path / "计划.txt").write_text(
        "盘锦市今年计划改造小区10个。盘锦市要加快建设。\n", encoding="utf-8"
    )
    (tmp_path / "sources.toml").write_text(
        '["回顾"]\ndate = "2023-01-12"\n["计划"]\ndate = "2023-01-12"\n', encoding="utf-8"
    )
    frames = {a.doc: (a.dating.year, a.dating.frame) for a in read_library([tmp_path]).articles}
    assert frames == {"回顾": (2023, 2022), "计划": (2023, 2023)}


def test_a_given_city_and_date_silence_the_questions_about_them(tmp_path: Path) -> None:
    (tmp_path / "无名.txt").write_text("新建公园9个，改造小区10个。\n", encoding="utf-8")
    asked = {notice.code for notice in read_library([tmp_path]).notices}
    assert asked >= {"undated", "ambiguous-place"}
    (tmp_path / "无名.toml").write_text('date = "2022"\ncity = "盘锦市"\n', encoding="utf-8")
    assert read_library([tmp_path]).notices == ()


WRONG = {
    "unknown document": ('["别报"]\ndate = "2021"\n', 1, "别报", "某报"),
    "unknown key": ('["某报"]\ntitel = "x"\n', 2, "titel", "title"),
    "key before any document": ('date = "2021"\n', 1, "date", '["'),
    "no date": ('["某报"]\n\ndate = "去年"\n', 3, "去年", "2022-12"),
    "no such day": ('["某报"]\ndate = "2021-02-30"\n', 2, "2021-02-30", "2022-12"),
    "no such month": ('["某报"]\ndate = "2021-13"\n', 2, "2021-13", "2022-12"),
    "far away": ('["某报"]\ndate = "1021"\n', 2, "1021", "2022-12"),
    "unknown city": ('["某报"]\ncity = "盘绵市"\n', 2, "盘绵市", "盘锦市"),
    "several cities": ('["某报"]\ncity = "朝阳"\n', 2, "朝阳", "辽宁省朝阳市"),
    "a province": ('["某报"]\ncity = "辽宁"\n', 2, "省", "城市"),
    "a district": ('["某报"]\ncity = "兴隆台区"\n', 2, "区", "城市"),
    "empty": ('["某报"]\ntitle = ""\n', 2, "标题", "双引号"),
    "a list": ('["某报"]\ncity = ["盘锦市"]\n', 2, "城市", "双引号"),
    "a nested table": ('["某报".city]\nname = "盘锦市"\n', 1, "城市", "双引号"),
    "no quotes": ('["某报"]\ndate = 2022-12\n', 2, "写法", '"2022-12"'),
    "a bare Chinese name": ('[某报]\ndate = "2022-12"\n', 1, "写法", "文件名"),
}


@pytest.mark.parametrize(("register", "line", "what", "hint"), WRONG.values(), ids=WRONG)
def test_whatever_is_wrong_is_told_with_its_line(
    register: str, line: int, what: str, hint: str, folder: Path
) -> None:
    library = read(folder, register)
    (notice,) = desk(library)
    assert (notice.doc, notice.line) == (str(folder / "sources.toml"), line)
    assert what in notice.what
    assert hint in notice.hint
    assert str(notice).startswith(f"{folder / 'sources.toml'}:{line} ")
    assert (first(library).city, first(library).dating.year) == ("盘锦市", 2022)


def test_what_is_right_holds_beside_what_is_wrong(folder: Path) -> None:
    library = read(folder, '["某报"]\ndate = "2021"\ncity = "盘绵市"\n')
    assert (first(library).city, first(library).dating.year) == ("盘锦市", 2021)
    assert len(desk(library)) == 1


def test_a_lone_file_beside_no_text_is_told_unless_it_is_about_something_else(folder: Path) -> None:
    (folder / "莫报.toml").write_text('date = "2021"\n', encoding="utf-8")
    (folder / "pyproject.toml").write_text('[project]\nname = "x"\n', encoding="utf-8")
    (notice,) = desk(read(folder))
    assert "莫报" in notice.what
    assert "某报" in notice.hint


def test_a_single_file_is_read_with_its_folders_register(folder: Path) -> None:
    (folder / "他报.txt").write_text(TEXT.replace("9个", "8个"), encoding="utf-8")
    register = '["某报"]\ndate = "2021"\n["他报"]\ndate = "2020"\n'
    (folder / "sources.toml").write_text(register, encoding="utf-8")
    library = read_library([folder / "某报.txt"])
    assert [article.dating.year for article in library.articles] == [2021]
    assert desk(library) == []


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_saved_in_another_encoding(encoding: str, folder: Path) -> None:
    register = '["某报"]\r\ndate = "2021"\r\ntitle = "民生实事的一年：我们在一起"\r\n'
    (folder / "sources.toml").write_bytes(register.encode(encoding))
    library = read_library([folder])
    assert first(library).dating.year == 2021
    assert desk(library) == []


def test_a_picture_named_like_the_register(folder: Path) -> None:
    (folder / "sources.toml").write_bytes(bytes(range(256)) * 40)
    (notice,) = desk(read_library([folder]))
    assert notice.code == "register-unreadable"


def test_lines_of_keys() -> None:
    text = '# x\n[a]\nb = 1\n[a."c.d"]\ne = """\nf = 2\n"""\ng = {h = 3}\n'
    found = lines_of(text)
    assert found["a",] == 2
    assert found["a", "b"] == 3
    assert found["a", "c.d"] == 4
    assert found["a", "c.d", "g", "h"] == 8
