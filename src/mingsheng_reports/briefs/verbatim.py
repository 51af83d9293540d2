"""Numbers whose label cannot stand alone, told in the source's own words with the number linked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from mingsheng_reports.briefs.notebook import Notebook
from mingsheng_reports.briefs.periods import date_text, year_text
from mingsheng_reports.core.article import Library
from mingsheng_reports.core.brief import Day, Fragment, Quoted, Sentence, Words
from mingsheng_reports.core.metric import Metric, Status

ENDS = "，,；;。！？!?…"
SHORT = 14  # a clause this short is told with the one before it
LONGEST = 90
MANY = 4  # clauses in one sentence
LEANING = ("其中", "分别", "占", "同比")  # a clause that begins so leans on the one before it
SPOKEN = ("我", "咱")
WIDE = str.maketrans(",;:!?()", "，；：！？（）")
QUOTES = str.maketrans("“”", "‘’")


@dataclass(frozen=True, slots=True)
class Reader:
    """The sources as they read: normalised characters by document and offset."""

    texts: Mapping[str, Mapping[int, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, library: Library) -> Reader:
        """Characters as in the file, simplified and half-width where an article has them so."""
        texts: dict[str, dict[int, str]] = {
            source.doc: dict(enumerate(source.text)) for source in library.sources
        }
        for article in library.articles:
            held = texts.setdefault(article.doc, {})
            for block in article.blocks:
                held.update(zip(block.text.positions, block.text.text, strict=True))
        return cls(texts)

    def sentence(self, metric: Metric) -> tuple[list[int], str]:
        """Positions and characters of a metric's sentence without line breaks."""
        held = self.texts.get(metric.evidence.doc, {})
        spans = metric.evidence.sentence_spans
        positions = [
            i
            for span in spans
            for i in range(span.start, span.end)
            if held.get(i, "\n") not in "\r\n"
        ]
        return positions, "".join(held[i] for i in positions)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence with the metrics whose figures stand in it: (start, end, metric)."""

    text: str
    figures: tuple[tuple[int, int, Metric], ...]


def clauses(metrics: Sequence[Metric], known: Sequence[Metric], reader: Reader) -> list[Clause]:
    """The clauses that hold these metrics, overlapping ones joined, in order.

    ``known`` are the metrics whose figures are linked wherever they stand in those clauses.
    """
    sentences: dict[tuple[object, ...], list[Metric]] = {}
    for metric in metrics:
        sentences.setdefault(_sentence_key(metric), []).append(metric)
    found: list[Clause] = []
    for key, held in sentences.items():
        near = [metric for metric in known if _sentence_key(metric) == key]
        found += _of_sentence(held, near, reader)
    return found


def _sentence_key(metric: Metric) -> tuple[object, ...]:
    return metric.evidence.doc, metric.evidence.sentence_spans


def _of_sentence(metrics: Sequence[Metric], near: Sequence[Metric], reader: Reader) -> list[Clause]:
    positions, text = reader.sentence(metrics[0])
    if any(word in text for word in SPOKEN):
        return []  # someone speaks of himself
    places = {m.id: _figure(m, positions, text) for m in (*metrics, *near)}
    ranges: list[tuple[int, int]] = []
    for start, end in sorted(_bounds(text, *at) for m in metrics if (at := places[m.id])):
        if ranges and start <= ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(end, ranges[-1][1]))
        else:
            ranges.append((start, end))
    found = []
    for start, end in ranges:
        inside = {
            at: metric
            for metric in (*metrics, *near)
            if (at := places[metric.id]) and start <= at[0] and at[1] <= end
        }
        figures = tuple((a - start, b - start, inside[a, b]) for a, b in sorted(inside))
        apart = all(one[1] <= other[0] for one, other in pairwise(figures))
        if apart and end - start <= LONGEST:
            found.append(Clause(text[start:end], figures))
    return found


def _figure(metric: Metric, positions: Sequence[int], text: str) -> tuple[int, int] | None:
    """Where the printed number stands in the sentence; None unless it stands there exactly."""
    printed = metric.quantity.printed
    span = metric.evidence.figure_span
    first = next((i for i, at in enumerate(positions) if span.start <= at < span.end), None)
    if first is None:
        return None
    for start in range(max(0, first - 2), first + 1):
        if text.startswith(printed, start):
            end = start + len(printed)
            per = metric.quantity.per
            return (start - len(per) if per and text.endswith(per, 0, start) else start), end
    return None


def _bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause around a number; a short one takes the clause before it along."""
    left = max(text.rfind(mark, 0, start) for mark in ENDS) + 1
    stops = [at for mark in ENDS if (at := text.find(mark, end)) >= 0]
    right = min(stops, default=len(text))
    leans = right - left < SHORT or text.startswith(LEANING, left)
    if leans and left > 1 and text[left - 1] in "，,":
        left = max(text.rfind(mark, 0, left - 1) for mark in ENDS) + 1
    while left < start and (text[left] in "、 \u3000*#" or _unmatched(text, left, right)):
        left += 1
    return left, right


