"""Facts grouped as the source groups them, then told sentence by sentence.

Facts of one source sentence stay together in the source's order. A sentence holds either plans or
results, never both; everything in it has the same cut-off date, period and place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby

from mingsheng_reports.briefs.clauses import clause, rest_of
from mingsheng_reports.briefs.facts import Fact, gather
from mingsheng_reports.briefs.notebook import Notebook
from mingsheng_reports.briefs.periods import counted_until, cut_off, year_text
from mingsheng_reports.briefs.wording import display, fronted, label_of
from mingsheng_reports.catalogue.phrasing import foreseen, reported_in
from mingsheng_reports.catalogue.units import kind_of
from mingsheng_reports.core.brief import Day, Fragment, Name, Sentence, Words, sentence_text
from mingsheng_reports.core.comparison import Derived
from mingsheng_reports.core.metric import Metric, Scope, Status

LONGEST = 6  # facts in one sentence
MANY = 4  # sentences in one paragraph
WHOLES = {"市": "全市", "县": "全县", "区": "全区", "旗": "全旗", "州": "全州", "盟": "全盟"}


@dataclass(frozen=True, slots=True)
class Voice:
    """From where a paragraph is told.

    Attributes:
        year: the brief's year, left unsaid where everything is of that year.
        named: whose metrics need no name beyond 全市; others are named in every sentence.
        whole: how that place is called in the first sentence: 全市, or its name.
        progress: share of its plan that a result reached, by the result's id.
        running: ids of numbers told as of the report.
        said: the periods told so far in the section, the last one last.
    """

    year: str
    named: str
    whole: Fragment
    progress: Mapping[str, Derived] = field(default_factory=dict)
    running: frozenset[str] = frozenset()
    said: list[str] = field(default_factory=list)


def whole_of(place: str) -> Words:
    """全市 for 盘锦市, 全县 for 盘山县."""
    return Words(WHOLES.get(place[-1:], "当地"))


def in_source_order(metrics: Iterable[Metric], places: dict[str, int]) -> list[Metric]:
    """By document as read, then by where the figure stands."""
    return sorted(
        metrics,
        key=lambda m: (
            places.get(m.evidence.doc, len(places)),
            m.evidence.sentence_spans[0].start if m.evidence.sentence_spans else 0,
            m.evidence.figure_span.start,
        ),
    )


def paragraphs(
    metrics: Sequence[Metric], baselines: Sequence[Metric], book: Notebook, voice: Voice
) -> list[Sentence]:
    """All facts of one place, in source order, a few sentences to the paragraph."""
    told: list[Sentence] = []
    voice = replace(voice, running=_running(metrics))
    for facts in _sentences(gather(metrics, baselines), voice.running):
        head = facts[0].head
        # A named work stands by itself: its first sentence says when.
        fresh = not told and head.place != voice.named
        said = voice.said[-1] if told and not fresh else ""
        opening = _opening(head, voice, first=not told, said=said)
        told.append((*opening, *_clauses(facts, book, voice), Words("。")))
        voice.said.append(sentence_text(_time(head, voice)))
    return [
        tuple(chain.from_iterable(told[start : start + MANY]))
        for start in range(0, len(told), MANY)
    ]


def _running(metrics: Sequence[Metric]) -> frozenset[str]:
    """What counts up to the report, and the rates that the same article tells beside it."""
    known = {(m.article, m.year) for m in metrics if m.to_date}
    return frozenset(
        m.id
        for m in metrics
        if m.to_date
        or (
            (m.quantity.unit == "%" and m.status is Status.ACTUAL and not m.as_of)
            and (m.article, m.year) in known
        )
    )


def _sentences(facts: Sequence[Fact], running: frozenset[str]) -> Iterable[list[Fact]]:
    """Facts by sentence: neighbouring source sentences of one footing are told together."""
    for _, group in groupby(facts, key=lambda fact: _footing(fact, running)):
        yield from _packed([list(held) for _, held in groupby(group, key=_source_sentence)])


def _packed(groups: Iterable[list[Fact]]) -> Iterable[list[Fact]]:
    """Source sentences joined up to LONGEST facts; a longer one is cut into even parts."""
    packed: list[Fact] = []
    for group in groups:
        if packed and len(packed) + len(group) > LONGEST:
            yield packed
            packed = []
        parts = -(-len(group) // LONGEST)
        size = -(-len(group) // parts)
        for start in range(0, len(group) - size, size):
            yield group[start : start + size]
        packed = packed + group[(parts - 1) * size :]
    if packed:
        yield packed


def _source_sentence(fact: Fact) -> tuple[object, ...]:
    return (fact.head.evidence.doc, fact.head.evidence.sentence_spans[:1])


def _footing(fact: Fact, running: frozenset[str]) -> tuple[object, ...]:
    head = fact.head
    plan = _plan_words(head) if head.status is Status.TARGET else ""
    return (head.article, plan, head.as_of, head.id in running, head.year, head.place)


def _plan_words(head: Metric) -> str:
    """预计 where the source only foresees, 按照计划 where it plans."""
    return "预计" if foreseen(head) else "按照计划，"


def _time(head: Metric, voice: Voice) -> Sentence:
    """When, and whether planned: the words a sentence opens with."""
    if head.status is Status.TARGET and not head.as_of:
        words = _plan_words(head)
        dated = head.scope is not Scope.PROJECT and words.endswith("，")
        return (Words(words), *([Day(year_text(head.year), head.id)] if dated else []))
    if head.id in voice.running:
        # In the brief's own year, as its title says, told by a report of that year.
        own = head.year == voice.year == reported_in(head)
        return (*(cut_off if own else counted_until)(replace(head, to_date=True)), Words("，"))
    return (*counted_until(head), Words("，"))


def _opening(head: Metric, voice: Voice, *, first: bool, said: str) -> Sentence:
    time = _time(head, voice)
    if sentence_text(time) == said:
        if head.as_of:
            time = (Words("截至同日，"),)
        elif head.status is not Status.TARGET:
            time = ()
    return (*time, *_subject(head, voice, first=first))


def _subject(head: Metric, voice: Voice, *, first: bool) -> Sentence:
    if head.place != voice.named:
        colon = fronted(label_of(head), kind_of(head.quantity.unit))
        return (Name(display(head.place), head.id), *([Words("：")] if colon else []))
    own = label_of(head).startswith(head.city[:-1])  # 盘锦大米品牌价值 names its city itself
    return (voice.whole,) if first and voice.whole.text and not own else ()


def _verb_ends(before: str, label: str, kind: str) -> bool:
    """Whether a clause with its verb in front is followed by one that is not under that verb."""
    return bool(before) and fronted(before, kind) and not fronted(label, kind)


def _clauses(facts: Sequence[Fact], book: Notebook, voice: Voice) -> Sentence:
    """Clauses of one sentence: ， inside a run that shares its beginning, ； between long runs."""
    runs: list[list[Sentence]] = []
    fresh: list[bool] = []  # whether a run begins another thought
    topic = before = ""
    spoken: tuple[object, ...] = ()
    for fact in facts:
        another = bool(spoken) and _source_sentence(fact) != spoken
        if another:
            topic = before = ""
        spoken = _source_sentence(fact)
        label = label_of(fact.head)
        kind = kind_of(fact.head.quantity.unit)
        base = topic if rest_of(label, topic, kind) else before
        told = clause(fact, book, base)
        if fact.head.id in voice.progress and not rest_of(label, base, kind):
            share = book.computed(voice.progress[fact.head.id])
            told = (*told, Words("，完成计划的"), share)
        if rest_of(label, base, kind):
            runs[-1].append(told)
        else:
            runs.append([told])
            fresh.append(another or _verb_ends(before, label, kind))
            topic = label
        before = label
    heavy = any(len(run) > 1 for run in runs) or any(
        fact.completions or fact.parts or fact.changes or fact.head.id in voice.progress
        for fact in facts
    )
    between = "；" if heavy and len(runs) > 1 else "，"
    pieces: list[Fragment] = []
    for run, another in zip(runs, fresh, strict=True):
        pieces += [Words("；" if another else between)] if pieces else []
        for i, told in enumerate(run):
            pieces += [*([Words("，")] if i else []), *told]
    return tuple(pieces)
