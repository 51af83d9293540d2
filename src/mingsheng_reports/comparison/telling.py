"""Numbers as their sentences tell them, with the words on either side.

What two numbers of one sentence have to do with one another is said by the words between them;
the table together.tsv says which words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from mingsheng_reports.catalogue.together import PLAIN, together_cue
from mingsheng_reports.comparison.terms import base_unit
from mingsheng_reports.core.metric import Metric, Scope, Status

DONE = (Status.ACTUAL, Status.STANDARD)
PERCENT = "%"
STOP = re.compile(r"[，；。！？：（）]")
COUNTER = re.compile(r"[^\d.]+$")  # 万平方米 of 14万平方米
REACH = 40  # characters before a number in which its task may be named
BEHIND = 3  # characters of the source between two sentences that follow one another
SECTION = 300  # characters of the source over which a plan and its share may stand apart


@dataclass(frozen=True, slots=True)
class Joined:
    """What was told together: results by the id of their plan, percentages by that of their result.

    Attributes:
        plans: the plan of a result, by its id, where only the stated percentage proves it.
    """

    results: dict[str, Metric] = field(default_factory=dict)
    stated: dict[str, Metric] = field(default_factory=dict)
    plans: dict[str, Metric] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """One number in its sentence: the words of its clause before it, and those behind it."""

    metric: Metric
    at: int
    before: str
    behind: str
    sentence: str = ""  # all its words before the number

    @property
    def unit(self) -> str:
        """The unit under which it is compared."""
        return base_unit(self.metric.quantity.unit)

    @property
    def status(self) -> Status:
        """What kind of assertion it is."""
        return self.metric.status

    @property
    def asked(self) -> bool:
        """Whether the words beside it say that it is the task that another number answers."""
        behind = together_cue("asked").search(self.behind)
        return bool(behind or together_cue("aimed").search(self.sentence[-REACH:]))

    @property
    def done(self) -> bool:
        """Whether its clause says that so much is done, not only begun or still to come."""
        counted = self.status in DONE and self.unit != PERCENT
        said = together_cue("done").search(self.before) is not None
        return counted and said and not together_cue("begun").search(self.before)


def sentences(metrics: Iterable[Metric]) -> Iterator[list[Told]]:
    """The numbers of each sentence in reading order, sentences in the order of their sources."""
    sentences: dict[tuple[str, int], list[Metric]] = defaultdict(list)
    for metric in metrics:
        if metric.scope is not Scope.PERSON and metric.evidence.sentence_spans:
            evidence = metric.evidence
            sentences[evidence.doc, evidence.sentence_spans[0].start].append(metric)
    for key in sorted(sentences):
        held = sorted(sentences[key], key=lambda metric: metric.evidence.figure_span)
        yield [each for each in map(told_of, held) if each is not None]


def told_of(metric: Metric) -> Told | None:
    """A number with the words beside it; None where its sentence does not hold it."""
    at = metric.evidence.figure_in_sentence
    if at < 0:
        return None
    words = metric.evidence.sentence.translate(PLAIN)
    end = at + len(metric.evidence.figure_span)
    counter = COUNTER.search(metric.quantity.printed.translate(PLAIN))
    if counter and words.startswith(counter.group(), end):
        end = counter.end() - counter.start() + end
    start = max((match.end() for match in STOP.finditer(words, 0, at)), default=0)
    return Told(metric, at, words[start:at], words[end:], words[:at])


def alike(plan: Told, result: Told) -> bool:
    """Whether both count the same unit in the same place and year."""
    one, other = plan.metric, result.metric
    if (one.city, one.year, plan.unit) != (other.city, other.year, result.unit):
        return False
    return one.place == other.place or result.status in DONE


def gap(before: Sequence[Told], told: Sequence[Told]) -> int:
    """How many characters of the source stand between two sentences; many when in two sources."""
    if not before or not told:
        return SECTION + 1
    last, first = before[0].metric.evidence, told[0].metric.evidence
    gap = first.sentence_spans[0].start - last.sentence_spans[-1].end
    return gap if last.doc == first.doc and gap >= 0 else SECTION + 1


def is_result(metric: Metric) -> bool:
    """Not where something was done: 在46个小区建成38个厢房 tells of no estates."""
    told = told_of(metric)
    return metric.status in DONE and not (told is not None and told.before.endswith("在"))
