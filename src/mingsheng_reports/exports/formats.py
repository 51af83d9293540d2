"""Rows → the bytes of a CSV, JSON, xlsx or Parquet file; the same rows give the same bytes."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from mingsheng_reports.exports.columns import LISTS, NUMBERS, WHOLE, Cell, Row, as_text, table_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FORMATS = ("csv", "json", "xlsx", "parquet")
BINARY = frozenset({"xlsx", "parquet"})
BOM = "\ufeff"
# Office Open XML cannot hold these; Excel itself writes them as _x000B_ (ECMA-376, ST_Xstring).
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
PRECISION = (38, 10)  # digits in all, digits after the point
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</)")
FIXED_STAMP = rb"\g<1>1980-01-01T00:00:00Z\g<2>"
WIDTHS = {"quote": 60, "sentence": 80, "label": 24, "rules": 40, "id": 30, "doc": 24}


def encode(rows: Sequence[Row], columns: Sequence[str], form: str, *, bom: bool = False) -> bytes:
    """The file's bytes; ``bom`` puts a byte order mark before a CSV, which Excel asks for."""
    if form == "csv":
        return ((BOM if bom else "") + to_csv(rows, columns)).encode()
    writers: dict[str, Callable[[Sequence[Row], Sequence[str]], bytes]] = {
        "json": to_json,
        "xlsx": to_xlsx,
        "parquet": to_parquet,
    }
    return writers[form](rows, columns)


def to_csv(rows: Sequence[Row], columns: Sequence[str], delimiter: str = ",") -> str:
    """Header and rows, LF at the end of each line."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(table_of(rows, columns))
    return out.getvalue()


def to_json(rows: Sequence[Row], columns: Sequence[str]) -> bytes:
    """A list of objects; values stay text, so that no digit is lost to a float."""
    held = [{column: row[column] for column in columns} for row in rows]
    return (json.dumps(held, ensure_ascii=False, indent=1) + "\n").encode()


def to_xlsx(rows: Sequence[Row], columns: Sequence[str]) -> bytes:
    """One sheet with a fixed header; every cell is text but the numeric columns."""
    import pandas as pd

    cells = [[_sheet_cell(row[column]) for column in columns] for row in rows]
    frame = pd.DataFrame(cells, columns=list(columns), dtype=object)
    out = io.BytesIO()
    with pd.ExcelWriter(out, engine="openpyxl") as book:
        frame.to_excel(book, sheet_name="msreport", index=False)
        _dress(book.sheets["msreport"], columns)
    return _without_clock(out.getvalue())


def _sheet_cell(cell: Cell) -> str | int | Decimal | None:
    if cell is None or isinstance(cell, (int, Decimal)):
        return cell
    return FORBIDDEN.sub(lambda match: f"_x{ord(match[0]):04X}_", as_text(cell))


def _dress(sheet: Worksheet, columns: Sequence[str]) -> None:
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(column, 12)
    for line in sheet.iter_rows():
        for cell in line:
            if cell.data_type == "f":  # a quote that begins with = is not a formula
                cell.data_type = "s"


def _without_clock(book: bytes) -> bytes:
    """The same workbook without the time at which it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "docProps/core.xml":
                content = STAMP.sub(FIXED_STAMP, content)
            entry = zipfile.ZipInfo(part.filename, ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return out.getvalue()


def to_parquet(rows: Sequence[Row], columns: Sequence[str]) -> bytes:
    """Text columns, whole-number offsets, lists as lists, the value as an exact decimal."""
    import pandas as pd
    import pyarrow as pa

    kinds = {
        **dict.fromkeys(columns, pa.string()),
        **dict.fromkeys(WHOLE & set(columns), pa.int64()),
        **dict.fromkeys(LISTS & set(columns), pa.list_(pa.string())),
        **dict.fromkeys(NUMBERS & set(columns), pa.decimal128(*PRECISION)),
    }
    held = {column: [_plain(row[column]) for row in rows] for column in columns}
    frame = pd.DataFrame(held, columns=list(columns), dtype=object)
    out = io.BytesIO()
    frame.to_parquet(out, engine="pyarrow", index=False, schema=pa.schema(list(kinds.items())))
    return out.getvalue()


def _plain(cell: Cell) -> object:
    return list(cell) if isinstance(cell, tuple) else cell
