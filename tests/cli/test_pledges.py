from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

from mingsheng_reports.cli.widths import width_of

from .conftest import ROOT

SEEDS = str(ROOT / "seeds")
ASKED = ("pledges", "--source", SEEDS, "--city", "盘锦", "--year", "2022")


def test_a_pipe_gets_one_row_for_each_promised_number(msreport: Callable) -> None:
    rows = list(csv.DictReader(io.StringIO(msreport(*ASKED).stdout.decode())))
    works = {row["number"]: row["undertaking"] for row in rows if row["number"]}
    assert [*works] == [str(number) for number in range(1, 13)]
    homes = [row for row in rows if row["number"] == "7"]
    assert {row["promised"] for row in homes} == {"28个", "614栋", "2.4万户", "212.72万平方米"}
    assert {(row["result"], row["progress"], row["as_of"]) for row in rows if row["result"]} == {
        ("10个", "35.7%", "截至报道时"),
        ("137栋", "22.3%", "截至报道时"),
        ("5847户", "24.4%", "截至报道时"),
        ("52.05万平方米", "24.5%", "截至报道时"),
        ("9个", "100%", "截至报道时"),
    }
    assert all(row["promised_quote"] and row["promised_at"] for row in rows)
    assert all(row["result_quote"] for row in rows if row["state"] != "未见报道")


def test_json_tells_the_same_and_goes_to_a_file(msreport: Callable, tmp_path: Path) -> None:
    target = tmp_path / "承诺.json"
    told = msreport(*ASKED, "-o", str(target))
    assert "共15项承诺" in told.stderr.decode()
    rows = json.loads(target.read_text(encoding="utf-8"))
    table = list(csv.DictReader(io.StringIO(msreport(*ASKED).stdout.decode())))
    assert [row["state"] for row in rows] == [row["state"] for row in table]


def test_the_table_fits_the_terminal(on_terminal: Callable) -> None:
    screen = on_terminal(*ASKED, NO_COLOR="1", TERM="xterm")
    lines = screen.text.replace("\x1b[K", "").replace("\r", "\n").splitlines()
    assert any("无法判定" in line for line in lines)
    assert [line for line in lines if width_of(line) > 80] == []


def test_a_city_without_promises_is_told_so(msreport: Callable) -> None:
    told = msreport("pledges", "--source", SEEDS, "--city", "盘锦", "--year", "2020")
    assert told.returncode == 0
    assert "没有读到承诺" in told.stderr.decode()


def test_completed_shares_that_the_source_states_are_listed(msreport: Callable) -> None:
    told = msreport("pledges", "--source", SEEDS, "--city", "双辽", "--format", "json")
    rows = json.loads(told.stdout)
    assert [(row["label"], row["result"], row["stated"]) for row in rows] == [
        ("城镇新增就业", "3411人", "162%"),
        ("失业人员再就业", "1246人", "244%"),
        ("就业困难人员就业", "1133人", "161%"),
        ("职业技能培训", "3005人次", "103%"),
        ("农村劳动力转移就业", "54751人", "121%"),
    ]
    assert {row["state"] for row in rows} == {"超额完成"}
