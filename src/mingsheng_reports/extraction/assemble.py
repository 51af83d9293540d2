"""One sentence → its metrics: every number gets label, status, period, place and proof."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from mingsheng_reports.catalogue.categories import guess_category
from mingsheng_reports.catalogue.per_words import per_told
from mingsheng_reports.catalogue.running import running_marks
from mingsheng_reports.core.article import Article, BlockKind, Source
from mingsheng_reports.core.evidence import quote_of
from mingsheng_reports.core.metric import UNKNOWN, Discard, Metric, Status
from mingsheng_reports.core.quantity import Quantity
from mingsheng_reports.extraction.findings import Finding, settled
from mingsheng_reports.extraction.labels import paraphrased
from mingsheng_reports.extraction.naming import name_all
from mingsheng_reports.extraction.pairs import find_pairs, without_origin
from mingsheng_reports.extraction.parts import part_hosts
from mingsheng_reports.extraction.periods import Calendar, Period, TimeWord, period_of
from mingsheng_reports.extraction.progress import PLANNED, with_progress
from mingsheng_reports.extraction.proof import Telling, evidence_of, stand_together, tell
from mingsheng_reports.extraction.quantities import Candidate
from mingsheng_reports.extraction.rates import rate_of
from mingsheng_reports.extraction.scope import Site, Subject, place_numbers
from mingsheng_reports.extraction.section_years import section_years, span_in_section
from mingsheng_reports.extraction.sentences import Sentence
from mingsheng_reports.extraction.sieve import Refusal, sift
from mingsheng_reports.extraction.spots import Spot, spot
from mingsheng_reports.extraction.status import LIST_MARKS, judge_all

YEARLY = re.compile(r"年(?:产量|产值|产能|均产|加工量|处理量|出栏)")
OPENING = 8  # characters at the head of a paragraph in which 五年来 governs all of it


@dataclass(slots=True)
class Memory:
    """What earlier sentences of an article hand on to later ones."""

    paragraph: int = -1
    span: str = ""  # a multi-year period that opened the paragraph
    subject: str = ""
    section: str = ""  # years that a heading gives all of its section (过去五年工作回顾)
    about: Subject = field(default_factory=Subject)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a sentence was read as."""

    metrics: tuple[Metric, ...]
    discards: tuple[Discard, ...]


NOTHING = Reading((), ())


@dataclass(frozen=True, slots=True)
class Frame:
    """The article around a sentence."""

    article: Article
    source: Source
    calendar: Calendar
    unfinished: bool = False  # a short report on a work that is not finished


def read_sentence(sentence: Sentence, frame: Frame, memory: Memory) -> Reading:
    """Metrics and discards of one sentence, in reading order."""
    if sentence.kind is BlockKind.HEADING:
        memory.section = section_years(sentence.words, frame.calendar, memory.section)
    if sentence.paragraph != memory.paragraph:
        memory.paragraph, memory.span, memory.subject = sentence.paragraph, "", ""
    sifted = sift(sentence.words)
    numbers, refusals = _whole(sentence, frame.source, *sifted) if sifted[0] else sifted
    words = frame.calendar.time_words(sentence.words) if numbers or sentence.opening else ()
    if words and words[0].start < OPENING and words[0].governs_on(opening=sentence.opening):
        memory.span = frame.calendar.resolve(words[0].year)
    discards = tuple(each for refusal in refusals for each in _discards(sentence, refusal, frame))
    sites = place_numbers(sentence.words, numbers, frame.article, memory.about, sentence.paragraph)
    if not numbers:
        return Reading((), discards) if discards else NOTHING
    spots = spot(sentence, numbers, refusals)
    findings = _findings(sentence, spots, sites, words, frame, memory)
    telling = tell(frame.source, sentence)
    metrics = tuple(_metric(each, telling, frame) for each in findings)
    return Reading(_with_parts(metrics, spots, sentence.words), discards)


def _whole(
    sentence: Sentence, source: Source, numbers: Sequence[Candidate], refusals: Sequence[Refusal]
) -> tuple[list[Candidate], list[Refusal]]:
    """A figure whose digits do not stand together in the source is none: 3|页边|5 is not 35."""
    kept: list[Candidate] = []
    torn: list[Refusal] = []
    for number in numbers:
        start, end = number.number
        if stand_together(source.text, sentence.text, start, end):
            kept.append(number)
        else:
            torn.append(Refusal(start, end, "torn", "数字被隔断在两处"))
    return kept, [*refusals, *torn]


def _with_parts(metrics: Sequence[Metric], spots: Sequence[Spot], text: str) -> tuple[Metric, ...]:
    """其中 and brackets: each part names the metric that it is part of."""
    hosts = part_hosts(text, spots)
    return tuple(
        replace(metric, part_of=metrics[hosts[i]].id) if i in hosts else metric
        for i, metric in enumerate(metrics)
    )


