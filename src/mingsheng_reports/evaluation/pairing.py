"""Which answer is about which annotation: each at most once, the likeliest pairs first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mingsheng_reports.evaluation.agreement import (
    judge,
    label_likeness,
    quotes_overlap,
    same_unit,
    same_value,
)
from mingsheng_reports.evaluation.rows import Annotation, Answer

SAME_WORDS = 10  # a quote from the same words outweighs every column


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A pair that may be one fact; ``wanted`` and ``said`` are indices."""

    likeness: Fraction
    wanted: int
    said: int


@dataclass(frozen=True, slots=True)
class Pairing:
    """``found`` maps annotations to answers by index; ``repeated`` answers tell them again."""

    found: Mapping[int, int]
    repeated: frozenset[int]


def pair_up(annotations: Sequence[Annotation], answers: Sequence[Answer]) -> Pairing:
    """Take the likeliest pair whose two sides are both free, until none is left."""
    candidates = sorted(_candidates(annotations, answers), reverse=True)
    found: dict[int, int] = {}
    used: set[int] = set()
    for candidate in candidates:
        if candidate.wanted not in found and candidate.said not in used:
            found[candidate.wanted] = candidate.said
            used.add(candidate.said)
    repeated = frozenset(candidate.said for candidate in candidates) - used
    return Pairing(found, repeated)


def _candidates(
    annotations: Sequence[Annotation], answers: Sequence[Answer]
) -> Iterator[Candidate]:
    """Same document, value and unit; and the same words, or everything else right.

    A fact told in two places of a document may be quoted from either.
    """
    by_doc: defaultdict[str, list[int]] = defaultdict(list)
    for said, answer in enumerate(answers):
        by_doc[answer.doc].append(said)
    for wanted, annotation in enumerate(annotations):
        own = annotation.answer
        for said in by_doc[own.doc]:
            answer = answers[said]
            if not same_value(own.value, answer.value) or not same_unit(annotation, answer):
                continue
            verdict = judge(annotation, answer)
            here = quotes_overlap(own.quote, answer.quote)
            if here or verdict.right:
                likeness = label_likeness(own.label, answer.label)
                points = SAME_WORDS * here + verdict.points
                yield Candidate(points + likeness, wanted, said)
