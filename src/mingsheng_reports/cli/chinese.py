"""Click in Chinese: help pages with examples first, and every usage error as one Chinese sentence.

Click words its messages itself, in English, in its exceptions and its formatter. Here the help
page is written anew and each kind of exception is told from what it carries, so that nothing
depends on Click's own wording or on the machine's locale.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import click
from click.exceptions import NoSuchCommand

from mingsheng_reports.cli.widths import pad, width_of, wrap

WIDEST = 100  # cells; longer lines are hard to read
LEFT_MOST = 34  # cells; the widest left column of a list; where one is wider, texts stand below
INDENT = "  "

Lines = Sequence[tuple[str, str]]


class Command(click.Command):
    """A command whose help page begins with examples.

    Attributes:
        examples: command line and what it does.
        remarks: title and text of the last sections of the help page.
    """

    examples: Lines = ()
    remarks: Lines = ()

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Click's own --help, its text in Chinese."""
        return _in_chinese(super().get_help_option(ctx))

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help page."""
        formatter.write(help_page(self, ctx, _page_width()))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse surplus arguments with a hint; Click only says that there are some."""
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # the parser does not know which command it reads for
            raise
        if rest and not ctx.resilient_parsing:
            surplus = " ".join(rest)
            message = f"多出了“{surplus}”。带空格的名字请加引号，选项的名字前要有两个减号。"
            raise click.UsageError(message, ctx)
        return rest


class Group(click.Group):
    """The program: a list of commands."""

    examples: Lines = ()
    remarks: Lines = ()

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Click's own --help, its text in Chinese."""
        return _in_chinese(super().get_help_option(ctx))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which they were added, which is the order of use."""
        del ctx
        return list(self.commands)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help page."""
        formatter.write(help_page(self, ctx, _page_width()))


Paged = TypeVar("Paged", Command, Group)


def with_page(examples: Lines, remarks: Lines) -> Callable[[Paged], Paged]:
    """Give a command its examples and remarks."""

    def dressed(command: Paged) -> Paged:
        command.examples = examples
        command.remarks = remarks
        return command

    return dressed


def _page_width() -> int:
    import shutil  # with all its compressors: only help pages ask for the width

    return max(40, min(WIDEST, shutil.get_terminal_size((80, 24)).columns))


def _in_chinese(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "显示这份说明"
    return option


def help_page(command: Command | Group, ctx: click.Context, width: int) -> str:
    """Title, examples, usage, commands, options, remarks."""
    parts = [f"{ctx.command_path}：{command.help}\n"]
    if command.examples:
        parts.append(_section("示例", command.examples, width))
    parts.append(_section("用法", [(_usage(command, ctx), "")], width))
    if isinstance(command, Group):
        listed = [(name, child.help or "") for name, child in command.commands.items()]
        parts.append(_section("命令", listed, width))
    parts.append(_section("选项", _options(command, ctx), width))
    parts.extend(_section(title, told, width) for title, told in command.remarks)
    return "\n".join(parts)


def _usage(command: click.Command, ctx: click.Context) -> str:
    names = ["<命令>"] if isinstance(command, click.Group) else []
    arguments = [p.make_metavar(ctx) for p in command.params if isinstance(p, click.Argument)]
    return " ".join([ctx.command_path, *names, *arguments, "[选项]"])


def _options(command: click.Command, ctx: click.Context) -> list[tuple[str, str]]:
    rows = []
    for parameter in command.get_params(ctx):
        if isinstance(parameter, click.Option) and not parameter.hidden:
            names = ", ".join([*parameter.opts, *parameter.secondary_opts])
            metavar = "" if parameter.is_flag else f" {parameter.make_metavar(ctx)}"
            rows.append((names + metavar, parameter.help or ""))
    return rows


def _section(title: str, body: Lines | str, width: int) -> str:
    """A titled list in two columns, or a titled text, both wrapped by cells."""
    room = width - len(INDENT)
    if isinstance(body, str):
        return "\n".join([title, *(INDENT + line for line in wrap(body, room))]) + "\n"
    widest = max((width_of(term) for term, _ in body), default=0)
    lines = [title]
    for term, told in body:
        if widest <= LEFT_MOST:
            lines += _beside(term, told, widest + 2, room)
        else:
            below = wrap(told, room - len(INDENT)) if told else []
            lines += [INDENT + term, *(INDENT * 3 + text for text in below)]
    return "\n".join(lines) + "\n"


def _beside(term: str, told: str, left: int, room: int) -> list[str]:
    first, *others = wrap(told, max(10, room - left))
    begun = (INDENT + pad(term, left) + first).rstrip()
    return [begun, *(INDENT + " " * left + text for text in others)]


def explain(error: click.ClickException) -> str:
    """What was typed wrongly, and how to type it, in Chinese."""
    if isinstance(error, click.NoSuchOption):
        return f"没有“{error.option_name}”这个选项{_nearest(error.possibilities)}"
    if isinstance(error, NoSuchCommand):
        return f"没有“{error.command_name}”这个命令{_nearest(error.possibilities)}"
    if isinstance(error, click.MissingParameter):
        return f"缺少{_named(error)}。"
    if isinstance(error, click.BadParameter):
        return f"{_named(error)}不对：{error.message}"
    if isinstance(error, click.BadOptionUsage):
        return _misused(error)
    return error.message


def _nearest(possibilities: Sequence[str] | None) -> str:
    return f"，是不是{'、'.join(possibilities)}？" if possibilities else "。"


def _named(error: click.BadParameter) -> str:
    """``--year``, ``简报文件``: as the help page names it."""
    if error.param is None:
        return "参数"
    if isinstance(error.param, click.Option):
        return max(error.param.opts, key=len)
    return str(error.param.metavar or error.param.name)


def _misused(error: click.BadOptionUsage) -> str:
    params = error.ctx.command.params if error.ctx else []
    flags = {name for p in params if isinstance(p, click.Option) and p.is_flag for name in p.opts}
    if error.option_name in flags or error.option_name in {"-h", "--help", "--version"}:
        return f"选项{error.option_name}后面不带内容，请去掉“=”和它后面的部分。"
    return f"选项{error.option_name}后面缺少内容。"