def _findings(
    sentence: Sentence,
    spots: Sequence[Spot],
    sites: Sequence[Site],
    words: Sequence[TimeWord],
    frame: Frame,
    memory: Memory,
) -> list[Finding]:
    text = sentence.words
    default = Status(sentence.told or frame.article.default_status)
    judgements = with_progress(text, spots, judge_all(text, spots, default))
    labels = name_all(sentence, spots, judgements, sites, memory.subject)
    memory.subject = labels[0].subject or memory.subject
    pairs = find_pairs(text, [each.number for each in spots])
    findings: list[Finding] = []
    marks = running_marks(text)
    span = memory.span or span_in_section(memory.section, text)
    for each, label, judgement, site in zip(spots, labels, judgements, sites, strict=True):
        unit, per = _rate(each, findings[-1] if findings else None, text)
        governing = without_origin(words, pairs, len(findings))
        period = period_of(each.number.start, governing, frame.calendar, span, marks)
        findings.append(Finding(each, label, judgement, unit, per, site, period))
    return settled(findings, pairs, text, unfinished=frame.unfinished)


def _rate(each: Spot, previous: Finding | None, text: str) -> tuple[str, str]:
    """Per-words reach over the first number of a clause and over lists (每人每月450元和260元)."""
    if previous is None or previous.spot.clause != each.clause:
        return rate_of(each.reach(text), each.number)
    alike = previous.spot.number.unit == each.number.unit
    if alike and text[previous.spot.number.end : each.number.start] in LIST_MARKS:
        return previous.unit, previous.per
    return rate_of(each.before, each.number)


def _metric(finding: Finding, telling: Telling, frame: Frame) -> Metric:
    number, label, site = finding.spot.number, finding.label, finding.site
    evidence = evidence_of(telling, quote=finding.spot.quote, figure=number.number)
    judgement = finding.judgement
    answered = judgement.required or judgement.rule == PLANNED or bool(telling.sentence.told)
    status = Status.ACTUAL if answered else judgement.status  # of its result's year
    period = finding.period.settled_for(status, finding.spot.clause.start, label.text)
    indicator = label.indicator
    span = evidence.figure_span
    return Metric(
        id=f"{frame.source.doc}@{span.start}-{span.end}",
        city=frame.article.city or UNKNOWN,
        place=site.place,
        scope=site.scope,
        year=period.year,
        as_of=period.as_of,
        category=indicator.category
        if indicator
        else guess_category(label.text, telling.sentence.words),
        label=_without_place(label.text, site.place),
        quantity=Quantity(
            value=number.value,
            unit=finding.unit,
            qualifier=number.qualifier,
            printed=number.printed,
            upper=number.upper,
            per=per_told(finding.per, number.printed, label.text),
        ),
        status=finding.judgement.status,
        evidence=evidence,
        indicator=indicator.id if indicator else "",
        verb=finding.judgement.verb,
        article=frame.article.id,
        rules=_rules(finding, period, telling.sentence),
        doubts=_doubts(finding, telling.sentence, frame),
        to_date=period.to_date(finding.judgement.status, frame.calendar, finding.unit)
        and YEARLY.search(label.text) is None,
        reported=str(frame.article.dating.year or ""),
    )


def _rules(finding: Finding, period: Period, sentence: Sentence) -> tuple[str, ...]:
    paraphrase = "+paraphrase" if paraphrased(finding.label, sentence.words) else ""
    cell = (f"cell:{sentence.told}",) if sentence.told else ()
    return (
        f"quantity:{finding.spot.number.kind}",
        f"label:{finding.label.rule}{paraphrase}",
        f"status:{finding.judgement.rule}",
        f"year:{period.rule}",
        f"place:{finding.site.rule}",
        *cell,
    )


def _without_place(label: str, place: str) -> str:
    """A label never repeats its place."""
    rest = label.replace(place, "", 1)
    return rest if len(rest) > 1 else label


def _doubts(finding: Finding, sentence: Sentence, frame: Frame) -> tuple[str, ...]:
    here = finding.period.at > finding.spot.clause.start
    told = (
        (finding.label.doubt, bool(finding.label.doubt)),
        ("可能是常年的水平，不是这一年的数", bool(YEARLY.search(finding.label.text)) and not here),
        ("句子由分开的两段拼接而成", sentence.repaired),
        ("句子残缺", sentence.torn),
        ("见报年份没有确证", not frame.article.dating.sure),
    )
    return tuple(reason for reason, holds in told if holds)


def _discards(sentence: Sentence, refusal: Refusal, frame: Frame) -> Iterator[Discard]:
    """One discard for each stretch of the source that the refused words come from."""
    stretches = sentence.text.spans(refusal.start, refusal.end)
    for span in stretches:
        whole = len(stretches) == 1
        yield Discard(
            doc=frame.source.doc,
            span=span,
            text=sentence.words[refusal.start : refusal.end]
            if whole
            else quote_of(frame.source.text, span),
            line=frame.source.line_of(span.start),
            reason=refusal.reason,
            explanation=refusal.explanation,
            sentence=sentence.words.strip(),
        )
