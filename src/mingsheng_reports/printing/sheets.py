"""Style sheets parsed once for all the documents that are set by them.

A sheet that WeasyPrint has something to say about is parsed anew for each document: otherwise only
the first of them would be told.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any

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


def heed(warnings: Sequence[str]) -> None:
    """Parse again from now on where there were complaints: they are made once per parsing."""
    if warnings:
        _remembered.cache_clear()
