"""The wheel carries all that printing needs."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from guards import house


@pytest.mark.slow
def test_the_wheel_holds_templates_fonts_and_tables(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=house.ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("mingsheng_reports-*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    for top in ("templates", "fonts", "src/mingsheng_reports"):
        folder = house.ROOT / top
        files = [path for path in folder.rglob("*") if path.is_file()]
        files = [path for path in files if path.parent.name != "__pycache__"]
        assert files
        packed = {path.relative_to(folder).as_posix() for path in files}
        place = "mingsheng_reports/" + ("" if top.startswith("src") else f"{top}/")
        assert {place + name for name in packed} <= names
