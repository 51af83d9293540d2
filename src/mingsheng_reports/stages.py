"""The stages as functions, each imported when it is first called.

A command that needs two of them does not wait for the libraries of the others, and a test can hand
in its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mingsheng_reports.core.article import Library
from mingsheng_reports.core.brief import Brief, ChartSpec
from mingsheng_reports.core.comparison import Board, Subject
from mingsheng_reports.core.findings import Findings
from mingsheng_reports.core.metric import Extraction, Metric
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.core.theme import Theme
from mingsheng_reports.core.undertaking import Announced

if TYPE_CHECKING:
    from mingsheng_reports.core.enclosure import Enclose
    from mingsheng_reports.printing.engine import Typeset
    from mingsheng_reports.printing.press import Printed
    from mingsheng_reports.printing.reread import PageTexts
    from mingsheng_reports.revision.difference import Difference
    from mingsheng_reports.verification.verdict import Verdict


def _read(folders: Sequence[Path]) -> Library:
    from mingsheng_reports.reading.library import read_library

    return read_library(folders)


def _refer(library: Library, files: Sequence[Path]) -> Library:
    from mingsheng_reports.reading.references import with_references

    return with_references(library, files)


def _extract(library: Library) -> Extraction:
    from mingsheng_reports.extraction.engine import extract

    return extract(library)


def _correct(library: Library, extraction: Extraction) -> Extraction:
    from mingsheng_reports.corrections.applying import correct

    return correct(library, extraction)


def _narrow(findings: Findings, subject: Subject) -> Findings:
    """What a brief needs: its cities' sources and metrics, and for one city its peers' numbers.

    It is the same whether it is cut out of all sources of a country or of these few.
    """
    from mingsheng_reports.comparison.peers import is_comparable, peers_of

    if not subject.cities:
        return findings
    settled = findings.settled
    peers = peers_of(subject, {(m.city, m.year) for m in settled if is_comparable(m)})
    metrics = tuple(
        metric
        for metric in settled
        if subject.has_city(metric.city)
        or (metric.city in peers and subject.has_year(metric.year) and is_comparable(metric))
    )
    return cut_down(findings, metrics, subject)


def cut_down(findings: Findings, metrics: tuple[Metric, ...], subject: Subject) -> Findings:
    """These metrics with their sources, and all other sources that tell of the subject."""
    library, announced = findings.library, findings.extraction.announced
    known = {source.doc for source in library.sources}
    docs = {metric.evidence.doc for metric in metrics}
    docs |= {article.doc for article in library.articles if article.city in subject.cities}
    sources = tuple(source for source in library.sources if source.doc in docs)
    articles = tuple(article for article in library.articles if article.doc in docs)
    notices = tuple(n for n in findings.notices if n.doc in docs or n.doc not in known)
    works = tuple(work for work in announced.undertakings if work.city in subject.cities)
    ids = {work.id for work in works}
    sightings = tuple(each for each in announced.sightings if each.undertaking in ids)
    cities = {metric.city for metric in metrics}
    references = tuple(each for each in library.references if each.metric.city in cities)
    held = {each.metric.evidence.doc for each in references}
    files = tuple(file for file in library.reference_files if file.doc in held)
    return Findings(
        Library(sources, articles, notices, (), references, files),
        Extraction(metrics, (), (), Announced(works, sightings)),
    )


def _lay_out(findings: Findings, subject: Subject) -> Board:
    from mingsheng_reports.comparison.board import lay_out

    announced, references = findings.extraction.announced, findings.library.references
    return lay_out(findings.settled, subject, announced, references)


def _compose(subject: Subject, findings: Findings, board: Board, issued: date) -> Brief:
    from mingsheng_reports.briefs.compose import compose

    return compose(subject, findings.settled, board, findings.library, findings.notices, issued)


def _paginate(brief: Brief, findings: Findings, board: Board, issued: date) -> Brief:
    from mingsheng_reports.briefs.compose import with_city_pages

    settled, library = findings.settled, findings.library
    return with_city_pages(brief, settled, board, library, findings.notices, issued)


def _proof(brief: Brief, board: Board, metrics: Sequence[Metric]) -> Brief:
    from mingsheng_reports.briefs.proofing import with_proof_sheet

    return with_proof_sheet(brief, board, metrics)


def _lint(brief: Brief) -> tuple[Notice, ...]:
    from mingsheng_reports.briefs.linting import lint

    return lint(brief)


def _prepare(theme: Theme) -> None:
    from mingsheng_reports.charts.draw import prepare_drawing
    from mingsheng_reports.printing.press import prepare_printing

    prepare_printing(theme)
    prepare_drawing(theme)


def _forget() -> None:
    from mingsheng_reports.printing.press import forget_lines

    forget_lines()


def _draw(specs: Sequence[ChartSpec], theme: Theme) -> Mapping[str, str]:
    from mingsheng_reports.charts.draw import draw_charts

    return draw_charts(specs, theme)


def _print(
    brief: Brief, charts: Mapping[str, str], theme: Theme, output: Path, issued: date
) -> Printed:
    from mingsheng_reports.printing.press import print_brief

    return print_brief(brief, charts, theme, output, issued=issued)


def _archive(
    brief: Brief,
    charts: Mapping[str, str],
    theme: Theme,
    output: Path,
    issued: date,
    enclose: Enclose,
) -> Printed:
    from mingsheng_reports.printing.press import print_brief

    return print_brief(brief, charts, theme, output, issued=issued, enclose=enclose)


def _typeset(
    brief: Brief,
    charts: Mapping[str, str],
    theme: Theme,
    issued: date,
    enclose: Enclose | None,
) -> Typeset:
    from mingsheng_reports.printing.press import typeset_brief

    return typeset_brief(brief, charts, theme, issued=issued, enclose=enclose)


def _write_page(
    brief: Brief,
    charts: Mapping[str, str],
    theme: Theme,
    library: Library,
    output: Path,
    issued: date,
) -> int:
    from mingsheng_reports.printing.web import write_web_page

    return write_web_page(brief, charts, theme, library, output, issued=issued).bytes


def _verify(path: Path, library: Library) -> Verdict:
    from mingsheng_reports.printing.reread import enclosed, reader, reread
    from mingsheng_reports.verification.verdict import Finished, verify

    finished = Finished(str(path), reread(path).pages, enclosed(path), reader())
    return verify(finished, library.files)


def _compare_printings(old: Path, new: Path) -> tuple[Difference, ...]:
    from mingsheng_reports.revision.difference import differences
    from mingsheng_reports.revision.printing import read_printing

    before, after = (read_printing(str(path), _carried(path)) for path in (old, new))
    return differences(before, after)


def _carried(path: Path) -> Mapping[str, bytes]:
    """The files inside a PDF; a ``brief.json`` that was taken out of one stands for itself."""
    from mingsheng_reports.core.enclosure import BRIEF_FILE
    from mingsheng_reports.printing.reread import enclosed

    if path.suffix.lower() == ".json":
        return {BRIEF_FILE: path.read_bytes()}
    return enclosed(path)


def _load_theme() -> Theme:
    from mingsheng_reports.catalogue.themes import load_theme

    return load_theme()


def _reread(path: Path) -> PageTexts:
    from mingsheng_reports.printing.reread import reread

    return reread(path)


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages as functions, in their order."""

    read: Callable[[Sequence[Path]], Library] = _read
    refer: Callable[[Library, Sequence[Path]], Library] = _refer  # adds population and area
    extract: Callable[[Library], Extraction] = _extract
    correct: Callable[[Library, Extraction], Extraction] = _correct
    narrow: Callable[[Findings, Subject], Findings] = _narrow
    lay_out: Callable[[Findings, Subject], Board] = _lay_out
    compose: Callable[[Subject, Findings, Board, date], Brief] = _compose
    paginate: Callable[[Brief, Findings, Board, date], Brief] = _paginate  # a page per city
    proof: Callable[[Brief, Board, Sequence[Metric]], Brief] = _proof
    lint: Callable[[Brief], tuple[Notice, ...]] = _lint
    prepare: Callable[[Theme], None] = _prepare  # loads what drawing and printing will need
    draw: Callable[[Sequence[ChartSpec], Theme], Mapping[str, str]] = _draw
    forget: Callable[[], None] = _forget  # after a brief, where others follow
    print: Callable[[Brief, Mapping[str, str], Theme, Path, date], Printed] = _print
    archive: Callable[[Brief, Mapping[str, str], Theme, Path, date, Enclose], Printed] = _archive
    typeset: Callable[[Brief, Mapping[str, str], Theme, date, Enclose | None], Typeset] = (
        _typeset  # the PDF in memory
    )
    write_page: Callable[[Brief, Mapping[str, str], Theme, Library, Path, date], int] = _write_page
    load_theme: Callable[[], Theme] = _load_theme
    reread: Callable[[Path], PageTexts] = _reread
    verify: Callable[[Path, Library], Verdict] = _verify
    compare_printings: Callable[[Path, Path], tuple[Difference, ...]] = _compare_printings
