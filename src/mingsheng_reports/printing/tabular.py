"""How wide the columns of a table with many columns are, by what stands in them.

The engine shares out room by the longest text of a column, as if it stood on one line; a column
of reasons then takes the room that numbers need. Here a column asks for its longest piece that
should not be broken, and what is left over is shared out in the same proportion. Where there is
not room for all, the type gets smaller and, in the end, words are broken; numbers stay whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil

from markupsafe import Markup

from mingsheng_reports.core.brief import Computed, Figure, Fragment, Table
from mingsheng_reports.printing.cells import LONGEST, PHRASES
from mingsheng_reports.printing.lines import ems

FEWEST = 5  # columns; with fewer there is room enough
# The type as a part of its usual size, and the longest pieces kept on one line in em: what leaves
# room for everything first is taken. Type that is a tenth smaller reads better than torn words.
TRIED = (
    (1.0, LONGEST), (0.95, LONGEST), (0.9, LONGEST), (0.9, 8.0), (0.85, LONGEST), (0.85, 8.0),
    (0.8, LONGEST), (0.8, 8.0), (0.8, 7.0), (0.75, 7.0), (0.75, 6.0), (0.7, 6.0), (0.7, 5.0),
)  # fmt: skip
NARROWEST = 3.5
BLANK = 1.1  # em; between a column and the next, and what estimates are wrong by
MARK = 0.35  # em; a digit of an endnote mark, in type sizes of the table
SIGN = "\ue000"  # of no character that is printed
GROUP = Markup("<colgroup>{}</colgroup>")
COLUMN = Markup('<col style="width:{}%"/>')
SMALLER = Markup(' style="font-size:calc({}*var(--crowded-size))"')


@dataclass(frozen=True, slots=True)
class Division:
    """How the room of a table is shared out.

    Attributes:
        whole: em; pieces up to this length stay on one line.
        size: of the type, as a part of the usual one.
        widths: of the columns in em of that type; none where the engine shares out.
    """

    whole: float = LONGEST
    size: float = 1.0
    widths: tuple[float, ...] = ()

    @property
    def group(self) -> Markup:
        """``<colgroup>`` with the share of each column."""
        if not self.widths:
            return Markup("")
        shares = (100 * width / sum(self.widths) for width in self.widths)
        return GROUP.format(Markup("").join(COLUMN.format(f"{share:.2f}") for share in shares))

    @property
    def style(self) -> Markup:
        """The attribute of a table in smaller type."""
        return SMALLER.format(f"{self.size:.2f}") if self.size < 1 else Markup("")


def division(table: Table, measure: float) -> Division:
    """Columns that hold their pieces, as far as there is room.

    Args:
        measure: width of the table in em of its usual type.
    """
    if len(table.heads) < FEWEST:
        return Division()
    widths = cache(lambda whole: tuple(_widths(table, whole)))
    for size, whole in TRIED:
        if sum(widths(whole)) * size <= measure:
            break  # else the last one, as tight as it is
    return Division(whole, size, widths(whole))


def _widths(table: Table, whole: float) -> Iterator[float]:
    """Em that each column asks for, with the blank behind it."""
    *columns, last = zip(table.heads, *(row.cells for row in table.rows), strict=True)
    for column in columns:
        yield max(NARROWEST, *(_need(cell, whole) for cell in column)) + BLANK
    yield max(NARROWEST, *(_need(cell, whole) for cell in last))


def _need(cell: Sequence[Fragment], whole: float) -> float:
    """Ems of the longest piece of a cell that stays on one line, with the marks behind it."""
    parts = PHRASES.split("".join(map(_marked, cell)))
    numbers = (_ems(_marked(each)) for each in cell if isinstance(each, Figure))
    return max(*(_on_lines(_ems(part), whole) for part in parts), *numbers, 0.0)


def _on_lines(width: float, whole: float) -> float:
    return width / ceil(width / whole) if width > whole else width


def _marked(fragment: Fragment) -> str:
    """Its text, and a sign for each digit of the endnote mark behind it."""
    return fragment.text + SIGN * _mark_length(fragment)


def _ems(text: str) -> float:
    signs = text.count(SIGN)
    return ems(text) - signs + MARK * signs


def _mark_length(fragment: Fragment) -> int:
    if isinstance(fragment, Figure):
        return len(str(fragment.note))
    if isinstance(fragment, Computed):
        return sum(len(str(note)) + 1 for note in fragment.notes)
    return 0
