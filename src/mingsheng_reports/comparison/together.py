"""A plan and what has come of it, told in one breath.

计划改造28个小区，目前已完成10个: the result needs no name of its own, it has the plan's. The same
in a row of a table of progress, whose cells are a promise and what was done. Which words join the
two is the table together.tsv; a number is taken where its unit is the plan's and no other number
of that unit could be meant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from mingsheng_reports.catalogue.together import PLAIN, together_cue
from mingsheng_reports.comparison.terms import base_unit
from mingsheng_reports.core.metric import Metric, Scope, Status

DONE = (Status.ACTUAL, Status.STANDARD)
STOP = re.compile(r"[，；。！？：（）]")
COUNTER = re.compile(r"[^\d.]+$")  # 万平方米 of 14万平方米
PROMISED_CELL, DONE_CELL = "cell:target", "cell:actual"
BEHIND = 3  # characters of the source between two sentences that follow one another
NEAR = Decimal("0.6")  # percentage points that the rounding of a stated share may leave
HUNDRED = Decimal(100)
PERCENT = "%"


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
class _Told:
    """One number in its sentence: the words of its clause before it, and those behind it."""

    metric: Metric
    at: int
    before: str
    behind: str

    @property
    def unit(self) -> str:
        return base_unit(self.metric.quantity.unit)

    @property
    def status(self) -> Status:
        return self.metric.status

    @property
    def done(self) -> bool:
        """Whether its clause says that so much is done, not only begun or still to come."""
        counted = self.status in DONE and self.unit != PERCENT
        said = together_cue("done").search(self.before) is not None
        return counted and said and not together_cue("begun").search(self.before)


def joined(metrics: Iterable[Metric]) -> Joined:
    """All that the sentences and rows of these metrics tell together."""
    found = Joined()
    before: list[_Told] = []
    for told in _sentences(metrics):
        _answers(told, found)
        _progress(told, before, found)
        _parts(told, found)
        _shares(told, found)
        before = told
    for promised, done in _rows(metrics):
        _row(promised, done, found)
    return found


def _sentences(metrics: Iterable[Metric]) -> Iterator[list[_Told]]:
    """The numbers of each sentence in reading order, sentences in the order of their sources."""
    sentences: dict[tuple[str, int], list[Metric]] = defaultdict(list)
    for metric in metrics:
        if metric.scope is not Scope.PERSON and metric.evidence.sentence_spans:
            evidence = metric.evidence
            sentences[evidence.doc, evidence.sentence_spans[0].start].append(metric)
    for key in sorted(sentences):
        held = sorted(sentences[key], key=lambda metric: metric.evidence.figure_span)
        yield [each for each in map(_told, held) if each is not None]


def _told(metric: Metric) -> _Told | None:
    at = metric.evidence.figure_in_sentence
    if at < 0:
        return None
    words = metric.evidence.sentence.translate(PLAIN)
    end = at + len(metric.evidence.figure_span)
    counter = COUNTER.search(metric.quantity.printed.translate(PLAIN))
    if counter and words.startswith(counter.group(), end):
        end = counter.end() - counter.start() + end
    start = max((match.end() for match in STOP.finditer(words, 0, at)), default=0)
    return _Told(metric, at, words[start:at], words[end:])


def _alike(plan: _Told, result: _Told) -> bool:
    """Whether both count the same unit in the same place and year."""
    one, other = plan.metric, result.metric
    if (one.city, one.year, plan.unit) != (other.city, other.year, result.unit):
        return False
    return one.place == other.place or result.status in DONE


def _answers(told: Sequence[_Told], found: Joined) -> None:
    """The task stands behind its result: 新建48所，超额完成40所的年度目标任务."""
    for at, plan in enumerate(told):
        if plan.status is not Status.TARGET or not together_cue("asked").search(plan.behind):
            continue
        above = together_cue("beyond").search(plan.before) is not None
        for result in reversed(told[:at]):
            value, asked = result.metric.quantity.value, plan.metric.quantity.value
            if result.status in DONE and _alike(plan, result) and not (above and value <= asked):
                found.results.setdefault(plan.metric.id, result.metric)
                break


def _progress(told: Sequence[_Told], before: Sequence[_Told], found: Joined) -> None:
    """The result stands behind its plan, in its sentence or at the beginning of the next one."""
    plans = [each for each in told if each.status is Status.TARGET]
    if not plans and _goes_on(before, told):
        plans = [each for each in before if each.status is Status.TARGET]
        plans = [_at_head(each) for each in plans]
    taken = {id(metric) for metric in found.results.values()}
    results = [each for each in told if each.done and not each.metric.part_of]
    for result in results:
        if id(result.metric) in taken:
            continue
        open_plans = [
            plan
            for plan in plans
            if plan.at < result.at
            and plan.metric.id not in found.results
            and not plan.metric.part_of
            and _alike(plan, result)
        ]
        plan = _chosen(open_plans, result, results)
        if plan is not None:
            found.results[plan.metric.id] = result.metric


def _at_head(plan: _Told) -> _Told:
    """A plan of the sentence before stands before everything in this one."""
    return _Told(plan.metric, -1, plan.before, plan.behind)


def _goes_on(before: Sequence[_Told], told: Sequence[_Told]) -> bool:
    """Whether a sentence goes on with the plan of the one right before it: 目前，已完成…."""
    if not before or not told:
        return False
    last, first = before[0].metric.evidence, told[0].metric.evidence
    gap = first.sentence_spans[0].start - last.sentence_spans[-1].end
    follows = last.doc == first.doc and 0 <= gap <= BEHIND
    return follows and bool(together_cue("next").search(first.sentence.translate(PLAIN)))


def _chosen(plans: Sequence[_Told], result: _Told, results: Sequence[_Told]) -> _Told | None:
    """The plan meant: that of the same name, the only one, or the first of as many as there are."""
    named = [plan for plan in plans if plan.metric.label == result.metric.label]
    if len(named) == 1:
        return named[0]
    if len(plans) <= 1:
        return plans[0] if plans else None
    nearest = plans[-1]
    if not STOP.search(_between(nearest, result)):
        return nearest  # 15个幸福院建设已完成8个
    rivals = [each for each in results if each.unit == result.unit and each.at >= result.at]
    return plans[0] if len(rivals) == len(plans) else None


def _between(plan: _Told, result: _Told) -> str:
    gap = result.at - plan.at - len(plan.metric.evidence.figure_span)
    return plan.behind[: max(0, gap)] if plan.at >= 0 else "。"


def _parts(told: Sequence[_Told], found: Joined) -> None:
    """Parts of a plan and of its result that are called alike: 卫生院44个 and 卫生院21个."""
    for plan in told:
        whole = found.results.get(plan.metric.part_of)
        if whole is None or plan.metric.id in found.results:
            continue
        for result in told:
            one, other = plan.metric.label, result.metric.label
            alike = one.endswith(other) or other.endswith(one)
            if result.metric.part_of == whole.id and alike and plan.unit == result.unit:
                found.results[plan.metric.id] = result.metric
                break


def _shares(told: Sequence[_Told], found: Joined) -> None:
    """Stated percentages belong to the numbers right before them, in their order."""
    run: list[_Told] = []
    held: list[_Told] = []
    for each in (*told, None):
        if each is not None and each.status is Status.COMPLETION:
            run.append(each)
            continue
        if run:
            _share_out(run, held, told, found)
            run, held = [], []
        if each is not None and each.status in DONE and each.unit != PERCENT:
            held.append(each)


def _share_out(
    run: Sequence[_Told], held: Sequence[_Told], told: Sequence[_Told], found: Joined
) -> None:
    whole = [each for each in held if not each.metric.part_of]
    if len(run) > 1:
        if len(whole) < len(run):
            return
        owners = whole[-len(run) :]
    else:
        named = [each for each in whole if each.metric.label == run[0].metric.label]
        owners = (named or whole)[-1:]
    for owner, share in zip(owners, run, strict=False):
        found.stated.setdefault(owner.metric.id, share.metric)
        answered = {metric.id for metric in found.results.values()}
        if owner.metric.id not in answered:
            _prove(owner, share, told, found)


def _prove(result: _Told, share: _Told, told: Sequence[_Told], found: Joined) -> None:
    """The number before it of which the result is just the share that the source states."""
    for plan in reversed([each for each in told if each.at < result.at]):
        value = plan.metric.quantity.value
        if plan.status not in {*DONE, Status.TARGET} or not value or not _alike(plan, result):
            continue
        said = share.metric.quantity.value
        if abs(result.metric.quantity.value / value * HUNDRED - said) <= NEAR:
            found.plans.setdefault(result.metric.id, plan.metric)
            return


def _rows(metrics: Iterable[Metric]) -> Iterator[tuple[list[Metric], list[Metric]]]:
    """The promised and the done numbers of each row of a table of progress."""
    rows: dict[tuple[str, int], tuple[list[Metric], list[Metric]]] = {}
    for metric in metrics:
        cell = next((rule for rule in metric.rules if rule in {PROMISED_CELL, DONE_CELL}), "")
        if cell:
            row = rows.setdefault((metric.evidence.doc, metric.evidence.line), ([], []))
            row[cell == DONE_CELL].append(metric)
    for key in sorted(rows):
        yield rows[key]


def _row(promised: Sequence[Metric], done: Sequence[Metric], found: Joined) -> None:
    """By the unit as written, in their order, where there are as many of one as of the other."""
    for unit in dict.fromkeys(metric.quantity.unit for metric in promised):
        plans = [m for m in promised if m.quantity.unit == unit and m.status is Status.TARGET]
        results = [m for m in done if m.quantity.unit == unit and m.status in DONE]
        if len(plans) == len(results):
            for plan, result in zip(plans, results, strict=True):
                found.results.setdefault(plan.id, result)
