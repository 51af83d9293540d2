"""Briefs on several cities: what they say of many, and the pages of each."""

import datetime as dt

import pytest

from mingsheng_reports.briefs.compose import compose, with_city_pages
from mingsheng_reports.briefs.crowd import MANY
from mingsheng_reports.briefs.linting import lint
from mingsheng_reports.briefs.numbering import printed
from mingsheng_reports.comparison.board import lay_out
from mingsheng_reports.core.brief import Brief, sentence_text
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.metric import Metric
from support.annotated import library, metrics
from support.factory import make, shelf

ISSUED = dt.date(2026, 1, 1)
YEAR = Subject(year="2021")
CITIES = [f"{name}山市" for name in "甲乙丙丁戊己庚辛壬癸"]


def jobs(city: str, value: int, status: str = "actual") -> Metric:
    return make(
        value=str(value), city=city, year="2021", indicator="urban-new-jobs", status=status,
        article=f"{city}#1",
    )  # fmt: skip


def brief_of(subject: Subject, held: list[Metric], *, pages: bool = False) -> Brief:
    board = lay_out(held, subject)
    shelved = shelf(*dict.fromkeys(metric.article for metric in held))
    brief = compose(subject, held, board, shelved, (), ISSUED)
    return with_city_pages(brief, held, board, shelved, (), ISSUED) if pages else brief


@pytest.fixture(scope="module")
def many() -> list[Metric]:
    assert len(CITIES) > MANY
    ranked = [jobs(city, 1000 + 10 * at) for at, city in enumerate(CITIES[:-1])]
    own = [make("老年大学学员", str(20 + at), city=CITIES[0], year="2021", article=f"{CITIES[0]}#1")
           for at in range(9)]  # fmt: skip
    return [*ranked, jobs(CITIES[-1], 5000, "target"), *own]


def test_of_many_cities_a_line_tells_the_ranking_and_the_table_lists_them(
    many: list[Metric],
) -> None:
    brief = brief_of(YEAR, many)
    assert sentence_text(brief.title).startswith("壬山城镇新增就业居首")
    assert sentence_text(brief.lead[0]).startswith("城镇新增就业9地可比：壬山市1080人居首")
    assert brief.cities is not None
    (row,) = brief.cities.rows
    label, listed, remark = map(sentence_text, row.cells)
    assert label == "城镇新增就业"
    assert listed.startswith("壬山市1080人、辛山市1070人")
    assert listed.count("人") == 9
    assert remark == "可比；癸山市5000人只有计划，不参加排列"
    assert lint(brief) == ()


def test_a_long_list_says_how_many_it_leaves_out() -> None:
    names = [f"{a}{b}县" for a in "东南西北中" for b in "山水田林湖河"]
    brief = brief_of(YEAR, [jobs(city, 1000 + at) for at, city in enumerate(names)])
    assert brief.cities is not None
    listed = sentence_text(brief.cities.rows[0].cells[1])
    assert "中间10地从略" in listed
    assert listed.endswith("东山县1000人")
    assert sentence_text(brief.kicker) == "各地2021年民生实事简报"
    (chart,) = brief.sections[0].charts
    assert len(chart.marks) < len(names)
    assert "30地可比，图中是居前的" in sentence_text(chart.caution)


def test_what_a_brief_on_many_leaves_out_is_counted(many: list[Metric]) -> None:
    brief = brief_of(YEAR, many)
    noted = {note.metric.id for note in brief.endnotes}
    left = [metric.id for metric in many if metric.id not in noted]
    told = [sentence_text(each) for each in brief.cautions if "没有列入" in sentence_text(each)]
    assert left
    assert told == [f"本简报没有列入的另有{len(left)}个数字，见各地自己的简报。"]


def test_each_city_has_a_page_with_its_rank(many: list[Metric]) -> None:
    brief = brief_of(YEAR, many, pages=True)
    assert [page.place.text for page in brief.city_pages] == sorted(CITIES)
    first = next(page for page in brief.city_pages if page.place.text == "甲山市")
    (row,) = first.tables[0].rows
    assert sentence_text(row.cells[-1]) == "第9位，共9地"
    planned = next(page for page in brief.city_pages if page.place.text == "癸山市")
    assert sentence_text(planned.tables[0].rows[0].cells[-1]) == "只有计划，不参加排列"


def test_equal_numbers_share_a_rank() -> None:
    held = [jobs("甲山市", 300), jobs("乙山市", 300), jobs("丙山市", 100)]
    brief = brief_of(YEAR, held, pages=True)
    told = {
        page.place.text: sentence_text(page.tables[0].rows[0].cells[-1])
        for page in brief.city_pages
    }
    assert told["甲山市"] == told["乙山市"] == "第1位（并列），共3地"
    assert told["丙山市"] == "第3位，共3地"


def test_pages_of_the_seeds_are_worded_well_and_all_their_numbers_have_notes() -> None:
    board = lay_out(metrics(), YEAR)
    brief = compose(YEAR, metrics(), board, library(), (), ISSUED)
    paged = with_city_pages(brief, metrics(), board, library(), (), ISSUED)
    assert lint(paged) == ()
    assert len(paged.city_pages) == 2
    notes = {note.number: note.metric for note in paged.endnotes}
    figures = [each for each in printed(paged.city_pages) if hasattr(each, "note")]
    assert figures
    assert all(notes[each.note] is each.metric for each in figures)
    # What the common part prints keeps its number, so that both printings can be held together.
    assert paged.lead == brief.lead
    assert paged.sections == brief.sections


def test_titles_of_several() -> None:
    held = [jobs(city, 100 + at) for at, city in enumerate(CITIES)]
    two = brief_of(Subject(CITIES[:2], "2021"), held)
    assert sentence_text(two.kicker) == "甲山市、乙山市2021年民生实事简报"
    ten = brief_of(Subject(CITIES, ("2020", "2021")), held)
    assert sentence_text(ten.kicker) == "甲山市等10地2020—2021年民生实事简报"
