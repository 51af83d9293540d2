"""``msreport``: the way in, and the one place where trouble becomes a sentence and an exit code."""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from types import FrameType
from typing import Any, NoReturn

import click

from mingsheng_reports.cli.chinese import Group, explain, with_page
from mingsheng_reports.cli.screen import CLEAR, TYPED, plain, say
from mingsheng_reports.core.errors import ExitCode, MsreportError
from mingsheng_reports.core.garbage import collect_rarely
from mingsheng_reports.stages import Stages

INTERRUPTED = 130  # 128 + SIGINT, as shells report it
TERMINATED = 143  # 128 + SIGTERM
TRACEBACK = "MSREPORT_TRACEBACK"

EXAMPLES = (
    ("msreport pdf --city 盘锦 --year 2022", "印出盘锦市2022年的简报"),
    ("msreport pdf --city 盘锦", "印出盘锦市历年的简报"),
    ("msreport pdf --year 2021", "印出2021年各城市的简报"),
    ("msreport metrics --city 盘锦 -o 指标.xlsx", "把指标导出成表格"),
    ("msreport trace output/盘锦市-2022-民生实事简报.pdf 24002", "查简报上一个数字的出处"),
)
REMARKS = (
    ("更多", "每个命令的例子和选项，请看 msreport 命令 --help，例如 msreport pdf --help。"),
    (
        "按Tab键补全命令",
        (
            'bash：在~/.bashrc里加一行 eval "$(_MSREPORT_COMPLETE=bash_source msreport)"\n'
            'zsh：在~/.zshrc里加一行 eval "$(_MSREPORT_COMPLETE=zsh_source msreport)"\n'
            "fish：运行 _MSREPORT_COMPLETE=fish_source msreport > "
            "~/.config/fish/completions/msreport.fish"
        ),
    ),
    (
        "退出码",
        (
            "0 完成；1 没有做成；2 命令写得不对；4 有的没有印成、没有发出；5 简报核对不符；"
            "130 按Ctrl-C中止。"
        ),
    ),
)


# In the order of use: module and the name of its command's function.
COMMANDS = {
    "pdf": "pdf",
    "batch": "batch",
    "preview": "preview",
    "metrics": "metrics",
    "compare": "compare",
    "pledges": "pledges",
    "sources": "sources",
    "trace": "trace",
    "verify": "verify_command",
    "diff": "diff",
    "mail": "mail",
    "evaluate": "evaluate_command",
    "doctor": "doctor",
}


class Commands(Mapping[str, click.Command]):
    """Commands by name, each imported when it is asked for: no command waits for the others."""

    def __init__(self, functions: Mapping[str, str]) -> None:
        self._functions = functions

    def __getitem__(self, name: str) -> click.Command:
        """The command, in the module of its name."""
        function = self._functions[name]
        command: click.Command = getattr(import_module(f"mingsheng_reports.cli.{name}"), function)
        return command

    def __iter__(self) -> Iterator[str]:
        """Names in the order of use."""
        return iter(self._functions)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._functions)


class Program(Group):
    """The group that never shows a traceback for trouble that can be foreseen."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = "msreport",
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002  Click's signature
        windows_expand_args: bool = True,  # noqa: FBT001, FBT002  Click's signature
        **extra: Any,  # noqa: ANN401  Click's signature
    ) -> NoReturn:
        """Run and exit."""
        del standalone_mode, windows_expand_args, prog_name
        try:
            self._main_shell_completion(extra, "msreport", complete_var)
            code = self._run(sys.argv[1:] if args is None else list(args), extra)
            sys.stdout.flush()
        except BrokenPipeError:
            code = _reader_left()
        except OSError as error:
            code = _cannot_write(error)
        except KeyboardInterrupt:
            say(f"{CLEAR if sys.stderr.isatty() else ''}已中止，没有留下未写完的文件。")
            code = INTERRUPTED
        sys.exit(code)

    def _run(self, args: list[str], extra: dict[str, Any]) -> int:
        try:
            with self.make_context("msreport", list(args), **extra) as context:
                context.meta[TYPED] = tuple(args)
                self.invoke(context)
        except click.exceptions.Exit as exit_:
            return exit_.exit_code
        except click.Abort:
            raise KeyboardInterrupt from None
        except click.ClickException as error:
            return _complain(explain(error), ExitCode.USAGE, _help_hint(error))
        except MsreportError as error:
            return _complain(str(error), error.exit_code)
        except OSError:
            raise
        except MemoryError:
            return _complain("内存不够；请关掉别的程序，或分批处理原文。", ExitCode.FAILED)
        except Exception as error:  # a defect of ours: told in one sentence, shown on request
            if os.environ.get(TRACEBACK):
                raise
            return _complain(_defect(error), ExitCode.FAILED)
        return ExitCode.DONE


def _complain(message: str, code: int, hint: str = "") -> int:
    color = False if plain() else None
    click.echo(click.style("出错 ", fg="red", bold=True) + message, err=True, color=color)
    if hint:
        say(hint)
    return code


def _help_hint(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "msreport"
    return f"用法请看{path} --help。"


def _defect(error: Exception) -> str:
    told = " ".join(f"{type(error).__name__}: {error}".split())
    return (
        f"程序内部出错（{told}），这是程序的缺陷，不是您的操作有误；"
        f"请设置环境变量{TRACEBACK}=1重新运行，把显示的内容交给维护者。"
    )


def _reader_left() -> int:
    """``| head`` has seen enough: not a failure; nothing more may be written at exit."""
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, sys.stdout.fileno())
    return ExitCode.DONE


def _cannot_write(error: OSError) -> int:
    from mingsheng_reports.core.writing import told

    if error.filename is None and error.errno in {errno.ENOSPC, errno.EIO, errno.EDQUOT}:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    where = f"{error.filename}：" if error.filename else ""
    return _complain(f"读写失败，{where}{told(error)}。", ExitCode.FAILED)


def _version(context: click.Context, parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001  Click's signature
    del parameter
    if not value or context.resilient_parsing:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        told = version("mingsheng-reports")
    except PackageNotFoundError:
        told = "（未安装，从源码运行）"
    click.echo(f"msreport {told}")
    context.exit()


@with_page(EXAMPLES, REMARKS)
@click.group(
    cls=Program,
    commands=Commands(COMMANDS),
    help="把报纸上的民生实事报道排成可以逐个数字核对的简报",
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_version,
    help="显示版本",
)
@click.pass_context
def program(context: click.Context) -> None:
    """Prepare what all commands share; without a command, show the help page."""
    context.obj = context.obj or Stages()
    if plain():
        context.color = False
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def _terminate(number: int, frame: FrameType | None) -> NoReturn:
    """Leave by way of every ``finally``, so that no half-written file stays."""
    del number, frame
    raise SystemExit(TERMINATED)


def main() -> NoReturn:
    """Run what the command line asks for, and exit."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w"))
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # Paths that are not UTF-8 pass through as they are.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="surrogateescape")
    signal.signal(signal.SIGTERM, _terminate)
    # Nothing here multiplies matrices, and a process of one thread can be forked.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    collect_rarely()
    try:
        program.main()
    finally:
        # The process ends: looking once more through half a million things for garbage would take
        # half a second.
        gc.freeze()
