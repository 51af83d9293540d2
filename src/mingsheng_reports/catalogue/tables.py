"""Where the tables lie and how a row is read, with its line number for messages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mingsheng_reports.core.errors import CatalogueError

TABLES = Path(__file__).resolve().parent.parent / "tables"


def table_path(name: str) -> Path:
    """Path of a table, for messages and for the tests that walk all tables."""
    return TABLES / name


@cache
def read_tsv(name: str) -> tuple[dict[str, str], ...]:
    """Rows of a tab-separated table; ``#`` lines are comments; ``line`` holds the line number.

    Raises:
        CatalogueError: if the file is missing or a row has another number of columns.
    """
    path = table_path(name)
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        message = f"词表{path.name}读不出来：{error.strerror}；请重新安装本程序。"
        raise CatalogueError(message) from error
    rows: list[dict[str, str]] = []
    heads: list[str] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not heads:
            heads = cells
            continue
        if len(cells) != len(heads):
            message = (
                f"词表{path.name}第{number}行有{len(cells)}列，应有{len(heads)}列；"
                "请按表头补齐或删去多余的列。"
            )
            raise CatalogueError(message)
        row = dict(zip(heads, cells, strict=True))
        row["line"] = str(number)
        rows.append(row)
    return tuple(rows)
