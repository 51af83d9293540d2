"""``msreport trace``: walk one printed number back to the sentence that says it."""

from __future__ import annotations

import os
import re
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mingsheng_reports.cli.chinese import Command, with_page
from mingsheng_reports.cli.hits import (
    Hit,
    find_hits,
    find_quotes,
    note_of,
    pages_with,
    printed_numbers,
)
from mingsheng_reports.cli.options import (
    reference_option,
    references_given,
    source_option,
    sources_given,
)
from mingsheng_reports.cli.screen import Progress
from mingsheng_reports.cli.subject import choose_subject
from mingsheng_reports.cli.walk import BAR, CLOSE, OPEN, walk
from mingsheng_reports.cli.widths import pad, width_of, wrap
from mingsheng_reports.core.article import Library
from mingsheng_reports.core.brief import Brief, Computed, Figure, Fragment
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.errors import SourceError, UsageError
from mingsheng_reports.core.findings import Findings
from mingsheng_reports.core.metric import Metric
from mingsheng_reports.pipeline import brief_of, find, issue_date
from mingsheng_reports.stages import Stages

if TYPE_CHECKING:
    from mingsheng_reports.printing.reread import PageTexts

STEPS = 4
LABEL = 6  # cells: two characters and a gap
WIDEST = 100
ORIGINS = {"subject": "印简报时指定的城市或年份", "issued": "编印日期"}
SOME = 5  # notes in a message
LISTED = 60  # numbers in a message
ID = re.compile(r".+@\d+-\d+")
FILE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
MARK = re.compile(f"{OPEN}[^{CLOSE}]*{CLOSE}")

EXAMPLES = (
    ("msreport trace output/盘锦市-2022-民生实事简报.pdf 24002", "简报上的24002从哪里来"),
    ("msreport trace output/盘锦市-2022-民生实事简报.pdf 35.7%", "带上单位，找得更准"),
    ("msreport trace output/盘锦市-2022-民生实事简报.pdf 注12", "简报上第12条注"),
    ("msreport trace 001_11e2af43b09358f0@120-125", "按指标编号查（编号见 msreport metrics）"),
)
REMARKS = (
    (
        "说明",
        (
            "同一个数在简报上出现几处、来自几条指标，都会列出来。查简报时要用印它的那些原文；"
            "原文不在seeds里时，请用 --source 指定。"
        ),
    ),
)


@with_page(EXAMPLES, REMARKS)
@click.command(cls=Command, help="查一个数字的出处")
@click.argument("what", metavar="<简报文件或指标编号>")
@click.argument("number", metavar="[数字]", required=False)
@source_option
@reference_option
@click.pass_obj
def trace(
    stages: Stages,
    what: str,
    number: str | None,
    sources: tuple[Path, ...],
    references: tuple[Path, ...],
) -> None:
    """By identity, or by what is printed."""
    figures = references_given(references)
    if number is None:
        _trace_metric(stages, what, sources, figures)
    elif not number.strip():
        message = "要查的数字是空的；请写上简报里的数字，例如24002。"
        raise UsageError(message)
    else:
        _trace_printed(stages, Path(what), number, sources, figures)


def _trace_metric(
    stages: Stages, identity: str, sources: tuple[Path, ...], references: tuple[Path, ...]
) -> None:
    if identity.lower().endswith(".pdf"):
        message = f"请写上要查的数字，例如 msreport trace {identity} 24002。"
        raise UsageError(message)
    if not ID.fullmatch(identity):
        message = (
            f"“{identity}”不是指标编号；请写简报和数字，例如 msreport trace 简报.pdf {identity}，"
            "或者写 msreport metrics 列出的id。"
        )
        raise UsageError(message)
    given = sources_given(sources)
    with Progress(STEPS) as progress:
        findings = find(given, stages, progress, references=references)
    supplied = (reference.metric for reference in findings.library.references)
    metric = next((one for one in (*findings.metrics, *supplied) if one.id == identity), None)
    if metric is None:
        message = f"没有编号为{identity}的指标；编号请看 msreport metrics 的id一列。"
        raise UsageError(message)
    _show(metric.quantity.wording, metric, findings.library)


def _trace_printed(
    stages: Stages,
    path: Path,
    number: str,
    sources: tuple[Path, ...],
    references: tuple[Path, ...],
) -> None:
    if not path.is_file():
        message = f"找不到简报{path}；请检查文件名。"
        raise UsageError(message)
    issued = issue_date(os.environ.get("SOURCE_DATE_EPOCH", ""), date.today())  # noqa: DTZ011  the reader's day
    given = sources_given(sources)
    with Progress(STEPS) as progress:
        progress("读取简报")
        reread = stages.reread(path)
        findings = find(given, stages, progress, references=references)
        subject = _subject_of(reread, path, findings)
        brief = brief_of(subject, findings, issued, stages, progress, city_pages=reread.city_pages)
    pages = pages_with(reread.pages, number)
    note = note_of(brief, number)
    if note:
        _show(f"注{note.number}  {note.metric.quantity.wording}", note.metric, findings.library)
        return
    hits = find_hits(brief, number)
    if hits and pages:
        for hit in hits:
            _show_hit(hit, pages_with(reread.pages, hit.fragment.text) or pages, findings)
        return
    told = _not_found(brief, path, number, pages, known=bool(hits))
    raise SourceError(told + _absent(reread, findings.library))


