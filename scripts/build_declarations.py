"""Build ``printing/declarations.json``: what WeasyPrint declares of Pango, as cffi compiles it.

Run it when WeasyPrint or cffi is renewed: declarations that it has not seen are parsed at every
start.

    python scripts/build_declarations.py
"""

from __future__ import annotations

import ast
import io
import json
from typing import Any

import cffi
from cffi.recompiler import Recompiler

from mingsheng_reports.core.writing import write_whole
from mingsheng_reports.printing.declarations import CODE, FILE, PARTS, declaring, digest


def declared() -> str:
    """The C text in WeasyPrint's module."""
    file = declaring()
    assert file  # noqa: S101  it is installed wherever this is run
    module = file.read_text(encoding="utf-8")
    calls = (node for node in ast.walk(ast.parse(module)) if isinstance(node, ast.Call))
    (told,) = (call for call in calls if ast.unparse(call.func) == "ffi.cdef")
    text: str = ast.literal_eval(told.args[0])
    return text


def compiled(text: str) -> dict[str, Any]:
    """What cffi makes of it: the keyword arguments in the module that it writes."""
    ffi = cffi.FFI()
    ffi.cdef(text)
    ffi.set_source("pango", None)
    maker = Recompiler(ffi, "pango", target_is_python=True)
    maker.collect_type_table()
    maker.collect_step_tables()
    written = io.StringIO()
    maker.write_source_to_f(written, None)
    calls = (node for node in ast.walk(ast.parse(written.getvalue())) if isinstance(node, ast.Call))
    (made,) = (call for call in calls if ast.unparse(call.func) == "_cffi_backend.FFI")
    return {each.arg: ast.literal_eval(each.value) for each in made.keywords if each.arg}


def build() -> dict[str, Any]:
    """What the file holds."""
    parts = compiled(declared())
    unknown = parts.keys() - {*PARTS, "_version"}
    if unknown:
        message = f"cffi tells more than is kept: {unknown}"
        raise ValueError(message)
    told = {part: _text(parts.get(part, ())) for part in PARTS}
    return {"sha256": digest(), "version": parts["_version"], **told}


def _text(held: object) -> object:
    if isinstance(held, tuple):
        return [_text(each) for each in held]
    return held.decode(CODE) if isinstance(held, bytes) else held


if __name__ == "__main__":
    write_whole(FILE, (json.dumps(build(), indent=0) + "\n").encode())
