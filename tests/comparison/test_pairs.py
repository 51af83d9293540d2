"""Pairs of sentences judged by hand: what the program lays side by side, and what it must not.

``pairs.csv`` has one pair a row. ``kind``: ``pledge`` (a promised number and its result),
``completion`` (a number and the completed share stated of it), ``work`` (an announced work and the
sentence that reports it), ``years``, ``cities``, ``plans`` (one indicator twice). ``verdict``: yes
where the two belong together, no where they only seem to. ``where1`` and ``where2`` name a seed, or
city and year of a made article; 【 】 mark the number or the words. Empty ``second``: both stand in
the first text.
"""

from __future__ import annotations

import csv
import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import pytest

from mingsheng_reports.comparison.board import lay_out
from mingsheng_reports.core.article import Library
from mingsheng_reports.core.comparison import Board, Subject
from mingsheng_reports.core.metric import Extraction, Metric
from mingsheng_reports.core.undertaking import Stage
from mingsheng_reports.extraction.engine import extract
from mingsheng_reports.pipeline import find
from mingsheng_reports.stages import Stages
from support.prose import article

HERE = Path(__file__).resolve().parent
SEEDS = HERE.parents[1] / "seeds"
MARKED = re.compile("【([^】]*)】")
PLACED = re.compile(r"(?P<city>\D+)(?P<year>\d{4})")
PLAIN = str.maketrans(",;:()", "，；：（）")
GROUPS = {
    "promises": ("pledge", "completion"),
    "works": ("work",),
    "comparisons": ("years", "cities", "plans"),
}
PRECISION, RECALL = 0.95, 0.85
LEAST = 40


@dataclass(frozen=True, slots=True)
class Pair:
    """One row."""

    kind: str
    verdict: str
    where1: str
    first: str
    where2: str
    second: str
    note: str


@dataclass(frozen=True, slots=True)
class Spot:
    """``text[start:end]`` of a source is what a row marks."""

    doc: str
    start: int
    end: int

    def touches(self, doc: str, start: int, end: int) -> bool:
        """Whether a stretch of a source shares a character with it."""
        return self.doc == doc and self.start < end and start < self.end


def rows() -> list[Pair]:
    with (HERE / "pairs.csv").open(encoding="utf-8", newline="") as file:
        return [Pair(**row) for row in csv.DictReader(file)]


@functools.cache
def seeds() -> tuple[Library, Extraction]:
    found = find([SEEDS], Stages())
    return found.library, found.extraction


def made(pair: Pair) -> tuple[Library, Extraction]:
    """The row's own texts as articles; where a plan stands in its own article, it is one."""
    sources, told = [], []
    texts = [(pair.where1, pair.first), (pair.where2, pair.second)]
    planned = {"pledge": 0, "work": 0, "plans": 1}.get(pair.kind) if pair.second else None
    for number, (where, text) in enumerate(texts):
        if not text:
            continue
        placed = PLACED.fullmatch(where)
        assert placed is not None, where
        library = article(
            *MARKED.sub(r"\1", text).split("\n"),
            city=placed["city"],
            year=int(placed["year"]),
            status="target" if number == planned else "actual",
        )
        sources += [replace(each, doc=f"own{number}") for each in library.sources]
        told += [
            replace(each, id=f"own{number}#1", doc=f"own{number}") for each in library.articles
        ]
    whole = Library(tuple(sources), tuple(told))
    return whole, extract(whole)


def spots(pair: Pair, library: Library) -> list[Spot]:
    """The two places that the row marks, in its sources' own offsets."""
    texts = {source.doc: source.text for source in library.sources}
    of_seed = pair.where1 in texts
    found = []
    for number, (where, words) in enumerate(
        ((pair.where1, pair.first), (pair.where2, pair.second))
    ):
        doc = where if of_seed else f"own{number}"
        kept = [at for at, c in enumerate(texts.get(doc, "")) if not c.isspace()]
        plain = "".join(texts[doc][at] for at in kept).translate(PLAIN) if kept else ""
        bare = "".join(words.split()).translate(PLAIN)
        at = plain.find(MARKED.sub(r"\1", bare))
        assert at >= 0, words
        assert not (of_seed and plain.count(MARKED.sub(r"\1", bare)) > 1), words
        for taken, match in enumerate(MARKED.finditer(bare)):
            start = at + match.start() - 2 * taken
            end = start + len(match.group(1))
            found.append(Spot(doc, kept[start], kept[end - 1] + 1))
    assert len(found) == 2, pair
    return found


def boards(extraction: Extraction) -> Iterator[Board]:
    settled = [metric for metric in extraction.metrics if metric.settled]
    for city in sorted({metric.city for metric in settled}):
        yield lay_out(settled, Subject(city), extraction.announced)
    for year in sorted({metric.year for metric in settled if metric.year.isdigit()}):
        yield lay_out(settled, Subject(year=year), extraction.announced)


