"""``corrections.csv`` in a source folder: what a reader mends, row by row.

Only the form is checked here. Whether a correction still fits its source is found out when it is
applied. A row that cannot be used is told with file and line; none is lost in silence.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from mingsheng_reports.catalogue.places import nearest_names
from mingsheng_reports.core.article import Source
from mingsheng_reports.core.correction import Action, Correction
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.reading.register import by_folder, is_date, texts_in
from mingsheng_reports.reading.sheets import Sheet

FILE = "corrections.csv"
COLUMNS = ("doc", "quote", "what", "action", "value", "reason", "by", "date", "expect")
SHEET = Sheet(COLUMNS, "correction", "更正未采用")
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
    for folder, held in by_folder(sources).items():
        docs = {source.path.stem: source.doc for source in held}
        path = folder / FILE
        files = texts_in(folder)
        for line, row in SHEET.rows(SHEET.text(path, notices), path, notices):
            wrong = _wrong(row, files)
            if wrong:
                notices.append(Notice(str(path), line, "correction-incomplete", *wrong))
            elif _stem(row["doc"], files) in docs:
                found.append(_correction(row, docs[_stem(row["doc"], files)], path, line))
    return tuple(found)


def _stem(name: str, files: Sequence[str]) -> str:
    return name if name in files else name.removesuffix(".txt").removesuffix(".md")


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
