"""``corrections.csv`` in a source folder: what a reader mends, row by row.

Only the form is checked here. Whether a correction still fits its source is found out when it is
applied. A row that cannot be used is told with file and line; none is lost in silence.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from mingsheng_reports.catalogue.places import nearest_names
from mingsheng_reports.core.article import Source
from mingsheng_reports.core.correction import Action, Correction
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.reading.decode import decode
from mingsheng_reports.reading.register import is_date, texts_in

FILE = "corrections.csv"
COLUMNS = ("doc", "quote", "what", "action", "value", "reason", "by", "date", "expect")
ACTIONS = {
    **{action.value: action for action in Action},
    "删除": Action.DROP,
    "修改": Action.SET,
    "补充": Action.ADD,
}
DATED = len("2026-11-20")


def read_corrections(sources: Sequence[Source], notices: list[Notice]) -> tuple[Correction, ...]:
    """The corrections of all folders that the sources lie in, in the order of the files."""
    found: list[Correction] = []
    for folder in dict.fromkeys(source.path.parent for source in sources):
        docs = {s.path.stem: s.doc for s in sources if s.path.parent == folder}
        path = folder / FILE
        files = texts_in(folder)
        for line, row in _rows(path, notices):
            wrong = _wrong(row, files)
            if wrong:
                notices.append(Notice(str(path), line, "correction-incomplete", *wrong))
            elif _stem(row["doc"], files) in docs:
                found.append(_correction(row, docs[_stem(row["doc"], files)], path, line))
    return tuple(found)


def _stem(name: str, files: Sequence[str]) -> str:
    return name if name in files else name.removesuffix(".txt").removesuffix(".md")


def _rows(path: Path, notices: list[Notice]) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with the line on which each begins; empty rows are left out."""
    lines = csv.reader(io.StringIO(_text(path, notices), newline=""), strict=True)
    try:
        heads = [head.strip().lower() for head in next(lines, [])]
        missing = [name for name in COLUMNS if name not in heads]
        if missing and heads:
            what = f"表头缺少{'、'.join(missing)}列，整个文件未采用。"
            hint = f"请把第一行写成{','.join(COLUMNS)}。"
            notices.append(Notice(str(path), 1, "correction-unreadable", what, hint))
            return
        begins = lines.line_num + 1
        for cells in lines:
            if any(cell.strip() for cell in cells):
                if len(cells) != len(heads):
                    what = f"有{len(cells)}格，表头有{len(heads)}列，这一行未采用。"
                    hint = "请补齐各格；格里有英文逗号的，要用英文双引号括起来。"
                    notices.append(Notice(str(path), begins, "correction-incomplete", what, hint))
                else:
                    stripped = (cell.strip() for cell in cells)
                    yield begins, dict(zip(heads, stripped, strict=True))
            begins = lines.line_num + 1
    except csv.Error:
        what = "引号不成对，从这一行起未采用。"
        hint = "请检查格里的英文双引号。"
        notices.append(Notice(str(path), lines.line_num, "correction-unreadable", what, hint))


def _text(path: Path, notices: list[Notice]) -> str:
    """In whatever encoding a spreadsheet saved it."""
    if not path.is_file():
        return ""
    try:
        decoded = decode(path.read_bytes())
    except OSError as error:
        what = f"{path.name}读不出来（{error.strerror}），更正未采用。"
        notices.append(Notice(str(path), 0, "correction-unreadable", what, "请检查读取权限。"))
        return ""
    if decoded is None:
        what = f"{path.name}不是CSV文件，更正未采用。"
        hint = "请另存为“CSV UTF-8”。"
        notices.append(Notice(str(path), 0, "correction-unreadable", what, hint))
        return ""
    return decoded.text.removeprefix("\ufeff")


def _wrong(row: dict[str, str], files: Sequence[str]) -> tuple[str, str] | None:
    """What keeps a row from being used, and what to do; None for a sound one."""
    if _stem(row["doc"], files) not in files:
        near = nearest_names(row["doc"], files)
        guess = f"是不是“{'”“'.join(near)}”？" if near else ""
        return f"文件夹里没有名为“{row['doc']}”的原文，更正未采用。", f"{guess}请改正doc。"
    if row["action"].lower() not in ACTIONS:
        return f"不认识的做法“{row['action']}”，更正未采用。", "请写drop、set或add。"
    empty = [name for name in ("quote", "reason", "by") if not row[name]]
    if empty:
        return f"{'、'.join(empty)}是空的，更正未采用。", "请补上原文、理由和更正人。"
    date = unicodedata.normalize("NFKC", row["date"])
    if len(date) != DATED or not is_date(date):
        return f"更正日期“{row['date']}”不对，更正未采用。", "请写成2022-12-20的样子。"
    return None


def _correction(row: dict[str, str], doc: str, path: Path, line: int) -> Correction:
    return Correction(
        doc=doc,
        quote=row["quote"],
        what=row["what"],
        action=ACTIONS[row["action"].lower()],
        value=row["value"],
        reason=row["reason"],
        by=row["by"],
        date=unicodedata.normalize("NFKC", row["date"]),
        expect=row["expect"],
        path=str(path),
        line=line,
    )
