r"""A shorter way through the compiling of regular expressions with Chinese characters in sets.

Python marks every character of a set one by one before it compiles it: the 20992 ideographs of
``[\u4e00-\u9fff]`` take it a thousandth of a second, and the patterns of this program hold a
hundred and fifty such sets. Marking a range at once, and a set that comes up again not at all,
gives the same compiled code (``tests/core/test_charsets.py`` compares the patterns) in a third of
the time. Another Python than those whose inner rules are repeated here compiles the long way.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from functools import lru_cache
from types import ModuleType
from typing import Any

COPIED_VERSIONS = ((3, 11), (3, 12), (3, 13))
PLACE = "_optimize_charset"
CHUNK = 256
PLANE = 65536  # characters of the basic plane; sets with others are left to Python
FEW = 2  # stretches of characters that are written as ranges, more as a bitmap

Item = tuple[Any, Any]
Optimised = tuple[list[Item], bool]
Way = Callable[..., Optimised]


def install() -> bool:
    """Compile the short way from now on; False where this Python takes the long way."""
    if sys.version_info[:2] not in COPIED_VERSIONS:
        return False
    compiler: ModuleType = vars(re)["_compiler"]
    long_way = vars(compiler)[PLACE]
    if long_way.__module__ != __name__:
        setattr(compiler, PLACE, shorter(compiler, long_way))
    return True


def shorter(compiler: ModuleType, long_way: Way) -> Way:
    """What can stand in the place of Python's own function, which it asks where it must."""

    @lru_cache(maxsize=2048)
    def remembered(items: tuple[Item, ...]) -> Optimised:
        return _optimise(compiler, items) or long_way(list(items))

    def optimise(
        charset: Iterable[Item],
        iscased: object = None,
        fixup: object = None,
        fixes: object = None,
    ) -> Optimised:
        if fixup:  # capitals and small letters alike
            return long_way(charset, iscased, fixup, fixes)
        return remembered(tuple(charset))

    return optimise


def _optimise(compiler: ModuleType, items: tuple[Item, ...]) -> Optimised | None:
    """The set in the form that is compiled; None where Python should do it."""
    marks = bytearray(PLANE)
    touched: set[int] = set()  # chunks with a mark
    out: list[Item] = []
    rest: list[Item] = []
    for op, value in items:
        if op is compiler.LITERAL or op is compiler.RANGE:
            first, last = value if op is compiler.RANGE else (value, value)
            if last >= PLANE:
                return None
            marks[first : last + 1] = b"\1" * (last + 1 - first)
            touched.update(range(first // CHUNK, last // CHUNK + 1))
        elif op is compiler.NEGATE:
            out.append((op, value))
        else:
            rest.append((op, value))
    stretches = _stretches(marks)
    if stretches is not None:
        for first, last in stretches:
            single = first == last
            out.append((compiler.LITERAL, first) if single else (compiler.RANGE, (first, last)))
        out += rest
        return (out if len(out) < len(items) else list(items)), False
    if touched == {0}:
        out.append((compiler.CHARSET, compiler._mk_bitmap(marks[:CHUNK])))  # noqa: SLF001  no public way
    else:
        out.append((compiler.BIGCHARSET, _big(compiler, marks, touched)))
    return out + rest, False


def _stretches(marks: bytearray) -> list[tuple[int, int]] | None:
    """First and last of each stretch of marked characters; None when there are more than a few."""
    found: list[tuple[int, int]] = []
    first = marks.find(1)
    while first >= 0:
        if len(found) == FEW:
            return None
        end = marks.find(0, first)
        last = (end if end >= 0 else len(marks)) - 1
        found.append((first, last))
        first = marks.find(1, last + 1)
    return found


def _big(compiler: ModuleType, marks: bytearray, touched: set[int]) -> list[int]:
    """How many different chunks there are, which one stands where, and their bits.

    Chunks are numbered as they come up; of those without a mark the first stands for all.
    """
    blank = next((at for at in range(PLANE // CHUNK) if at not in touched), 0)
    chunks: dict[bytes, int] = {}
    numbers = {
        at: chunks.setdefault(bytes(marks[at * CHUNK : (at + 1) * CHUNK]), len(chunks))
        for at in sorted({*touched, blank})
    }
    where = bytearray([numbers[blank]]) * (PLANE // CHUNK)
    for at, number in numbers.items():
        where[at] = number
    bits: list[int] = compiler._mk_bitmap(bytearray().join(chunks))  # noqa: SLF001  no public way
    return [len(chunks), *compiler._bytes_to_codes(where), *bits]  # noqa: SLF001  no public way
