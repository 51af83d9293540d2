"""Annotations against answers: how many were found, how many are right, what went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mingsheng_reports.evaluation.agreement import JUDGED, Verdict, judge
from mingsheng_reports.evaluation.pairing import pair_up
from mingsheng_reports.evaluation.rows import Annotation, Answer, docs_of

DIGITS = 4  # after the point, in every share


@dataclass(frozen=True, slots=True)
class Hit:
    """An annotation with the answer that was found for it."""

    annotation: Annotation
    answer: Answer
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Counts:
    """How many annotations and answers there are, and how many meet."""

    gold: int
    answers: int
    found: int
    right: int

    def shares(self) -> dict[str, float]:
        """Precision, recall and F1 of what was found and of what is right."""
        told: dict[str, float] = {}
        for name, hits in (("found", self.found), ("right", self.right)):
            precision, recall = hits / max(1, self.answers), hits / max(1, self.gold)
            both = precision + recall
            f1 = 2 * precision * recall / both if both else 0.0
            for share, value in (("precision", precision), ("recall", recall), ("f1", f1)):
                told[f"{name}_{share}"] = round(value, DIGITS)
        return told


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came of every annotation and every answer.

    Attributes:
        hits: annotations that count and were found, in the order of annotation.
        missed: annotations that count and were not found.
        invented: answers that no annotation is about.
        repeated: answers that tell an annotation again that another answer was found for.
        spared: answers found for optional annotations.
    """

    hits: tuple[Hit, ...]
    missed: tuple[Annotation, ...]
    invented: tuple[Answer, ...]
    repeated: int
    spared: int

    @property
    def wrong(self) -> tuple[Hit, ...]:
        """Found, but place, year, status or label differ."""
        return tuple(hit for hit in self.hits if not hit.verdict.right)

    @property
    def counts(self) -> Counts:
        """Over all categories."""
        return _counts(self.hits, self.missed, self.invented)

    def accuracy(self, column: str) -> float:
        """Share of the found ones that agree in that column."""
        good = sum(column in hit.verdict.agreeing for hit in self.hits)
        return round(good / max(1, len(self.hits)), DIGITS)

    def figures(self) -> dict[str, int | float]:
        """Every figure under its name, counts first."""
        counts = self.counts
        told: dict[str, int | float] = {
            "gold": counts.gold,
            "answers": counts.answers,
            "found": counts.found,
            "right": counts.right,
            "stated twice": self.repeated,
        }
        told |= counts.shares()
        return told | {f"{column}_accuracy": self.accuracy(column) for column in JUDGED}

    def categories(self) -> dict[str, Counts]:
        """By the annotated category, an invention by its own; most annotations first."""
        names = {each.answer.category: 0 for each in self.missed}
        names |= {hit.annotation.answer.category: 0 for hit in self.hits}
        names |= {answer.category: 0 for answer in self.invented}
        told = {name: self._within(name) for name in names}
        return dict(sorted(told.items(), key=lambda pair: (-pair[1].gold, pair[0])))

    def _within(self, category: str) -> Counts:
        return _counts(
            [hit for hit in self.hits if hit.annotation.answer.category == category],
            [each for each in self.missed if each.answer.category == category],
            [answer for answer in self.invented if answer.category == category],
        )


def _counts(
    hits: Sequence[Hit], missed: Sequence[Annotation], invented: Sequence[Answer]
) -> Counts:
    right = sum(hit.verdict.right for hit in hits)
    return Counts(len(hits) + len(missed), len(hits) + len(invented), len(hits), right)


def evaluate(annotations: Sequence[Annotation], answers: Iterable[Answer]) -> Evaluation:
    """Compare; only answers about annotated documents count."""
    docs = frozenset(docs_of(annotations))
    said = [answer for answer in answers if answer.doc in docs]
    pairing = pair_up(annotations, said)
    scored = [i for i, annotation in enumerate(annotations) if not annotation.optional]
    known = {*pairing.found.values(), *pairing.repeated}
    return Evaluation(
        hits=tuple(
            _hit(annotations[i], said[pairing.found[i]]) for i in scored if i in pairing.found
        ),
        missed=tuple(annotations[i] for i in scored if i not in pairing.found),
        invented=tuple(answer for j, answer in enumerate(said) if j not in known),
        repeated=len(pairing.repeated),
        spared=sum(annotations[i].optional for i in pairing.found),
    )


def _hit(annotation: Annotation, answer: Answer) -> Hit:
    return Hit(annotation, answer, judge(annotation, answer))


def differences(hit: Hit) -> Mapping[str, tuple[str, str]]:
    """The decisive columns that differ: what was wanted, what was said."""
    return {
        column: (str(getattr(hit.annotation.answer, column)), str(getattr(hit.answer, column)))
        for column in hit.verdict.disagreeing
    }
