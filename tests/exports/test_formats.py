import csv
import io
from decimal import Decimal

from openpyxl import load_workbook
from pyarrow import parquet

from mingsheng_reports.exports.columns import Row
from mingsheng_reports.exports.formats import encode, to_csv

ROW: Row = {"quote": '=1+1,“引号”"\x0b', "start": 7, "rules": ("a", "b"), "number": Decimal("30.8")}
COLUMNS = tuple(ROW)


def test_csv_quotes_what_needs_it() -> None:
    assert list(csv.reader(io.StringIO(to_csv([ROW], COLUMNS)))) == [
        list(COLUMNS),
        ['=1+1,“引号”"\x0b', "7", "a;b", "30.8"],
    ]


def test_a_sheet_never_takes_a_quote_for_a_formula() -> None:
    sheet = load_workbook(io.BytesIO(encode([ROW], COLUMNS, "xlsx"))).active
    quote, start, rules, number = sheet[2]
    assert quote.data_type == "s"
    assert quote.value.startswith("=1+1")
    assert (start.value, rules.value, str(number.value)) == (7, "a;b", "30.8")


def test_parquet_keeps_kinds_even_without_rows() -> None:
    full = parquet.read_table(io.BytesIO(encode([ROW], COLUMNS, "parquet")))
    empty = parquet.read_table(io.BytesIO(encode([], COLUMNS, "parquet")))
    assert full.schema.types == empty.schema.types
    assert full.to_pylist() == [ROW | {"rules": ["a", "b"]}]
