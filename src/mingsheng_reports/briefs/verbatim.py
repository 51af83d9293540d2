"""Numbers whose label cannot stand alone, told in the source's own words with the number linked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from mingsheng_reports.briefs.notebook import Notebook
from mingsheng_reports.briefs.retold import acts, leans, opening, passes, waits, without_passing
from mingsheng_reports.core.article import Library
from mingsheng_reports.core.brief import Fragment, Name, Quoted, Sentence, Words
from mingsheng_reports.core.evidence import Evidence
from mingsheng_reports.core.metric import Metric

ENDS = "，,；;。！？!?…"
STARTS = ENDS + "：:"
COMMAS = "，,"
NAMED = 3  # characters behind a number that name the thing counted
SHORT = 14  # a clause this short is told with the one before it
LONGEST = 110
MOST_JOINED = 3  # clauses taken along in one direction
# A paper says 我省 of its own province and nobody speaks of himself.
SPOKEN = re.compile(r"我(?![省市县区国州盟旗])|咱")
PAPERS_OWN = re.compile("我[省市县区国州盟旗]")
WIDE = str.maketrans(",;:!?()", "，；：！？（）")
QUOTES = str.maketrans("“”", "‘’")
PAIRS = (("“", "”"), ("《", "》"), ("(", ")"), ("（", "）"), ("‘", "’"))


@dataclass(frozen=True, slots=True)
class Reader:
    """The sources as they read: normalised characters by document and offset."""

    texts: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    titles: frozenset[str] = frozenset()

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
        titles = frozenset(_squeezed(article.title) for article in library.articles)
        return cls(texts, titles)

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

    def stretch(self, evidence: Evidence) -> tuple[list[int], str]:
        """Offsets and characters of a quote without line breaks."""
        held = self.texts.get(evidence.doc, {})
        inside = range(evidence.span.start, evidence.span.end)
        offsets = [at for at in inside if held.get(at, "\n") not in "\r\n"]
        return offsets, "".join(held[at] for at in offsets)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence with the metrics whose figures stand in it: (start, end, metric).

    Attributes:
        mended: where a name stands that the user corrected, and the name as corrected.
    """

    text: str
    figures: tuple[tuple[int, int, Metric], ...]
    mended: tuple[tuple[int, int, Name], ...] = ()


def _squeezed(text: str) -> str:
    return "".join(text.split())


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
    if SPOKEN.search(text):
        return []  # someone speaks of himself
    if _squeezed(text) in reader.titles:
        return []  # a title is told by what stands under it
    places = {m.id: _figure(m, positions, text) for m in (*metrics, *near)}
    found = []
    for start, end in _joined(text, [_bounds(text, *at) for m in metrics if (at := places[m.id])]):
        inside = {
            at: metric
            for metric in (*metrics, *near)
            if (at := places[metric.id]) and start <= at[0] and at[1] <= end
        }
        figures = tuple((a - start, b - start, inside[a, b]) for a, b in sorted(inside))
        apart = all(one[1] <= other[0] for one, other in pairwise(figures))
        own = PAPERS_OWN.search(text, start, end)  # which province, only the paper knows
        if apart and figures and not own and end - start <= LONGEST:
            found.append(Clause(text[start:end], figures))
    return found


def _joined(text: str, ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order: what overlaps or is parted by a comma is one, if it is not too long."""
    held: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        last = held[-1] if held else (0, -2)
        near = start <= last[1] or (start == last[1] + 1 and text[last[1]] in COMMAS)
        if near and (start < last[1] or max(end, last[1]) - last[0] <= LONGEST):
            held[-1] = (last[0], max(end, last[1]))
        else:
            held.append((start, end))
    return held


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
    """The clause around a number, with its neighbours where it cannot stand without them."""
    left, right = _left(text, start), _right(text, end)
    said = text[left + opening(text[left:start]) : right]
    named = acts(said) and right - end >= NAMED  # 建成50个园林新村 says what was built
    short = right - left < SHORT and not named
    for _ in range(MOST_JOINED):
        leaning = short or leans(text[left + opening(text[left:start]) : right])
        if not leaning or left < 1 or text[left - 1] not in COMMAS:
            break
        earlier = _left(text, left - 1)
        if right - earlier > LONGEST:
            break
        left, short = earlier, False
    for _ in range(MOST_JOINED):
        said = text[left + opening(text[left:start]) : right]
        if not waits(said, text[end:right]) or right >= len(text) or text[right] not in COMMAS:
            break
        later = _right(text, right + 1)
        if later - left > LONGEST:
            break
        right = later
    return _start(text, left, start, right), right


def _left(text: str, at: int) -> int:
    return max(text.rfind(mark, 0, at) for mark in STARTS) + 1


def _right(text: str, at: int) -> int:
    stops = [found for mark in ENDS if (found := text.find(mark, at)) >= 0]
    return min(stops, default=len(text))


def _start(text: str, left: int, start: int, right: int) -> int:
    """Behind the words that point to a sentence not told; before a mark that closes inside."""
    while left < start:
        skipped = opening(text[left:start])
        if skipped and not (text[left] == "“" and "”" in text[left:right]):
            left += skipped
        elif text[left] in " \u3000":
            left += 1
        else:
            break
    return left


def tell_verbatim(clause: Clause, book: Notebook, name: Sentence = ()) -> Sentence:
    """共发放取暖救助金1276万元 with its number linked; in quotation marks where it is torn.

    ``name`` is told before it.
    """
    marked = is_torn(clause)
    pieces: list[Fragment] = [*name, *([Words("“")] if marked else [])]
    at = 0
    for start, end, metric in clause.figures:
        pieces += _words(clause, at, start, metric.id, marked=marked)
        bare = not clause.text.startswith(metric.quantity.per, start)
        pieces.append(book.figure(metric, bare=bare))
        at = end
    pieces += _words(clause, at, len(clause.text), clause.figures[-1][2].id, marked=marked)
    return (*pieces, *([Words("”")] if marked else []))


def with_place_mended(clause: Clause) -> Clause:
    """The clause with the corrected name in the place of the one that lacks a character of it."""
    metric = clause.figures[0][2]
    for i in range(len(metric.place)) if metric.corrections else ():
        misprint = re.compile(re.escape(metric.place[:i]) + ".?" + re.escape(metric.place[i + 1 :]))
        found = misprint.search(clause.text)
        if found:
            name = Name(metric.place, metric.id)
            return replace(clause, mended=((*found.span(), name),))
    return clause


def _words(clause: Clause, start: int, end: int, origin: str, *, marked: bool) -> list[Fragment]:
    """The words between two figures, a mended name in them as mended."""
    pieces: list[Fragment] = []
    for first, last, name in clause.mended:
        if start <= first and last <= end:
            pieces += [*_quoted(clause.text[start:first], origin, marked=marked), name]
            start = last
    return pieces + _quoted(clause.text[start:end], origin, marked=marked)


def is_torn(clause: Clause) -> bool:
    """Whether it must be seen that these are a source's words: torn, or of more than one period."""
    repaired = any(metric.evidence.repaired for _, _, metric in clause.figures)
    halves = any(clause.text.count(a) != clause.text.count(b) for a, b in PAIRS)
    years = {metric.year for _, _, metric in clause.figures}
    apart = len(years) > 1 and passes(clause.text)
    return repaired or halves or apart or any(each.isspace() for each in clause.text)


def _quoted(text: str, origin: str, *, marked: bool) -> list[Fragment]:
    shown = text.translate(WIDE)
    shown = shown.translate(QUOTES) if marked else without_passing(shown)
    return [Quoted(shown, origin)] if shown else []
