"""Themes: one TOML file each under ``tables/themes/``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from mingsheng_reports.catalogue.tables import table_path
from mingsheng_reports.core.errors import CatalogueError
from mingsheng_reports.core.theme import Colours, Faces, Measures, Sizes, Theme

DEFAULT = "minsheng"
COLOUR = re.compile(r"#[0-9a-f]{6}")

Part = TypeVar("Part", Colours, Faces, Sizes, Measures)


@cache
def load_theme(name: str = DEFAULT) -> Theme:
    """The bundled theme of that name.

    Raises:
        CatalogueError: if there is none, or it is damaged.
    """
    return read_theme(table_path("themes") / f"{name}.toml")


def read_theme(path: Path) -> Theme:
    """A theme from a file: every field is required, none may be unknown.

    Raises:
        CatalogueError: if the file cannot be read or a field is missing, unknown or ill-formed.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        message = f"版式文件{path}读不出来：{error.strerror}；请检查文件名，或重新安装本程序。"
        raise CatalogueError(message) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"版式文件{path}不是合格的TOML文件（{error}）；请对照自带的版式改正。"
        raise CatalogueError(message) from error
    return Theme(
        name=str(content.get("name", path.stem)),
        colours=_part(path, content, "colours", Colours),
        faces=_part(path, content, "faces", Faces),
        sizes=_part(path, content, "sizes", Sizes),
        measures=_part(path, content, "measures", Measures),
    )


def _part(path: Path, content: dict[str, Any], name: str, kind: type[Part]) -> Part:
    given = content.get(name, {})
    wanted = {field.name for field in fields(kind)}
    wrong = sorted(wanted.symmetric_difference(given))
    if wrong:
        message = (
            f"版式文件{path}的[{name}]一节缺少或多出{'、'.join(wrong)}；请对照自带的版式改正。"
        )
        raise CatalogueError(message)
    for key, value in given.items():
        if not _well_formed(kind, value):
            message = f"版式文件{path}的{name}.{key}写成了{value!r}；请对照自带的版式改正。"
            raise CatalogueError(message)
    return kind(**given)


def _well_formed(kind: type[Part], value: object) -> bool:
    if kind is Colours:
        return isinstance(value, str) and COLOUR.fullmatch(value) is not None
    if kind is Faces:
        # A quote would end the string in the style sheet it is written into.
        return isinstance(value, str) and bool(value) and '"' not in value
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0
