"""WeasyPrint's own files, found without importing it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def engine_file(path: Path) -> Path | None:
    """A file of the package; None where there is none."""
    package = find_spec("weasyprint")
    folders = (package and package.submodule_search_locations) or ()
    found = (Path(folder, path) for folder in folders)
    return next((each for each in found if each.is_file()), None)
