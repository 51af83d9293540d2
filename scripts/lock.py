"""Resolves the lock files from pyproject.toml: `make lock`.

Only names and versions are written, so that they install from whatever index a machine is set up
for. pip resolves on the oldest Python we support; the same pins are then tried on the newer ones.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = "3.11"
NEWER = ("3.12", "3.13", "3.14")
HEADER = "# Made by `make lock` from pyproject.toml; not edited by hand.\n"


def resolve(requirements: list[str], python: str) -> dict[str, str]:
    """Name and version of everything that the requirements need on a Python of that version.

    Raises:
        subprocess.CalledProcessError: if nothing satisfies them there.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed"]
        command += ["--quiet", "--only-binary=:all:", f"--python-version={python}"]
        command += [f"--target={folder}", f"--report={report}", *requirements]
        subprocess.run(command, check=True)
        found = json.loads(report.read_text(encoding="utf-8"))["install"]
    pins = {entry["metadata"]["name"]: entry["metadata"]["version"] for entry in found}
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in pins.items()}


def pinned(pins: dict[str, str]) -> list[str]:
    """The pins as requirement lines, by name."""
    return [f"{name}=={version}" for name, version in sorted(pins.items())]


def main() -> None:
    """Write both files; stop when the pins do not install on a newer Python."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    # The build backend is pinned too: the checkout itself is installed without build isolation.
    runtime = project["project"]["dependencies"] + project["build-system"]["requires"]
    everything = resolve(runtime + project["dependency-groups"]["dev"], OLDEST)
    needed = resolve([*runtime], OLDEST)
    locks = {
        "requirements.lock": pinned({name: everything[name] for name in needed}),
        "requirements-dev.lock": pinned(everything),
    }
    for python in NEWER:
        extra = set(resolve(locks["requirements-dev.lock"], python)) - set(everything)
        if extra:
            sys.exit(f"Python {python} also needs {', '.join(sorted(extra))}")
    for name, lines in locks.items():
        (ROOT / name).write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
        print(f"{name}: {len(lines)} packages")


if __name__ == "__main__":
    main()
