from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

from mingsheng_reports.cli.widths import width_of

from .conftest import ROOT

SEEDS = str(ROOT / "seeds")
CITY = ("compare", "--source", SEEDS, "--city", "盘锦")


def rows_of(told: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(told.decode())))


def test_the_course_of_an_indicator_with_its_change(msreport: Callable) -> None:
    rows = rows_of(msreport(*CITY, "--indicator", "居民低保标准").stdout)
    assert [(row["year"], row["value"]) for row in rows] == [
        ("2019", "696"),
        ("2020", "730"),
        ("2021", "760"),
    ]
    assert [row["change"] for row in rows] == ["", "", "+30元"]
    assert {row["comparable"] for row in rows} == {"yes"}
    points = rows_of(msreport(*CITY, "--category", "教育").stdout)
    assert {row["label"]: row["change"] for row in points if row["change"]} == {
        "幼儿园公办率": "+2个百分点",
        "幼儿园普惠率": "+3个百分点",
    }


def test_what_may_not_be_compared_stands_side_by_side_with_the_reason(msreport: Callable) -> None:
    rows = rows_of(msreport(*CITY, "--indicator", "城镇新增就业").stdout)
    assert [row["printed"] for row in rows] == ["30069人", "24002人"]
    assert {(row["comparable"], row["change"], row["rank"]) for row in rows} == {("no", "", "")}
    assert all("统计截止日期不同" in row["reason"] for row in rows)


def test_cities_of_a_year(msreport: Callable, tmp_path: Path) -> None:
    target = tmp_path / "对比.csv"
    told = msreport("compare", "--source", SEEDS, "--year", "2021", "-o", str(target))
    assert told.returncode == 0
    cities = {row["city"] for row in rows_of(target.read_bytes()) if row["kind"] == "cities"}
    assert cities == {"盘锦市", "鞍山市"}


def test_an_unknown_indicator_is_told_with_what_is_near(msreport: Callable) -> None:
    told = msreport(*CITY, "--indicator", "居民低保标淮")
    assert told.returncode == 2
    assert "居民低保标准" in told.stderr.decode()


def test_the_table_fits_the_terminal(on_terminal: Callable) -> None:
    screen = on_terminal(*CITY, NO_COLOR="1", TERM="xterm")
    lines = screen.text.replace("\x1b[K", "").replace("\r", "\n").splitlines()
    assert any("提高3个百分点" in line for line in lines)
    assert [line for line in lines if width_of(line) > 80] == []


def test_contradictions_are_listed_last_with_both_sentences(msreport: Callable) -> None:
    told = msreport(*CITY)
    rows = [row for row in rows_of(told.stdout) if row["kind"] == "conflict"]
    sides = {(row["printed"], row["at"].partition(":")[0][:3]) for row in rows}
    assert sides == {("约30.8亿元", "000"), ("14.76亿元", "001"), ("13座", "000"), ("3个", "000")}
    assert all(row["quote"][:4] in row["sentence"] and row["reason"] for row in rows)
    assert {(row["comparable"], row["change"], row["rate"]) for row in rows} == {("no", "", "")}
    assert "另有2处说法不一" in told.stderr.decode()
    named = rows_of(msreport(*CITY, "--indicator", "总投资").stdout)
    assert {row["printed"] for row in named} == {"约30.8亿元", "14.76亿元"}


def test_a_city_without_a_report_of_the_year_is_told(run) -> None:
    result = run("compare", "--city", "盘锦、双辽", "--year", "2022")
    assert result.exit_code == 0
    assert "注意 双辽市 没有2022年的指标，这里注明未见报道。" in result.stderr.replace("；", "，")


def test_years_of_a_range_without_a_report_are_told_and_none_at_all_is_refused(run) -> None:
    result = run("compare", "--city", "盘锦", "--year", "2016-2022")
    assert result.exit_code == 0
    assert "盘锦市 没有2016-2017年的指标" in result.stderr
    refused = run("compare", "--city", "盘锦", "--city", "鞍山", "--year", "1999-2001")
    assert refused.exit_code == 2
    assert "盘锦市、鞍山市都没有1999-2001年的指标；有指标的年份：" in refused.stderr


def test_a_slip_in_one_of_several_names_gets_a_guess(run) -> None:
    result = run("compare", "--city", "盘锦、鞍三")
    assert result.exit_code == 2
    assert "是不是鞍山市？" in result.stderr
