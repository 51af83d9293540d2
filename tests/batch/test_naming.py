import pytest

from mingsheng_reports.batch.naming import check_file, check_names, check_pattern, filled
from mingsheng_reports.batch.request import Held
from mingsheng_reports.batch.selection import Selection, file_for, requests_for
from mingsheng_reports.catalogue.templates import fitted
from mingsheng_reports.catalogue.themes import load_theme
from mingsheng_reports.core.article import Library
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.errors import UsageError
from mingsheng_reports.core.findings import Findings
from mingsheng_reports.core.metric import Extraction
from mingsheng_reports.core.theme import Template
from support.factory import make

ONEPAGE = Template("onepage", "一页通")
STOCK = Held(
    Findings(
        Library((), ()),
        Extraction(
            tuple(
                make(city=city, year=year)
                for city, year in [
                    ("甲市", "2021"), ("甲市", "2022"), ("乙市", "2022"), ("乙市", "2019-2023"),
                    ("甲市", "未知"), ("未知", "2022"),
                ]
            ),
            (),
        ),
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "subject", "file"),
    [
        ("{city}/{year}-{template}.pdf", Subject("盘锦市", "2022"), "盘锦市/2022-onepage.pdf"),
        ("{year}{title}", Subject(("甲市", "乙市"), ("2020", "2021")), "2020-2021一页通.pdf"),
        ("{city}-{year}", Subject("甲市"), "甲市-历年.pdf"),
        ("{city}-{year}", Subject(year="2022"), "各地-2022.pdf"),
    ],
)
def test_a_pattern_is_filled(pattern: str, subject: Subject, file: str) -> None:
    check_pattern(pattern)
    assert filled(pattern, subject, ONEPAGE) == file


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("{city", "花括号不成对"),
        ("{town}.pdf", "{town}"),
        ("{city.title}", "不认识"),
        ("{0}", "不认识"),
        ("{city:>9}", "不认识"),
        ("../{city}", "外面"),
        ("/简报/{city}", "外面"),
        ("{city}/../../x", "外面"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_told(pattern: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        check_pattern(pattern)


def test_two_briefs_of_one_name_are_told() -> None:
    check_names(["a.pdf", "b.pdf"], ["甲", "乙"])
    with pytest.raises(UsageError, match="甲和乙都会存成“A"):
        check_names(["a.pdf", "A.pdf"], ["甲", "乙"])


def test_without_a_pattern_files_are_named_as_a_single_brief_is() -> None:
    assert file_for(Subject("甲市", "2022"), Template()) == "甲市-2022-民生实事简报.pdf"
    assert file_for(Subject("甲市"), ONEPAGE) == "甲市-民生实事简报-一页通.pdf"
    check_file(file_for(Subject("甲市"), ONEPAGE))


@pytest.mark.parametrize(
    ("cities", "years", "found"),
    [
        (("all",), ("all",), [("乙市", "2022"), ("甲市", "2021"), ("甲市", "2022")]),
        (("all",), ("2021",), [("甲市", "2021")]),
        (("all",), (), [("乙市", ""), ("甲市", "")]),
        ((), ("all",), [("", "2021"), ("", "2022")]),
        (
            ("乙市", "甲市"),
            ("2021", "2022"),
            [("乙市", "2022"), ("甲市", "2021"), ("甲市", "2022")],
        ),
        (("丙市",), ("2021",), [("丙市", "2021")]),
        (("甲市",), ("1999",), []),
    ],
)
def test_a_selection_has_a_brief_for_all_that_can_be_told_of(
    cities: tuple[str, ...], years: tuple[str, ...], found: list[tuple[str, str]]
) -> None:
    subjects = Selection(cities, years).subjects(STOCK)
    assert [(subject.city, subject.year) for subject in subjects] == found


def test_each_template_is_a_brief_of_its_own() -> None:
    themes = [fitted(load_theme(), name) for name in ("feature", "onepage")]
    made = requests_for(Selection(("甲市", "丙市"), ("2021",)), STOCK, themes)
    assert [(each.file, each.expected) for each in made] == [
        ("甲市-2021-民生实事简报.pdf", False),
        ("甲市-2021-民生实事简报-一页通.pdf", False),
        ("丙市-2021-民生实事简报.pdf", True),
        ("丙市-2021-民生实事简报-一页通.pdf", True),
    ]
