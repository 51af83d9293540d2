"""Annotation and answer files → typed rows, or one sentence about what is wrong with the file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from pathlib import Path

from mingsheng_reports.core.errors import AnnotationError, UsageError

OPTIONAL = "optional"  # in the accept column: counts neither way
REQUIRED = ("doc", "place", "year", "label", "value", "unit", "status", "quote")
RANGE = re.compile("[~～]")


@dataclass(frozen=True, slots=True)
class Answer:
    """One row of an export, in the contract's columns as text."""

    doc: str
    place: str
    year: str
    label: str
    value: str
    unit: str
    status: str
    quote: str
    scope: str = ""
    as_of: str = ""
    category: str = ""
    qualifier: str = ""

    @classmethod
    def of(cls, row: Mapping[str, object]) -> Answer:
        """From a row with the contract's columns; what is missing is empty."""
        return cls(**{name: str(row.get(name) or "") for name in COLUMNS})

    @property
    def ends(self) -> tuple[Decimal, ...] | None:
        """The number, or both ends of a range; None for what is no number."""
        return ends_of(self.value)


COLUMNS = tuple(field.name for field in fields(Answer))


@dataclass(frozen=True, slots=True)
class Annotation:
    """One row that a careful reader wrote.

    Attributes:
        answer: the reader's first choice.
        others: per column, further answers that are as good.
        optional: whether the row counts neither way.
    """

    answer: Answer
    others: Mapping[str, frozenset[str]]
    optional: bool = False

    def accepted(self, column: str) -> frozenset[str]:
        """Every answer in that column that is good."""
        return self.others.get(column, frozenset()) | {str(getattr(self.answer, column))}


def ends_of(value: str) -> tuple[Decimal, ...] | None:
    """``13000`` → one number, ``400000~500000`` → two, ``若干`` → None."""
    try:
        ends = tuple(Decimal(part) for part in RANGE.split(value.replace(",", "")))
    except InvalidOperation:
        return None
    return ends if all(end.is_finite() for end in ends) else None


def read_annotations(paths: Sequence[Path]) -> tuple[Annotation, ...]:
    """All rows of all files.

    Raises:
        UsageError: a file is not there.
        AnnotationError: a file is no table of annotations, or a row of it is damaged.
    """
    return tuple(_annotation(row) for path in paths for _, row in _rows(path, "标注", numbers=True))


def read_answers(path: Path) -> tuple[Answer, ...]:
    """All rows of an export.

    Raises:
        UsageError: the file is not there.
        AnnotationError: it is not such a table.
    """
    return tuple(Answer.of(row) for _, row in _rows(path, "指标", numbers=False))


def _annotation(row: Mapping[str, str]) -> Annotation:
    accept = row.get("accept", "")
    others: dict[str, frozenset[str]] = {}
    for part in accept.split(";"):
        column, _, answers = part.strip().partition("=")
        if answers:
            more = frozenset(answer.strip() for answer in answers.split("|"))
            others[column] = others.get(column, frozenset()) | more
    return Annotation(Answer.of(row), others, OPTIONAL in accept)


def _rows(path: Path, kind: str, *, numbers: bool) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with the line on which each begins."""
    text = _text(path, kind)
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        heads = next(lines, [])
        missing = [name for name in REQUIRED if name not in heads]
        if missing:
            message = f"{kind}文件{path}第1行缺少{'、'.join(missing)}列；请补上表头。"
            raise AnnotationError(message)
        begins, held = lines.line_num + 1, 0
        for cells in lines:
            if cells:
                row = _row(heads, cells, f"{kind}文件{path}第{begins}行", numbers=numbers)
                yield begins, row
                held += 1
            begins = lines.line_num + 1
    except csv.Error as error:
        message = f"{kind}文件{path}第{lines.line_num}行的引号不成对；请改正后重新运行。"
        raise AnnotationError(message) from error
    if numbers and not held:
        message = f"{kind}文件{path}只有表头，没有一行标注；请换一个文件。"
        raise AnnotationError(message)


def _text(path: Path, kind: str) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        message = f"找不到{kind}文件“{path}”；请检查文件名。"
        raise UsageError(message) from error
    except UnicodeDecodeError as error:
        message = f"{kind}文件{path}不是UTF-8编码的CSV；请另存为“CSV UTF-8”后重新运行。"
        raise AnnotationError(message) from error
    except IsADirectoryError as error:
        message = f"“{path}”是文件夹；请写出里面的{kind}文件，例如{path / '*.csv'}。"
        raise UsageError(message) from error
    except OSError as error:
        message = f"{kind}文件{path}读不出来（{error.strerror}）；请检查读取权限。"
        raise AnnotationError(message) from error


def _row(
    heads: Sequence[str], cells: Sequence[str], where: str, *, numbers: bool
) -> dict[str, str]:
    if len(cells) != len(heads):
        message = f"{where}有{len(cells)}格，表头有{len(heads)}列；请补齐或删去多余的格。"
        raise AnnotationError(message)
    row = dict(zip(heads, cells, strict=True))
    empty = [name for name in ("doc", "quote") if not row[name].strip()]
    if numbers and empty:
        message = f"{where}的{'、'.join(empty)}是空的；请补上。"
        raise AnnotationError(message)
    if numbers and ends_of(row["value"]) is None:
        message = f"{where}的value写成了“{row['value']}”，应为数字，或“数字~数字”；请改正。"
        raise AnnotationError(message)
    return row


def docs_of(annotations: Iterable[Annotation]) -> tuple[str, ...]:
    """The documents that are annotated, in order of first appearance."""
    return tuple(dict.fromkeys(each.answer.doc for each in annotations))
