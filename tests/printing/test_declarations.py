"""WeasyPrint's declarations as they are kept, against cffi's own reading of them."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from mingsheng_reports.printing import declarations, engine_files

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "build_declarations.py"
IMPORTING = """
import sys
from mingsheng_reports.printing import declarations, opening
declarations.FILE = declarations.Path(sys.argv[1])
ffi = opening.open_engine().weasyprint.text.ffi.ffi
print(type(ffi).__name__, "pycparser" in sys.modules, ffi.sizeof("PangoRectangle"))
"""


@pytest.fixture(scope="module")
def building() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_declarations", SCRIPT)
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def opened_with(file: Path) -> list[str]:
    """What the engine is given in a process of its own: the kind of reader, parser, a size."""
    done = subprocess.run(
        [sys.executable, "-c", IMPORTING, str(file)], capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_they_are_what_cffi_makes_of_them(building: ModuleType) -> None:
    assert json.loads(declarations.FILE.read_bytes()) == building.build()


def test_they_are_used_and_nothing_is_parsed() -> None:
    assert opened_with(declarations.FILE) == ["Declared", "False", "16"]


def test_other_declarations_are_parsed(tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    known = json.loads(declarations.FILE.read_bytes())
    other.write_text(json.dumps(known | {"sha256": "0"}), encoding="utf-8")
    assert opened_with(other) == ["FFI", "True", "16"]


def test_no_weasyprint_has_no_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_files, "find_spec", lambda _: None)
    assert not declarations.digest()
