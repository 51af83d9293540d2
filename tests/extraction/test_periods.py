from __future__ import annotations

import pytest

from mingsheng_reports.core.metric import UNKNOWN
from mingsheng_reports.extraction.periods import CUT_OFF, YEAR_WORD, Calendar
from support.evading import can_evade
from support.prose import metrics, only


def told(*text: str, **around: str | int | None) -> list[tuple[str, str]]:
    """Year and cut-off date of each number; the article is of 2023."""
    return [(each.year, each.as_of) for each in metrics(*text, **around)]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("全市新建学校12所。", "2023"),
        ("今年全市新建学校12所。", "2023"),
        ("去年全市新建学校12所。", "2022"),
        ("上年全市新建学校12所。", "2022"),
        ("前年全市新建学校12所。", "2021"),
        ("2021年全市新建学校12所。", "2021"),
        ("2021年全年，全市新建学校12所。", "2021"),
        ("2021年年内，全市新建学校12所。", "2021"),
        ("去年全年，全市新建学校12所。", "2022"),
        ("明年将新建学校12所。", "2024"),
        ("到2025年，新建学校12所。", "2025"),
        ("五年来，全市新建学校12所。", "2019-2023"),
        ("两年来，全市新建学校12所。", "2022-2023"),
        ("近三年新建学校12所。", "2021-2023"),
        ("一年来，全市新建学校12所。", "2023"),
        ("2018年以来，全市新建学校12所。", "2018-2023"),
        ("全市“2020十件民生实事”取得进展，新建学校12所。", "2020"),
        ("全市民生实事取得进展，新建学校12所。", "2023"),
        ("2019—2021年度，全市新建学校12所。", "2019-2021"),
        ("2019年至2021年，全市新建学校12所。", "2019-2021"),
        ("“十三五”期间，全市新建学校12所。", "2016-2020"),
        ("“十四五”以来，全市新建学校12所。", "2021-2023"),
        ("十四五期间，全市新建学校12所。", "2021-2025"),
    ],
)
def test_years(text: str, year: str) -> None:
    assert told(text) == [(year, "")]


@pytest.mark.parametrize(
    ("text", "year", "as_of"),
    [
        ("截至11月底，全市新建学校12所。", "2023", "2023-11-30"),
        ("截至11月，全市新建学校12所。", "2023", "2023-11-30"),
        ("截至9月15日，全市新建学校12所。", "2023", "2023-09-15"),
        ("截至2022年10月31日，全市新建学校12所。", "2022", "2022-10-31"),
        ("截至2022年底，全市新建学校12所。", "2022", "2022-12-31"),
        ("截至去年11月底，全市新建学校12所。", "2022", "2022-11-30"),
        ("前三季度，全市新建学校12所。", "2023", "2023-09-30"),
        ("上半年，全市新建学校12所。", "2023", "2023-06-30"),
        ("一季度，全市新建学校12所。", "2023", "2023-03-31"),
        ("1-11月，全市新建学校12所。", "2023", "2023-11-30"),
        ("今年1至10月，全市新建学校12所。", "2023", "2023-10-31"),
        ("前11个月，全市新建学校12所。", "2023", "2023-11-30"),
        # these give none
        ("截至目前，全市新建学校12所。", "2023", ""),
        ("目前，全市新建学校12所。", "2023", ""),
        ("今年以来，全市新建学校12所。", "2023", ""),
        ("截至13月，全市新建学校12所。", "2023", ""),
        ("截至2月30日，全市新建学校12所。", "2023", ""),
        ("12月底前新建学校12所。", "2023", ""),
    ],
)
def test_cut_off_dates(text: str, year: str, as_of: str) -> None:
    assert told(text) == [(year, as_of)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a year word governs what follows it
        ("2021年新建学校12所，去年新建学校13所。", [("2021", ""), ("2022", "")]),
        ("去年新建学校12所，今年计划新建15所。", [("2022", ""), ("2023", "")]),
        # what is only compared with dates nothing
        ("今年财政收入比去年增长5%。", [("2023", "")]),
        ("货运量较上年下降3%。", [("2023", "")]),
        ("货运量与去年同期相比下降3%。", [("2023", "")]),
        # an annual task dates nothing anew
        (
            "前三季度，城镇新增就业3.2万人，完成全年任务的85%。",
            [("2023", "2023-09-30"), ("2023", "2023-09-30")],
        ),
        # a cut-off date holds to the full stop, 其中 included
        (
            "截至11月底，新建学校12所，其中小学7所。新建公园3座。",
            [("2023", "2023-11-30"), ("2023", "2023-11-30"), ("2023", "")],
        ),
    ],
)
def test_reach(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("低保标准由每人每月650元提高到700元。", ["2022", "2023"]),
        ("去年，低保标准由每人每月650元提高到700元。", ["2021", "2022"]),
        ("公交车由年初的320辆增加到400辆。", ["2023", "2023"]),
        ("入园率从2020年的85%提高到92%。", ["2020", "2023"]),
        ("入园率由去年的85%提高到今年的92%。", ["2022", "2023"]),
        ("公交车在去年320辆的基础上增加80辆。", ["2022", "2023"]),
    ],
)
def test_baselines(text: str, years: list[str]) -> None:
    assert [each.year for each in metrics(text)] == years


