"""Themes: one TOML file each under ``tables/themes/``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import MISSING, fields, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from mingsheng_reports.catalogue.tables import table_path
from mingsheng_reports.core.errors import CatalogueError, UsageError
from mingsheng_reports.core.theme import Colours, Faces, Masthead, Measures, Sizes, Theme

DEFAULT = "minsheng"
PICTURES = (".svg", ".png", ".jpg", ".jpeg")
COLOUR = re.compile(r"#[0-9a-f]{6}")

Part = TypeVar("Part", Colours, Faces, Sizes, Measures, Masthead)


@cache
def load_theme(name: str = DEFAULT) -> Theme:
    """The bundled theme of that name.

    Raises:
        CatalogueError: if there is none, or it is damaged.
    """
    return read_theme(table_path("themes") / f"{name}.toml")


def theme_names() -> tuple[str, ...]:
    """The bundled themes."""
    return tuple(sorted(path.stem for path in table_path("themes").glob("*.toml")))


def find_theme(given: str) -> Theme:
    """The bundled theme of that name, or the one in that file.

    Raises:
        UsageError: there is neither.
        CatalogueError: the file is damaged.
    """
    if given in theme_names():
        return load_theme(given)
    if given.endswith(".toml"):
        path = Path(given)
        if not path.is_file():
            message = f"找不到版式文件“{given}”；请检查 --theme 后面的路径。"
            raise UsageError(message)
        return read_theme(path)
    message = (
        f"没有名为“{given}”的版式；自带的版式：{'、'.join(theme_names())}，"
        "也可以写一个TOML文件的路径，例如 --theme 本单位.toml。"
    )
    raise UsageError(message)


def read_theme(path: Path) -> Theme:
    """A theme from a file: no field may be unknown; [masthead] may hold as few as one likes.

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
    known = {"name", "colours", "faces", "sizes", "measures", "masthead"}
    if unknown := sorted(set(content) - known):
        message = f"版式文件{path}里多出{'、'.join(unknown)}；请对照自带的版式改正。"
        raise CatalogueError(message)
    return Theme(
        name=str(content.get("name", path.stem)),
        colours=_part(path, content, "colours", Colours),
        faces=_part(path, content, "faces", Faces),
        sizes=_part(path, content, "sizes", Sizes),
        measures=_part(path, content, "measures", Measures),
        masthead=_with_logo(path, _part(path, content, "masthead", Masthead)),
    )


def _with_logo(path: Path, masthead: Masthead) -> Masthead:
    """The logo's path from the theme file's own folder, once the picture has been found there."""
    if not masthead.logo:
        return masthead
    logo = path.parent / masthead.logo
    if logo.suffix.lower() not in PICTURES or not logo.is_file():
        message = (
            f"版式文件{path}的masthead.logo写的是“{masthead.logo}”，但找不到这个图；"
            f"请写图片文件相对于版式文件的路径，图片可以是{'、'.join(PICTURES)}。"
        )
        raise CatalogueError(message)
    return replace(masthead, logo=str(logo))


def _part(path: Path, content: dict[str, Any], name: str, kind: type[Part]) -> Part:
    given = content.get(name, {})
    if not isinstance(given, dict):
        message = f"版式文件{path}的{name}应是一节，写成[{name}]；请对照自带的版式改正。"
        raise CatalogueError(message)
    wanted = {field.name for field in fields(kind)}
    needed = {field.name for field in fields(kind) if field.default is MISSING}
    wrong = sorted((set(given) - wanted) | (needed - set(given)))
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
    if kind is Masthead:
        return isinstance(value, str)
    if kind is Colours:
        return isinstance(value, str) and COLOUR.fullmatch(value) is not None
    if kind is Faces:
        # A quote would end the string in the style sheet it is written into.
        return isinstance(value, str) and bool(value) and '"' not in value
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0
