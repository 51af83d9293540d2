"""How wide the columns of a table with many columns are, by what stands in them.

The engine shares out room by the longest text of a column, as if it stood on one line; a column
of reasons then takes the room that numbers need. Here a column asks for its longest piece that
should not be broken, and what is left over is shared out in the same proportion.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from markupsafe import Markup

from mingsheng_reports.core.brief import Computed, Figure, Fragment, Table
from mingsheng_reports.printing.cells import PHRASES
from mingsheng_reports.printing.lines import ems

FEWEST = 5  # columns; with fewer there is room enough
WHOLE = 9.0  # em; a longer piece may take more than one line
NARROWEST = 3.5
BLANK = 1.1  # em; between a column and the next, and what estimates are wrong by
MARK = 0.35  # em; a digit of an endnote mark, in type sizes of the table
GROUP = Markup("<colgroup>{}</colgroup>")
COLUMN = Markup('<col style="width:{}%"/>')


def column_group(table: Table) -> Markup:
    """``<colgroup>`` with the share of each column; nothing for a table with few columns."""
    if len(table.heads) < FEWEST:
        return Markup("")
    needs = [
        max(NARROWEST, *(_need(cell) for cell in column))
        for column in zip(table.heads, *(row.cells for row in table.rows), strict=True)
    ]
    widths = [*(need + BLANK for need in needs[:-1]), needs[-1]]
    shares = (100 * width / sum(widths) for width in widths)
    return GROUP.format(Markup("").join(COLUMN.format(f"{share:.2f}") for share in shares))


def _need(cell: Sequence[Fragment]) -> float:
    """Ems of the longest piece of a cell that stays on one line, with the marks behind it."""
    marks = sum(MARK * _mark_length(fragment) for fragment in cell)
    parts = PHRASES.split("".join(fragment.text for fragment in cell))
    return marks + max(_on_lines(ems(part)) for part in parts)


def _on_lines(width: float) -> float:
    return width / ceil(width / WHOLE) if width > WHOLE else width


def _mark_length(fragment: Fragment) -> int:
    if isinstance(fragment, Figure):
        return len(str(fragment.note))
    if isinstance(fragment, Computed):
        return sum(len(str(note)) + 1 for note in fragment.notes)
    return 0
