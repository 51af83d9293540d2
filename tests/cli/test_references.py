"""Population from a file of the user's: computed, archived, verified, traced."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from mingsheng_reports.printing.reread import enclosed

from .conftest import ROOT

SEEDS = str(ROOT / "seeds")
ROWS = "place,what,value,unit,date,source\n盘锦市,常住人口,138.97,万人,2021-12-31,某某公报\n"


@pytest.fixture
def population(tmp_path: Path) -> Path:
    path = tmp_path / "人口.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_compare_tells_both_operands(msreport: Callable, population: Path) -> None:
    told = msreport("compare", "--source", SEEDS, "--city", "盘锦", "--reference", str(population))
    rows = [row for row in csv.DictReader(io.StringIO(told.stdout.decode())) if row["per_head"]]
    (jobs,) = (row for row in rows if row["printed"] == "30069人")
    assert jobs["per_head"] == "每万人216.4人"
    assert jobs["per_head_formula"] == "30069人÷138.97万人，折合每万人"
    assert jobs["reference"] == "2021-12-31常住人口138.97万人，某某公报（人口.csv:2）"
    assert {row["year"] for row in rows} == {"2021"}


@pytest.mark.slow
def test_an_archive_copy_carries_the_figure_and_verify_sees_it_changed(
    msreport: Callable, population: Path, tmp_path: Path
) -> None:
    target, given = tmp_path / "简报.pdf", ("--source", SEEDS, "--reference", str(population))
    printed = msreport(
        "pdf", "--city", "盘锦", "--year", "2021", "--archive", "-o", str(target), *given
    )
    assert printed.returncode == 0
    plain = json.loads(enclosed(target)["brief.json"])
    (figure,) = (one for one in plain["metrics"] if one["doc"] == "人口.csv")
    assert (figure["role"], figure["title"], figure["date"]) == (
        "printed",
        "某某公报",
        "2021-12-31",
    )
    divided = [one for one in plain["computed"] if one["operation"] == "per-myriad"]
    assert divided
    assert "人口.csv" in {one["doc"] for one in plain["sources"]}
    assert all(one["operands"][1] == figure["id"] for one in divided)
    assert msreport("verify", str(target), *given).returncode == 0
    population.write_text(ROWS.replace("138.97", "139.97"), encoding="utf-8")
    after = msreport("verify", str(target), *given)
    assert after.returncode == 5
    assert "138.97万人在原文里没有了" in after.stdout.decode()


def test_a_file_that_is_not_there_is_told(msreport: Callable) -> None:
    told = msreport("compare", "--source", SEEDS, "--city", "盘锦", "--reference", "没有.csv")
    assert told.returncode == 2
    assert "找不到参考数文件“没有.csv”" in told.stderr.decode()
