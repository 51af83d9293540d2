"""What a pattern can begin with.

A pattern may tell first what it begins with, ``(?=[年月])(?:…)``, so that most characters are
passed over at once. The class told so and the pattern behind it must not drift apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from typing import Any

Step = tuple[object, Any]  # a code and what belongs to it

_parser: Any = import_module("re._parser")


def untold_beginnings(pattern: re.Pattern[str]) -> set[str]:
    """Ways in which the pattern can begin that are not in the class it tells first.

    Raises:
        ValueError: if it tells none.
    """
    steps = list(_parser.parse(pattern.pattern, pattern.flags))
    if not steps or str(steps[0][0]) != "ASSERT":
        raise ValueError("nothing is told of the beginning")
    told, _ = _beginnings(steps[0][1][1])
    found, empty = _beginnings(steps[1:])
    return (found - told) | ({"nothing"} if empty else set())


def _beginnings(sequence: Iterable[Step]) -> tuple[set[str], bool]:
    """Characters or classes that can come first, and whether the sequence may hold none at all."""
    found: set[str] = set()
    for step in sequence:
        first, empty = _of_step(step)
        found |= first
        if not empty:
            return found, False
    return found, True


def _of_step(step: Step) -> tuple[set[str], bool]:
    code, value = step
    match str(code):
        case "LITERAL":
            return {chr(value)}, False
        case "IN":
            return _of_class(value), False
        case "BRANCH":
            ways = [_beginnings(branch) for branch in value[1]]
            return set().union(*(first for first, _ in ways)), any(empty for _, empty in ways)
        case "SUBPATTERN":
            return _beginnings(value[-1])
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            first, empty = _beginnings(value[2])
            return first, empty or value[0] == 0
        case "ASSERT" if value[0] > 0:  # what is looked at ahead comes first as well
            return _beginnings(value[1])
        case "ASSERT" | "ASSERT_NOT" | "AT":
            return set(), True
        case other:
            return {other}, False


def _of_class(members: Iterable[Step]) -> set[str]:
    found: set[str] = set()
    for code, value in members:
        match str(code):
            case "LITERAL":
                found.add(chr(value))
            case "RANGE":
                found |= set(map(chr, range(value[0], value[1] + 1)))
            case _:  # a digit, all but some
                found.add(str(value) if value is not None else str(code))
    return {"CATEGORY_DIGIT"} | found - set("0123456789") if "CATEGORY_DIGIT" in found else found
