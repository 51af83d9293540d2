"""Are the packages that this program names as its dependencies there, and in the right version?"""

from __future__ import annotations

import importlib
import io
import re
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from importlib import metadata

from mingsheng_reports.cli.finding import Finding

DISTRIBUTION = "mingsheng-reports"
REQUIREMENT = re.compile(r"^([A-Za-z0-9_.-]+)\s*(?:\[[^\]]*\])?\s*\(?([^;)]*)\)?\s*(;.*)?$")
BOUND = re.compile(r"(>=|<=|==|!=|~=|<|>)\s*([0-9][0-9.]*)")


def packages() -> Iterator[Finding]:
    """The packages that this program names as its dependencies, with their versions."""
    try:
        needed = metadata.requires(DISTRIBUTION) or []
        version = metadata.version(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        remedy = "在源码目录里运行 make brief，或者 pip install ."
        yield Finding("msreport", "没有安装，是从源码直接运行的", remedy)
        return
    yield Finding("msreport", version)
    for requirement in needed:
        match = REQUIREMENT.match(requirement)
        if match and not match[3]:
            yield package(match[1], match[2])


def package(name: str, bounds: str) -> Finding:
    """One package: is it there, does it load, is its version within the bounds."""
    remedy = f"请运行：{sys.executable} -m pip install '{name}{bounds}'"
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Finding(name, "没有安装", remedy)
    if not within(version, bounds):
        return Finding(name, f"{version}，版本不合要求（{bounds}）", remedy)
    try:
        with redirect_stdout(io.StringIO()):  # some print advice of their own
            importlib.import_module(name.replace("-", "_"))
    except Exception as error:  # noqa: BLE001  a broken library can fail in any way
        first = str(error).strip().splitlines()
        told = f"{version}，但载入失败：{first[0] if first else type(error).__name__}"
        return Finding(name, told, _library_remedy(error, remedy))
    return Finding(name, version)


def _library_remedy(error: Exception, remedy: str) -> str:
    """A library of the system that is missing is not mended by pip."""
    if isinstance(error, OSError):
        return f"缺少系统库，请看下面带✗的几行；都装好了仍不行时，{remedy}"
    return remedy


def within(version: str, bounds: str) -> bool:
    """Whether ``70.1`` lies within ``<71,>=70.0``; what is not a plain number is let pass."""
    have = _numbers(version)
    for sign, bound in BOUND.findall(bounds):
        want = _numbers(bound)
        size = max(len(have), len(want))
        left, right = (tuple([*n, *[0] * size][:size]) for n in (have, want))
        held = {
            ">=": left >= right,
            "<=": left <= right,
            "<": left < right,
            ">": left > right,
            "==": left == right,
            "!=": left != right,
        }
        if not held.get(sign, True):
            return False
    return True


def _numbers(version: str) -> list[int]:
    """``3.10.1rc2`` → 3, 10, 1."""
    leading = re.match(r"\d+(?:\.\d+)*", version)
    return [int(part) for part in leading[0].split(".")] if leading else []
