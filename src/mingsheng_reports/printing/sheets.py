"""Style sheets parsed once for all the documents that are set by them.

A sheet that WeasyPrint has something to say about is parsed anew for each document: otherwise only
the first of them would be told.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from mingsheng_reports.core import compiled
from mingsheng_reports.printing.engine_files import engine_file

KNOWN_VERSIONS = ("0.9.0", "0.10.0", "0.10.1")  # of cssselect2
HINTS = Path("css", "html5_ph.css")
MOST_LOOKS = 8  # sets of style sheets kept: a template has two, one for trials and one for the page

Parsed = tuple[list[Any], Any]  # the sheets, and the counter styles that they define


def parse(styles: Sequence[str], configuration: Any) -> Parsed:
    """WeasyPrint's style sheets, for one document only."""
    weasyprint: Any = import_module("weasyprint")
    counters = import_module("weasyprint.css.counters").CounterStyle()
    sheets = [
        weasyprint.CSS(string=style, font_config=configuration, counter_style=counters)
        for style in styles
    ]
    return sheets, counters


def parse_once(styles: Sequence[str], configuration: Any) -> Parsed:
    """The same for every document; each gets counter styles of its own, to add to."""
    sheets, counters = _remembered(tuple(styles), configuration)
    return sheets, counters.copy()


@lru_cache(maxsize=MOST_LOOKS)
def _remembered(styles: tuple[str, ...], configuration: Any) -> Parsed:
    return parse(styles, configuration)


def keep_selectors() -> None:
    """What selectors become is compiled once, and kept from run to run."""
    # cssselect2 writes each selector as the text of a function and has it evaluated; a name of its
    # module goes before the built-in one.
    if import_module("cssselect2").VERSION in KNOWN_VERSIONS:
        vars(import_module("cssselect2.compiler"))["eval"] = compiled.evaluate


@contextlib.contextmanager
def without_hints() -> Iterator[None]:
    """WeasyPrint's sheet for attributes like ``bgcolor`` is not parsed while it is imported.

    It is asked for with ``presentational_hints`` only, which no page here is.
    """
    tinycss2: Any = import_module("tinycss2")
    sheet = engine_file(HINTS)
    hints = sheet and sheet.read_text("utf-8")
    parse = tinycss2.parse_stylesheet

    def sparing(text: object, *given: object, **named: object) -> object:
        return [] if text == hints else parse(text, *given, **named)

    tinycss2.parse_stylesheet = sparing
    try:
        yield
    finally:
        tinycss2.parse_stylesheet = parse


def heed(warnings: Sequence[str]) -> None:
    """Parse again from now on where there were complaints: they are made once per parsing."""
    if warnings:
        _remembered.cache_clear()
