"""``msreport compare``: one indicator over years or cities, and why not where it may not be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from mingsheng_reports.catalogue.phrasing import TO_DATE
from mingsheng_reports.cli.chinese import Command, with_page
from mingsheng_reports.cli.listing import deliver, form_for, form_option, output_option
from mingsheng_reports.cli.options import (
    Name,
    city_option,
    reference_option,
    references_given,
    source_option,
    sources_given,
    year_option,
)
from mingsheng_reports.cli.screen import Progress, say, warn
from mingsheng_reports.cli.subject import check_category, choose_subject, nearest, silences
from mingsheng_reports.cli.tables import Column
from mingsheng_reports.core.comparison import Comparison, ComparisonKind, Conflict, Ratio
from mingsheng_reports.core.errors import UsageError
from mingsheng_reports.core.metric import Metric, Status
from mingsheng_reports.exports.comparisons import COMPARISON_COLUMNS, comparison_rows, conflict_rows
from mingsheng_reports.pipeline import board_of, find
from mingsheng_reports.stages import Stages

STEPS = 3

EXAMPLES = (
    ("msreport compare --city 盘锦", "盘锦市各项指标历年的变化"),
    ("msreport compare --year 2021", "2021年各城市并列"),
    ("msreport compare --city 盘锦 --indicator 低保", "只看名称里有“低保”的指标"),
    ("msreport compare --city 盘锦 -o 对比.csv", "存成表格，每个数字附原句和出处"),
    ("msreport compare --year 2021 --reference 人口.csv", "另按您给的人口折算每万人是多少"),
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
    (
        "说法不一",
        (
            "同一件事在两处写得不一样的，两个数和两边的原句都列在最后（表格里kind为conflict），"
            "程序不替您取舍；核对以后可以写进corrections.csv。"
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
@reference_option
@click.pass_obj
def compare(  # noqa: PLR0913, PLR0917  one parameter per option
    stages: Stages,
    form: str | None,
    cities: tuple[str, ...],
    years: tuple[str, ...],
    indicator: str | None,
    category: str | None,
    output: Path,
    sources: tuple[Path, ...],
    references: tuple[Path, ...],
) -> None:
    """Read, extract, lay side by side, list."""
    chosen = form_for(form, output)
    if category:
        check_category(category)
    given, figures = sources_given(sources), references_given(references)
    with Progress(STEPS) as progress:
        findings = find(given, stages, progress, references=figures)
        subject = choose_subject(findings, cities, years)
        board = board_of(subject, findings, stages, progress)
    wanted = Wanted(indicator or "", category or "")
    held = _chosen((*board.years, *board.plans, *board.cities), board.conflicts, wanted)
    apart = tuple(each for each in board.conflicts if wanted.takes(each.metrics))
    warn([*silences(findings, subject), *findings.notices])
    ratios = {ratio.metric.id: ratio for ratio in board.ratios}
    table = [(_name(each), _numbers(each, ratios), _finding(each)) for each in held]
    table += [(each.label, _sides(each), _contradiction(each)) for each in apart]
    rows = [*comparison_rows(held, ratios), *conflict_rows(apart)]
    deliver(chosen, output, (COLUMNS, table), lambda: (rows, COMPARISON_COLUMNS))
    say(_summary(held, apart))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: part of an indicator's name, a category; empty for all."""

    indicator: str
    category: str

    def takes(self, metrics: Sequence[Metric]) -> bool:
        """Whether numbers that stand side by side belong to it."""
        return self.category in {"", metrics[-1].category} and any(
            self.indicator in metric.label for metric in metrics
        )


def _chosen(
    comparisons: Sequence[Comparison], conflicts: Sequence[Conflict], wanted: Wanted
) -> tuple[Comparison, ...]:
    """The comparisons that are asked for.

    Raises:
        UsageError: no indicator is called so; the message names the likest.
    """
    named = tuple(each for each in comparisons if wanted.takes(each.metrics))
    if wanted.indicator and not named and not any(wanted.takes(c.metrics) for c in conflicts):
        of_category = replace(wanted, indicator="")
        known = {each.label for each in comparisons if of_category.takes(each.metrics)}
        near = nearest(wanted.indicator, sorted(known))
        guess = f"是不是{'、'.join(near)}？" if near else ""
        message = f"没有可并列的“{wanted.indicator}”。{guess}不写 --indicator 可看全部。"
        raise UsageError(message)
    return named


def _sides(conflict: Conflict) -> str:
    """Every value with its own words around it and where they stand."""
    return "；".join(
        f"{metric.quantity.wording}（{metric.evidence.quote}，{metric.evidence.at}）"
        for metric in conflict.metrics
    )


def _contradiction(conflict: Conflict) -> str:
    return "说法不一：" + ("；".join(each.reason for each in conflict.objections) or "请核对原件")


def _numbers(comparison: Comparison, ratios: Mapping[str, Ratio]) -> str:
    held = [_number(metric, comparison, ratios.get(metric.id)) for metric in comparison.metrics]
    held += [
        f"另有{_number(each.metric, comparison, ratios.get(each.metric.id))}"
        f"不参加排列：{each.objection.reason}"
        for each in comparison.aside
    ]
    return "；".join(held)


def _name(comparison: Comparison) -> str:
    """The indicator, with its year where cities stand side by side."""
    cities = comparison.kind is ComparisonKind.CITIES
    return f"{comparison.label}（{comparison.metrics[0].year}年）" if cities else comparison.label


def _number(metric: Metric, comparison: Comparison, ratio: Ratio | None) -> str:
    whose = metric.city if comparison.kind is ComparisonKind.CITIES else f"{metric.year}年"
    other = metric.label if metric.label != comparison.label else ""
    notes = [
        other,
        f"截至{metric.as_of}" if metric.as_of else TO_DATE if metric.to_date else "",
        "计划" if metric.status is Status.TARGET else "",
        f"{ratio.derived.printed}＝{ratio.derived.formula.partition('，')[0]}" if ratio else "",
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


def _summary(comparisons: Sequence[Comparison], conflicts: Sequence[Conflict]) -> str:
    apart = sum(not each.comparable for each in comparisons)
    reserved = sum(each.comparable and not each.unreserved for each in comparisons)
    contradicted = f"另有{len(conflicts)}处说法不一，两边的原句都已列出。" if conflicts else ""
    if not comparisons:
        return "没有两个以上可并列的数。" + contradicted
    kept = f"（{reserved}项有保留）" if reserved else ""
    comparable = f"{len(comparisons) - apart}项可比{kept}"
    return f"共{len(comparisons)}项并列，其中{comparable}、{apart}项不作比较。{contradicted}"
