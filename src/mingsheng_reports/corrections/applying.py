"""Corrections → metrics as a reader mended them; what no longer fits is told, never lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mingsheng_reports.core.aligned import AlignedText
from mingsheng_reports.core.article import Library
from mingsheng_reports.core.correction import Action, Correction
from mingsheng_reports.core.evidence import Evidence
from mingsheng_reports.core.metric import Discard, Extraction, Metric
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.corrections.adding import added
from mingsheng_reports.corrections.fields import FIELDS, field_named
from mingsheng_reports.corrections.locating import Spot, plain_text, spots_of
from mingsheng_reports.corrections.refusal import Refusal

DROPPED = "corrected"  # reason of a discard


def correct(library: Library, extraction: Extraction) -> Extraction:
    """Apply the library's corrections in their order."""
    if not library.corrections:
        return extraction
    desk = Desk(library, list(extraction.metrics), list(extraction.discards))
    notices = [
        Notice(each.path, each.line, f"correction-{refusal.code}", refusal.what, refusal.hint)
        for each in library.corrections
        if (refusal := desk.apply(each))
    ]
    told = (*extraction.notices, *notices)
    return Extraction(tuple(desk.metrics), tuple(desk.discards), told, extraction.announced)


@dataclass(slots=True)
class Desk:
    """The metrics while they are being corrected."""

    library: Library
    metrics: list[Metric]
    discards: list[Discard]
    texts: dict[str, AlignedText] = field(default_factory=dict)
    done: dict[tuple[str, str], int] = field(default_factory=dict)

    def apply(self, correction: Correction) -> Refusal | None:
        """Change what the correction is about, or tell why not."""
        spots = spots_of(self._text(correction.doc), correction.quote, correction.expect)
        if not spots:
            what = f"原文里找不到“{correction.quote}”，更正未采用。"
            return Refusal("unplaced", what, "请照抄原文里连着的一段话。")
        fitting = [spot for spot in spots if spot.expected]
        if not fitting:
            what = f"原文“{correction.quote}”附近已没有“{correction.expect}”，更正未采用。"
            return Refusal("outdated", what, "请对照原文；不再需要时请删去这一行。")
        if correction.action is Action.ADD:
            return self._add(correction, fitting)
        found = self._about(correction.doc, fitting)
        if isinstance(found, Refusal):
            return found
        if correction.action is Action.DROP:
            self._drop(found, correction)
            return None
        return self._set(found, correction)

    def _text(self, doc: str) -> AlignedText:
        if doc not in self.texts:
            self.texts[doc] = plain_text(self.library.source(doc).text)
        return self.texts[doc]

    def _about(self, doc: str, spots: Sequence[Spot]) -> Metric | Refusal:
        """The one metric whose number stands in the quote."""
        found = [
            metric
            for metric in self.metrics
            if metric.evidence.doc == doc and any(_within(metric, spot) for spot in spots)
        ]
        if len(found) == 1:
            return found[0]
        if not found:
            hint = "请把数字引完整；要补入没有采用的数字，请用add。"
            return Refusal("unplaced", "引的这段话里没有采用的数字，更正未采用。", hint)
        named = "、".join(f"{each.label}{each.quantity.wording}" for each in found)
        what = f"引的这段话里有{len(found)}个数字（{named}），更正未采用。"
        return Refusal(
            "ambiguous", what, "请把引文改短到只含一个数字；重复的话请用expect写明上下文。"
        )

    def _set(self, metric: Metric, correction: Correction) -> Refusal | None:
        key = field_named(correction.what)
        if not key:
            hint = f"可以写的有：{'、'.join(FIELDS)}。"
            return Refusal("bad-value", f"不认识要改的列“{correction.what}”，更正未采用。", hint)
        earlier = self.done.get((metric.id, key))
        if earlier:
            what = f"第{earlier}行已改过这个数字的{FIELDS[key].name}，这一行未采用。"
            return Refusal("twice", what, "请删去其中一行。")
        changed = FIELDS[key].change(metric, correction.value)
        if isinstance(changed, Refusal):
            return changed
        if FIELDS[key].same(metric, changed):
            what = f"{FIELDS[key].name}已经是“{FIELDS[key].show(metric)}”，无须更正。"
            return Refusal("needless", what, "请删去这一行。")
        before, after = FIELDS[key].show(metric), FIELDS[key].show(changed)
        told = _told(f"{FIELDS[key].name}由{before}改为{after}", correction)
        self._put(metric, _marked(changed, told, f"correction:{key}"))
        self.done[metric.id, key] = correction.line
        return None

    def _put(self, old: Metric, new: Metric) -> None:
        self.metrics = [new if metric is old else metric for metric in self.metrics]

    def _drop(self, metric: Metric, correction: Correction) -> None:
        told = _told("不采用", correction)
        for evidence in (metric.evidence, *metric.mentions):
            self.discards.append(_discard(evidence, told, self.library))
        self.metrics = [
            replace(each, part_of="") if each.part_of == metric.id else each
            for each in self.metrics
            if each is not metric
        ]

    def _add(self, correction: Correction, spots: Sequence[Spot]) -> Refusal | None:
        if len(spots) > 1:
            what = f"“{correction.quote}”在原文里有{len(spots)}处，更正未采用。"
            return Refusal("ambiguous", what, "请把引文加长到只有一处，或用expect写明上下文。")
        metric = added(correction, spots[0], self._text(correction.doc), self.library)
        if isinstance(metric, Refusal):
            return metric
        figure = metric.evidence.figure_span
        for each in self.metrics:
            same = each.evidence.doc == correction.doc
            if same and each.evidence.figure_span.overlaps(figure):
                what = f"这个数字已经采用（{each.label}{each.quantity.wording}），更正未采用。"
                return Refusal("needless", what, "要改动它请用set；引文里有别的数字时请改短。")
        told = _told("补入此数", correction)
        self.metrics.insert(self._position(metric), _marked(metric, told, ""))
        self.discards = [
            each
            for each in self.discards
            if each.doc != correction.doc or not each.span.overlaps(figure)
        ]
        return None

    def _position(self, new: Metric) -> int:
        """Behind the last metric of its source before it, else in the place of its source."""
        start, doc = new.evidence.figure_span.start, new.evidence.doc
        same = [i for i, metric in enumerate(self.metrics) if metric.evidence.doc == doc]
        before = [i for i in same if self.metrics[i].evidence.figure_span.start < start]
        if before:
            return before[-1] + 1
        if same:
            return same[0]
        docs = [source.doc for source in self.library.sources]
        earlier = set(docs[: docs.index(doc)])
        return sum(metric.evidence.doc in earlier for metric in self.metrics)


def _within(metric: Metric, spot: Spot) -> bool:
    return any(
        spot.span.contains(evidence.figure_span) for evidence in (metric.evidence, *metric.mentions)
    )


def _told(what: str, correction: Correction) -> str:
    """As it is printed: 更正：年份由2022改为2021（理由：…；张三，2026-11-20）."""
    reason = correction.reason.rstrip("。；;")
    return f"更正：{what}（理由：{reason}；{correction.by}，{correction.date}）"


def _marked(metric: Metric, told: str, rule: str) -> Metric:
    rules = (*metric.rules, rule) if rule else metric.rules
    return replace(metric, corrections=(*metric.corrections, told), rules=rules)


def _discard(evidence: Evidence, told: str, library: Library) -> Discard:
    source, figure = library.source(evidence.doc), evidence.figure_span
    return Discard(
        doc=evidence.doc,
        span=figure,
        text="".join(source.text[figure.start : figure.end].split()),
        line=source.line_of(figure.start),
        reason=DROPPED,
        explanation=told,
        sentence=evidence.sentence,
    )
