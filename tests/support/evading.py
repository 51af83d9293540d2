"""Can a pattern be found in a text that holds none of certain characters?

Walks the pattern as Python itself parses it. Where it can't tell, it says yes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from typing import Any

Step = tuple[object, Any]  # a code and what belongs to it

_parser: Any = import_module("re._parser")


def can_evade(pattern: re.Pattern[str], characters: frozenset[str]) -> bool:
    """Whether some text without any of the characters may hold a match of the pattern."""
    if pattern.flags & re.IGNORECASE:
        return True
    return _evades(_parser.parse(pattern.pattern, pattern.flags), characters)


def _evades(sequence: Iterable[Step], characters: frozenset[str]) -> bool:
    return all(_step_evades(step, characters) for step in sequence)


def _step_evades(step: Step, characters: frozenset[str]) -> bool:
    code, value = step
    match str(code):
        case "LITERAL":
            return chr(value) not in characters
        case "IN":
            return _class_evades(value, characters)
        case "BRANCH":
            return any(_evades(branch, characters) for branch in value[1])
        case "SUBPATTERN":
            return _evades(value[-1], characters)
        case "ASSERT":
            return _evades(value[1], characters)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return value[0] == 0 or _evades(value[2], characters)
        case "ATOMIC_GROUP":
            return _evades(value, characters)
        case _:  # what stands nowhere, any character, the ends of a text
            return True


def _class_evades(members: Iterable[Step], characters: frozenset[str]) -> bool:
    for code, value in members:
        match str(code):
            case "LITERAL":
                evades = chr(value) not in characters
            case "RANGE":
                evades = any(chr(each) not in characters for each in range(value[0], value[1] + 1))
            case _:  # \d, or all but some
                evades = True
        if evades:
            return True
    return False
