"""How a brief is to look: template, theme, masthead, the same options for every command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, TypeVar

import click

from mingsheng_reports.core.theme import Masthead, Template, Theme

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

# What the masthead of a bulletin may tell; what is not given is not printed.
MASTHEAD = (
    ("--name", "name", "刊名", "简报报头上的名称，例如 民生实事简报"),
    ("--issue", "issue", "期号", "简报的期号，照写照印，例如 第3期"),
    ("--organisation", "organisation", "单位", "简报的编印单位"),
    ("--to", "to", "单位", "简报报送的上级，印在“报”后"),
    ("--cc", "cc", "单位", "简报送给的平级，印在“送”后"),
    ("--distribution", "distribution", "单位", "简报发给的下级，印在“发”后"),
    ("--copies", "copies", "份数", "简报的印数，照写照印，例如 30份"),
)


def look_options(command: Decorated) -> Decorated:
    """``--template``, ``--proves``, ``--theme``, ``--template-dir`` and what a masthead tells."""
    for option, name, metavar, told in reversed(MASTHEAD):
        command = click.option(option, f"masthead_{name}", metavar=metavar, help=told)(command)
    command = click.option(
        "--template-dir",
        type=click.Path(path_type=Path),
        metavar="文件夹",
        help="自己的模板文件夹，里面有的文件代替自带的同名文件",
    )(command)
    command = click.option(
        "--theme",
        metavar="版式",
        help="版式（颜色、字体、字号、报头）：自带版式的名字，或自己写的TOML文件",
    )(command)
    command = click.option(
        "--proves",
        metavar="版面",
        default=Template().name,
        help="核校单（--template proof）校哪一种版面：feature 综述（不写时校它）、bulletin 简报",
    )(command)
    return click.option(
        "--template",
        metavar="版面",
        default=Template().name,
        help="版面：feature 综述（不写时用它）、bulletin 简报、onepage 一页通、proof 核校单",
    )(command)


def chosen_look(options: dict[str, Any]) -> Theme:
    """The theme that the options ask for, on the grid of its template.

    Raises:
        UsageError: there is no such template, theme or folder.
        CatalogueError: a theme file or a template's description is damaged.
    """
    from mingsheng_reports.catalogue.templates import check_template, fitted
    from mingsheng_reports.catalogue.themes import DEFAULT, find_theme

    check_template(options["template"], options["template_dir"])
    theme = find_theme(options["theme"] or DEFAULT)
    given = {field.name: options.get(f"masthead_{field.name}") for field in fields(Masthead)}
    told = {name: text.strip() for name, text in given.items() if text is not None}
    theme = replace(theme, masthead=replace(theme.masthead, **told))
    proves = options.get("proves") or Template().name
    return fitted(theme, options["template"], options["template_dir"], proves)
