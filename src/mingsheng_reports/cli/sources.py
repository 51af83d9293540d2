"""``msreport sources``: what was read, and why it is taken for what it is."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from mingsheng_reports.cli.chinese import Command, with_page
from mingsheng_reports.cli.listing import screen_width
from mingsheng_reports.cli.options import Choice, source_option, sources_given
from mingsheng_reports.cli.screen import Progress, say, warn
from mingsheng_reports.cli.tables import Column, lay_out
from mingsheng_reports.cli.widths import width_of, wrap
from mingsheng_reports.core.article import Article, Dating, Source
from mingsheng_reports.core.findings import Findings
from mingsheng_reports.exports.columns import Row
from mingsheng_reports.exports.formats import to_csv
from mingsheng_reports.pipeline import find
from mingsheng_reports.stages import Stages

STEPS = 2

EXAMPLES = (
    ("msreport sources", "读了哪些原文，各是哪个城市、哪一天的"),
    ("msreport sources --source 原文", "看“原文”文件夹"),
    ("msreport sources --format csv > 原文.csv", "存成表格"),
)
REMARKS = (
    (
        "说明",
        (
            "屏幕上显示表格；送进管道或文件时是制表符分隔的文字。日期后面带“？”表示依据不足，"
            "请核对；有问题的原文列在最后。"
        ),
    ),
    (
        "资料清单",
        (
            "日期、城市推断得不对时，在原文所在的文件夹里建一个sources.toml，例如：\n"
            '["盘锦日报2022"]\n'
            'title = "民生答卷写满温度"\n'
            'newspaper = "盘锦日报"\n'
            'date = "2022-12"\n'
            'city = "盘锦市"\n'
            "方括号里是原文的文件名；四项都可以不写。"
        ),
    ),
)
COLUMNS = (
    "doc", "path", "encoding", "article", "line", "title", "city", "place", "place_evidence",
    "date", "date_evidence", "date_sure", "year", "metrics", "newspaper", "registered",
)  # fmt: skip
LINE = Column("行", right=True)
TITLE = Column("标题", least=16)
PLACE = Column("地点", least=6)
DATE = Column("日期")
YEAR = Column("所述年份")
COUNT = Column("指标", right=True)


@with_page(EXAMPLES, REMARKS)
@click.command(cls=Command, help="列出读到的原文和文章")
@click.option(
    "--format",
    "form",
    type=Choice(("table", "tsv", "csv", "json")),
    metavar="格式",
    default=None,
    help="table、tsv、csv 或 json；不写时屏幕上是 table，管道里是 tsv",
)
@source_option
@click.pass_obj
def sources(stages: Stages, form: str | None, sources: tuple[Path, ...]) -> None:
    """Read, extract, list."""
    given = sources_given(sources)
    with Progress(STEPS) as progress:
        findings = find(given, stages, progress)
    chosen = form or ("table" if sys.stdout.isatty() else "tsv")
    if chosen == "table":
        _show(findings)
    elif chosen == "json":
        click.echo(_as_json(findings))
    else:
        delimiter = "," if chosen == "csv" else "\t"
        click.echo(to_csv(rows_of(findings), COLUMNS, delimiter), nl=False)
    warn(findings.notices, most=len(findings.notices))
    say(_summary(findings))


def rows_of(findings: Findings) -> list[Row]:
    """One row per article; a source without articles has one row, too."""
    counts = Counter(metric.article for metric in findings.metrics)
    rows: list[Row] = []
    for source in findings.library.sources:
        articles = articles_of(findings, source)
        rows += [_row(source, article, counts[article.id]) for article in articles]
        if not articles:
            rows.append(dict.fromkeys(COLUMNS, "") | _file(source) | {"metrics": 0})
    return rows


def articles_of(findings: Findings, source: Source) -> list[Article]:
    """The articles of one source in page order."""
    return [article for article in findings.library.articles if article.doc == source.doc]


def _file(source: Source) -> Row:
    return {"doc": source.doc, "path": str(source.path), "encoding": source.encoding}


def _row(source: Source, article: Article, count: int) -> Row:
    dating = article.dating
    return _file(source) | {
        "article": article.id,
        "line": article.line,
        "title": article.title,
        "city": article.city,
        "place": article.place,
        "place_evidence": article.place_evidence,
        "date": dating.date,
        "date_evidence": dating.evidence,
        "date_sure": "yes" if dating.sure else "no",
        "year": str(dating.frame or ""),
        "metrics": count,
        "newspaper": article.newspaper,
        "registered": ";".join(article.registered),
    }


def _as_json(findings: Findings) -> str:
    notices = [
        {"doc": n.doc, "line": n.line, "code": n.code, "what": n.what, "hint": n.hint}
        for n in findings.notices
    ]
    held = {"articles": rows_of(findings), "notices": notices}
    return json.dumps(held, ensure_ascii=False, indent=1)


def _show(findings: Findings) -> None:
    """One block per source; what holds for all its articles stands above them, once."""
    width = screen_width()
    counts = Counter(metric.article for metric in findings.metrics)
    for source in findings.library.sources:
        articles = articles_of(findings, source)
        head = f"{source.path}  {source.encoding.upper()}  {len(articles)}篇"
        click.echo(click.style(head, bold=True))
        given = "、".join(articles[0].registered) if articles else ""
        if given:
            click.echo(f"  资料清单注明  {given}")
        alike = len({_grounds(article) for article in articles}) == 1
        if alike:
            for line in _told(articles[0], width):
                click.echo(line)
        columns = [LINE, TITLE, PLACE, *([] if alike else [DATE]), YEAR, COUNT]
        rows = [_cells(article, counts[article.id], dated=not alike) for article in articles]
        for line in lay_out(columns, rows, width):
            click.echo(line)
        for article in [] if alike else articles:
            for line in _told(article, width, f"第{article.line}行"):
                click.echo(line)
        click.echo()


def _grounds(article: Article) -> tuple[str, str, str, str]:
    return article.city, article.place_evidence, _date(article.dating), article.dating.evidence


def _told(article: Article, width: int, whose: str = "") -> list[str]:
    """City and date with the evidence for them, as indented lines."""
    lines = []
    for name, told, evidence in (
        ("城市", article.city or "不详", article.place_evidence),
        ("日期", _date(article.dating), article.dating.evidence),
    ):
        begun = f"  {whose}{name}  "
        first, *others = wrap(f"{told}：{evidence}", width - width_of(begun))
        lines += [begun + first, *(" " * width_of(begun) + other for other in others)]
    return lines


def _date(dating: Dating) -> str:
    return (dating.date or "不详") + ("" if dating.sure else "？")


def _cells(article: Article, count: int, *, dated: bool) -> Sequence[str]:
    place = article.place or "不详"
    date = [_date(article.dating)] if dated else []
    year = str(article.dating.frame or "不详")
    return [str(article.line), article.title, place, *date, year, str(count)]


def _summary(findings: Findings) -> str:
    library = findings.library
    return (
        f"共{len(library.sources)}个原文文件、{len(library.articles)}篇文章、"
        f"{len(findings.metrics)}条指标。"
    )
