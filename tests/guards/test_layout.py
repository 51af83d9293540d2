"""The house rules hold, and each guard has been seen to fail."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from guards import house

# Longer than allowed, each with its reason.
LONG_MODULES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}


def name_of(path: Path) -> str:
    return path.relative_to(house.ROOT).as_posix()


each_module = pytest.mark.parametrize("path", list(house.modules("src", "scripts")), ids=name_of)


@each_module
def test_modules_are_short(path: Path) -> None:
    if name_of(path) not in LONG_MODULES:
        assert not house.too_long(path.read_text(encoding="utf-8"))


@each_module
def test_functions_are_short(path: Path) -> None:
    found = house.long_functions(path.read_text(encoding="utf-8"))
    assert not [each for each in found if f"{name_of(path)}:{each}" not in LONG_FUNCTIONS]


@each_module
def test_names_say_something(path: Path) -> None:
    assert not house.empty_names(path.read_text(encoding="utf-8"), path.stem)


def test_packages_are_empty_at_the_door() -> None:
    doors = list(house.PACKAGE.rglob("__init__.py"))
    assert doors
    assert not [path for path in doors if house.not_empty(path.read_text(encoding="utf-8"))]


def test_core_needs_the_standard_library_only() -> None:
    found = {
        name_of(path): house.beyond_the_library(path.read_text(encoding="utf-8"))
        for path in house.modules("src/mingsheng_reports/core")
    }
    assert found
    assert not {name: lines for name, lines in found.items() if lines}


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = {
        name_of(path): house.foreign_words(path.read_text(encoding="utf-8"))
        for path in house.text_files()
    }
    assert len(found) > 50
    assert not {name: lines for name, lines in found.items() if lines}


def test_templates_escape_everything() -> None:
    templates = [path for path in (house.ROOT / "templates").rglob("*") if path.is_file()]
    assert templates
    found = {name_of(path): house.unescaped(path.read_text(encoding="utf-8")) for path in templates}
    assert not {name: lines for name, lines in found.items() if lines}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_files_hold_names_and_versions_only(name: str) -> None:
    assert not house.loose_pins((house.ROOT / name).read_text(encoding="utf-8"))


def test_lock_files_agree_with_the_project_and_with_each_other() -> None:
    runtime = house.pins((house.ROOT / "requirements.lock").read_text(encoding="utf-8"))
    everything = house.pins((house.ROOT / "requirements-dev.lock").read_text(encoding="utf-8"))
    assert runtime.items() <= everything.items()
    project = tomllib.loads((house.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = project["project"]["dependencies"]
    assert {re.split(r"[<>=]", each)[0] for each in asked} <= set(runtime)
    asked = project["dependency-groups"]["dev"]
    assert {re.split(r"[<>=]", each)[0] for each in asked} <= set(everything)


# ── each guard has been seen red ──────────────────────────────────────────────────────────────────


def test_guard_sees_a_long_module() -> None:
    assert house.too_long("x = 1\n" * 301)
    assert not house.too_long("x = 1\n" * 300)


def test_guard_sees_a_long_function() -> None:
    assert house.long_functions("def f():\n" + "    x = 1\n" * 41)
    assert house.long_functions("def f():\n    if x:\n" + "        x = 1\n" * 40)
    assert not house.long_functions("def f():\n" + "    x = 1\n" * 40)


def test_guard_sees_something_in_a_package_door() -> None:
    assert house.not_empty('"""Docstring."""\n')
    assert not house.not_empty("\n")


@pytest.mark.parametrize(
    "line",
    ["import numpy", "from matplotlib import font_manager", "def f():\n    import pandas.io"],
)
def test_guard_sees_a_library_in_core(line: str) -> None:
    assert house.beyond_the_library(line)
    assert not house.beyond_the_library("import decimal\nfrom mingsheng_reports.core import span")


@pytest.mark.parametrize("word", [word for words in house.FOREIGN.values() for word in words])
def test_guard_sees_a_foreign_word(word: str) -> None:
    assert house.foreign_words(f"first line\nsee {word} there") == [
        f"line 2: {what}: {word}" for what, words in house.FOREIGN.items() if word in words
    ]


@pytest.mark.parametrize(
    "line",
    ["{{ title|safe }}", "{{ title | safe }}", "{% autoescape false %}", "{{ Markup(title) }}"],
)
def test_guard_sees_an_unescaped_template(line: str) -> None:
    assert house.unescaped(line)
    assert not house.unescaped("{{ title }} is safe {# unsafe #}")


@pytest.mark.parametrize(
    ("source", "stem"),
    [("class DataReader: ...", "x"), ("class Common: ...", "x"), ("", "utils"), ("", "base")],
)
def test_guard_sees_an_empty_name(source: str, stem: str) -> None:
    assert house.empty_names(source, stem)
    assert not house.empty_names("class Database: ...", "commonwealth")


@pytest.mark.parametrize(
    "line",
    ["click", "click>=8", "click==8.1 ; python_version < '3.12'", "-e .", "--no-binary click"],
)
def test_guard_sees_a_loose_pin(line: str) -> None:
    assert house.loose_pins(f"# comment\nclick==8.5.1\n{line}\n") == [line]
