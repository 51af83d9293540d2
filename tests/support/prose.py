"""Sentences of our own as an article, and what extraction makes of them.

The tests of extraction write one or two sentences and look at the metrics; the city, the year and
the shape of the article around them are the same everywhere unless a test says otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mingsheng_reports.core.aligned import AlignedText
from mingsheng_reports.core.article import Article, Block, BlockKind, Dating, Library, Source
from mingsheng_reports.core.metric import Discard, Extraction, Metric
from mingsheng_reports.extraction.engine import extract
from mingsheng_reports.reading.normalise import normalise

CITY = "常德市"
YEAR = 2023


def article(
    *paragraphs: str,
    title: str = "",
    city: str = CITY,
    place: str = "",
    year: int | None = YEAR,
    frame: int | None = None,
    status: str = "actual",
) -> Library:
    """One source with one article: a headline if given, then body paragraphs, one a line."""
    lines = [(BlockKind.HEADLINE, title)] if title else []
    lines += [(BlockKind.BODY, paragraph) for paragraph in paragraphs]
    text = "\n".join(words for _, words in lines)
    whole = normalise(AlignedText.of(text))
    blocks: list[Block] = []
    at = 0
    for kind, words in lines:
        piece = whole.slice(at, at + len(words)).keep(lambda character: character not in "\r\n")
        blocks.append(Block(kind, piece))
        at += len(words) + 1
    source = Source.of("own", Path("own.txt"), text, "utf-8", "0" * 64)
    told = Article(
        id="own#1",
        doc="own",
        title=title,
        subtitle="",
        byline="",
        city=city,
        place=place or city,
        place_evidence="测试",
        dating=Dating(year, str(year or ""), "测试", frame=frame or year),
        blocks=tuple(blocks),
        line=1,
        default_status=status,
    )
    return Library((source,), (told,))


def read(*paragraphs: str, **around: str | int | None) -> Extraction:
    """What extraction makes of such an article."""
    return extract(article(*paragraphs, **around))  # type: ignore[arg-type]


def metrics(*paragraphs: str, **around: str | int | None) -> tuple[Metric, ...]:
    """The metrics alone."""
    return read(*paragraphs, **around).metrics


def only(*paragraphs: str, **around: str | int | None) -> Metric:
    """The one metric; fails when there are more or none."""
    found = metrics(*paragraphs, **around)
    assert len(found) == 1, [each.quantity.printed for each in found]
    return found[0]


def amounts(found: Sequence[Metric]) -> list[str]:
    """Plain value and unit of each: ``13000家``, ``400000~500000吨``."""
    return [each.quantity.plain_value + each.quantity.unit for each in found]


def reasons(found: Sequence[Discard]) -> list[tuple[str, str]]:
    """Words and reason of each discard."""
    return [(each.text, each.reason) for each in found]


def gathered(*articles: Sequence[str]) -> Library:
    """Several articles of one city and year, each a list of paragraphs, each its own source."""
    sources: list[Source] = []
    told: list[Article] = []
    for number, paragraphs in enumerate(articles, start=1):
        library = article(*paragraphs)
        sources += [replace(each, doc=f"own{number}") for each in library.sources]
        told += [
            replace(each, id=f"own{number}#1", doc=f"own{number}") for each in library.articles
        ]
    return Library(tuple(sources), tuple(told))


def together(*articles: Sequence[str]) -> Extraction:
    """What extraction makes of such articles."""
    return extract(gathered(*articles))
