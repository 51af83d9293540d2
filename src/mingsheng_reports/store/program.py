"""What reads and extracts, as one digest: another program may find other numbers."""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from mingsheng_reports.catalogue.tables import TABLES

PACKAGE = Path(__file__).resolve().parent.parent
STAGES = ("core", "catalogue", "reading", "extraction", "corrections", "store")
LIBRARIES = ("mingsheng-reports", "opencc", "rjieba")


@cache
def reader_digest() -> str:
    """Of the stages up to the metrics, their tables and the libraries they read with.

    The files themselves are asked, not only the version: a checkout changes between versions.
    """
    code = sorted(path for stage in STAGES for path in (PACKAGE / stage).rglob("*.py"))
    tables = sorted(path for path in TABLES.rglob("*") if path.is_file())
    digest = hashlib.sha256(platform.python_version().encode())
    for name in LIBRARIES:
        digest.update(f"{name} {_version(name)}\n".encode())
    for path in (*code, *tables):
        digest.update(f"{path.relative_to(PACKAGE).as_posix()}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
