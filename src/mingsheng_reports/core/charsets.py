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
CHUNKS = 256
PLANE = CHUNKS * CHUNK  # characters of the basic plane; sets with others are left to Python
FEW = 2  # stretches of characters that are written as ranges, more as a bitmap

Item = tuple[Any, Any]
Span = tuple[int, int]
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
    spans: list[Span] = []
    out: list[Item] = []
    rest: list[Item] = []
    for op, value in items:
        if op is compiler.LITERAL:
            spans.append((value, value))
        elif op is compiler.RANGE:
            spans.append(value)
        elif op is compiler.NEGATE:
            out.append((op, value))
        else:
            rest.append((op, value))
    stretches = _merged(spans)
    highest = stretches[-1][1] if stretches else 0
    if highest >= PLANE:
        return None
    if len(stretches) <= FEW:
        for first, last in stretches:
            single = first == last
            out.append((compiler.LITERAL, first) if single else (compiler.RANGE, (first, last)))
        out += rest
        return (out if len(out) < len(items) else list(items)), False
    marked = _marked(stretches)
    if highest < CHUNK:
        out.append((compiler.CHARSET, compiler._mk_bitmap(marked[0])))  # noqa: SLF001  no public way
    else:
        out.append((compiler.BIGCHARSET, _big(compiler, marked)))
    return out + rest, False


def _merged(spans: list[Span]) -> list[Span]:
    """Stretches of characters in their order, none touching the next."""
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def _marked(stretches: list[Span]) -> dict[int, bytearray]:
    """The chunks that hold a character, by their number, with a mark for each character."""
    found: dict[int, bytearray] = {}
    for first, last in stretches:
        for number in range(first // CHUNK, last // CHUNK + 1):
            chunk = found.setdefault(number, bytearray(CHUNK))
            start = max(0, first - number * CHUNK)
            end = min(CHUNK, last + 1 - number * CHUNK)
            chunk[start:end] = b"\1" * (end - start)
    return found


def _big(compiler: ModuleType, marked: dict[int, bytearray]) -> list[int]:
    """How many different chunks there are, which one stands where, and their bits.

    Chunks are numbered as they come up; of those without a mark the first stands for all.
    """
    blank = next((number for number in range(CHUNKS) if number not in marked), 0)
    marked.setdefault(blank, bytearray(CHUNK))
    chunks: dict[bytes, int] = {}
    places = {
        number: chunks.setdefault(bytes(marked[number]), len(chunks)) for number in sorted(marked)
    }
    where = bytearray([places[blank]]) * CHUNKS
    for number, place in places.items():
        where[number] = place
    bits: list[int] = compiler._mk_bitmap(bytearray().join(chunks))  # noqa: SLF001  no public way
    return [len(chunks), *compiler._bytes_to_codes(where), *bits]  # noqa: SLF001  no public way
