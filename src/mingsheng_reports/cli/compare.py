"""``msreport compare``: one indicator over years or cities, and why not where it may not be."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from mingsheng_reports.cli.chinese import Command, with_page
from mingsheng_reports.cli.listing import deliver, form_for, form_option, output_option
from mingsheng_reports.cli.options import (
    Name,
    city_option,
    source_option,
    sources_given,
    year_option,
)
from mingsheng_reports.cli.screen import Progress, say, warn
from mingsheng_reports.cli.subject import check_category, choose_subject, nearest, silences
from mingsheng_reports.cli.tables import Column
from mingsheng_reports.core.comparison import Comparison, ComparisonKind
from mingsheng_reports.core.errors import UsageError
from mingsheng_reports.core.metric import Metric, Status
from mingsheng_reports.exports.comparisons import COMPARISON_COLUMNS, comparison_rows
from mingsheng_reports.pipeline import board_of, find
from mingsheng_reports.stages import Stages

STEPS = 3

EXAMPLES = (
    ("msreport compare --city 盘锦", "盘锦市各项指标历年的变化"),
    ("msreport compare --year 2021", "2021年各城市并列"),
    ("msreport compare --city 盘锦 --indicator 低保", "只看名称里有“低保”的指标"),
    ("msreport compare --city 盘锦 -o 对比.csv", "存成表格，每个数字附原句和出处"),
)
REMARKS = (
    (
        "能不能比",
        (
            "统计截止日期、范围、口径、单位、性质，有一样不同，或者只知道上下限，就只并列，不相减、"
            "不排名，并写明原因。含约数或取整的数，差距大到不受取整影响的才算，算出的也是约数，"
            "并写明保留。升降和增减率由本程序算出，算式在表格的formula列。"
        ),
    ),
)
COLUMNS = (
    Column("指标", least=12),
    Column("各数", least=24),
    Column("比较", least=14),
)


@with_page(EXAMPLES, REMARKS)
@click.command(cls=Command, help="同一指标并列比较")
@form_option
@city_option
@year_option
@click.option("--indicator", type=Name(), metavar="指标", help="指标名称，写一部分也行")
@click.option("--category", type=Name(), metavar="类别", help="类别，例如就业、养老")
@output_option
@source_option
@click.pass_obj
def compare(  # noqa: PLR0917  one parameter per option
    stages: Stages,
    form: str | None,
    cities: tuple[str, ...],
    years: tuple[str, ...],
    indicator: str | None,
    category: str | None,
    output: Path,
    sources: tuple[Path, ...],
) -> None:
    """Read, extract, lay side by side, list."""
    chosen = form_for(form, output)
    if category:
        check_category(category)
    given = sources_given(sources)
    with Progress(STEPS) as progress:
        findings = find(given, stages, progress)
        subject = choose_subject(findings, cities, years)
        board = board_of(subject, findings, stages, progress)
    held = _chosen((*board.years, *board.plans, *board.cities), indicator or "", category or "")
    warn([*silences(findings, subject), *findings.notices])
    table = [(each.label, _numbers(each), _finding(each)) for each in held]
    deliver(chosen, output, (COLUMNS, table), lambda: (comparison_rows(held), COMPARISON_COLUMNS))
    say(_summary(held))


def _chosen(
    comparisons: Sequence[Comparison], indicator: str, category: str
) -> tuple[Comparison, ...]:
    """Those of a category whose indicator is called so.

    Raises:
        UsageError: no indicator is; the message names the likest.
    """
    held = tuple(each for each in comparisons if category in {"", each.category})
    named = tuple(each for each in held if any(indicator in m.label for m in each.metrics))
    if indicator and not named:
        near = nearest(indicator, sorted({each.label for each in held}))
        guess = f"是不是{'、'.join(near)}？" if near else ""
        message = f"没有可并列的“{indicator}”。{guess}不写 --indicator 可看全部。"
        raise UsageError(message)
    return named


def _numbers(comparison: Comparison) -> str:
    return "；".join(_number(metric, comparison) for metric in comparison.metrics)


def _number(metric: Metric, comparison: Comparison) -> str:
    whose = metric.city if comparison.kind is ComparisonKind.CITIES else f"{metric.year}年"
    other = metric.label if metric.label != comparison.label else ""
    notes = [
        other,
        f"截至{metric.as_of}" if metric.as_of else "",
        "计划" if metric.status is Status.TARGET else "",
    ]
    told = "，".join(filter(None, notes))
    return f"{whose}{metric.quantity.wording}" + (f"（{told}）" if told else "")


def _finding(comparison: Comparison) -> str:
    if comparison.objections:
        return "不作比较：" + "；".join(each.reason for each in comparison.objections)
    reserved = "；".join(each.reason for each in comparison.reservations)
    return _outcome(comparison) + (f"；{reserved}，只作参考" if reserved else "")


def _outcome(comparison: Comparison) -> str:
    change, rate = comparison.change, comparison.rate
    if change is None:
        return "可比"
    if not change.value:
        return "持平"
    verb = "增加" if change.value > 0 else "减少"
    if change.unit == "个百分点":
        verb = "提高" if change.value > 0 else "下降"
    told = f"{verb}{change.printed}"
    return f"{told}（{rate.printed}）" if rate is not None else told


def _summary(comparisons: Sequence[Comparison]) -> str:
    apart = sum(not each.comparable for each in comparisons)
    if not comparisons:
        return "没有两个以上可并列的数。"
    return f"共{len(comparisons)}项并列，其中{len(comparisons) - apart}项可比、{apart}项不作比较。"
