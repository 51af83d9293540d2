"""A listing: a table for the eye on a terminal, rows for other programs elsewhere."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click

from mingsheng_reports.cli.options import Choice
from mingsheng_reports.cli.tables import Column, lay_out
from mingsheng_reports.core.writing import check_target, write_whole
from mingsheng_reports.exports.columns import Row
from mingsheng_reports.exports.formats import encode

Shown = TypeVar("Shown")

NARROWEST = 60
WIDEST = 160
ON_SCREEN = Path("-")

form_option = click.option(
    "--format",
    "form",
    type=Choice(("table", "csv", "json")),
    metavar="格式",
    default=None,
    help="table、csv 或 json；不写时屏幕上是 table，存文件时按扩展名，管道里是 csv",
)
text_form_option = click.option(
    "--format",
    "form",
    type=Choice(("text", "csv", "json")),
    metavar="格式",
    default="text",
    help="text、csv 或 json；不写时是 text",
)
output_option = click.option(
    "-o",
    "output",
    type=click.Path(path_type=Path),
    metavar="文件",
    default=ON_SCREEN,
    help="存成哪个文件；不写或写“-”时送到屏幕",
)


def screen_width() -> int:
    """Cells that a table may take."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((80, 24)).columns))


def form_for(form: str | None, output: Path) -> str:
    """The form asked for, else by what it is for; refuses a target before the work is done.

    Raises:
        UsageError: the file cannot be written.
    """
    if output != ON_SCREEN:
        check_target(output)
        return form or ("json" if output.suffix.lower() == ".json" else "csv")
    return form or ("table" if sys.stdout.isatty() else "csv")


def deliver(
    form: str,
    output: Path,
    table: tuple[Sequence[Column], Sequence[Sequence[str]]],
    rows: Callable[[], tuple[Sequence[Row], Sequence[str]]],
) -> None:
    """Write the table, or the rows with their columns, to the screen or whole into the file."""
    if form == "table":
        content = ("\n".join(lay_out(*table, screen_width())) + "\n").encode()
    else:
        content = encode(*rows(), form)
    if output == ON_SCREEN:
        click.echo(content.decode(), nl=False)
    else:
        write_whole(output, content)


def show(
    found: Sequence[Shown], line: Callable[[Shown], str], columns: Sequence[str], form: str
) -> None:
    """Each as a line of text, or its attributes of those names as a row; on the screen."""
    if form == "text":
        for each in found:
            click.echo(line(each))
    else:
        rows: list[Row] = [{name: getattr(each, name) or "" for name in columns} for each in found]
        click.echo(encode(rows, columns, form).decode(), nl=False)
