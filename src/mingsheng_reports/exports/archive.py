"""The two files that travel inside a PDF for the archive: ``metrics.csv`` and ``brief.json``.

``brief.json``, schema ``msreport-brief/1`` (a field is only ever added; a change of meaning gets a
new number). All numbers are text, so that no digit is lost to a float.

- ``schema``, ``issued`` (ISO date), ``template``, ``title``,
  ``city_pages`` (the cities that have a page of their own)
- ``subject``: ``cities`` and ``years`` (empty for all), ``city`` and ``year`` (of one only)
- ``versions``: ``program``, ``reader``, ``libraries``; sha256 of ``fonts`` and ``tables`` by name
- ``metrics``: in the order of the notes, one per number ``printed`` and one per number that a
  printed computation or pledge needs (``role``: printed, compared); ``note``, the columns of
  ``metrics.csv``, ``printed`` (as on paper), ``number``, ``number_upper``, ``title``, ``date``
  of the article, ``sentence``, ``sentence_spans`` and ``figure`` (offsets into the source)
- ``computed``: ``id``, ``operation`` (difference, rate, share, per-one, per-hundred, per-myriad),
  ``value``, ``unit``, ``printed``, ``formula``, ``operands`` (ids, in the order of the formula),
  ``notes``
- ``comparisons``, ``pledges``, ``conflicts``: ids of metrics side by side, why not subtracted
  (``objections``) or with what reservations; ``aside`` of a comparison: metrics of the same
  indicator that could not be ranked with the others
- ``works``: announced works with their state, the words of both sides and where they stand
- ``sources``: ``doc``, ``file``, ``title``, ``date``, ``sha256``
- ``pages``: the text of each page; ``pieces``: every printed piece that holds a number, as
  ``[kind, text, origin]``; ``running``: texts that may stand on every page
- ``metrics_csv``: sha256 of the other file; ``seal``: sha256 of this one without ``seal``
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

from mingsheng_reports.catalogue.resources import fonts_dir
from mingsheng_reports.catalogue.tables import TABLES
from mingsheng_reports.core.article import Library
from mingsheng_reports.core.brief import (
    Brief,
    Computed,
    Endnote,
    Figure,
    sentence_text,
)
from mingsheng_reports.core.comparison import Board, Judgement, Objection, Subject
from mingsheng_reports.core.enclosure import (
    BRIEF_FILE,
    METRICS_FILE,
    SCHEMA,
    SEAL,
    Enclosure,
    Imprint,
    canonical,
    seal_of,
)
from mingsheng_reports.core.evidence import Evidence
from mingsheng_reports.core.fragments import fragments
from mingsheng_reports.core.metric import Metric
from mingsheng_reports.core.quantity import plain_digits
from mingsheng_reports.exports.columns import METRIC_COLUMNS, metric_row
from mingsheng_reports.exports.formats import to_csv
from mingsheng_reports.exports.noted import Noted

LIBRARIES = ("weasyprint", "matplotlib", "jinja2", "opencc")

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Making:
    """What a brief was made of, beside the brief itself."""

    brief: Brief
    board: Board
    library: Library
    issued: date
    template: str


def enclosures(making: Making, imprint: Imprint) -> tuple[Enclosure, ...]:
    """Both files, ready to be put into the PDF."""
    rows = [metric_row(note.metric) for note, _ in _enclosed(making, imprint)]
    table = to_csv(rows, METRIC_COLUMNS).encode()
    told = brief_plain(making, imprint) | {"metrics_csv": hashlib.sha256(table).hexdigest()}
    sealed = canonical(told | {SEAL: seal_of(told)})
    return (
        Enclosure(
            METRICS_FILE,
            table,
            "简报印出的和参与计算的全部指标，每行一条，各列与 msreport metrics 相同",
        ),
        Enclosure(BRIEF_FILE, sealed, "简报的指标、计算、承诺、冲突、来源校验码和各页文字"),
    )


def brief_plain(making: Making, imprint: Imprint) -> Plain:
    """The brief as plain values, as the schema above tells."""
    brief, board = making.brief, making.board
    enclosed = _enclosed(making, imprint)
    noted = Noted.of(note.metric for note, _ in enclosed)
    shown = _shown(making, imprint)
    return {
        "schema": SCHEMA,
        "issued": making.issued.isoformat(),
        "template": making.template,
        "subject": _subject(brief.subject),
        "title": sentence_text(brief.title),
        "city_pages": [page.place.text for page in brief.city_pages],
        "versions": _versions(imprint.reader),
        "metrics": [_metric(note, role) for note, role in enclosed],
        "computed": [one for one in _computed(brief).values() if one["id"] in shown],
        "comparisons": [
            {
                "id": each.id,
                "kind": each.kind.value,
                "label": each.label,
                "metrics": ids,
                "aside": [one.metric.id for one in each.aside],
                "objections": _objections(each.objections),
                "reservations": _objections(each.reservations),
            }
            for each in (*board.years, *board.cities)
            if (ids := noted.all_under(each.metrics))
        ],
        "pledges": [
            {
                "id": each.id,
                "promised": each.promised.id,
                "result": each.result.id if each.result else None,
                "state": each.state.value,
                "progress": each.progress.id if each.progress else None,
                "objections": _objections(each.objections),
            }
            for each in board.promises
            if each.promised.id in noted.ids
        ],
        "conflicts": [
            {
                "id": each.id,
                "label": each.label,
                "metrics": _ids(each.metrics),
                "objections": _objections(each.objections),
            }
            for each in board.conflicts
            if any(metric.id in noted.ids for metric in each.metrics)
        ],
        "works": [_work(each) for each in board.judgements],
        "sources": _sources(making),
        "pages": list(imprint.pages),
        "pieces": [[piece.kind, piece.text, piece.origin] for piece in imprint.pieces],
        "running": list(imprint.running),
    }


def _subject(subject: Subject) -> Plain:
    """The one city and year, empty where there are several or all; all of them as asked for."""
    return {
        "city": subject.city,
        "year": subject.year,
        "cities": list(subject.cities),
        "years": list(subject.years),
    }


def _shown(making: Making, imprint: Imprint) -> set[str]:
    """Ids of the metrics and computed numbers that stand on paper, in charts too."""
    named = {piece.origin for piece in imprint.pieces}
    sections = making.brief.sections
    specs = (*chain.from_iterable(each.charts for each in sections), *making.brief.pledge_charts)
    drawn = [mark.figure for spec in specs if spec.id in named for mark in spec.marks]
    return named | {
        figure.metric.id if isinstance(figure, Figure) else figure.derived.id for figure in drawn
    }


def _enclosed(making: Making, imprint: Imprint) -> list[tuple[Endnote, str]]:
    """What was printed, with what printed computations and pledges need beside it."""
    shown = _shown(making, imprint)
    needed = {
        metric.id
        for one in _computed_in(making.brief)
        if one.derived.id in shown
        for metric in one.derived.operands
    }
    for pledge in making.board.promises:
        if pledge.promised.id in shown:
            needed |= {one.id for one in (pledge.result, pledge.progress) if one is not None}
    roles = dict.fromkeys(needed, "compared") | dict.fromkeys(shown, "printed")
    notes = making.brief.endnotes
    return [(note, roles[note.metric.id]) for note in notes if note.metric.id in roles]


def _work(judgement: Judgement) -> Plain:
    work = judgement.undertaking
    said = judgement.sightings[0].evidence if judgement.sightings else None
    return {
        "id": work.id,
        "list": work.list_name,
        "number": work.number,
        "words": work.words,
        "year": work.year,
        "state": judgement.state.value,
        "reason": judgement.reason,
        "pledges": [pledge.id for pledge in judgement.pledges],
        "quote": work.evidence.quote,
        "at": work.evidence.at,
        "said": said.quote if said else "",
        "said_at": said.at if said else "",
    }


def _metric(note: Endnote, role: str) -> Plain:
    metric, quantity = note.metric, note.metric.quantity
    row = {
        key: list(cell) if isinstance(cell, tuple) else cell
        for key, cell in metric_row(metric).items()
    }
    return {
        "note": note.number,
        "role": role,
        **row,
        "printed": quantity.wording,
        "number": plain_digits(quantity.value),
        "number_upper": None if quantity.upper is None else plain_digits(quantity.upper),
        "title": note.source_title,
        "date": note.source_date,
        **_proof(note.evidence),
    }


def _proof(evidence: Evidence) -> Plain:
    figure = evidence.figure_span
    return {
        "sentence": evidence.sentence,
        "sentence_spans": [[span.start, span.end] for span in evidence.sentence_spans],
        "figure": [figure.start, figure.end],
    }


def _computed(brief: Brief) -> Mapping[str, Plain]:
    found: dict[str, Plain] = {}
    for each in _computed_in(brief):
        derived = each.derived
        found[derived.id] = {
            "id": derived.id,
            "operation": derived.id.partition(":")[0],
            "value": str(derived.value),
            "unit": derived.unit,
            "printed": derived.printed,
            "formula": derived.formula,
            "operands": _ids(derived.operands),
            "notes": list(each.notes),
        }
    return found


def _computed_in(brief: Brief) -> Iterator[Computed]:
    return (each for each in fragments(brief) if isinstance(each, Computed))


def _sources(making: Making) -> list[Plain]:
    files = {source.doc: source.path.name for source in making.library.files}
    return [
        {
            "doc": one.doc,
            "file": files.get(one.doc, ""),
            "title": one.title,
            "date": one.date,
            "sha256": one.sha256,
        }
        for one in making.brief.colophons
    ]


def _versions(reader: str) -> Plain:
    fonts = sorted(fonts_dir().glob("*.ttf"))
    tables = sorted(path for path in TABLES.rglob("*") if path.is_file())
    return {
        "program": version("mingsheng-reports"),
        "reader": reader,
        "libraries": {name: version(name) for name in LIBRARIES},
        "fonts": {path.name: _digest(path) for path in fonts},
        "tables": {path.relative_to(TABLES).as_posix(): _digest(path) for path in tables},
    }


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _ids(metrics: Sequence[Metric]) -> list[str]:
    return [metric.id for metric in metrics]


def _objections(objections: Sequence[Objection]) -> list[str]:
    return [one.reason for one in objections]
