"""What is kept of compiled texts matches as if it had been compiled anew."""

from __future__ import annotations

import dataclasses
import os
import re
import subprocess
import sys
import threading
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import pytest

from mingsheng_reports.core import compiled
from mingsheng_reports.core.beside import Report, beside, silent

pytestmark = pytest.mark.skipif(
    sys.version_info[:2] not in compiled.KNOWN_VERSIONS, reason="compiles everything"
)
COMPILER: ModuleType = vars(re)["_compiler"]
PATTERNS = (
    ("新增就业(?P<count>\\d+)(?:万)?人", 0),
    ("[\u4e00-\u9fff]{2,4}市|(?<=第)[一二三]期", 0),
    ("msreport (pdf|batch)$", re.IGNORECASE | re.MULTILINE),
    ("(?i:Pdf)\\s+(?P<a>.)(?P<b>\\1)?", re.DOTALL),
)
TEXTS = ("盘锦市新增就业30000人", "第二期", "x\nMSREPORT PDF\n", "pdf  aa", "")
NEW = "从没编译过的一个模式(?P<only>\\d)"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing kept by others, and the matcher put back afterwards."""
    monkeypatch.setattr(compiled, "SHELF", compiled._Shelf())
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    for place in (compiled.ENGINE, compiled.COMPILE):
        monkeypatch.setattr(COMPILER, place, vars(COMPILER)[place])
    monkeypatch.setattr(dataclasses, compiled.RUN, exec, raising=False)
    re.purge()


def again(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """As the next run finds it."""
    monkeypatch.setattr(compiled, "SHELF", compiled._Shelf())
    re.purge()
    compiled.install(path)


def refuse(*given: object) -> NoReturn:
    raise AssertionError(given)


def found(pattern: re.Pattern[str]) -> list[object]:
    """All that a pattern finds."""
    return [(m.span(), m.groups(), m.groupdict()) for t in TEXTS for m in pattern.finditer(t)]


def test_kept_patterns_are_not_compiled_and_match_alike(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    anew = [re.compile(*each) for each in PATTERNS]
    re.purge()
    path = tmp_path / "kept"
    compiled.install(path)
    assert [re.compile(*each) for each in PATTERNS] == anew
    compiled.save(path)
    with monkeypatch.context() as patched:
        patched.setattr(COMPILER, "_code", refuse)
        again(patched, path)
        kept = [re.compile(*each) for each in PATTERNS]
        with pytest.raises(AssertionError):
            re.compile(NEW)
    assert kept == anew  # Python compares the compiled code itself
    assert [found(each) for each in kept] == [found(each) for each in anew]
    assert any(found(each) for each in kept)
    assert [(p.flags, p.groups, p.groupindex) for p in kept] == [
        (p.flags, p.groups, p.groupindex) for p in anew
    ]


def test_another_thread_does_not_come_between(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    long_way, path = vars(COMPILER)[compiled.COMPILE], tmp_path / "kept"

    def disturbed(pattern: str, flags: int) -> object:
        made = long_way(pattern, flags)
        if threading.current_thread() is threading.main_thread():
            other = threading.Thread(target=re.compile, args=("另一个(线程)",))
            other.start()
            other.join()
        return made

    monkeypatch.setattr(COMPILER, compiled.COMPILE, disturbed)
    compiled.install(path)
    anew = re.compile(NEW)
    compiled.save(path)
    again(monkeypatch, path)
    assert re.compile(NEW) == anew
    assert not compiled.SHELF.fresh


def test_an_unknown_python_compiles_everything(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(compiled, "KNOWN_VERSIONS", ())
    before = {place: vars(COMPILER)[place] for place in (compiled.ENGINE, compiled.COMPILE)}
    compiled.install(tmp_path / "kept")
    assert before == {place: vars(COMPILER)[place] for place in before}
    assert vars(dataclasses)[compiled.RUN] is exec


def test_what_is_no_pattern_is_told_as_ever(tmp_path: Path) -> None:
    compiled.install(tmp_path / "kept")
    with pytest.raises(re.error):
        re.compile("(")
    assert re.compile(rb"\d").findall(b"a1") == [b"1"]


def test_methods_of_data_classes_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def made() -> type:
        fields = [("name", str), ("count", int, dataclasses.field(default=1))]
        return dataclasses.make_dataclass("Kept", fields, frozen=True, slots=True)

    path = tmp_path / "kept"
    compiled.install(path)
    anew = made()
    compiled.save(path)
    again(monkeypatch, path)
    kept = made()
    assert not compiled.SHELF.fresh
    for one in (anew, kept):
        assert repr(one("一")).endswith("Kept(name='一', count=1)")
        assert one("一") == one("一", 1) != one("一", 2)
        assert hash(one("一")) == hash(one("一", 1))
        with pytest.raises(dataclasses.FrozenInstanceError):
            one("一").name = "二"


def test_functions_written_as_text_are_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "kept"
    compiled.install(path)
    anew = compiled.evaluate("lambda each: each + more", {"more": 1}, {})
    compiled.save(path)
    again(monkeypatch, path)
    kept = compiled.evaluate("lambda each: each + more", {"more": 2}, {})
    assert not compiled.SHELF.fresh
    assert (anew(1), kept(1)) == (2, 3)
    with pytest.raises(SyntaxError):
        compiled.evaluate("lambda:", {}, {})


@pytest.mark.parametrize("damage", [b"", b"\0" * 40, b"short"])
def test_a_damaged_file_is_as_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, damage: bytes
) -> None:
    path = tmp_path / "kept"
    path.write_bytes(damage)
    compiled.install(path)
    assert re.compile(NEW).match("从没编译过的一个模式7")
    compiled.save(path)
    again(monkeypatch, path)
    assert compiled.find(("pattern", NEW, 0))


def test_another_python_keeps_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "kept"
    compiled.install(path)
    re.compile(NEW)
    compiled.save(path)
    monkeypatch.setattr(compiled, "_version", lambda: "4.0")
    again(monkeypatch, path)
    assert not compiled.SHELF.held


def test_nothing_is_written_where_python_keeps_no_modules(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "kept"
    compiled.install(path)
    re.compile(NEW)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compiled.save(path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    compiled.save(tmp_path / "kept" / "no folder" / "here")
    assert not list(tmp_path.iterdir())


def test_texts_of_old_versions_are_let_go(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "kept"
    compiled.install(path)
    for each in ("a1", "a2", "a3"):
        re.compile(each)
    compiled.save(path)
    monkeypatch.setattr(compiled, "MOST", 3)
    again(monkeypatch, path)
    re.compile("a2")
    re.compile(NEW)
    compiled.save(path)
    assert [list(tmp_path.iterdir())] == [[path]]
    again(monkeypatch, path)
    assert {key[1] for key in compiled.SHELF.held} == {"a2", NEW}


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_what_a_child_compiles_is_kept_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def compiling(report: Report) -> str:
        del report
        return re.compile(NEW).pattern

    monkeypatch.setattr(threading, "active_count", lambda: 1)  # as a command has it
    compiled.install(tmp_path / "kept")
    assert beside(compiling, lambda: None, silent) == NEW
    assert compiled.find(("pattern", NEW, 0))


@pytest.mark.slow
def test_a_command_keeps_and_uses_them(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from mingsheng_reports.core import compiled
path = Path(sys.argv.pop())
compiled._file = lambda: path
from mingsheng_reports import __main__ as way
way._leave = lambda code: None  # so that it can be looked at
try:
    way.main()
finally:
    print(len(compiled.SHELF.held), len(compiled.SHELF.fresh))
"""
    path = tmp_path / "kept"
    command = [sys.executable, "-c", code, "sources", str(path)]
    keeping = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    told = [
        subprocess.run(
            command, capture_output=True, text=True, check=True, env=keeping
        ).stdout.splitlines()
        for _ in range(2)
    ]
    (held, fresh), (later, more) = (map(int, each[-1].split()) for each in told)
    assert held == fresh > 100
    assert (later, more) == (held, 0)
    assert told[0][:-1] == told[1][:-1]