def test_a_span_that_opens_a_paragraph_holds_on() -> None:
    found = metrics("五年来，全市新建学校12所。改造小区36个。", "新建公园3座。")
    assert [each.year for each in found] == ["2019-2023", "2019-2023", "2023"]


def test_a_span_that_holds_on_counts_up_to_the_report_in_its_year() -> None:
    found = metrics("一年多来，全市新建学校12所。改造小区36个。")
    assert [(each.year, each.to_date) for each in found] == [("2022-2023", True)] * 2
    found = metrics("五年来，全市新建学校12所。改造小区36个。", frame=2022)
    assert [(each.year, each.to_date) for each in found] == [("2018-2022", False)] * 2


def test_a_plan_without_a_year_is_due_in_the_articles() -> None:
    assert only("计划新建学校12所。", frame=2022).year == "2023"
    assert only("全市新建学校12所。", frame=2022).year == "2022"


def test_a_standard_is_of_the_last_year_of_a_span() -> None:
    assert only("五年来，低保标准提高到每人每月760元。").year == "2023"


def test_a_page_of_january_speaks_of_the_year_before() -> None:
    assert told("截至11月底，新建学校12所。", frame=2022) == [("2022", "2022-11-30")]


@pytest.mark.parametrize("text", ["去年", "五年来", "2018年以来", "截至11月底", "今年", "上半年"])
def test_an_undated_article_knows_no_relative_year(text: str) -> None:
    assert told(f"{text}，新建学校12所。", year=None) == [(UNKNOWN, "")]


@pytest.mark.parametrize(
    ("text", "year", "as_of"),
    [
        ("2021年新建学校12所。", "2021", ""),
        ("2019—2021年新建学校12所。", "2019-2021", ""),
        ("“十三五”期间新建学校12所。", "2016-2020", ""),
        ("截至2022年11月底，新建学校12所。", "2022", "2022-11-30"),
    ],
)
def test_an_undated_article_takes_years_that_are_written(text: str, year: str, as_of: str) -> None:
    assert told(text, year=None) == [(year, as_of)]


def test_a_written_year_does_not_lend_itself_to_the_next_words() -> None:
    assert told("2021年新建学校12所，去年改造小区36个。", year=None)[1] == (UNKNOWN, "")


@pytest.mark.parametrize("text", ["2021年代", "上年同期", "目前", "全年任务", "年内生产总值的"])
def test_words_that_are_no_time(text: str) -> None:
    calendar = Calendar(2023, 2023)
    words = calendar.time_words(text)
    assert not [each for each in words if each.words in ("2021年", "上年", "前年", "全年")]


