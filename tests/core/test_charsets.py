"""The shorter way to compile sets of characters against Python's own."""

from __future__ import annotations

import importlib.util
import pkgutil
import re
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingsheng_reports.catalogue.discards import discard_rules
from mingsheng_reports.catalogue.tables import TABLES, read_tsv
from mingsheng_reports.core import charsets

PARSER: ModuleType = vars(re)["_parser"]
PACKAGES = ("catalogue", "reading", "extraction", "corrections", "comparison", "briefs")
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="-^[]\\&~|")
MEMBERS = st.one_of(
    CHARACTERS,
    st.tuples(CHARACTERS, CHARACTERS).map(lambda two: "-".join(sorted(two))),
    st.sampled_from([r"\d", r"\W", r"\s", "\u4e00-\u9fff", "\U00010000-\U0010ffff", "a-\uffff"]),
)

pytestmark = pytest.mark.skipif(
    sys.version_info[:2] not in charsets.COPIED_VERSIONS, reason="takes the long way"
)


def _compiler() -> ModuleType:
    """A compiler of its own, as Python brings it."""
    spec = importlib.util.find_spec("re._compiler")
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


LONG, SHORT = _compiler(), _compiler()
setattr(SHORT, charsets.PLACE, charsets.shorter(SHORT, vars(SHORT)[charsets.PLACE]))


def _codes(pattern: str, flags: int) -> tuple[list[int], list[int]]:
    """What the matcher is given, by the long way and by the shorter one."""
    long, short = (way._code(PARSER.parse(pattern, flags), flags) for way in (LONG, SHORT))
    return long, short


def _patterns() -> Iterator[tuple[str, int]]:
    """Every pattern that a module holds, and those of tables."""
    for package in PACKAGES:
        folder = importlib.import_module(f"mingsheng_reports.{package}")
        for found in pkgutil.iter_modules(folder.__path__, f"{folder.__name__}."):
            for held in vars(importlib.import_module(found.name)).values():
                if isinstance(held, re.Pattern) and isinstance(held.pattern, str):
                    yield held.pattern, held.flags
    for rule in discard_rules():
        yield rule.pattern.pattern, rule.pattern.flags
    for path in TABLES.glob("*.tsv"):
        for row in read_tsv(path.name):
            yield from ((row[name], 0) for name in ("pattern", "cue") if name in row)


def test_every_pattern_of_the_program_comes_to_the_same_code() -> None:
    held = {each for each in _patterns() if "«" not in each[0]}
    assert len(held) > 300
    for each in held:
        long, short = _codes(*each)
        assert short == long, each


@given(
    members=st.lists(MEMBERS, min_size=1, max_size=12).map("".join),
    negated=st.booleans(),
    flags=st.sampled_from([0, re.IGNORECASE, re.ASCII]),
)
def test_any_set_comes_to_the_same_code(members, negated, flags) -> None:
    long, short = _codes(f"[{'^' if negated else ''}{members}]x", flags)
    assert short == long


def test_another_python_takes_the_long_way(monkeypatch) -> None:
    monkeypatch.setattr(charsets, "COPIED_VERSIONS", ())
    assert not charsets.install()


def test_installed_twice_is_installed_once(monkeypatch) -> None:
    compiler = vars(re)["_compiler"]
    monkeypatch.setattr(compiler, charsets.PLACE, vars(compiler)[charsets.PLACE])
    assert charsets.install()
    installed = vars(compiler)[charsets.PLACE]
    assert installed.__module__ == charsets.__name__
    assert charsets.install()
    assert vars(compiler)[charsets.PLACE] is installed
