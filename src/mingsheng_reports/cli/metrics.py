"""``msreport metrics``: the numbers as a table for other programs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from mingsheng_reports.cli.chinese import Command, with_page
from mingsheng_reports.cli.listing import output_option
from mingsheng_reports.cli.options import (
    Choice,
    Name,
    city_option,
    source_option,
    sources_given,
    year_option,
)
from mingsheng_reports.cli.screen import Progress, say, warn
from mingsheng_reports.cli.subject import check_category, check_years, find_cities
from mingsheng_reports.core.errors import UsageError
from mingsheng_reports.core.findings import Findings
from mingsheng_reports.core.metric import Metric
from mingsheng_reports.core.writing import check_target, write_whole
from mingsheng_reports.exports.columns import (
    DISCARD_COLUMNS,
    METRIC_COLUMNS,
    Row,
    discard_row,
    metric_row,
    numbers,
)
from mingsheng_reports.exports.formats import BINARY, FORMATS, encode
from mingsheng_reports.pipeline import find
from mingsheng_reports.stages import Stages

STEPS = 2
TEXT_NUMBERS = ("number", "number_upper")

EXAMPLES = (
    ("msreport metrics", "全部指标，CSV，显示在屏幕上"),
    ("msreport metrics --city 盘锦 --year 2022 -o 盘锦.xlsx", "盘锦市2022年的指标，存成Excel表格"),
    ("msreport metrics --category 就业 --format json", "就业类指标，JSON"),
    ("msreport metrics --unsure", "程序没有把握、需要人看一眼的指标"),
    ("msreport metrics --discards", "没有采用的数字，以及原因"),
)
REMARKS = (
    (
        "各列",
        (
            "doc 原文；city 城市；place 地点；scope 范围；year 年份；as_of 截止日；category 类别；"
            "label 指标；value 数值；unit 单位；qualifier 约数；status 性质；quote 原句；id 编号；"
            "indicator 目录编号；start、end 原句的起止字符；line 行号；mentions 另见；verb 动词；"
            "part_of 所属；article 文章；rules 所用规则；doubts 存疑；corrections 更正；"
            "to_date 为yes时，数到见报那天为止，不是全年的数。"
        ),
    ),
    (
        "数值",
        (
            "CSV 和JSON里的数值是文字，一位不差；xlsx 和parquet另加number、number_upper两列供计算。"
            "用Excel打开CSV时请加 --bom，否则中文会显示成乱码。"
        ),
    ),
)


@with_page(EXAMPLES, REMARKS)
@click.command(cls=Command, help="导出指标")
@click.option(
    "--format",
    "form",
    type=Choice(FORMATS),
    metavar="格式",
    default=None,
    help="csv、json、xlsx 或 parquet；不写时按 -o 的扩展名，否则是 csv",
)
@city_option
@year_option
@click.option("--category", type=Name(), metavar="类别", help="类别，例如就业、养老")
@click.option("--discards", is_flag=True, help="列出没有采用的数字和原因")
@click.option("--unsure", is_flag=True, help="只列出存疑的指标")
@click.option("--bom", is_flag=True, help="在CSV开头加字节顺序标记，供Excel打开")
@output_option
@source_option
@click.pass_obj
def metrics(  # noqa: PLR0913, PLR0917  one parameter per option
    stages: Stages,
    form: str | None,
    cities: tuple[str, ...],
    years: tuple[str, ...],
    category: str | None,
    discards: bool,  # noqa: FBT001  Click hands over by name
    unsure: bool,  # noqa: FBT001  Click hands over by name
    bom: bool,  # noqa: FBT001  Click hands over by name
    output: Path,
    sources: tuple[Path, ...],
) -> None:
    """Read, extract, filter, write."""
    chosen = form or _by_name(output)
    if discards and (cities or years or category or unsure):
        message = "--discards 列出全部没有采用的数字，不能与 --city 等筛选条件或 --unsure 同用。"
        raise UsageError(message)
    if category:
        check_category(category)
    _check_output(output, chosen)
    given = sources_given(sources)
    with Progress(STEPS) as progress:
        findings = find(given, stages, progress)
    if discards:
        rows = [discard_row(discard) for discard in findings.extraction.discards]
        columns: tuple[str, ...] = DISCARD_COLUMNS
    else:
        selected = select(findings, cities, years, category or "")
        held = [metric for metric in selected if metric.doubts or not unsure]
        rows = [_row(metric, chosen) for metric in held]
        columns = METRIC_COLUMNS + (TEXT_NUMBERS if chosen in BINARY else ())
    warn(findings.notices)
    _write(encode(rows, columns, chosen, bom=bom), output)
    say(_summary(len(rows), output, discards=discards, unsure=unsure))


def _by_name(output: Path) -> str:
    suffix = output.suffix.lower().removeprefix(".")
    return suffix if suffix in FORMATS else "csv"


def _row(metric: Metric, form: str) -> Row:
    return metric_row(metric) | (numbers(metric) if form in BINARY else {})


def select(
    findings: Findings, cities: Sequence[str], years: Sequence[str], category: str
) -> list[Metric]:
    """The metrics that pass all filters, in the order of extraction.

    A total of several years (2019-2023) passes where all of them are asked for.

    Raises:
        UsageError: a city or all the years have no metric at all.
    """
    names = find_cities(findings, cities)
    check_years(findings, names, years)
    return [
        metric
        for metric in findings.metrics
        if (not names or metric.city in names)
        and (not years or set(years).issuperset(metric.years))
        and (not category or metric.category == category)
    ]


def _check_output(output: Path, form: str) -> None:
    """Refuse before the work what would be refused after it."""
    if str(output) != "-":
        check_target(output)
    elif form in BINARY and sys.stdout.isatty():
        message = f"{form}不是文字，不能显示在屏幕上；请用 -o 存成文件，例如 -o 指标.{form}。"
        raise UsageError(message)


def _write(content: bytes, output: Path) -> None:
    if str(output) == "-":
        sys.stdout.buffer.write(content)
    else:
        write_whole(output, content)


def _summary(count: int, output: Path, *, discards: bool, unsure: bool) -> str:
    what = "个未采用的数字" if discards else "条存疑的指标" if unsure else "条指标"
    place = "" if str(output) == "-" else f"，已存入{output}"
    return f"共{count}{what}{place}。"
