import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pyarrow import parquet

from mingsheng_reports.core.evidence import quote_of
from mingsheng_reports.core.span import Span

from .conftest import ROOT

CONTRACT = [
    "doc",
    "city",
    "place",
    "scope",
    "year",
    "as_of",
    "category",
    "label",
    "value",
    "unit",
    "qualifier",
    "status",
    "quote",
    "id",
    "indicator",
    "start",
    "end",
    "line",
    "mentions",
    "verb",
    "part_of",
    "article",
    "rules",
    "doubts",
    "corrections",
    "to_date",
]


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_csv_has_the_contracts_columns_and_lf(run) -> None:
    result = run("metrics")
    assert result.exit_code == 0
    assert result.stdout_bytes.split(b"\n")[0].decode().split(",") == CONTRACT
    assert b"\r" not in result.stdout_bytes
    rows = _rows(result.stdout)
    gold = [
        row
        for path in sorted((ROOT / "tests/gold").glob("*.csv"))
        for row in _rows(path.read_text(encoding="utf-8"))
    ]
    assert len(rows) == len(gold)
    for column in ("doc", "value", "unit", "quote", "status", "label"):
        assert [row[column] for row in rows] == [row[column] for row in gold], column


def test_the_quote_is_what_stands_between_start_and_end(run) -> None:
    texts = {path.stem: path.read_bytes().decode() for path in (ROOT / "seeds").glob("*.txt")}
    for row in _rows(run("metrics").stdout):
        span = Span(int(row["start"]), int(row["end"]))
        assert quote_of(texts[row["doc"]], span) == row["quote"]


def test_filters(run) -> None:
    rows = _rows(run("metrics", "--city", "盘锦", "--year", "2022", "--category", "就业").stdout)
    assert rows
    assert {(r["city"], r["year"], r["category"]) for r in rows} == {("盘锦市", "2022", "就业")}


def test_a_range_holds_its_years_and_the_totals_over_years_inside_it(run) -> None:
    every = _rows(run("metrics").stdout)
    spans = {row["year"] for row in every if "-" in row["year"]}
    assert spans
    for span in spans:
        first, last = span.split("-")
        rows = _rows(run("metrics", "--year", span).stdout)
        assert rows == [row for row in every if row["year"] >= first and row["year"][-4:] <= last]
        assert span in {row["year"] for row in rows}
        assert span not in {row["year"] for row in _rows(run("metrics", "--year", last).stdout)}


def test_nothing_found_is_an_empty_table_and_not_a_failure(run) -> None:
    result = run("metrics", "--unsure", "--category", "其他", "--city", "鞍山")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1
    assert "共0条存疑的指标" in result.stderr


def test_unsure_are_those_with_doubts(run, stages) -> None:
    extraction = stages.extract(stages.read([]))
    doubted = replace(extraction.metrics[7], doubts=("地点不明",))
    changed = replace(extraction, metrics=(*extraction.metrics[:7], doubted))
    unsure = replace(stages, extract=lambda library: changed)  # noqa: ARG005
    rows = _rows(run("metrics", "--unsure", with_stages=unsure).stdout)
    assert [(row["id"], row["doubts"]) for row in rows] == [(doubted.id, "地点不明")]


def test_discards_say_why(run) -> None:
    rows = _rows(run("metrics", "--discards").stdout)
    assert rows == [
        {
            "doc": "000", "start": "3", "end": "7", "line": "1", "text": "2022",
            "reason": "date", "explanation": "日期", "sentence": "到2022年底。",
        }
    ]  # fmt: skip


def test_bom_only_on_request(run) -> None:
    assert not run("metrics").stdout_bytes.startswith(b"\xef\xbb\xbf")
    assert run("metrics", "--bom").stdout_bytes.startswith(b"\xef\xbb\xbfdoc,")


def test_json_keeps_values_as_text_and_lists_as_lists(run) -> None:
    told = json.loads(run("metrics", "--format", "json").stdout)
    assert [list(row) for row in told[:1]] == [CONTRACT]
    assert all(isinstance(row["value"], str) and isinstance(row["start"], int) for row in told)
    assert all(isinstance(row[name], list) for row in told for name in ("mentions", "rules"))


def test_xlsx_holds_the_same_rows_with_numbers_beside_the_text(run) -> None:
    assert run("metrics", "-o", "指标.xlsx").exit_code == 0
    sheet = load_workbook("指标.xlsx").active
    heads, *lines = ([cell.value for cell in line] for line in sheet.iter_rows())
    assert heads == [*CONTRACT, "number", "number_upper"]
    plain = _rows(run("metrics").stdout)
    assert [line[:13] for line in lines] == [
        [row[column] or None for column in CONTRACT[:13]] for row in plain
    ]
    for line in lines:
        assert str(line[8]).split("~")[0] == format(Decimal(str(line[-2])).normalize(), "f")


def test_parquet_holds_exact_decimals_and_lists(run) -> None:
    assert run("metrics", "-o", "指标.parquet").exit_code == 0
    table = parquet.read_table("指标.parquet").to_pylist()
    plain = _rows(run("metrics").stdout)
    assert [row["value"] for row in table] == [row["value"] for row in plain]
    assert all(Decimal(row["value"].split("~")[0]) == row["number"] for row in table)
    assert all(isinstance(row["rules"], list) for row in table)


@pytest.mark.parametrize("form", ["csv", "json", "xlsx", "parquet"])
def test_the_same_rows_give_the_same_bytes_and_an_empty_table_works(form: str, run) -> None:
    for name in ("甲", "乙"):
        assert run("metrics", "-o", f"{name}.{form}").exit_code == 0
    assert Path(f"甲.{form}").read_bytes() == Path(f"乙.{form}").read_bytes()
    empty = run("metrics", "--unsure", "-o", f"空.{form}", "--category", "其他")
    assert empty.exit_code == 0
    assert Path(f"空.{form}").stat().st_size > 0
    assert sorted(p.name for p in Path().iterdir()) == sorted(
        ["seeds", f"甲.{form}", f"乙.{form}", f"空.{form}"]
    )


def test_the_format_wins_over_the_name(run) -> None:
    run("metrics", "--format", "json", "-o", "指标.txt")
    assert json.loads(Path("指标.txt").read_text(encoding="utf-8"))


def test_binary_formats_do_not_go_to_a_terminal(on_terminal: Callable) -> None:
    for form in ("xlsx", "parquet"):
        screen = on_terminal("metrics", "--format", form, "--source", str(ROOT / "seeds"))
        assert screen.code == 2
        assert f"-o 指标.{form}" in screen.text


def test_binary_formats_go_down_a_pipe(msreport: Callable) -> None:
    done = msreport("metrics", "--format", "xlsx", "--source", str(ROOT / "seeds"))
    assert done.returncode == 0
    assert done.stdout.startswith(b"PK")
    assert load_workbook(io.BytesIO(done.stdout)).active.max_row > 100
