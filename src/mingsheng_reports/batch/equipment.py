"""What turns a brief into a PDF besides the brief: the program, its libraries, faces, templates.

All of it goes into a brief's key: after any change every brief is printed anew. A worker on another
machine works it out for itself, so that it never prints with other equipment than was asked for.
"""

from __future__ import annotations

import ctypes
import hashlib
import platform
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import metadata
from pathlib import Path

from mingsheng_reports.catalogue.resources import PACKAGE, fonts_dir, templates_dir
from mingsheng_reports.core.theme import Theme

# What they need in turn is found by their own lists.
LIBRARIES = ("weasyprint", "matplotlib", "jinja2", "opencc", "rjieba", "deflate", "uharfbuzz")
# Functions that tell the version of a library of the system.
SYSTEM = (
    ("libpango-1.0.so.0", "pango_version_string"),
    ("libharfbuzz.so.0", "hb_version_string"),
    ("libharfbuzz-subset.so.0", "hb_version_string"),
)
NAME = re.compile(r"[A-Za-z0-9._-]+")
OPTIONAL = "extra =="
LEFT_OUT = frozenset({"__pycache__"})


def equipment_of(theme: Theme) -> str:
    """Digest of all that prints a brief by a theme, the user's own templates and logo included."""
    own, logo = theme.template.own, theme.masthead.logo
    return _joined((_bundled(), *_folder(own), *(_file(Path(logo)) if logo else ())))


@cache
def _bundled() -> str:
    """Digest of the program, its tables, templates and faces, and of the libraries."""
    folders = (PACKAGE, templates_dir(), fonts_dir())
    held = (line for folder in folders for line in _folder(folder))
    return _joined((platform.python_version(), *_versions(LIBRARIES), *_system(), *held))


def _joined(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode(errors="surrogateescape")).hexdigest()


def _folder(folder: Path | None) -> Iterator[str]:
    """A line for each file in a folder, wherever the folder lies."""
    if folder is None:
        return
    for path in sorted(folder.rglob("*")):
        if not LEFT_OUT.intersection(path.parts):
            yield from (f"{path.relative_to(folder).as_posix()} {line}" for line in _file(path))


def _file(path: Path) -> Iterator[str]:
    if path.is_file():
        yield hashlib.sha256(path.read_bytes()).hexdigest()


def _versions(roots: Sequence[str]) -> list[str]:
    """Names and versions of packages and of all that they need in turn."""
    found: dict[str, str] = {}
    open_ = list(roots)
    while open_:
        name = re.sub(r"[-_.]+", "-", open_.pop()).lower()
        if name in found:
            continue
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = ""  # for another system or another Python
            continue
        needed = (each for each in metadata.requires(name) or () if OPTIONAL not in each)
        open_ += [match[0] for each in needed if (match := NAME.match(each))]
    return [f"{name} {version}" for name, version in sorted(found.items())]


def _system() -> Iterator[str]:
    for name, teller in SYSTEM:
        try:
            tell = getattr(ctypes.CDLL(name), teller)
        except (OSError, AttributeError):
            yield f"{name} -"
        else:
            tell.restype = ctypes.c_char_p
            yield f"{name} {tell().decode()}"
