"""``msreport verify``: does a finished brief still say what it was printed with?"""

from __future__ import annotations

from pathlib import Path

import click

from mingsheng_reports.cli.chinese import Command, with_page
from mingsheng_reports.cli.options import (
    reference_option,
    references_given,
    source_option,
    sources_given,
)
from mingsheng_reports.cli.screen import Progress, say
from mingsheng_reports.core.errors import UnverifiedError, UsageError
from mingsheng_reports.pipeline import verify
from mingsheng_reports.stages import Stages

STEPS = 2

EXAMPLES = (
    ("msreport verify output/盘锦市-2022-民生实事简报.pdf", "核对一份存档本，原文在seeds里"),
    ("msreport verify 简报.pdf --source 原文", "用“原文”文件夹里的报道核对"),
)
REMARKS = (
    (
        "核对什么",
        (
            "重新读出每一页的文字，每个数字都要在附带的数据里有来历、在原来的位置；"
            "指标与引文、算出的数与算式逐条重算；原文在手边时，核对校验码和引文。"
        ),
    ),
    ("存档本", "只有用 msreport pdf --archive 印的简报附有数据，可以核对。"),
    ("退出码", "0 全部相符；5 有不相符之处，逐条列出页码、注号和数字；1 没有附带数据，无法核对。"),
)


@with_page(EXAMPLES, REMARKS)
@click.command("verify", cls=Command, help="核对一份存档的简报")
@click.argument("brief", metavar="<简报文件>", type=click.Path(path_type=Path))
@source_option
@reference_option
@click.pass_obj
def verify_command(
    stages: Stages, brief: Path, sources: tuple[Path, ...], references: tuple[Path, ...]
) -> None:
    """Every fault on stdout, one a line; what was looked at on stderr."""
    if not brief.is_file():
        message = f"找不到简报{brief}；请检查文件名。"
        raise UsageError(message)
    figures = references_given(references)
    with Progress(STEPS) as progress:
        verdict = verify(brief, _sources(sources), stages, progress, references=figures)
    say(
        f"核对了{verdict.pages}页的{verdict.numbers}个数字、{verdict.metrics}条指标、"
        f"{verdict.computed}个算出的数、{verdict.sources}个原文文件。"
    )
    if verdict.absent:
        missing = "、".join(verdict.absent)
        where = "请用 --source 指定它们的文件夹（参考数用 --reference）。"
        say(f"没有找到原文{missing}，这几个没有核对；{where}")
    for fault in verdict.faults:
        click.echo(str(fault))
    if verdict.faults:
        message = f"{brief}有{len(verdict.faults)}处不相符，不能采用；请用原来的那一份，或重新印。"
        raise UnverifiedError(message)
    click.echo(f"{brief}：全部相符。")


def _sources(sources: tuple[Path, ...]) -> tuple[Path, ...]:
    """What was given, else ``seeds`` where there is one, else nothing: the sources may be away."""
    if sources:
        return sources_given(sources)
    try:
        return sources_given(())
    except UsageError:
        return ()