def _subject_of(reread: PageTexts, path: Path, findings: Findings) -> Subject:
    """What the PDF says it is about, else what its file name says."""
    if reread.subject is not None:
        return choose_subject(findings, reread.subject.cities, reread.subject.years)
    year = FILE_YEAR.search(path.stem)
    known = sorted({metric.city for metric in findings.metrics})
    cities = [name for name in known if name in path.stem]
    if not cities and not year:
        message = f"{path}不是msreport印出的简报，看不出写的是哪个城市、哪一年。"
        raise UsageError(message)
    return choose_subject(findings, cities, [year[0]] if year else [])


def _not_found(brief: Brief, path: Path, number: str, pages: list[int], *, known: bool) -> str:
    quotes = find_quotes(brief, number)
    where = "、".join(map(str, pages))
    if pages and quotes:
        notes = "、".join(f"注{note.number}" for note in quotes[:SOME])
        return f"{number}只出现在原句里（{notes}），简报没有单独引用它；请查{notes}。"
    if pages:
        return (
            f"{path}第{where}页有{number}，但它不是简报引用的数字，可能是页码、注号、行号或文件名里的数；"
            "如果都不是，就是原文改过了，请用 --source 指定印它时的原文。"
        )
    if known:
        return f"{path}里没有{number}，但现在的原文里有；简报可能是旧的，请重新印一份。"
    listed = printed_numbers(brief)
    rest = f"等{len(listed)}个" if len(listed) > LISTED else ""
    return f"{path}里没有{number}；它印出的数字有：{'、'.join(listed[:LISTED])}{rest}。"


def _absent(reread: PageTexts, library: Library) -> str:
    """Sources that the PDF names and that were not read now."""
    missing = sorted(set(reread.sources) - {source.doc for source in library.files})
    return f"印它时用的原文{'、'.join(missing)}这次没有读到。" if missing else ""


def _origin_of(fragment: Fragment, findings: Findings) -> str:
    """Where a date or a name was taken from."""
    origin = getattr(fragment, "origin", "")
    if not origin:
        return "简报自己点的数，不是原文里的数字"
    metric = next((one for one in findings.metrics if one.id == origin), None)
    if metric:
        return f"随指标“{metric.label}”而来，编号{origin}"
    article = next((one for one in findings.library.articles if one.id == origin), None)
    if article:
        return f"文章《{article.title}》（{origin}）"
    source = next((one for one in findings.library.files if one.doc == origin), None)
    return str(source.path) if source else ORIGINS.get(origin, origin)


def _show_hit(hit: Hit, pages: list[int], findings: Findings) -> None:
    fragment, library = hit.fragment, findings.library
    where = f"{'、'.join(hit.places)}；第{'、'.join(map(str, pages))}页"
    if isinstance(fragment, Figure):
        _show(f"{fragment.text}  注{fragment.note}（{where}）", fragment.metric, library)
    elif isinstance(fragment, Computed):
        derived = fragment.derived
        click.echo(click.style(f"{fragment.text}  算出来的数（{where}）", bold=True))
        _line("算式", derived.formula)
        click.echo()
        for metric, note in zip(derived.operands, fragment.notes, strict=False):
            _show(f"{metric.quantity.wording}  注{note}（参与计算）", metric, library)
    else:
        click.echo(click.style(f"{fragment.text}  （{where}）", bold=True))
        _line("来历", _origin_of(fragment, findings))
        click.echo()


def _show(head: str, metric: Metric, library: Library) -> None:
    click.echo(click.style(head, bold=True))
    for step in walk(metric, library):
        for number, line in enumerate(step.lines):
            _line("" if number else step.name, line)
    click.echo()


def _line(name: str, text: str) -> None:
    """A label and its text; a numbered source line keeps its number in a column of its own."""
    width = max(40, min(WIDEST, shutil.get_terminal_size((80, 24)).columns)) - LABEL - 2
    number, bar, rest = text.partition(BAR)
    lead = number + bar if bar and not number.strip("0123456789 ") else ""
    for at, line in enumerate(wrap(rest if lead else text, width - width_of(lead))):
        label = click.style(pad("" if at else name, LABEL), fg="cyan")
        shown = " " * width_of(lead) if at else lead
        click.echo(f"  {label}{shown}{_emphasised(line)}".rstrip())


def _emphasised(line: str) -> str:
    return MARK.sub(lambda match: click.style(match[0], bold=True), line)
