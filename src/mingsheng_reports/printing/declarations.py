"""What WeasyPrint declares of Pango, HarfBuzz and fontconfig, read already.

It hands cffi a few hundred C declarations, which a parser written in Python reads at every start,
and again every type that is named while printing: together a seventh of a second. The file beside
this module holds what that comes to, as cffi itself writes it down for modules made in advance (its
"out-of-line, ABI mode"). It is used for that text and no other.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from mingsheng_reports.printing.engine_files import engine_file

FILE = Path(__file__).with_name("declarations.json")
DECLARING = Path("text", "ffi.py")  # in WeasyPrint
PARTS = ("_types", "_globals", "_struct_unions", "_enums", "_typenames")
CODE = "latin-1"  # a character is a byte of cffi's


@contextlib.contextmanager
def read_already() -> Iterator[bool]:
    """WeasyPrint's declarations are not parsed while the block imports it; whether that is so."""
    known = json.loads(FILE.read_bytes())
    if digest() != known["sha256"]:
        yield False
        return
    cffi: Any = import_module("cffi")
    parsing, cffi.FFI = cffi.FFI, _declared(known)
    try:
        yield True
    finally:
        cffi.FFI = parsing


def digest() -> str:
    """The sha256 of the module that declares; empty where there is none."""
    module = declaring()
    return hashlib.sha256(module.read_bytes()).hexdigest() if module else ""


def declaring() -> Path | None:
    """WeasyPrint's module of declarations, which is not imported for it."""
    return engine_file(DECLARING)


def _declared(known: dict[str, Any]) -> type[Any]:
    """In place of ``cffi.FFI``."""
    compiled: Any = import_module("_cffi_backend")
    parts = {part: _bytes(known[part]) for part in PARTS}

    class Declared(compiled.FFI):  # type: ignore[misc]  # written in C
        def __init__(self) -> None:
            super().__init__("pango", _version=known["version"], **parts)

        def cdef(self, text: str) -> None:
            """It is that text: its digest was looked at."""

    return Declared


def _bytes(held: object) -> object:
    """As cffi wants it: tuples, and bytes instead of text."""
    if isinstance(held, list):
        return tuple(map(_bytes, held))
    return held.encode(CODE) if isinstance(held, str) else held
