from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from mingsheng_reports.catalogue.themes import load_theme
from mingsheng_reports.core.brief import Words
from mingsheng_reports.core.errors import UnaccountedNumberError
from mingsheng_reports.printing.account import Account, account, numerals, unaccounted
from mingsheng_reports.printing.figures import chart_specs
from mingsheng_reports.printing.pages import Plan, make_page
from support.sample import sample_brief

ALLOWED = Account(
    Counter({"24002": 1, "9": 2}), frozenset({"十余万人次", "两座"}), Counter(["2022"])
)


@pytest.mark.parametrize(
    ("pages", "strays"),
    [
        (["就业24002人，公园9个9 2022 1 / 1"], []),
        (["就业24003人 1 / 1"], ["24003"]),
        (["就业24002人，又24002人 1 / 1"], ["24002"]),
        (["十余万\n人次，两座 1 / 1"], []),
        (["三座桥 1 / 1"], ["三座"]),
        (["第一个、上一期、统一 1 / 1"], []),
        (["9个 1 / 2", "9个，3个 2 / 2"], ["3"]),
    ],
)
def test_a_number_too_many_is_foreign(pages: list[str], strays: list[str]) -> None:
    assert unaccounted(pages, ALLOWED) == strays


def test_numerals_count_something() -> None:
    assert numerals(["建成两座、十余万人次受益，统一办理，第一个"]) == ["两座", "十余万人次"]


def test_the_account_holds_figures_notes_and_charts() -> None:
    brief = sample_brief()
    spec = next(iter(chart_specs(brief)))
    charts = {spec.id: f"<svg><text>{spec.marks[0].figure.text}</text></svg>"}
    held = account(brief, charts, load_theme())
    without = account(brief, {}, load_theme())
    assert held.runs["24002"] > 0
    assert held.runs[str(len(brief.endnotes))] > 0
    assert sum(held.runs.values()) > sum(without.runs.values())


def test_a_chart_cannot_print_a_number_of_its_own() -> None:
    brief = sample_brief()
    spec = next(iter(chart_specs(brief)))
    charts = {spec.id: "<svg><text>31415人</text></svg>"}
    with pytest.raises(UnaccountedNumberError, match="31415"):
        make_page(brief, charts, "2022-12-31", Plan(load_theme()))


def test_a_heading_cannot_hold_a_number() -> None:
    brief = sample_brief()
    section = replace(brief.sections[0], heading="岗位增加3万个")
    with pytest.raises(UnaccountedNumberError, match="岗位增加3万个"):
        make_page(replace(brief, sections=(section,)), {}, "2022-12-31", Plan(load_theme()))
    with pytest.raises(UnaccountedNumberError):
        Words("3万个")
