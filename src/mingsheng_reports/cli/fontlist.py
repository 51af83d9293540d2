"""Are the bundled faces there, unchanged, and with their licences?"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mingsheng_reports.catalogue.resources import fonts_dir
from mingsheng_reports.cli.finding import Finding
from mingsheng_reports.core.errors import MissingLibraryError

REMEDY = "请重新安装本程序；在源码目录里，也可以重新取出fonts文件夹。"
LIST = "fonts.toml"
# Official documents ask for 仿宋; none with an open licence is to be had as a package.
SUBSTITUTE = Finding("字体 仿宋", "自带字体里没有仿宋，简报（bulletin）正文以宋体代替")


def check_fonts(folder: Path | None = None) -> Iterator[Finding]:
    """One finding per face of ``fonts.toml``, and what stands in for the face there is not.

    Raises:
        MissingLibraryError: the folder or the list itself is missing or damaged.
    """
    where = folder or fonts_dir()
    try:
        faces = tomllib.loads((where / LIST).read_text(encoding="utf-8"))["face"]
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError) as error:
        message = f"字体清单{where / LIST}读不出来；{REMEDY}"
        raise MissingLibraryError(message) from error
    found = [_check(where, face) for face in faces]
    yield from found
    if all(one.well for one in found):
        yield SUBSTITUTE


def _check(folder: Path, face: dict[str, Any]) -> Finding:
    name = f"字体 {face['family']}"
    style = str(face.get("style", "Regular"))
    if style != "Regular":
        name += f" {style}"
    path = folder / face["file"]
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return Finding(name, f"没有{path}", REMEDY)
    if digest != face["sha256"]:
        return Finding(name, f"{path}与清单不符，可能损坏或被换过", REMEDY)
    licence = folder / face["licence_file"]
    if not licence.is_file():
        return Finding(name, f"缺少许可文件{licence}", REMEDY)
    return Finding(name, f"{face['licence']}，与清单的sha256相符")
