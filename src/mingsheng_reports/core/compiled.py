"""What is compiled of texts, kept from run to run as Python keeps its modules.

The tables of this program become some seven hundred regular expressions, its templates a few dozen
modules, and ``dataclasses`` writes the methods of each class as text; compiled anew at every start
they take a third of a second. What came out is kept in one file in ``__pycache__``, where the
compiled modules lie, is trusted as they are, and is as easily done without: where that folder
cannot be written, everything is compiled again.
"""

from __future__ import annotations

import contextlib
import dataclasses
import marshal
import os
import re
import sys
import threading
import zlib
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

KNOWN_VERSIONS = ((3, 11), (3, 12), (3, 13))
MOST = 4000  # texts; more than that are not all of one version of this program
SUM = 4  # bytes of the check sum that the file begins with
ENGINE, COMPILE = "_sre", "compile"  # in the module that re compiles with
RUN = "exec"  # what dataclasses compiles and runs the text of methods with
CODE = "I"  # of array: a number of 32 bits

Key = tuple[Any, ...]
Kept = dict[Key, Any]


@dataclass(slots=True)
class _Shelf:
    """What is kept, by kind and text; ``fresh`` is what this run has compiled."""

    held: Kept = field(default_factory=dict)
    fresh: Kept = field(default_factory=dict)
    used: set[Key] = field(default_factory=set)


SHELF = _Shelf()


def find(key: Key) -> Any:  # noqa: ANN401  whatever was kept
    """What was kept under a key; None where there is nothing."""
    found = SHELF.held.get(key)
    if found is not None:
        SHELF.used.add(key)
    return found


def keep(key: Key, made: object) -> None:
    """Keep something that ``marshal`` can write."""
    learn({key: made})


def fresh() -> Kept:
    """What this process has compiled, for the one that has started it."""
    return SHELF.fresh


def learn(made: Kept) -> None:
    """Keep what another process has compiled."""
    SHELF.held |= made
    SHELF.fresh |= made
    SHELF.used |= made.keys()


def install(path: Path | None = None) -> None:
    """From now on, what is kept is not compiled; patterns and methods that are not, will be kept.

    Another Python than those whose way from text to what is run is known compiles everything.
    """
    if sys.version_info[:2] not in KNOWN_VERSIONS:
        return
    _load(path or _file())
    compiler = _compiler()
    engine, long_way = vars(compiler)[ENGINE], vars(compiler)[COMPILE]
    if not isinstance(engine, _Listening):
        listening = _Listening(engine)
        setattr(compiler, ENGINE, listening)
        setattr(compiler, COMPILE, _sparing(listening, long_way))
    vars(dataclasses)[RUN] = _run_methods


def save(path: Path | None = None) -> None:
    """Write what is kept, where this run has added to it."""
    if not SHELF.fresh or sys.dont_write_bytecode:
        return
    held = SHELF.held
    if len(held) > MOST:
        held = {key: made for key, made in held.items() if key in SHELF.used}
    content = marshal.dumps((_version(), held))
    path = path or _file()
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        try:
            path.parent.mkdir(exist_ok=True)
            beside.write_bytes(_sum(content) + content)
            beside.replace(path)
        except OSError:
            beside.unlink(missing_ok=True)
            raise


def _load(path: Path) -> None:
    """Another Python's, or a damaged file, is as none."""
    with contextlib.suppress(OSError, EOFError, ValueError, TypeError):
        held = path.read_bytes()
        content = held[SUM:]
        if _sum(content) == held[:SUM]:
            version, kept = marshal.loads(content)  # noqa: S302  trusted as the modules beside it
            if version == _version():
                SHELF.held |= kept


def _file() -> Path:
    return Path(cache_from_source(__file__)).with_suffix(".texts")


def _sum(content: bytes) -> bytes:
    return zlib.crc32(content).to_bytes(SUM)


def _version() -> str:
    return sys.version


def _compiler() -> ModuleType:
    """Where ``re`` turns what it has parsed into what is matched."""
    module: ModuleType = vars(re)["_compiler"]
    return module


class _Listening(threading.local):
    """The matcher's module; what the last pattern of each thread was made of is remembered."""

    def __init__(self, engine: ModuleType) -> None:
        self._engine = engine
        self.last: tuple[Any, ...] = ()

    def __getattr__(self, name: str) -> object:
        """Everything else is the module's own."""
        return getattr(self._engine, name)

    def compile(self, *given: object) -> re.Pattern[str]:
        """As the module does it."""
        self.last = given
        made: re.Pattern[str] = vars(self._engine)[COMPILE](*given)
        return made


def _sparing(engine: _Listening, long_way: Callable[..., re.Pattern[str]]) -> Callable[..., object]:
    """``re``'s own compiling, for patterns that are not kept."""

    def sparing(pattern: object, flags: int = 0) -> object:
        if not isinstance(pattern, str) or flags & re.DEBUG:
            return long_way(pattern, flags)
        key = ("pattern", pattern, flags)
        found = find(key)
        if found is not None:
            marks, code, *groups = found
            return engine.compile(pattern, marks, array(CODE, code).tolist(), *groups)
        made = long_way(pattern, flags)
        _, marks, code, *groups = engine.last
        keep(key, (marks, array(CODE, code).tobytes(), *groups))
        return made

    return sparing


def _run_methods(text: str, names: dict[str, Any], made: dict[str, Any]) -> None:
    """As ``exec`` does it for ``dataclasses``, which would find the built-in one otherwise."""
    exec(_code(text, "exec"), names, made)  # noqa: S102  dataclasses' own text


def evaluate(text: str, names: dict[str, Any], made: dict[str, Any]) -> Any:  # noqa: ANN401  as eval
    """As ``eval`` does it, for a library that writes functions as text and has them compiled."""
    return eval(_code(text, "eval"), names, made)  # noqa: S307  the library's own text


def _code(text: str, mode: str) -> CodeType:
    """What a text is compiled to, alone or as an expression."""
    key = (mode, text)
    kept = find(key)
    if kept is None:
        code: CodeType = compile(text, "<string>", mode, dont_inherit=True)
        keep(key, marshal.dumps(code))
        return code
    held: CodeType = marshal.loads(kept)  # noqa: S302  as above
    return held
