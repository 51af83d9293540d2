"""A table for the eye: columns measured in cells, long texts wrapped to the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mingsheng_reports.cli.widths import pad, width_of, wrap

GAP = "  "


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        least: cells it keeps when room is short; 0 for a column that is never wrapped.
        right: numbers, set to the right.
    """

    head: str
    least: int = 0
    right: bool = False


def lay_out(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Header, rule and rows as lines of at most ``width`` cells where the columns allow it."""
    widths = _widths(columns, rows, width)
    heads = [pad(c.head, w, right=c.right) for c, w in zip(columns, widths, strict=True)]
    rule = ["─" * w for w in widths]
    lines = [GAP.join(heads).rstrip(), GAP.join(rule)]
    for row in rows:
        lines.extend(_row(columns, row, widths))
    return lines


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Natural widths; what is too much is taken from the widest column that may still give."""
    widths = [
        max([width_of(column.head), *(width_of(row[i]) for row in rows)])
        for i, column in enumerate(columns)
    ]
    room = width - len(GAP) * (len(columns) - 1)
    while sum(widths) > room:
        giving = [i for i, c in enumerate(columns) if c.least and widths[i] > c.least]
        if not giving:
            break
        widths[max(giving, key=lambda i: widths[i])] -= 1
    return widths


def _row(columns: Sequence[Column], row: Sequence[str], widths: Sequence[int]) -> list[str]:
    cells = [wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
    lines = []
    for number in range(max(len(cell) for cell in cells)):
        parts = [
            pad(cell[number] if number < len(cell) else "", width, right=column.right)
            for cell, width, column in zip(cells, widths, columns, strict=True)
        ]
        lines.append(GAP.join(parts).rstrip())
    return lines
