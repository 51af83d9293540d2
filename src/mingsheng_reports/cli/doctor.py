"""``msreport doctor``: whether this machine can print a brief, and what to install if not.

Runs where nothing else does: every library is tried on its own, none is needed to get here.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

import click

from mingsheng_reports.cli.chinese import Command, with_page
from mingsheng_reports.cli.finding import Finding, judged
from mingsheng_reports.cli.fontlist import check_fonts
from mingsheng_reports.cli.options import source_option, sources_given
from mingsheng_reports.cli.packages import packages
from mingsheng_reports.cli.screen import say
from mingsheng_reports.cli.widths import pad, width_of
from mingsheng_reports.core.errors import ExitCode, MsreportError
from mingsheng_reports.stages import Stages

OLDEST_PYTHON = (3, 11)
SYSTEM = (
    ("Pango", "libpango-1.0.so.0", "libpango-1.0-0"),
    ("PangoFT2", "libpangoft2-1.0.so.0", "libpangoft2-1.0-0"),
    ("HarfBuzz", "libharfbuzz.so.0", "libharfbuzz0b"),
    ("Fontconfig", "libfontconfig.so.1", "libfontconfig1"),
)
SUBSETTER = ("libharfbuzz-subset.so.0", "libharfbuzz-subset0")
APT = "apt-get install -y --no-install-recommends"

EXAMPLES = (
    ("msreport doctor", "检查这台机器能不能印简报"),
    ("msreport doctor --source 原文", "连同“原文”文件夹一起检查"),
)
REMARKS = (("说明", "每行开头的✓是齐备，✗是缺少，后面写着要装什么；有缺少时退出码是1。"),)


@with_page(EXAMPLES, REMARKS)
@click.command(cls=Command, help="检查运行环境")
@source_option
@click.pass_obj
def doctor(stages: Stages, sources: tuple[Path, ...]) -> None:
    """Look at everything; exit 1 when something is missing."""
    del stages
    findings = [*examine(sources)]
    width = max(width_of(finding.name) for finding in findings)
    for finding in findings:
        sign = click.style("✓", fg="green") if finding.well else click.style("✗", fg="red")
        click.echo(f"{sign} {pad(finding.name, width)}  {finding.told}")
        if not finding.well:
            click.echo(f"  {pad('', width)}  → {finding.remedy}")
    missing = sum(not finding.well for finding in findings)
    if missing:
        say(f"有{missing}项没有备齐，请照箭头后面的办法处理，再运行 msreport doctor。")
        raise click.exceptions.Exit(ExitCode.FAILED)
    say("都已备齐。")


def examine(sources: tuple[Path, ...]) -> Iterator[Finding]:
    """All findings, each check shielded from the others."""
    checks: tuple[Callable[[], Iterator[Finding]], ...] = (
        _python,
        packages,
        _system_libraries,
        _printing,
        check_fonts,
        tables,
        _output,
        lambda: _sources(sources),
    )
    for check in checks:
        try:
            yield from check()
        except MsreportError as error:
            yield Finding(_title(check), "有问题", str(error))
        except Exception as error:  # noqa: BLE001  a damaged installation can fail in any way
            told = " ".join(f"{type(error).__name__}: {error}".split())
            yield Finding(_title(check), told, "请重新安装本程序。")


def _title(check: Callable[[], Iterator[Finding]]) -> str:
    titles = {"packages": "程序库", "_printing": "排版", "check_fonts": "字体", "tables": "词表"}
    return titles.get(getattr(check, "__name__", ""), "检查")


def _python() -> Iterator[Finding]:
    told = ".".join(map(str, sys.version_info[:3]))
    well = sys.version_info[:2] >= OLDEST_PYTHON
    yield judged("Python", told, "请安装 Python 3.11或更新的版本。", well=well)


def _system_libraries() -> Iterator[Finding]:
    for name, file, debian in SYSTEM:
        yield judged(name, file, _apt(debian), well=_loads(file))
    file, debian = SUBSETTER
    if _loads(file):
        yield Finding("字体裁剪", file)
        return
    wheel = _installed("uharfbuzz")
    told = f"没有{file}，改用uharfbuzz {wheel}" if wheel else f"没有{file}，也没有uharfbuzz"
    yield judged("字体裁剪", told, _apt(debian), well=bool(wheel))


def _loads(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _apt(package_name: str) -> str:
    return f"Debian或Ubuntu：请用管理员身份运行 {APT} {package_name}"


def _printing() -> Iterator[Finding]:
    from mingsheng_reports.printing.opening import open_engine

    engine = open_engine()
    told = f"WeasyPrint {engine.version}，经{engine.subsetting}裁剪字体"
    remedy = "".join(f"{notice.what}{notice.hint}" for notice in engine.notices)
    yield Finding("排版", told, remedy)


def tables() -> Iterator[Finding]:
    """Every table of the catalogue can be read."""
    from mingsheng_reports.catalogue.places import places
    from mingsheng_reports.catalogue.tables import TABLES, read_tsv
    from mingsheng_reports.catalogue.themes import load_theme

    names = sorted(path.relative_to(TABLES).as_posix() for path in TABLES.rglob("*.tsv"))
    rows = sum(len(read_tsv(name)) for name in names)
    told = f"{len(names)}张{rows}行，行政区划{len(places())}条，版式{load_theme().name}"
    yield judged("词表", told, "请重新安装本程序。", well=bool(names))


def _output() -> Iterator[Finding]:
    from mingsheng_reports.core.writing import check_target

    folder = Path("output")
    try:
        check_target(folder / "简报.pdf")
    except MsreportError as error:
        yield Finding("输出文件夹", f"{folder.resolve()}不能写", str(error))
    else:
        yield Finding("输出文件夹", str(folder.resolve()))


def _sources(given: tuple[Path, ...]) -> Iterator[Finding]:
    remedy = "请把报道存成.txt文件放进seeds文件夹，或用 --source 指定放原文的文件夹。"
    try:
        folders = sources_given(given, whole=False)
    except MsreportError as error:
        yield Finding("原文", "没有找到", str(error))
        return
    for folder in folders:
        files = [folder] if folder.is_file() else sorted(folder.glob("*.txt"))
        readable = [path for path in files if os.access(path, os.R_OK)]
        told = f"{folder}，{len(readable)}个可读的文件"
        yield judged("原文", told, remedy, well=bool(readable))
