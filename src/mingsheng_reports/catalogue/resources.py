"""Where templates and fonts lie: beside the package in a wheel, at the top in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mingsheng_reports.core.errors import MissingLibraryError

PACKAGE = Path(__file__).resolve().parent.parent


@cache  # a page asks thousands of times
def _folder(name: str) -> Path:
    for candidate in (PACKAGE / name, PACKAGE.parent.parent / name):
        if candidate.is_dir():
            return candidate
    message = f"找不到程序自带的{name}文件夹；请重新安装本程序，或在源码目录中运行。"
    raise MissingLibraryError(message)


def templates_dir() -> Path:
    """The Jinja templates."""
    return _folder("templates")


def fonts_dir() -> Path:
    """The bundled faces with ``fonts.toml``."""
    return _folder("fonts")
