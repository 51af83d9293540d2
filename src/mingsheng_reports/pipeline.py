"""The stages in their order: files → library → metrics → board → brief → charts → PDF.

The functions themselves are in ``stages.py``. No clock here: the date of issue is passed down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mingsheng_reports.core.article import Library
from mingsheng_reports.core.beside import Report, silent
from mingsheng_reports.core.brief import Brief, ChartSpec
from mingsheng_reports.core.comparison import Board, Subject
from mingsheng_reports.core.errors import UsageError
from mingsheng_reports.core.findings import Findings, Told, pairs_told
from mingsheng_reports.core.theme import Theme
from mingsheng_reports.stages import Stages

if TYPE_CHECKING:
    from mingsheng_reports.core.enclosure import Enclose
    from mingsheng_reports.exports.archive import Making
    from mingsheng_reports.printing.engine import Typeset
    from mingsheng_reports.printing.press import Printed
    from mingsheng_reports.revision.difference import Difference
    from mingsheng_reports.verification.verdict import Verdict


def find(
    sources: Sequence[Path],
    stages: Stages,
    report: Report = silent,
    *,
    raw: bool = False,
    references: Sequence[Path] = (),
) -> Findings:
    """Folders and files → what they say, as the user's corrections mend it unless ``raw``.

    ``references`` are files of population and area beside those in the folders.

    Raises:
        SourceError: nothing could be read.
    """
    report("读取原文")
    library = stages.refer(stages.read(sources), references)
    report("提取指标")
    extraction = stages.extract(library)
    return Findings(library, extraction if raw else stages.correct(library, extraction))


def board_of(
    subject: Subject, findings: Findings, stages: Stages, report: Report = silent
) -> Board:
    """What the sources say → all that can be laid side by side about one subject."""
    report("对比指标")
    return stages.lay_out(stages.narrow(findings, subject), subject)


def brief_of(
    subject: Subject,
    findings: Findings,
    issued: date,
    stages: Stages,
    report: Report = silent,
    *,
    proofs: bool = False,
    city_pages: bool = False,
) -> Brief:
    """What the sources say → the brief about one subject.

    Args:
        proofs: with its proof sheet.
        city_pages: with a page for each of its cities, where it is on several.
    """
    findings = stages.narrow(findings, subject)
    board = board_of(subject, findings, stages, report)
    report("编写简报")
    brief = stages.compose(subject, findings, board, issued)
    if city_pages and not subject.city:
        brief = stages.paginate(brief, findings, board, issued)
    return stages.proof(brief, board, findings.settled) if proofs else brief


def print_brief(
    brief: Brief,
    output: Path,
    issued: date,
    stages: Stages,
    report: Report = silent,
    *,
    theme: Theme | None = None,
    enclose: Enclose | None = None,
) -> Printed:
    """The brief → a PDF, by the default theme unless one is given.

    Nothing is left behind when it fails. ``enclose`` makes the files that a PDF for the archive
    carries.
    """
    theme = theme or stages.load_theme()
    report("绘制图表")
    charts = stages.draw(charts_of(brief), theme.template.proved or theme)
    report("排版印出")
    if enclose is not None:
        return stages.archive(brief, charts, theme, output, issued, enclose)
    return stages.print(brief, charts, theme, output, issued)


def typeset_brief(
    brief: Brief, issued: date, stages: Stages, theme: Theme, enclose: Enclose | None = None
) -> Typeset:
    """The brief → a PDF in memory, the same bytes that ``print_brief`` writes."""
    charts = stages.draw(charts_of(brief), theme.template.proved or theme)
    return stages.typeset(brief, charts, theme, issued, enclose)


def write_page(
    brief: Brief,
    findings: Findings,
    output: Path,
    issued: date,
    stages: Stages,
    report: Report = silent,
) -> int:
    """The brief → one self-contained page for a browser; its size in bytes."""
    theme = stages.load_theme()
    report("绘制图表")
    # A phone shows a column's width at most: a chart over a page would be too small to read there.
    charts = stages.draw([replace(spec, wide=False) for spec in charts_of(brief)], theme)
    report("写成网页")
    return stages.write_page(brief, charts, theme, findings.library, output, issued)


def enclosing(
    brief: Brief, findings: Findings, issued: date, stages: Stages, template: str
) -> Enclose:
    """What makes ``metrics.csv`` and ``brief.json`` once the pages are known."""
    findings = stages.narrow(findings, brief.subject)
    board = stages.lay_out(findings, brief.subject)
    return enclosing_by(making_of(brief, board, findings, issued, template))


def making_of(
    brief: Brief, board: Board, findings: Findings, issued: date, template: str
) -> Making:
    """What an archive copy tells of how its brief was made."""
    from mingsheng_reports.exports.archive import Making

    return Making(brief, board, findings.library, issued, template)


def enclosing_by(making: Making) -> Enclose:
    """The same for a brief whose board is known already."""
    from mingsheng_reports.exports.archive import enclosures

    return partial(enclosures, making)


def verify(
    path: Path,
    sources: Sequence[Path],
    stages: Stages,
    report: Report = silent,
    *,
    references: Sequence[Path] = (),
) -> Verdict:
    """A finished brief against what it carries and against the sources that are there."""
    report("读取原文")
    library = stages.read(sources) if sources else Library((), ())
    library = stages.refer(library, references)
    report("逐数核对")
    return stages.verify(path, library)


def compare_printings(old: Path, new: Path, stages: Stages) -> tuple[Difference, ...]:
    """What changed between two finished briefs.

    Raises:
        SourceError: one of them carries nothing that could be compared.
    """
    return stages.compare_printings(old, new)


def charts_of(brief: Brief) -> tuple[ChartSpec, ...]:
    """All charts of a brief in page order."""
    return (
        *(chart for section in brief.sections for chart in section.charts),
        *brief.pledge_charts,
    )


def cities_of(told: Told) -> tuple[str, ...]:
    """The cities that a brief can be printed for."""
    return tuple(sorted({city for city, _ in told.spans}))


def years_of(told: Told, *cities: str) -> tuple[str, ...]:
    """The years that have metrics, of some cities or of all; a total of 2019-2023 tells of none."""
    return tuple(sorted({y for city, y in pairs_told(told) if not cities or city in cities}))


def issue_date(epoch: str, today: date) -> date:
    """The date of issue: SOURCE_DATE_EPOCH where it is set, else today.

    Raises:
        UsageError: if the setting is not a number of seconds.
    """
    if not epoch:
        return today
    from datetime import UTC, datetime

    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        message = f"环境变量SOURCE_DATE_EPOCH写成了“{epoch}”，应为自1970年起的秒数；请改正。"
        raise UsageError(message) from error
