"""The guards: each takes files, or the text of one, and returns what is wrong as sentences."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "mingsheng_reports"
MOST_LINES = 300
MOST_STATEMENTS = 40

# One word for one thing; these say nothing about what a thing is.
EMPTY_WORDS = {"data", "info", "item", "record", "manager", "helper", "utils", "common", "base"}

# Spelled with a gap so that this file does not trip over itself.
_WITH_GAP = {
    "a path of one machine": "/wo~rk/ /ro~ot/ /ho~me/ /Us~ers/",
    "a registry's host": "pypi~.org pythonhosted~.org npmjs~. deb.debian~.org",
    "an index of packages": "index~-url find~-links trusted~-host",
}
FOREIGN = {what: words.replace("~", "").split() for what, words in _WITH_GAP.items()}
NOT_OURS = ("licences", "seeds", "gold")


def modules(*folders: str) -> Iterator[Path]:
    """Python files under folders of the checkout, in a fixed order."""
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def text_files() -> Iterator[Path]:
    """Text files of the project: what a checkout holds, without what it makes or was given."""
    tops = ("src", "templates", "fonts", "tests", "scripts", "benchmarks", ".ci")
    for path in sorted(ROOT.iterdir()):
        # In a second work tree of git, .git is a file that names where the first one lies.
        if path.is_file() and path.name != ".git" and path.suffix in {".md", ".toml", ".lock", ""}:
            yield path
    for top in tops:
        for path in sorted((ROOT / top).rglob("*")):
            hidden = {"__pycache__", *NOT_OURS} & set(path.parts)
            if path.is_file() and not hidden and path.suffix not in {".ttf", ".gz", ".pyc"}:
                yield path


def too_long(source: str, most: int = MOST_LINES) -> list[str]:
    """A module of more lines than can be read in one go."""
    lines = source.count("\n")
    return [f"{lines} lines, at most {most}"] if lines > most else []


def count_statements(function: ast.AST) -> int:
    """Statements in a function, nested ones included, its docstring left out."""
    return sum(isinstance(node, ast.stmt) for node in ast.walk(function)) - 1


def long_functions(source: str, most: int = MOST_STATEMENTS) -> list[str]:
    """Functions of more statements than fit in a head."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, kinds)]
    counted = [(each.name, count_statements(each)) for each in functions]
    return [
        f"{name}: {count} statements, at most {most}" for name, count in counted if count > most
    ]


def not_empty(source: str) -> list[str]:
    """Anything at all in an ``__init__.py``: what a package offers is in its modules."""
    return ["__init__.py is not empty"] if source.strip() else []


def imported(source: str) -> Iterator[tuple[str, int]]:
    """Top-level names of absolute imports with their lines, those inside functions too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0], node.lineno


def beyond_the_library(source: str) -> list[str]:
    """Imports of something that Python itself does not bring."""
    own = {"mingsheng_reports", *sys.stdlib_module_names}
    return [f"line {line}: imports {name}" for name, line in imported(source) if name not in own]


def foreign_words(text: str) -> list[str]:
    """Paths of a machine and addresses of registries."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        for what, words in FOREIGN.items():
            found += [f"line {number}: {what}: {word}" for word in words if word in line]
    return found


def unescaped(template: str) -> list[str]:
    """Places in a template where text would reach the page without being escaped."""
    doors = (r"\|\s*safe\b", r"\bautoescape\s+false\b", r"\bMarkup\s*\(", r"\|\s*forceescape\b")
    lines = list(enumerate(template.splitlines(), start=1))
    return [
        f"line {n}: {line.strip()}" for n, line in lines for door in doors if re.search(door, line)
    ]


def words_of(name: str) -> set[str]:
    """``read_data`` and ``DataReader`` both hold the word data."""
    return set(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().strip("_").split("_"))


def empty_names(source: str, stem: str) -> list[str]:
    """Modules and classes whose names say nothing; a function may well speak of a base unit."""
    names = [node.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef)]
    return [name for name in [stem, *names] if words_of(name) & EMPTY_WORDS]


def loose_pins(lock: str) -> list[str]:
    """Lines of a lock file that are anything but a name and one version."""
    lines = [line for line in lock.splitlines() if line and not line.startswith("#")]
    pin = re.compile(r"[a-z0-9-]+==[0-9][0-9a-z.]*")
    return [line for line in lines if not pin.fullmatch(line)]


def pins(lock: str) -> Mapping[str, str]:
    """Version by name."""
    lines = [line for line in lock.splitlines() if line and not line.startswith("#")]
    return dict(line.split("==") for line in lines)
