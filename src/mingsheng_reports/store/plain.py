"""Frozen values ↔ what JSON can hold, field by field, as their types say.

No pickles: what lies in a folder of the user's is read as text and can do no harm.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from itertools import chain
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Plain = Any  # str, int, bool, None and lists of them
Value = TypeVar("Value")


def to_plain(kind: type[Value], value: Value) -> Plain:
    """A value of a dataclass, as nested lists."""
    hashable: Any = kind  # which mypy does not believe of every type
    return _writer(hashable)(value)


def from_plain(kind: type[Value], plain: Plain) -> Value:
    """The same value again.

    Raises:
        ValueError, TypeError, ArithmeticError: it is not the plain form of such a value.
    """
    hashable: Any = kind
    value: Value = _reader(hashable)(plain)
    return value


def _inner(kind: Any) -> tuple[str, Any]:  # noqa: ANN401  types are values here
    """What a type is made of: ``optional`` or ``many`` of another one, a ``pair``, or itself."""
    origin, within = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        (other,) = (each for each in within if each is not NoneType)
        return "optional", other
    if origin is tuple and within[1:] == (...,):
        return "many", within[0]
    if origin is tuple:
        return "pair", within
    if kind == Sequence[int]:
        return "places", int
    if is_dataclass(kind):
        return "fields", kind
    if isinstance(kind, type) and issubclass(kind, (Enum, Decimal, str, int)):
        return "single", kind
    message = f"no plain form for {kind}"
    raise TypeError(message)


@cache
def _writer(kind: Any) -> Callable[[Any], Plain]:  # noqa: ANN401
    form, inner = _inner(kind)
    if form == "places":
        return _runs
    if form == "single":
        if issubclass(inner, Enum):
            return lambda value: value.value
        return str if inner is Decimal else lambda value: value
    if form == "fields":
        parts = [(name, _writer(each)) for name, each in _fields(inner)]
        return lambda value: [write(getattr(value, name)) for name, write in parts]
    if form == "pair":
        writers = [_writer(each) for each in inner]
        return lambda value: [write(each) for write, each in zip(writers, value, strict=True)]
    write = _writer(inner)
    if form == "optional":
        return lambda value: None if value is None else write(value)
    return lambda value: [write(each) for each in value]


@cache
def _reader(kind: Any) -> Callable[[Plain], Any]:  # noqa: ANN401
    form, inner = _inner(kind)
    if form == "places":
        return _places
    if form == "single":
        return inner if issubclass(inner, (Enum, Decimal)) else lambda plain: plain
    if form == "fields":
        parts = [_reader(each) for _, each in _fields(inner)]
        return lambda plain: inner(*[read(each) for read, each in zip(parts, plain, strict=True)])
    if form == "pair":
        readers = [_reader(each) for each in inner]
        return lambda plain: tuple(read(each) for read, each in zip(readers, plain, strict=True))
    read = _reader(inner)
    if form == "optional":
        return lambda plain: None if plain is None else read(plain)
    return lambda plain: tuple(map(read, plain))


def _fields(kind: type) -> list[tuple[str, Any]]:
    hints = get_type_hints(kind)
    return [(field.name, hints[field.name]) for field in fields(kind)]


def _runs(places: Sequence[int]) -> list[int]:
    """Stretches of neighbours, as start and end in turns: text stands in a file mostly in order."""
    runs: list[int] = []
    if isinstance(places, range):
        return [places.start, places.stop] if places else []
    for place in places:
        if runs and place == runs[-1]:
            runs[-1] += 1
        else:
            runs += (place, place + 1)
    return runs


def _places(runs: Plain) -> Sequence[int]:
    stretches = [range(*pair) for pair in zip(runs[::2], runs[1::2], strict=True)]
    if len(stretches) == 1:
        return stretches[0]
    return tuple(chain.from_iterable(stretches))
