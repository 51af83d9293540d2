import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from mingsheng_reports.cli import main
from mingsheng_reports.cli.main import program
from mingsheng_reports.cli.widths import width_of

from .conftest import ROOT

# Words of Click's own that must never be seen; names of options, formats and columns may.
ENGLISH = re.compile(
    r"\b(?:Usage|Options|Commands|Error|Try|Missing|Invalid|Got|No such|Show|argument|required|"
    r"default|does not|requires|unexpected|Traceback|Exception|Aborted)\b"
)
COMMANDS = (
    "pdf",
    "batch",
    "preview",
    "metrics",
    "compare",
    "pledges",
    "sources",
    "trace",
    "verify",
    "diff",
    "mail",
    "evaluate",
    "doctor",
)
WRONG = (
    ["nonsense"],
    ["pdff"],
    ["--nonsense"],
    ["pdf", "--ctiy", "盘锦"],
    ["pdf", "--city"],
    ["pdf", "--city", "  "],
    ["pdf"],
    ["pdf", "--year", "22"],
    ["pdf", "--year", "去年"],
    ["pdf", "--year", "2022-2020"],
    ["compare", "--city", "盘锦、盘金"],
    ["pledges", "--city", "盘锦", "--city", "鞍山", "--year", "1999-2001"],
    ["pdf", "--city", "盘锦", "2022"],
    ["pdf", "--help=yes"],
    ["pdf", "--city", "盘锦", "-o", "-"],
    ["pdf", "--city", "盘锦", "--source", "没有这个文件夹"],
    ["metrics", "--bom=1"],
    ["metrics", "--format", "xml"],
    ["metrics", "--category", "就学"],
    ["metrics", "--discards", "--city", "盘锦"],
    ["sources", "--format", "xlsx"],
    ["trace"],
    ["trace", "24002"],
    ["trace", "简报.pdf"],
    ["trace", "简报.pdf", "24002"],
    ["trace", "简报.pdf", " "],
    ["trace", "a@1-2", "--source", ""],
)


@pytest.mark.parametrize("args", WRONG, ids=" ".join)
def test_wrong_usage_is_told_in_chinese_and_exits_2(args: list[str], run) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("出错 ")
    assert not ENGLISH.search(result.stderr), result.stderr
    assert re.search(r"[\u4e00-\u9fff]", result.stderr)


def test_english_guard_sees_clicks_own_wording() -> None:
    bare = click.Command("x", params=[click.Option(["--city"])])
    for args in (["--ctiy"], ["--city"], ["a"], ["--help"]):
        assert ENGLISH.search(CliRunner().invoke(bare, args).output)


@pytest.mark.parametrize("command", ["", *COMMANDS])
@pytest.mark.parametrize("columns", ["80", "120"])
def test_help_is_chinese_with_examples_first_and_fits(
    command: str, columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    result = CliRunner().invoke(program, [*([command] if command else []), "--help"])
    assert result.exit_code == 0
    assert not ENGLISH.search(result.stdout)
    assert result.stdout.index("示例") < result.stdout.index("用法") < result.stdout.index("选项")
    wide = [line for line in result.stdout.splitlines() if width_of(line) > min(100, int(columns))]
    assert wide == []


def test_every_example_on_the_help_pages_is_understood() -> None:
    for name in COMMANDS:
        command = program.commands[name]
        for line, _ in command.examples:
            words = line.split(">")[0].split()
            assert words[:2] == ["msreport", name]
            assert command.make_context(name, words[2:]).params


def test_no_arguments_shows_help(run) -> None:
    result = run()
    assert result.exit_code == 0
    assert "示例" in result.stdout
    assert all(name in result.stdout for name in COMMANDS)


def test_version(run) -> None:
    assert re.fullmatch(r"msreport \S+\n", run("--version").stdout)


def test_a_slip_in_a_name_gets_a_suggestion(run) -> None:
    assert "是不是--city" in run("pdf", "--ctiy", "盘锦").stderr
    assert "是不是pdf" in run("pdff").stderr


def test_completion_script_is_offered(msreport) -> None:
    done = msreport(env={"_MSREPORT_COMPLETE": "zsh_source"})
    assert done.returncode == 0
    assert b"_MSREPORT_COMPLETE=zsh_complete" in done.stdout


@pytest.mark.skipif(not str(ROOT).isascii(), reason="Python itself stops at such a path")
def test_readable_without_a_utf8_locale(msreport) -> None:
    for locale in ("C", "POSIX", "en_US.ISO-8859-1"):
        done = msreport("--help", env={"LC_ALL": locale, "PYTHONIOENCODING": "latin-1"})
        assert done.returncode == 0
        assert "示例" in done.stdout.decode()


def test_starting_is_quick_because_nothing_heavy_is_imported(msreport) -> None:
    done = msreport("--help", env={"PYTHONPROFILEIMPORTTIME": "1"})
    loaded = set(re.findall(r"\|\s+([\w.]+)$", done.stderr.decode(), re.MULTILINE))
    assert "click" in loaded
    assert not loaded & {"pandas", "matplotlib", "weasyprint", "jinja2", "opencc", "pyarrow"}


def test_one_file_per_command() -> None:
    folder = Path(main.__file__).parent
    assert all((folder / f"{name}.py").is_file() for name in COMMANDS)
    assert list(program.commands) == list(COMMANDS)
