import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import ROOT

SEEDS = ROOT / "seeds"
GOLD = sorted(str(path) for path in (ROOT / "tests" / "gold").glob("*.csv"))
FIGURES = ("gold", "answers", "found", "right", "found_f1", "right_f1", "place_accuracy")


def test_figures_of_the_seeds(msreport: Callable) -> None:
    done = msreport("evaluate", *GOLD, "--source", str(SEEDS), "--json")
    assert done.returncode == 0
    told = json.loads(done.stdout)
    assert told["gold"] == 321
    assert told["found_f1"] > 0.9
    assert all(told[name] > 0 for name in FIGURES)
    assert sum(each["gold"] for each in told["categories"].values()) == told["gold"]
    assert "missed" not in told


def test_an_export_is_judged_like_the_sources_it_came_from(
    msreport: Callable, tmp_path: Path
) -> None:
    export = tmp_path / "指标.csv"
    msreport("metrics", "--source", str(SEEDS), "-o", str(export))
    live = msreport("evaluate", *GOLD, "--source", str(SEEDS), "--json", "--misses")
    held = msreport("evaluate", *GOLD, "--predicted", str(export), "--json", "--misses")
    assert json.loads(held.stdout) == json.loads(live.stdout)


def test_the_page_tells_counts_columns_and_categories(msreport: Callable) -> None:
    text = msreport("evaluate", *GOLD, "--source", str(SEEDS)).stdout.decode()
    assert text.startswith("标注321条，")
    for word in ("找到", "全对", "召回率", "地点", "截止日", "就业", "医疗卫生"):
        assert word in text
    assert "漏掉 " not in text


@pytest.fixture
def small(tmp_path: Path) -> tuple[Path, Path]:
    """One page, and annotations that miss, differ and leave out."""
    folder = tmp_path / "原文"
    folder.mkdir()
    (folder / "甲.txt").write_text(
        "2022年，盘锦市新建口袋公园9个，改造老旧小区10个。盘锦市城镇新增就业24002人。\n",
        encoding="utf-8",
    )
    columns = (
        "doc", "place", "scope", "year", "as_of", "category", "label", "value", "unit",
        "qualifier", "status", "quote", "accept",
    )  # fmt: skip
    rest = {"doc": "甲", "place": "盘锦市", "scope": "city", "year": "2022", "status": "actual"}
    rows = [
        {"label": "口袋公园建设", "value": "9", "unit": "个", "quote": "新建口袋公园9个"},
        {"label": "老旧小区改造", "value": "10", "unit": "个", "quote": "小区10个", "year": "2021"},
        {"label": "公交线路", "value": "7", "unit": "条", "quote": "公交线路7条"},
    ]
    gold = tmp_path / "标注.csv"
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="")
    writer.writeheader()
    writer.writerows(rest | row for row in rows)
    gold.write_text(out.getvalue(), encoding="utf-8")
    return gold, folder


def test_misses_are_listed_with_the_words_of_the_source(
    small: tuple[Path, Path], msreport: Callable
) -> None:
    gold, folder = small
    text = msreport("evaluate", str(gold), "--source", str(folder), "--misses").stdout.decode()
    lines = text.splitlines()
    assert [line for line in lines if line.startswith("漏掉 ")] == [
        "漏掉 甲 盘锦市 2022 actual 公交线路 7条 «公交线路7条»"
    ]
    assert [line for line in lines if line.startswith("有误 ")] == [
        "有误 甲 盘锦市 2021 actual 老旧小区改造 10个 «小区10个» → 年份“2022”"
    ]
    (invented,) = (line for line in lines if line.startswith("多出 "))
    assert "24002人" in invented


def test_corrections_score_unless_raw(small: tuple[Path, Path], msreport: Callable) -> None:
    gold, folder = small
    (folder / "corrections.csv").write_text(
        "doc,quote,what,action,value,reason,by,date,expect\n"
        "甲,改造老旧小区10个,year,set,2021,核对过,张三,2026-11-20,老旧小区\n"
        "甲,没有这句话,year,set,2021,核对过,张三,2026-11-20,\n",
        encoding="utf-8",
    )
    arguments = ("evaluate", str(gold), "--source", str(folder), "--json")
    mended = msreport(*arguments)
    assert json.loads(mended.stdout)["right"] == 2
    assert "corrections.csv:3" in mended.stderr.decode()
    assert json.loads(msreport(*arguments, "--raw").stdout)["right"] == 1


def test_a_document_that_is_not_there_is_told(small: tuple[Path, Path], msreport: Callable) -> None:
    gold, _ = small
    done = msreport("evaluate", str(gold), "--source", str(SEEDS))
    assert done.returncode == 0
    assert "注意 甲 " in done.stderr.decode()
    assert "找到0条" in done.stdout.decode()


@pytest.mark.parametrize(
    ("content", "code", "told"),
    [
        ("doc,value\n甲,1\n", 1, "缺少"),
        ("", 1, "缺少"),
        (None, 2, "找不到"),
    ],
)
def test_a_bad_annotation_file_is_one_sentence(
    content: str | None, code: int, told: str, tmp_path: Path, msreport: Callable
) -> None:
    path = tmp_path / "标注.csv"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    done = msreport("evaluate", str(path), "--source", str(SEEDS))
    assert done.returncode == code
    assert done.stdout == b""
    stderr = done.stderr.decode()
    assert stderr.startswith("出错 ")
    assert told in stderr
    assert "标注.csv" in stderr
    assert stderr.count("\n") == 1


@pytest.mark.parametrize("extra", [("--source", str(SEEDS)), ("--raw",)])
def test_an_export_has_no_sources_to_choose(
    extra: tuple[str, ...], small: tuple[Path, Path], msreport: Callable
) -> None:
    gold, _ = small
    done = msreport("evaluate", str(gold), "--predicted", str(gold), *extra)
    assert done.returncode == 2
    assert "--predicted" in done.stderr.decode()
