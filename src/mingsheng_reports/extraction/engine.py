"""Articles → metrics: the whole of extraction in its order."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mingsheng_reports.core.article import Article, BlockKind, Library, Source
from mingsheng_reports.core.metric import Discard, Extraction, Metric
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.core.span import Span
from mingsheng_reports.core.undertaking import Announced, Undertaking
from mingsheng_reports.extraction.assemble import Frame, Memory, read_sentence
from mingsheng_reports.extraction.merging import merge, with_headlines
from mingsheng_reports.extraction.periods import Calendar
from mingsheng_reports.extraction.scope import article_subject
from mingsheng_reports.extraction.sentences import sentences_of
from mingsheng_reports.extraction.sightings import Told, sightings_of
from mingsheng_reports.extraction.status import unfinished_work
from mingsheng_reports.extraction.undertakings import undertakings_of

DIGITS = re.compile(r"[0-9０-９]+")
LINE_SHOWN = 80
FLOWING = (BlockKind.BODY, BlockKind.LEAD)


def extract(library: Library) -> Extraction:
    """Metrics and discards of all articles; every digit run of a source is in one of them."""
    metrics: list[Metric] = []
    discards: list[Discard] = []
    notices: list[Notice] = []
    pages: dict[str, list[Article]] = {}
    for article in library.articles:
        pages.setdefault(article.doc, []).append(article)
    for source in library.sources:
        found = extract_page(source, pages.get(source.doc, ()))
        metrics.extend(found.metrics)
        discards.extend(found.discards)
        notices.extend(found.notices)
    return Extraction(tuple(metrics), tuple(discards), tuple(notices), announced_in(library))


def extract_page(source: Source, articles: Iterable[Article]) -> Extraction:
    """The same for the articles of one source, without the works that they announce."""
    found: list[Metric] = []
    left: list[Discard] = []
    notices: list[Notice] = []
    for article in articles:
        _read(article, source, found, left, notices)
    left.extend(_unread(source, found, left))
    left.sort(key=lambda discard: discard.span)
    return Extraction(merge(found), tuple(left), tuple(notices))


def announced_in(library: Library) -> Announced:
    """The works that the articles announce, and what the others of their cities say of them."""
    sources = {source.doc: source for source in library.sources}
    announced: list[Undertaking] = []
    for article in library.articles:
        announced.extend(undertakings_of(article, sources[article.doc]))
    told = (
        Told(article, sources[article.doc], sentences_of(article)) for article in library.articles
    )
    return Announced(tuple(announced), sightings_of(announced, told))


def _read(
    article: Article,
    source: Source,
    metrics: list[Metric],
    discards: list[Discard],
    notices: list[Notice],
) -> None:
    anchor = article.dating.year
    if anchor is None or not article.city:
        lacking = "年份" if anchor is None else "城市"
        what = f"《{article.title}》看不出{lacking}，其中的数字不进简报。"
        notices.append(Notice(source.doc, article.line, "unsettled", what, "请在资料清单里注明。"))
    calendar = Calendar(anchor, article.dating.frame or anchor)
    frame = Frame(article, source, calendar, unfinished_work(article))
    memory = Memory(about=article_subject(article))
    told: list[Metric] = []
    announced: list[Metric] = []
    for sentence in sentences_of(article):
        reading = read_sentence(sentence, frame, memory)
        if reading.metrics:
            (told if sentence.kind in FLOWING else announced).extend(reading.metrics)
        discards.extend(reading.discards)
    metrics.extend(with_headlines(told, announced))


def _unread(
    source: Source, metrics: Iterable[Metric], discards: Iterable[Discard]
) -> list[Discard]:
    """Digit runs outside every sentence: captions, names, mark-up."""
    covered = bytearray(len(source.text) + 1)
    for span in [metric.evidence.figure_span for metric in metrics] + [d.span for d in discards]:
        covered[span.start : span.end] = b"\x01" * len(span)
    found: list[Discard] = []
    for match in DIGITS.finditer(source.text):
        if not any(covered[match.start() : match.end()]):
            span = Span(*match.span())
            line = source.line_of(span.start)
            around = source.text[max(0, span.start - LINE_SHOWN) : span.end + LINE_SHOWN]
            found.append(
                Discard(
                    source.doc,
                    span,
                    match.group(),
                    line,
                    "not-text",
                    "不在正文句子里",
                    around.strip(),
                )
            )
    return found
