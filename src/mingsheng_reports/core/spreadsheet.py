"""Rows of a CSV file that a person keeps, with the lines on which they stand."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator


class UnpairedQuotesError(ValueError):
    """A quotation mark has no partner.

    Attributes:
        begins: line on which the row begins.
        line: line up to which the file was read.
    """

    def __init__(self, begins: int, line: int) -> None:
        super().__init__(f"unpaired quotation mark in the row of line {begins}")
        self.begins = begins
        self.line = line


def numbered_rows(text: str, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Cells of every row, empty ones too, with the line on which the row begins.

    Raises:
        UnpairedQuotesError: the rows before it have been handed out.
    """
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in lines:
            yield begins, cells
            begins = lines.line_num + 1
    except csv.Error as error:
        raise UnpairedQuotesError(begins, lines.line_num) from error
