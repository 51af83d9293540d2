"""A job file, CSV or TOML: a brief to a row, in the words that ``msreport pdf`` is told."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from mingsheng_reports.cli.look import MASTHEAD
from mingsheng_reports.cli.options import COMMAS, Names, Years, without_spaces
from mingsheng_reports.core.errors import UsageError
from mingsheng_reports.core.spreadsheet import UnpairedQuotesError, numbered_rows
from mingsheng_reports.reading.decode import decode

TABLE = "brief"  # [[brief]] in a TOML file
HEAD = re.compile(rf"^\s*\[\[\s*{TABLE}\s*\]\]")
ERROR_LINE = re.compile(r"line (\d+)")
# Columns, and how they may be called in Chinese.
COLUMNS = {
    "city": "城市", "year": "年份", "template": "版面", "theme": "版式", "output": "文件名",
    **{name: ("刊名", "期号", "编印单位", "报", "送", "发", "印数")[at]
       for at, (_, name, _, _) in enumerate(MASTHEAD)},
}  # fmt: skip
NAMES = {chinese: name for name, chinese in COLUMNS.items()} | {name: name for name in COLUMNS}


@dataclass(frozen=True, slots=True)
class JobRow:
    """One row.

    Attributes:
        where: ``任务.csv第3行``.
        look: what was written of template, theme and masthead, by column; never empty texts.
        output: name of the file; empty when the pattern is to say it.
    """

    where: str
    cities: tuple[str, ...]
    years: tuple[str, ...]
    look: Mapping[str, str] = field(default_factory=dict)
    output: str = ""

    @property
    def about(self) -> str:
        """What a person would call it."""
        return f"{self.where}的简报"


@dataclass(frozen=True, slots=True)
class _Written:
    """Cells as they were written, with the line of each."""

    cells: Mapping[str, str]
    lines: Mapping[str, int]
    line: int


def read_jobs(path: Path) -> list[JobRow]:
    """The rows of a job file.

    Raises:
        UsageError: it cannot be read or a row is not understood; the message says where.
    """
    text = _text(path)
    rows = _toml(path, text) if path.suffix.lower() == ".toml" else _csv(path, text)
    found = [_understood(path, row) for row in rows]
    if not found:
        message = f"任务单{path}里没有任务；请在表头下面每行写一份简报，例如 盘锦,2022。"
        raise UsageError(message)
    return found


def _text(path: Path) -> str:
    """In whatever encoding a spreadsheet saved it."""
    try:
        decoded = decode(path.read_bytes())
    except OSError as error:
        message = f"读不了任务单{path}（{error.strerror}）；请检查 --jobs 后面的路径。"
        raise UsageError(message) from error
    if decoded is None:
        message = f"任务单{path}不是文字文件；请另存为“CSV UTF-8”，或写成TOML文件。"
        raise UsageError(message)
    return decoded.text.removeprefix("\ufeff").replace("\r\n", "\n")


def _csv(path: Path, text: str) -> Iterator[_Written]:
    """Rows with the line on which each begins; empty rows are left out."""
    rows = numbered_rows(text)
    try:
        heads = _heads(path, next(rows, (1, []))[1], 1)
        for begins, cells in rows:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(heads):
                message = (
                    f"{path}第{begins}行有{len(cells)}格，表头有{len(heads)}列；"
                    "请补齐各格，格里有英文逗号的用英文双引号括起来。"
                )
                raise UsageError(message)
            held = dict(zip(heads, (cell.strip() for cell in cells), strict=True))
            yield _Written(held, dict.fromkeys(heads, begins), begins)
    except UnpairedQuotesError as error:
        message = f"{path}第{error.line}行的引号不成对；请检查格里的英文双引号。"
        raise UsageError(message) from error


def _heads(path: Path, cells: Sequence[str], line: int) -> list[str]:
    heads = [_column(path, cell.strip(), line) for cell in cells]
    twice = next((head for head in heads if heads.count(head) > 1), "")
    if twice or not {"city", "year"}.intersection(heads):
        what = f"{twice}列写了两次" if twice else "表头里没有city（城市），也没有year（年份）"
        message = f"{path}第{line}行：{what}；请把第一行写成 city,year,template 的样子。"
        raise UsageError(message)
    return heads


def _column(path: Path, written: str, line: int) -> str:
    name = NAMES.get(written.lower())
    if name is None:
        listed = "、".join(f"{key}（{chinese}）" for key, chinese in COLUMNS.items())
        message = f"{path}第{line}行：不认识“{written}”；可以写{listed}。"
        raise UsageError(message)
    return name


def _toml(path: Path, text: str) -> Iterator[_Written]:
    """Tables called ``[[brief]]`` with the lines of their keys, which ``tomllib`` does not tell."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = ERROR_LINE.search(str(error))
        line = at[1] if at else text.count("\n") + 1
        message = f'{path}第{line}行写法不对；请照 city = "盘锦" 的样子写，引号和等号用英文的。'
        raise UsageError(message) from error
    tables = content.get(TABLE)
    if set(content) - {TABLE} or not isinstance(tables, list):
        message = f"{path}里应当只有[[{TABLE}]]，一份简报一段；请照这样改正。"
        raise UsageError(message)
    lines = text.split("\n")
    begins = [number for number, line in enumerate(lines, start=1) if HEAD.match(line)]
    ends = [*begins[1:], len(lines) + 1]
    for table, begin, end in zip(tables, begins, ends, strict=False):
        places = {key: _line_of(key, lines, begin, end) for key in table}
        named = {key: _column(path, key, places[key]) for key in table}
        cells = {named[key]: _cell(value) for key, value in table.items()}
        yield _Written(cells, {named[key]: places[key] for key in table}, begin)


def _line_of(key: str, lines: Sequence[str], begin: int, end: int) -> int:
    """1-based line of a key between two heads."""
    pattern = re.compile(rf"""^\s*["']?{re.escape(key)}["']?\s*=""")
    found = (number for number in range(begin, end) if pattern.match(lines[number - 1]))
    return next(found, begin)


def _cell(value: object) -> str:
    """Lists and numbers as they would stand in a cell."""
    if isinstance(value, list):
        return "、".join(str(each) for each in value)
    return str(value).strip()


def _understood(path: Path, row: _Written) -> JobRow:
    cells = row.cells
    cities = _converted(path, row, "city", Names())
    years = tuple(
        year
        for written in filter(None, COMMAS.split(without_spaces(cells.get("year", ""))))
        for year in _converted(path, row, "year", Years(), written)
    )
    if not cities and not years:
        message = f"{path}第{row.line}行没有城市，也没有年份；请至少写一样。"
        raise UsageError(message)
    look = {name: cell for name, cell in cells.items() if cell}
    for name in ("city", "year", "output"):
        look.pop(name, None)
    where = f"{path}第{row.line}行"
    return JobRow(where, cities, years, look, cells.get("output", ""))


def _converted(
    path: Path,
    row: _Written,
    name: str,
    kind: click.ParamType[tuple[str, ...]],
    written: str | None = None,
) -> tuple[str, ...]:
    written = row.cells.get(name, "") if written is None else written
    if not written:
        return ()
    try:
        return kind.convert(written, None, None) or ()
    except click.BadParameter as error:
        line = row.lines.get(name, row.line)
        message = f"{path}第{line}行的{name}（{COLUMNS[name]}）：{error.message}"
        raise UsageError(message) from error
