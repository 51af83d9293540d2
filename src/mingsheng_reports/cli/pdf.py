"""``msreport pdf``: print a brief."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mingsheng_reports.cli.chinese import Command, with_page
from mingsheng_reports.cli.look import chosen_look, look_options
from mingsheng_reports.cli.options import (
    Choice,
    city_option,
    city_pages_option,
    reference_option,
    references_given,
    source_option,
    sources_given,
    year_option,
)
from mingsheng_reports.cli.screen import Progress, say, warn
from mingsheng_reports.cli.stocking import Supply, Telling, cache_options, stock
from mingsheng_reports.cli.subject import check_asked, check_city_pages, choose_subject, silences
from mingsheng_reports.core.beside import Report, beside
from mingsheng_reports.core.brief import Brief
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.errors import OutputError, UsageError
from mingsheng_reports.core.filing import file_name
from mingsheng_reports.core.findings import Findings
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.core.processors import processors
from mingsheng_reports.core.theme import Template, Theme
from mingsheng_reports.core.writing import check_target, told
from mingsheng_reports.pipeline import (
    brief_of,
    enclosing,
    issue_date,
    print_brief,
    write_page,
)
from mingsheng_reports.stages import Stages
from mingsheng_reports.store.step import READ

if TYPE_CHECKING:
    from mingsheng_reports.printing.press import Printed

FORMATS = ("pdf", "html")
STEPS = 5
FOLDER = Path("output")
KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE
NOT_COUNTED = frozenset({"unreadable", "not-text", "empty", "no-article"})

EXAMPLES = (
    ("msreport pdf --city 盘锦 --year 2022", "盘锦市2022年"),
    ("msreport pdf --city 盘锦", "盘锦市历年"),
    ("msreport pdf --year 2021", "2021年各城市"),
    ("msreport pdf --year 2021 --city-pages", "2021年各城市，另给每个城市印一页"),
    ("msreport pdf --city 盘锦、鞍山 --year 2020-2022", "两个城市，2020年到2022年"),
    ("msreport pdf --city 盘锦 --format html", "一个网页文件，每个数字连到原文里的那句话"),
    ("msreport pdf --city 盘锦 --archive", "存档本：PDF里附有全部指标和计算，可逐数核对"),
    ("msreport pdf --city 盘锦 --source 原文 -o 盘锦.pdf", "用“原文”文件夹里的报道"),
    ("msreport pdf --city 盘锦 --reference 人口.csv", "另印按人口、面积折算的数"),
    ("msreport pdf --city 盘锦 --year 2022 --template onepage", "印成一页通"),
    ("msreport pdf --city 盘锦 --year 2022 --template bulletin --issue 第3期", "印成简报"),
)
REMARKS = (
    ("输出", "印好以后，屏幕上只显示简报的路径；读了哪些原文、有多少指标和页数另行说明。"),
    (
        "版面",
        (
            "综述像报纸专题；简报有红色报头，期号、单位等不写就不印；一页通只印一张A4纸；"
            "核校单把印出的每个数列成一行，供初校、复校、终校。"
        ),
    ),
    (
        "自己的模板",
        (
            "在 --template-dir 的文件夹里写feature/brief.html.j2，第一行"
            '{% extends "builtin/feature/brief.html.j2" %}，下面只写要换的块；'
            "feature/extra.css里的样式加在自带样式之后。"
        ),
    ),
    ("缓存", "读过的原文按内容记在缓存里，没有变的下次不再读；缓存随时可以删。"),
    ("日期", "编印日期是当天；用环境变量SOURCE_DATE_EPOCH固定日期，同样的原文就印出同样的文件。"),
)


@dataclass(frozen=True, slots=True)
class Finished:
    """A written brief; ``pages`` is 0 for a page in a browser."""

    pages: int
    bytes: int
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made: a page for a browser (``web``) or a PDF, or one for the archive."""

    supply: Supply
    cities: tuple[str, ...]
    years: tuple[str, ...]
    issued: date
    theme: Theme
    web: bool
    archive: bool
    city_pages: bool

    @property
    def whole(self) -> bool:
        """Whether the findings are written too."""
        return self.web or self.archive


@dataclass(frozen=True, slots=True)
class Worked:
    """What the sources come to.

    Attributes:
        sources: every file that was read.
        remarks: what was not as usual in reading them.
        findings: only where they are written too.
    """

    brief: Brief
    sources: tuple[Path, ...]
    notices: tuple[Notice, ...]
    remarks: tuple[str, ...]
    findings: Findings | None


