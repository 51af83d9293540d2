"""What a finished PDF says: the text of its pages, and what the brief is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.errors import SourceError
from mingsheng_reports.printing.lines import without_controls

# Written into the PDF's keywords by the template, read back here.
CITY, YEAR, SOURCE, TEMPLATE = "城市:", "年份:", "来源:", "版面:"
CITY_PAGES = "各地一页"
SOFT_BREAK = re.compile("\ufffe|\ufffd|\u00ad")


@dataclass(frozen=True, slots=True)
class PageTexts:
    """A finished brief read again.

    Attributes:
        pages: the text of each page, one line of it to a line.
        subject: what the brief is about; None when the PDF does not say.
        sources: stems of the source files it names.
        city_pages: whether each of its cities has a page.
        template: name of its template; empty when the PDF does not say.
    """

    pages: tuple[str, ...]
    subject: Subject | None = None
    sources: tuple[str, ...] = ()
    city_pages: bool = False
    template: str = ""


def reread(path: Path) -> PageTexts:
    """Read a PDF's pages and keywords.

    Raises:
        SourceError: if the file is missing or not a PDF.
    """
    try:
        return _read(path.read_bytes())
    except (OSError, _pdfium().PdfiumError) as error:
        message = f"{path}读不出来；请确认它存在，而且是msreport印出的PDF。"
        raise SourceError(message) from error


def pages_of(pdf: bytes) -> tuple[str, ...]:
    """The text of each page of a finished PDF.

    Raises:
        SourceError: it is none.
    """
    try:
        return _read(pdf).pages
    except _pdfium().PdfiumError as error:
        raise SourceError("PDF坏了，读不出来；请重新印出。") from error


def enclosed(path: Path) -> dict[str, bytes]:
    """The files inside a PDF by name.

    Raises:
        SourceError: if the file is missing or not a PDF.
    """
    try:
        document = _pdfium().PdfDocument(path.read_bytes())
    except (OSError, _pdfium().PdfiumError) as error:
        message = f"{path}读不出来；请确认它存在，而且是msreport印出的PDF。"
        raise SourceError(message) from error
    try:
        held = [document.get_attachment(at) for at in range(document.count_attachments())]
        return {one.get_name(): bytes(one.get_data()) for one in held}
    finally:
        document.close()


def reader() -> str:
    """Name and version of what reads pages: another version may order lines otherwise."""
    from importlib.metadata import version

    return f"pypdfium2 {version('pypdfium2')}"


def _pdfium() -> Any:
    return import_module("pypdfium2")


def _read(pdf: bytes) -> PageTexts:
    document = _pdfium().PdfDocument(pdf)
    try:
        pages = tuple(_text(document[number]) for number in range(len(document)))
        keywords = document.get_metadata_dict().get("Keywords", "")
    finally:
        document.close()
    return PageTexts(pages, *_keywords(keywords))


def keywords_of(
    subject: Subject, docs: tuple[str, ...], *, city_pages: bool = False, template: str = ""
) -> str:
    """The keywords that :func:`reread` understands."""
    told = (template,) if template else ()
    held = ((CITY, subject.cities), (YEAR, subject.years), (SOURCE, docs), (TEMPLATE, told))
    words = [f"{name}{value}" for name, values in held for value in values]
    return ",".join([*words, *([CITY_PAGES] if city_pages else [])])


def _keywords(text: str) -> tuple[Subject | None, tuple[str, ...], bool, str]:
    words = [word.strip() for word in text.split(",")]
    cities, years, docs, templates = (
        tuple(word.removeprefix(name) for word in words if word.startswith(name))
        for name in (CITY, YEAR, SOURCE, TEMPLATE)
    )
    subject = Subject(cities, years) if cities or years else None
    return subject, docs, CITY_PAGES in words, "".join(templates[:1])


def _text(page: Any) -> str:
    textpage = page.get_textpage()
    text: str = textpage.get_text_bounded()
    lines = SOFT_BREAK.sub("", without_controls(text)).replace("\r\n", "\n").split("\n")
    return "\n".join(line.strip() for line in lines)
