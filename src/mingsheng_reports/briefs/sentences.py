"""Facts grouped as the source groups them, then told sentence by sentence.

Facts of one source sentence stay together in the source's order. A sentence holds either plans or
results, never both; everything in it has the same cut-off date, period and place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from mingsheng_reports.briefs.clauses import clause, rest_of
from mingsheng_reports.briefs.facts import Fact, gather
from mingsheng_reports.briefs.notebook import Notebook
from mingsheng_reports.briefs.wording import display, fronted, label_of
from mingsheng_reports.catalogue.units import kind_of
from mingsheng_reports.core.brief import Day, Fragment, Name, Sentence, Words
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
    """

    year: str
    named: str
    whole: Fragment


def whole_of(place: str) -> Words:
    """全市 for 盘锦市, 全县 for 盘山县."""
    return Words(WHOLES.get(place[-1:], "当地"))


def year_text(year: str) -> str:
    """``2022年``, ``2019—2023年``."""
    return year.replace("-", "—") + "年"


def date_text(iso: str) -> str:
    """``2022年11月30日`` without leading zeros."""
    year, _, rest = iso.partition("-")
    month, _, day = rest.partition("-")
    text = f"{year}年"
    if month:
        text += f"{int(month)}月"
    return text + (f"{int(day)}日" if day else "")


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
    said_day = ""
    for facts in _sentences(gather(metrics, baselines)):
        head = facts[0].head
        opening = _opening(head, voice, first=not told, said_day=said_day)
        told.append((*opening, *_clauses(facts, book), Words("。")))
        said_day = head.as_of
    return [
        tuple(chain.from_iterable(told[start : start + MANY]))
        for start in range(0, len(told), MANY)
    ]


def _sentences(facts: Sequence[Fact]) -> Iterable[list[Fact]]:
    """Facts by sentence: same source sentence, same footing, not too many."""
    for _, group in groupby(facts, key=_footing):
        held = list(group)
        parts = -(-len(held) // LONGEST)
        size = -(-len(held) // parts)
        for start in range(0, len(held), size):
            yield held[start : start + size]


def _footing(fact: Fact) -> tuple[object, ...]:
    head = fact.head
    spans = head.evidence.sentence_spans
    planned = head.status is Status.TARGET
    return (head.evidence.doc, spans[:1], planned, head.as_of, head.year, head.place)


def _opening(head: Metric, voice: Voice, *, first: bool, said_day: str) -> Sentence:
    pieces: list[Fragment] = []
    if head.as_of:
        again = head.as_of == said_day
        pieces += [Words("截至同日，")] if again else [
            Words("截至"), Day(date_text(head.as_of), head.id), Words("，"),
        ]  # fmt: skip
    elif head.status is Status.TARGET:
        pieces += [Words("按照计划，")]
        pieces += [Day(year_text(head.year), head.id)] if head.scope is not Scope.PROJECT else []
    elif head.year != voice.year or first:
        pieces += [Day(year_text(head.year), head.id), Words("，")]
    return (*pieces, *_subject(head, voice, first=first))


def _subject(head: Metric, voice: Voice, *, first: bool) -> Sentence:
    if head.place != voice.named:
        colon = fronted(label_of(head), kind_of(head.quantity.unit))
        return (Name(display(head.place), head.id), *([Words("：")] if colon else []))
    return (voice.whole,) if first and voice.whole.text else ()


def _clauses(facts: Sequence[Fact], book: Notebook) -> Sentence:
    """Clauses of one sentence: ， inside a run that shares its beginning, ； between long runs."""
    runs: list[list[Sentence]] = []
    topic = before = ""
    for fact in facts:
        label = label_of(fact.head)
        kind = kind_of(fact.head.quantity.unit)
        base = topic if rest_of(label, topic, kind) else before
        told = clause(fact, book, base)
        if rest_of(label, base, kind):
            runs[-1].append(told)
        else:
            runs.append([told])
            topic = label
        before = label
    heavy = any(len(run) > 1 for run in runs) or any(f.completions or f.parts for f in facts)
    between = "；" if heavy and len(runs) > 1 else "，"
    pieces: list[Fragment] = []
    for run in runs:
        pieces += [Words(between)] if pieces else []
        for i, told in enumerate(run):
            pieces += [*([Words("，")] if i else []), *told]
    return tuple(pieces)