def _unmatched(text: str, left: int, right: int) -> bool:
    """Whether the clause begins with a quotation mark that closes outside it."""
    return text[left] == "“" and "”" not in text[left:right]


def tell_verbatim(clause: Clause, book: Notebook) -> Sentence:
    """“共发放取暖救助金1276万元” with its number linked."""
    pieces: list[Fragment] = [Words("“")]
    at = 0
    for start, end, metric in clause.figures:
        pieces += _quoted(clause.text[at:start], metric.id)
        pieces.append(book.figure(metric))
        at = end
    pieces += _quoted(clause.text[at:], clause.figures[-1][2].id)
    return (*pieces, Words("”"))


def _quoted(text: str, origin: str) -> list[Fragment]:
    shown = text.translate(WIDE).translate(QUOTES)
    return [Quoted(shown, origin)] if shown else []


def report(
    found: Sequence[Clause], book: Notebook, about: Fragment | None = None, year: str = ""
) -> list[Sentence]:
    """All of them in one or more sentences: 报道提到，2021年，“共发放取暖救助金1276万元”.

    A sentence quotes one period only, and names it unless it is all of ``year``, the brief's own.
    ``about`` names the work, organisation or village that the numbers belong to.
    """
    periods: dict[tuple[tuple[str, str], ...], list[Clause]] = {}
    for each in found:
        periods.setdefault(_periods(each), []).append(each)
    sentences: list[Sentence] = []
    for held in periods.values():
        for start in range(0, len(held), MANY):
            also = len(sentences) == 1  # 还 once in a paragraph
            pieces: list[Fragment] = [*_source(about, also=also), *_when(held[0], year)]
            for i, each in enumerate(held[start : start + MANY]):
                pieces += [Words("；")] if i else []
                pieces += tell_verbatim(each, book)
            sentences.append((*pieces, Words("。")))
    return sentences


def _source(about: Fragment | None, *, also: bool) -> Sentence:
    words = "报道还提到，" if also else "报道提到，"
    return (Words(words),) if about is None else (Words("关于"), about, Words("的" + words))


def _dated(clause: Clause) -> list[Metric]:
    """The metrics whose periods the clause tells; an old value only where it stands alone."""
    metrics = [metric for _, _, metric in clause.figures]
    return [metric for metric in metrics if metric.status is not Status.BASELINE] or metrics


def _periods(clause: Clause) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((metric.year, metric.as_of) for metric in _dated(clause)))


def _when(clause: Clause, year: str) -> Sentence:
    """截至2022年11月30日， or 2018—2020年，; nothing for the whole of the brief's own year."""
    if _periods(clause) == ((year, ""),):
        return ()
    pieces: list[Fragment] = []
    told: set[str] = set()
    for metric in _dated(clause):
        words = date_text(metric.as_of) if metric.as_of else year_text(metric.year)
        if words not in told:
            pieces += [Words("、")] if told else []
            pieces += [Words("截至")] if metric.as_of else []
            pieces.append(Day(words, metric.id))
            told.add(words)
    return (*pieces, Words("，"))
