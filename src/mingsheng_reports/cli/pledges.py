"""``msreport pledges``: what was promised, and what later reports say of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from mingsheng_reports.cli.chinese import Command, with_page
from mingsheng_reports.cli.listing import deliver, form_for, form_option, output_option
from mingsheng_reports.cli.options import city_option, source_option, sources_given, year_option
from mingsheng_reports.cli.screen import Progress, say, warn
from mingsheng_reports.cli.subject import choose_subject, silences
from mingsheng_reports.cli.tables import Column
from mingsheng_reports.exports.columns import Row, as_text
from mingsheng_reports.exports.pledges import PLEDGE_COLUMNS, pledge_rows
from mingsheng_reports.pipeline import board_of, find
from mingsheng_reports.stages import Stages

STEPS = 3

EXAMPLES = (
    ("msreport pledges --city 盘锦 --year 2022", "盘锦市2022年承诺了什么、报道说做到哪一步"),
    ("msreport pledges --city 盘锦 --year 2022 -o 承诺.csv", "存成表格，附两边的原句和出处"),
    ("msreport pledges --year 2022 --format json", "各城市2022年的承诺，JSON"),
)
REMARKS = (
    (
        "判断",
        (
            "已完成、超额完成、进行中：按承诺的数量与报道的数量比对，没有数量的看报道写明的进度。"
            "无法判定：承诺没有写明数量，报道只写了做了多少。口径不一：两边说的不是一回事。"
            "未见报道：别的报道没有写到，不等于没有做。"
        ),
    ),
    ("核对", "名称不完全相同的，判断后面写明“名称相近，请核对”。"),
)
UNLISTED = "报道未列"
COLUMNS = (
    Column("序号", right=True),
    Column("承诺", least=14),
    Column("计划", least=8),
    Column("进展", least=8),
    Column("判断"),
    Column("依据", least=16),
)


@with_page(EXAMPLES, REMARKS)
@click.command(cls=Command, help="承诺与进展对照")
@form_option
@city_option
@year_option
@output_option
@source_option
@click.pass_obj
def pledges(
    stages: Stages,
    form: str | None,
    cities: tuple[str, ...],
    years: tuple[str, ...],
    output: Path,
    sources: tuple[Path, ...],
) -> None:
    """Read, extract, hold promises against reports, list."""
    chosen = form_for(form, output)
    given = sources_given(sources)
    with Progress(STEPS) as progress:
        findings = find(given, stages, progress)
        subject = choose_subject(findings, cities, years)
        rows = pledge_rows(board_of(subject, findings, stages, progress))
    warn([*silences(findings, subject), *findings.notices])
    deliver(chosen, output, (COLUMNS, _table(rows)), lambda: (rows, PLEDGE_COLUMNS))
    say(_summary(rows))


def _table(rows: Sequence[Row]) -> list[Sequence[str]]:
    """A work that was promised in several numbers is named once, above them."""
    told: list[Sequence[str]] = []
    for at, row in enumerate(rows):
        work = (row["list"], row["number"])
        again = (
            at > 0
            and bool(row["number"])
            and work == (rows[at - 1]["list"], rows[at - 1]["number"])
        )
        if row["undertaking"] and row["label"] and not again:
            told.append((as_text(row["number"]), as_text(row["undertaking"]), "", "", "", ""))
        told.append(_cells(row))
    return told


def _cells(row: Row) -> Sequence[str]:
    told = {name: as_text(cell) for name, cell in row.items()}
    done = told["result"]
    if done and told["as_of"]:
        done += f"（{told['as_of']}）"
    state = told["state"] + (f" {told['progress']}" if told["progress"] else "")
    grounds = f"“{told['result_quote']}”" if told["result_quote"] else ""
    why = "：".join(filter(None, (told["reason"], grounds)))
    if told["label"]:
        number = "" if told["undertaking"] else told["number"]
        return (number, told["label"], told["promised"] or UNLISTED, done, state, why)
    return (told["number"], told["undertaking"], "", "", state, why)


def _summary(rows: Sequence[Row]) -> str:
    counts = Counter(as_text(row["state"]) for row in rows)
    told = "、".join(f"{state}{count}项" for state, count in counts.items())
    return f"共{len(rows)}项承诺：{told}。" if rows else "这些原文里没有读到承诺。"
