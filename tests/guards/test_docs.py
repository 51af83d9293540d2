"""The documents speak of what there is."""

from __future__ import annotations

import re

import pytest

from guards import house
from mingsheng_reports.cli.main import program

DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")


def document(name: str) -> str:
    return (house.ROOT / name).read_text(encoding="utf-8")


def dead_links(text: str) -> list[str]:
    """Links to files that are not in the checkout."""
    targets = re.findall(r"\]\(([^)#\s]+)", text)
    return [each for each in targets if "://" not in each and not (house.ROOT / each).exists()]


def unknown_targets(text: str, makefile: str) -> list[str]:
    """`make` targets that the Makefile does not have."""
    known = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    return [each for each in re.findall(r"\bmake ([a-z]+)\b", text) if each not in known]


def missing_paths(text: str) -> list[str]:
    """Paths in backquotes, ``folder/`` or ``folder/file.ext``, that are not there."""
    named = re.findall(r"`((?:src|tests|scripts|fonts|templates|seeds|benchmarks)/[\w./-]*)`", text)
    return [each for each in named if not (house.ROOT / each).exists()]


def unnamed_commands(text: str, commands: list[str]) -> list[str]:
    """Commands that the text does not show."""
    return [each for each in commands if not re.search(rf"msreport {each}\b", text)]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    assert not dead_links(document(name))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_named_make_targets_exist(name: str) -> None:
    assert not unknown_targets(code_of(document(name)), document("Makefile"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_named_paths_exist(name: str) -> None:
    assert not missing_paths(document(name))


def test_the_readme_shows_every_command() -> None:
    commands = sorted(program.commands)
    assert commands
    assert not unnamed_commands(document("README.md"), commands)


def test_the_changelog_has_a_place_for_what_is_new() -> None:
    assert "## [Unreleased]" in document("CHANGELOG.md")


def code_of(text: str) -> str:
    """Only what stands in code blocks and backquotes."""
    blocks = re.findall(r"```.*?```", text, re.DOTALL)
    return "\n".join([*blocks, *re.findall(r"`[^`\n]+`", text)])


def test_guard_sees_a_dead_link() -> None:
    assert dead_links("[x](nowhere.md) [y](README.md)") == ["nowhere.md"]


def test_guard_sees_an_unknown_target() -> None:
    assert unknown_targets("make fast", "test: setup\n") == ["fast"]


def test_guard_sees_a_missing_path() -> None:
    assert missing_paths("`src/nowhere.py` `fonts/`") == ["src/nowhere.py"]


def test_guard_sees_a_command_that_is_not_shown() -> None:
    assert unnamed_commands("msreport pdf", ["pdf", "trace"]) == ["trace"]
