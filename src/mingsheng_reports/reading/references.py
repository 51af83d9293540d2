"""``reference.csv`` in a source folder, or a file named by the user: population and area.

Each row becomes a metric whose evidence is the row itself; it never enters a brief as a fact of the
articles, it only divides what they tell. A row that cannot be used is told with file and line.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from mingsheng_reports.catalogue.places import Place, nearest_names
from mingsheng_reports.catalogue.references import figure_named, measures
from mingsheng_reports.catalogue.units import units
from mingsheng_reports.core.article import Library, Source
from mingsheng_reports.core.evidence import Evidence, quote_of
from mingsheng_reports.core.metric import Metric, Scope, Status
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.core.quantity import Qualifier, Quantity
from mingsheng_reports.core.reference import RULE, Reference
from mingsheng_reports.core.span import Span
from mingsheng_reports.reading.register import Fault, city_named, is_date
from mingsheng_reports.reading.sheets import Sheet

FILE = "reference.csv"
COLUMNS = ("place", "what", "value", "unit", "date", "source")
SHEET = Sheet(COLUMNS, "reference", "参考数未采用")
NAMES = {
    "place": "地点",
    "what": "名称",
    "value": "数值",
    "unit": "单位",
    "date": "日期",
    "source": "来源",
}
NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
MULTIPLES = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
DAY = len("2021-12-31")
CATEGORY = "其他"
Key = tuple[str, str, str]
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Supplied:
    """The figures of all files, and the files."""

    references: tuple[Reference, ...] = ()
    files: tuple[Source, ...] = ()


NOTHING_SUPPLIED = Supplied()


def with_references(library: Library, named: Sequence[Path] = ()) -> Library:
    """The library with the reference figures of its folders and of the files named."""
    notices: list[Notice] = []
    held = read_references(library.sources, named, notices)
    return replace(
        library,
        notices=(*library.notices, *notices),
        references=held.references,
        reference_files=held.files,
    )


def read_references(
    sources: Sequence[Source], named: Sequence[Path], notices: list[Notice]
) -> Supplied:
    """The figures in the folders that the sources lie in and in the files named, each once."""
    folders = dict.fromkeys(source.path.parent for source in sources)
    paths = dict.fromkeys([*named, *(folder / FILE for folder in folders)])
    files: list[Source] = []
    found: dict[Key, Reference] = {}
    for path in _different(paths):
        text = SHEET.text(path, notices)
        if text:
            file = _file(path, text, {source.doc for source in (*sources, *files)})
            files.append(file)
            for reference in _references(file, notices):
                _keep(reference, found, notices)
    return Supplied(tuple(found.values()), tuple(files))


def _different(paths: Iterable[Path]) -> Iterator[Path]:
    """Each file once, by whichever way it was named."""
    seen: set[Path] = set()
    for path in paths:
        real = path.resolve()
        if real not in seen:
            seen.add(real)
            yield path


def _file(path: Path, text: str, taken: set[str]) -> Source:
    name = path.name if path.name not in taken else f"{path.parent.name}/{path.name}"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Source.of(name, path, text, "", digest)


def _keep(reference: Reference, found: dict[Key, Reference], notices: list[Notice]) -> None:
    metric = reference.metric
    key = (metric.place, reference.what, metric.year)
    first = found.setdefault(key, reference)
    if first is not reference:
        what = (
            f"{metric.place}{metric.year}年的{reference.what}在{first.path}:{first.line}已经给过，"
        )
        hint = "这一行未采用；请只留一个。"
        notices.append(Notice(reference.path, reference.line, "reference-twice", what, hint))


def _references(file: Source, notices: list[Notice]) -> Iterator[Reference]:
    path = str(file.path)
    for line, row in SHEET.rows(file.text, file.path, notices):
        found = _understood(file, line, row)
        if isinstance(found, Fault):
            notices.append(Notice(path, line, found.code, found.what, found.hint))
        else:
            yield found


def _understood(file: Source, line: int, row: Row) -> Reference | Fault:
    empty = [NAMES[name] for name in COLUMNS if not row[name]]
    if empty:
        what = f"没有写{'、'.join(empty)}，这一行未采用。"
        return Fault("reference-incomplete", what, "请补上；六格都要写。")
    date = unicodedata.normalize("NFKC", row["date"])
    if not is_date(date):
        hint = "请写成2021、2021-12或2021-12-31的样子。"
        return Fault("reference-bad-date", f"日期“{row['date']}”不对，这一行未采用。", hint)
    place = city_named(row["place"], int(date[:4]))
    if isinstance(place, Fault):
        what = place.what.replace("未采用", "这一行未采用")
        return Fault("reference-unknown-place", what, place.hint)
    named = figure_named(row["what"])
    if not named:
        known = dict.fromkeys(measure.what for measure in measures())
        near = nearest_names(row["what"], known)
        guess = f"是不是{'、'.join(near)}？" if near else ""
        hint = f"{guess}可以写的有：{'、'.join(known)}。"
        return Fault("reference-unknown", f"不认识“{row['what']}”，这一行未采用。", hint)
    quantity = _quantity(row["value"], row["unit"], named)
    if isinstance(quantity, Fault):
        return quantity
    metric = _metric(file, line, row, quantity, (place, named, date))
    return Reference(named, metric, row["source"], date, str(file.path), line)


def _quantity(value: str, unit: str, named: str) -> Quantity | Fault:
    digits = unicodedata.normalize("NFKC", value)
    number = Decimal(digits.replace(",", "")) if NUMBER.fullmatch(digits) else Decimal(0)
    if not number:
        hint = "请写大于零的数字，例如138.2；万、亿写在单位里。"
        return Fault("reference-bad-number", f"数值“{value}”不对，这一行未采用。", hint)
    multiple = unit[:1] if unit[:1] in MULTIPLES else ""
    known = units().get(unit.removeprefix(multiple))
    wanted = next(measure.unit for measure in measures() if measure.what == named)
    if known is None or known.base != wanted:
        hint = f"请写{wanted}或万{wanted}。"
        return Fault("reference-bad-unit", f"{named}的单位“{unit}”不对，这一行未采用。", hint)
    return Quantity(number * MULTIPLES[multiple], known.base, Qualifier.EXACT, digits + unit)


def _cell(row: str, column: int) -> int:
    """Where in a line of a CSV file a column begins; commas between quotation marks are text."""
    quoted, left = False, column
    for at, character in enumerate(row):
        if not left:
            return at
        quoted ^= character == '"'
        left -= character == "," and not quoted
    return 0


def _metric(
    file: Source, line: int, row_read: Row, quantity: Quantity, about: tuple[Place, str, str]
) -> Metric:
    """The row as its own proof: its line is the quote."""
    place, named, date = about
    value, column = row_read["value"], list(row_read).index("value")
    start = file.line_starts[line - 1]
    stop = file.line_starts[line] if line < len(file.line_starts) else len(file.text)
    row = file.text[start:stop].rstrip("\r\n")
    at = start + max(0, row.find(value, _cell(row, column)))
    span = Span(start, start + len(row))
    figure = Span(at, at + len(value))
    quote = quote_of(file.text, span)
    evidence = Evidence(file.doc, span, quote, line, quote, (span,), figure)
    return Metric(
        id=f"{file.doc}@{figure.start}-{figure.end}",
        city=place.name,
        place=place.name,
        scope=Scope.CITY,
        year=date[:4],
        as_of=date if len(date) == DAY else "",
        category=CATEGORY,
        label=named,
        quantity=quantity,
        status=Status.ACTUAL,
        evidence=evidence,
        rules=(RULE,),
    )
