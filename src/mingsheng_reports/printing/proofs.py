"""The proof sheet as it is printed: every piece with its origin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from mingsheng_reports.catalogue.phrasing import TO_DATE
from mingsheng_reports.core.brief import Brief, Day, Endnote, Name, Words
from mingsheng_reports.core.metric import Metric, Status
from mingsheng_reports.core.proof import ProofRow, ProofSheet, Risk
from mingsheng_reports.core.quantity import Qualifier
from mingsheng_reports.printing.guard import Serial
from mingsheng_reports.printing.notes import SHORT_DIGEST, Piece, figure_in, pieces_of
from mingsheng_reports.printing.standing import Key, Standing

PLAIN = "其余"
STATUSES = {
    Status.ACTUAL: "实数",
    Status.TARGET: "计划",
    Status.STANDARD: "标准",
    Status.BASELINE: "原值",
    Status.CHANGE: "增减",
    Status.COMPLETION: "完成比例",
}
QUALIFIERS = {
    Qualifier.EXACT: "",
    Qualifier.ABOUT: "约",
    Qualifier.NEARLY: "近",
    Qualifier.OVER: "超",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the brief that prints the number, and the parts of the page that do."""

    page: Serial
    parts: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class ProofEntry:
    """One row; what a computed number does not have is None or empty.

    ``value`` is None where it would repeat what is printed.

    Attributes:
        risks: those beside the one under which the row stands.
        places: where the brief prints it.
        pieces: its sentence with the number marked.
        formula: how it was computed.
    """

    serial: Serial
    notes: tuple[Serial, ...]
    places: tuple[Place, ...]
    printed: Name
    value: Name | None
    place: Name | None
    label: Name
    year: Day | None
    as_of: Day | None
    status: Words
    risks: tuple[Words, ...]
    pieces: tuple[Piece, ...]
    formula: Name | None
    where: tuple[Name, ...]
    made: Name | None
    against: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class ProofGroup:
    """Rows of one risk."""

    title: Words
    entries: tuple[ProofEntry, ...]
    risky: bool
    count: Serial


@dataclass(frozen=True, slots=True)
class Proofs:
    """The whole sheet."""

    groups: tuple[ProofGroup, ...]
    total: Serial
    digest: Serial


def proofs_of(brief: Brief, standings: Mapping[Key, tuple[Standing, ...]]) -> Proofs | None:
    """The brief's proof sheet; None when it has none."""
    sheet = brief.proof
    if sheet is None:
        return None
    notes = {note.number: note for note in brief.endnotes}
    numbered = list(enumerate(sheet.rows, start=1))
    groups = tuple(
        _group(title, [_entry(n, row, notes, standings) for n, row in together])
        for title, together in groupby(numbered, key=lambda pair: _title(pair[1]))
    )
    total = Serial(str(len(sheet.rows)), "rows of the proof sheet")
    return Proofs(groups, total, _digest(sheet))


def _group(title: str, entries: Sequence[ProofEntry]) -> ProofGroup:
    count = Serial(str(len(entries)), f"rows of {title}")
    return ProofGroup(Words(title), tuple(entries), title != PLAIN, count)


def _digest(sheet: ProofSheet) -> Serial:
    return Serial(sheet.digest[:SHORT_DIGEST], "sha256 of the rows")


def _title(row: ProofRow) -> str:
    return row.risks[0].value if row.risks else PLAIN


def _entry(
    number: int,
    row: ProofRow,
    notes: Mapping[int, Endnote],
    standings: Mapping[Key, tuple[Standing, ...]],
) -> ProofEntry:
    serial = Serial(str(number), f"row {number}")
    marks = tuple(Serial(str(note), f"endnote {note}") for note in row.notes)
    figure = row.figure
    if isinstance(figure, Metric):
        places = _places(standings.get(("", row.notes), ()))
        return _of_metric(serial, marks, places, row, notes[row.notes[0]])
    first = figure.operands[0]
    return ProofEntry(
        serial=serial,
        notes=marks,
        places=_places(standings.get((figure.printed, row.notes), ())),
        printed=Name(figure.printed, figure.id),
        value=None,
        place=Name(first.place, first.id),
        label=Name(first.label, first.id),
        year=Day(first.year, first.id),
        as_of=None,
        status=Words("算出"),
        risks=(),
        pieces=(),
        formula=Name(figure.formula, figure.id),
        where=(),
        made=None,
        against=(),
    )


def _places(standings: Sequence[Standing]) -> tuple[Place, ...]:
    return tuple(
        Place(
            Serial(str(one.page), "page of the brief"),
            tuple(Name(part, "heading of the brief") for part in one.parts),
        )
        for one in standings
    )


def _of_metric(
    serial: Serial,
    marks: tuple[Serial, ...],
    found_at: tuple[Place, ...],
    row: ProofRow,
    note: Endnote,
) -> ProofEntry:
    metric, evidence = note.metric, note.evidence
    quantity = metric.quantity
    found = figure_in(evidence.sentence, evidence, note)
    value = QUALIFIERS[quantity.qualifier] + quantity.plain_value + quantity.unit
    places = [f"{evidence.doc}:{evidence.line}"]
    places += [f"又见{other.doc}:{other.line}" for other in note.mentions]
    return ProofEntry(
        serial=serial,
        notes=marks,
        places=found_at,
        printed=Name(quantity.wording, metric.id),
        value=None if value == quantity.wording else Name(value, metric.id),
        place=Name(metric.place, metric.id),
        label=Name(metric.label, metric.id),
        year=Day(metric.year, metric.id),
        as_of=Day(metric.as_of, metric.id) if metric.as_of else None,
        status=Words((f"{TO_DATE}，" if metric.to_date else "") + STATUSES[metric.status]),
        risks=tuple(Words(risk.value) for risk in row.risks[1:]),
        pieces=tuple(pieces_of(evidence.sentence, [found] if found else [], evidence.doc)),
        formula=None,
        where=tuple(Name(place, metric.id) for place in places),
        made=Name("；".join((*metric.corrections, *row.made)), metric.id),
        against=tuple(_against(row)),
    )


def _against(row: ProofRow) -> Iterator[Name]:
    words = "另一说" if Risk.CONFLICT in row.risks else "最近的数"
    for other in row.against:
        where = f"{other.evidence.doc}:{other.evidence.line}"
        told = f"{words}：{other.place}{other.year}年{other.quantity.wording}（{where}）"
        yield Name(told, other.id)
