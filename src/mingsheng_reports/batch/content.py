"""One digest for one content: what tells an unchanged brief from a changed one.

Values are walked by what they are made of, never by ``repr`` or ``pickle``: a field that is not
shown, or an object that is shared in one run and copied in the next, makes no difference here. A
kind of value that the walk does not know is refused, so that nothing can be overlooked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path

PLAIN = (bool, int, float, Decimal, date)


def digest_of(*values: object) -> str:
    """Sha256, as hexadecimal digits, of all that the values hold.

    Raises:
        TypeError: one of them holds something that is neither plain nor a dataclass.
    """
    told: dict[int, str] = {}
    return hashlib.sha256("".join(_written(value, told) for value in values).encode()).hexdigest()


def _written(value: object, told: dict[int, str]) -> str:
    """A text that no other content has.

    Args:
        told: what was written of the objects met before, by identity; a metric stands in a brief
            many times. All of them live as long as the outermost value.
    """
    if value is None:
        return "-"
    if isinstance(value, Enum):  # before str, which some are too
        return f"{type(value).__name__}.{value.name};"
    if isinstance(value, str):
        # What a file's name holds beyond Unicode has no bytes in UTF-8.
        text = value.encode(errors="surrogateescape").decode("latin-1")
        return f'"{len(text)}:{text}'
    if isinstance(value, PLAIN):
        return f"{type(value).__name__} {value!r};"
    if isinstance(value, Path):
        return f"path {_written(str(value), told)}"
    if id(value) not in told:
        told[id(value)] = "".join(_parts(value, told))
    return told[id(value)]


def _parts(value: object, told: dict[int, str]) -> Iterator[str]:
    if isinstance(value, (tuple, list)):
        yield f"({len(value)}:"
        for each in value:
            yield _written(each, told)
    elif isinstance(value, Mapping):
        yield f"{{{len(value)}:"
        yield from sorted(_written(key, told) + _written(each, told) for key, each in value.items())
    elif is_dataclass(value) and not isinstance(value, type):
        yield f"{type(value).__name__}:"
        for name in _fields(type(value)):
            yield _written(getattr(value, name), told)
    else:
        message = f"no digest for a {type(value).__name__}"
        raise TypeError(message)


@cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