def side_by_side(extraction: Extraction) -> Iterator[tuple[str, Metric, Metric]]:
    """Everything that the program pairs, with the kind of the pair.

    What is shown beside a promise only to say that it is another thing (口径不一) is no pair.
    """
    for board in boards(extraction):
        judged = (pledge for each in board.judgements for pledge in each.pledges)
        for pledge in (*board.promises, *judged):
            apart = any(objection.code == "definition" for objection in pledge.objections)
            if pledge.result is not None and not apart:
                yield "pledge", pledge.promised, pledge.result
                if pledge.stated is not None:
                    yield "completion", pledge.result, pledge.stated
        for task in board.tasks:
            if task.result is not None:
                yield "completion", task.result, task.stated
        for kind in ("years", "cities", "plans"):
            for comparison in getattr(board, kind):
                for first, second in combinations(comparison.metrics, 2):
                    yield kind, first, second


def reported(extraction: Extraction) -> Iterator[tuple[Spot, Spot]]:
    """Each announced work with every sentence or number that its judgement could rest on."""
    works = {work.id: work for work in extraction.announced.undertakings}
    told = [
        (works[each.undertaking], each.evidence.doc, each.evidence.span)
        for each in extraction.announced.sightings
        if each.stage is not Stage.NAMED
    ]
    for board in boards(extraction):
        for judgement in board.judgements:
            for pledge in judgement.pledges:
                if pledge.result is not None:
                    proof = pledge.result.evidence
                    told.append((judgement.undertaking, proof.doc, proof.figure_span))
    for work, doc, span in told:
        proof = work.evidence
        yield (
            Spot(proof.doc, proof.span.start, proof.span.end),
            Spot(doc, span.start, span.end),
        )


def stands_at(metric: Metric, spot: Spot) -> bool:
    proofs = (metric.evidence, *metric.mentions)
    return any(spot.touches(p.doc, p.figure_span.start, p.figure_span.end) for p in proofs)


def found(pair: Pair) -> bool:
    """Whether the program puts the two places of a row together."""
    library, extraction = seeds() if not PLACED.fullmatch(pair.where1) else made(pair)
    one, other = spots(pair, library)
    if pair.kind == "work":
        return any(
            one.touches(a.doc, a.start, a.end) and other.touches(b.doc, b.start, b.end)
            for a, b in reported(extraction)
        )
    kinds = {"years", "plans"} if pair.kind in {"years", "plans"} else {pair.kind}
    return any(
        kind in kinds
        and (
            (stands_at(a, one) and stands_at(b, other))
            or (stands_at(a, other) and stands_at(b, one))
        )
        for kind, a, b in side_by_side(extraction)
    )


def scores(judged: Iterable[tuple[Pair, bool]]) -> tuple[float, float]:
    """Precision and recall; one of nothing is perfect."""
    counts = Counter((pair.verdict == "yes", put) for pair, put in judged)
    right = counts[True, True]
    return (
        right / max(1, right + counts[False, True]) if right or counts[False, True] else 1.0,
        right / max(1, right + counts[True, False]) if right or counts[True, False] else 1.0,
    )


def wrong(judged: Iterable[tuple[Pair, bool]]) -> list[str]:
    return [
        f"{pair.kind} {pair.verdict}: {pair.first} | {pair.second}"
        for pair, put in judged
        if (pair.verdict == "yes") is not put
    ]


def test_enough_pairs_are_judged_with_tempting_false_ones_of_every_kind() -> None:
    held = Counter((pair.kind, pair.verdict) for pair in rows())
    assert held.total() >= LEAST
    kinds = {kind for group in GROUPS.values() for kind in group}
    assert set(held) == {(kind, verdict) for kind in kinds for verdict in ("yes", "no")}
    assert len(set(rows())) == held.total()


@pytest.mark.parametrize("group", GROUPS)
def test_pairs_are_found_and_false_ones_left_apart(group: str) -> None:
    judged = [(pair, found(pair)) for pair in rows() if pair.kind in GROUPS[group]]
    precision, recall = scores(judged)
    assert precision >= PRECISION, wrong(judged)
    assert recall >= RECALL, wrong(judged)


def test_the_scores_see_a_false_and_a_missing_pair() -> None:
    yes = Pair("pledge", "yes", "", "", "", "", "")
    no = replace(yes, verdict="no")
    assert scores([(yes, True), (no, False)]) == (1.0, 1.0)
    assert scores([(yes, True), (no, True)]) == (0.5, 1.0)
    assert scores([(yes, True), (yes, False)]) == (1.0, 0.5)
    assert wrong([(no, True)])
    assert not wrong([(yes, True)])