@with_page(EXAMPLES, REMARKS)
@click.command(cls=Command, help="印出一份简报（PDF）")
@city_option
@year_option
@city_pages_option
@source_option
@reference_option
@look_options
@click.option(
    "-o",
    "output",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="简报存成哪个文件；不写时存在output文件夹里",
)
@click.option(
    "--format",
    "form",
    type=Choice(FORMATS),
    metavar="格式",
    default=None,
    help="pdf 或 html（一个网页文件，数字连到原文）；不写时按 -o 的扩展名，否则是 pdf",
)
@click.option(
    "--archive", is_flag=True, help="印成存档本（PDF/A-3），附上全部数据，可用 verify 核对"
)
@cache_options
@click.pass_obj
def pdf(  # noqa: PLR0913, PLR0917  one parameter per option
    stages: Stages,
    /,
    cities: tuple[str, ...],
    years: tuple[str, ...],
    city_pages: bool,  # noqa: FBT001  Click hands over by name
    sources: tuple[Path, ...],
    references: tuple[Path, ...],
    output: Path | None,
    form: str | None,
    archive: bool,  # noqa: FBT001  Click hands over by name
    cache: Path | None,
    cacheless: bool,  # noqa: FBT001  Click hands over by name
    **look: Any,  # noqa: ANN401  the options of look_options
) -> None:
    """Read, extract, compare, compose, draw, print; the PDF's path on stdout."""
    issued = issue_date(os.environ.get("SOURCE_DATE_EPOCH", ""), date.today())  # noqa: DTZ011  the reader's day
    check_asked(cities, years)
    theme = chosen_look(look)
    check_city_pages(cities, theme.template, wanted=city_pages)
    web = form == "html" or (form is None and output is not None and _is_page(output))
    if web and archive:
        message = "网页不能印成存档本；请去掉 --archive，或用 --format pdf。"
        raise UsageError(message)
    # A brief of all cities needs all sources; one of some cities finds its own in the cache.
    given = sources_given(sources, whole=cacheless or not cities)
    if output is not None:
        _check_output(output)
    supply = Supply(given, references_given(references), cache, cacheless, processors())
    order = Order(supply, cities, years, issued, theme, web, archive, city_pages)
    with Progress(STEPS) as progress:
        worked = _work_out(order, stages, progress)
        brief = worked.brief
        target = output or default_output(brief.subject, theme.template, "html" if web else "pdf")
        real = check_target(target)
        _spare_sources(target, real, worked.sources)
        try:
            real.parent.mkdir(parents=True, exist_ok=True)
            printed = _write(worked, real, order, stages, progress)
        except OSError as error:
            message = f"写不了{target}：{told(error)}。"
            raise OutputError(message) from error
    notices = sorted({*brief.notices, *worked.notices, *stages.lint(brief), *printed.notices})
    for remark in worked.remarks:
        say(remark)
    warn(notices)
    say(_summary(brief, printed, sum(n.code in NOT_COUNTED for n in notices)))
    click.echo(str(target))


def _work_out(order: Order, stages: Stages, progress: Progress) -> Worked:
    """The brief, made while what prints it is loaded; stages put in from outside stay here."""

    def work(report: Report) -> Worked:
        telling = Telling(report)
        held = stock(order.supply, stages, telling)
        subject = choose_subject(held, order.cities, order.years)
        findings = held.findings_for(subject)
        proofs = order.theme.template.proofs
        wanted = {"proofs": proofs, "city_pages": order.city_pages}
        brief = brief_of(subject, findings, order.issued, stages, report, **wanted)
        notices = (*silences(held, subject), *held.notices)
        whole = findings if order.whole else None
        return Worked(brief, held.paths, notices, tuple(telling.remarks), whole)

    progress(READ)  # at once: the other process is heard when this one has loaded
    if stages != Stages():
        return work(progress)
    return beside(work, lambda: stages.prepare(order.theme), progress)


def _write(
    worked: Worked, target: Path, order: Order, stages: Stages, progress: Report
) -> Finished:
    """The brief in the form that was asked for."""
    brief, findings, issued = worked.brief, worked.findings, order.issued
    if order.web and findings:
        return Finished(0, write_page(brief, findings, target, issued, stages, progress))
    name = order.theme.template.name
    enclose = enclosing(brief, findings, issued, stages, name) if findings else None
    held = print_brief(brief, target, issued, stages, progress, theme=order.theme, enclose=enclose)
    return Finished(held.pages, held.bytes, _told(held))


def _told(printed: Printed) -> tuple[Notice, ...]:
    """What the engine does less well than it should, and what it complains about."""
    engine = (
        Notice("排版", 0, "engine", f"排版程序提示“{warning}”；", "请核对版面。")
        for warning in printed.warnings
    )
    return (*printed.notices, *engine)


def _is_page(output: Path) -> bool:
    return output.suffix.lower() in {".html", ".htm"}


def default_output(subject: Subject, template: Template | None = None, form: str = "pdf") -> Path:
    """``output/盘锦市-2022-民生实事简报.pdf``; ``…-一页通.pdf`` by another template."""
    kind = template.title if template and template.name != Template().name else ""
    return FOLDER / file_name(subject, kind, form)


def _check_output(output: Path) -> None:
    """Refuse before the work what would be refused after it."""
    if str(output) == "-":
        message = "简报是PDF文件，不能直接送到屏幕或管道；请在 -o 后面写文件名，例如 -o 简报.pdf。"
        raise UsageError(message)
    check_target(output)


def _spare_sources(target: Path, real: Path, sources: Sequence[Path]) -> None:
    if any(source.resolve() == real for source in sources):
        message = f"{target}是原文，不能用简报盖掉它；请用 -o 换一个文件名。"
        raise UsageError(message)


def _summary(brief: Brief, printed: Finished, left_out: int) -> str:
    numbers = len({note.metric.id for note in brief.endnotes})
    articles = len({note.metric.article for note in brief.endnotes} - {""})
    unread = f"，{left_out}个文件未收入" if left_out else ""
    pages = f"共{printed.pages}页" if printed.pages else "是一个网页"
    return (
        f"用了{len(brief.colophons)}个原文文件、{articles}篇文章、{numbers}条指标{unread}；"
        f"简报{pages}，{size_of(printed.bytes)}："
    )


def size_of(count: int) -> str:
    """``232 KB``, ``1.4 MB``."""
    if count < MEGABYTE:
        return f"{-(-count // KILOBYTE)} KB"
    return f"{count / MEGABYTE:.1f} MB"
