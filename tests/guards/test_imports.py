"""The import contracts are kept here, and each has been seen to break on a sample package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from guards import house

CONTRACTS = tomllib.loads((house.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]["contracts"]
# The sample has every stage that the contract names, so that a new stage needs no change here.
(STAGES,) = [layer.split(" | ") for layer in CONTRACTS[0]["layers"] if "reading" in layer]
MODULES = {
    "__init__": "",
    "stages": "import mingsheng_reports.reading.library",
    "pipeline": "import mingsheng_reports.stages",
    "cli/main": "import mingsheng_reports.pipeline",
    "core/span": "import re",
    "catalogue/units": "import mingsheng_reports.core.span",
    "charts/draw": "import matplotlib",
    "printing/press": "import jinja2, weasyprint, markupsafe, uharfbuzz",
    **{f"{stage}/library": "import mingsheng_reports.catalogue.units" for stage in STAGES},
}
VIOLATIONS = {
    "core imports catalogue": {"core/span": "import mingsheng_reports.catalogue.units"},
    "a stage imports another": {"briefs/library": "import mingsheng_reports.reading.library"},
    "a stage imports the pipeline": {"charts/library": "import mingsheng_reports.pipeline"},
    "the pipeline imports a command": {"pipeline": "import mingsheng_reports.cli.main"},
    "the import hides in a function": {
        "core/span": "def f():\n    import mingsheng_reports.catalogue.units"
    },
    "a folder nobody placed": {"extras/more": ""},
    "a circle": {
        "reading/library": "import mingsheng_reports.reading.lines",
        "reading/lines": "import mingsheng_reports.reading.library",
    },
    "briefs draws": {"briefs/library": "from matplotlib import figure"},
    "a command sets pages": {"cli/main": "def f():\n    import weasyprint"},
    "charts fills templates": {"charts/draw": "import jinja2"},
}


def lint(folder: Path, modules: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """What lint-imports says about a package of these modules under the project's contracts."""
    for name, source in modules.items():
        path = folder / "mingsheng_reports" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        (path.parent / "__init__.py").touch()
        path.write_text(source + "\n", encoding="utf-8")
    shutil.copy(house.ROOT / "pyproject.toml", folder)
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    environment = os.environ | {"PYTHONPATH": str(folder), "COLUMNS": "200"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_the_project_keeps_its_contracts() -> None:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=house.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in done.stdout


def test_a_sample_package_keeps_them_too(tmp_path: Path) -> None:
    done = lint(tmp_path, MODULES)
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in done.stdout, done.stdout


@pytest.mark.parametrize("name", VIOLATIONS)
def test_guard_sees_a_broken_contract(name: str, tmp_path: Path) -> None:
    done = lint(tmp_path, MODULES | VIOLATIONS[name])
    assert done.returncode == 1
    assert "BROKEN" in done.stdout, done.stdout