def test_time_words_carry_their_place() -> None:
    text = "今年新建12所，截至11月底完成8所。"
    words = Calendar(2023, 2023).time_words(text)
    assert [text[each.start : each.end] for each in words] == ["今年", "截至11月底"]


def test_more_than_a_year_governs_its_list_behind_the_full_stop() -> None:
    first = "全市环境持续改善。一年多来，全市开展整治行动26项。"
    assert told(first + "查处违法行为120起，新增停车位620个。") == [("2022-2023", "")] * 3
    assert told(first + "去年查处违法行为120起。")[-1] == ("2022", "")
    assert told(first, "查处违法行为120起。")[-1] == ("2023", "")  # another paragraph
    whole = "全市环境持续改善。五年来，全市开展整治行动26项。查处违法行为120起。"
    assert told(whole)[-1] == ("2023", "")  # years counted back do so at the paragraph's head


# ── up to the day of the report ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("今年以来，全市新建学校12所。", ("2023", True)),
        ("年初至今，全市新建学校12所。", ("2023", True)),
        ("到目前为止，全市新建学校12所。", ("2023", True)),
        ("2018年以来，全市新建学校12所。", ("2018-2023", True)),
        ("今年计划新建学校12所，目前已建成8所。", ("2023", True)),
        # what was begun in an earlier year stands there now
        ("去年全市开工学校12所，目前已建成8所。", ("2023", True)),
        ("到2025年，将新建学校12所，目前已建成8所。", ("2023", True)),
        # a sum over several years keeps them
        ("五年来，全市完成任务，目前累计新建学校12所。", ("2019-2023", True)),
        # a later time word ends it
        ("目前进展顺利，去年全市新建学校12所。", ("2022", False)),
        ("今年以来，截至10月底，全市新建学校12所。", ("2023", False)),
        ("“十三五”以来，全市新建学校12所。", ("2016-2020", False)),
        ("去年全市已累计新建学校12所。", ("2022", False)),
        # nobody knows the whole of a year before its end, unless the source claims to tell it
        ("今年全市新建学校12所。", ("2023", True)),
        ("全市新建学校12所，目前运转良好。", ("2023", True)),
        ("今年全市学校食堂开办率达92%。", ("2023", False)),
        ("2023年，全市新建学校12所。", ("2023", False)),
        # a plan and a rate in force are not counted up
        ("目前，全市计划新建学校12所。", ("2023", False)),
        ("目前，低保标准提高到每人每月760元。", ("2023", False)),
    ],
)
def test_numbers_up_to_the_day_of_the_report(text: str, told: tuple[str, bool]) -> None:
    last = metrics(text)[-1]
    assert (last.year, last.to_date) == told


def test_now_in_an_article_on_the_year_before_keeps_that_year() -> None:
    found = only("目前，全市建成学校12所。", frame=2022)
    assert (found.year, found.to_date) == ("2022", True)


def test_now_in_an_undated_article_tells_nothing() -> None:
    assert not only("目前，全市建成学校12所。", year=None).to_date


def test_one_statement_up_to_the_day_is_enough_unless_another_names_it() -> None:
    both = only("全市新增城镇就业120人。", "目前，全市新增城镇就业120人。")
    assert both.to_date
    dated = only("目前，全市新增城镇就业120人。", "截至10月底，全市新增城镇就业120人。")
    assert (dated.as_of, dated.to_date) == ("2023-10-31", False)


def test_no_time_word_is_passed_over_for_lack_of_its_characters() -> None:
    needed = frozenset("年月季五实")
    assert not can_evade(YEAR_WORD, needed)
    assert not can_evade(CUT_OFF, needed)


def test_a_year_that_is_compared_with_dates_nothing() -> None:
    told = metrics("财政收入3亿元，较2015年增长12%，是2015年的1.9倍；新建学校12所。", year=2023)
    assert [each.year for each in told] == ["2023"] * 4
    assert [each.year for each in metrics("2015年新建学校12所，改造8所。")] == ["2015", "2015"]
