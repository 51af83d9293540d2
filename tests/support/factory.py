"""Small metrics made to order, each with a sentence of its own that proves it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import count
from pathlib import Path

from mingsheng_reports.core.article import Article, Dating, Library, Source
from mingsheng_reports.core.evidence import Evidence
from mingsheng_reports.core.metric import Metric, Scope, Status
from mingsheng_reports.core.quantity import Qualifier, Quantity
from mingsheng_reports.core.span import Span

_SERIAL = count()
CITY = "样板市"


def make(  # noqa: PLR0913 one argument for each column of a metric
    label: str = "城镇新增就业",
    value: str = "100",
    unit: str = "人",
    *,
    printed: str = "",
    year: str = "2022",
    as_of: str = "",
    city: str = CITY,
    place: str = "",
    scope: str = "city",
    status: str = "actual",
    qualifier: str = "exact",
    upper: str = "",
    category: str = "就业",
    indicator: str = "",
    article: str = "doc#1",
    before: str = "全市",
    after: str = "。",
    sentence_at: int = -1,
    verb: str = "",
    part_of: str = "",
    per: str = "",
    to_date: bool = False,
    reported: str = "",
) -> Metric:
    """A metric whose sentence reads ``before`` + label + number + ``after``.

    Metrics with the same ``sentence_at`` stand in one source sentence.
    """
    serial = next(_SERIAL) * 1000
    printed = printed or value + unit.partition("/")[0]
    quote = label + per + printed
    sentence = before + quote + after
    start = serial + len(before) + len(label) + len(per)
    figure = Span(start, start + len(printed))
    first = serial if sentence_at < 0 else sentence_at
    whole = Span(first, max(first, serial) + len(sentence))
    evidence = Evidence(
        doc=article.partition("#")[0],
        span=Span(serial, serial + len(sentence)),
        quote=quote,
        line=1,
        sentence=sentence,
        sentence_spans=(whole,),
        figure_span=figure,
    )
    return Metric(
        id=f"{evidence.doc}@{figure.start}-{figure.end}",
        city=city,
        place=place or city,
        scope=Scope(scope),
        year=year,
        as_of=as_of,
        category=category,
        label=label,
        quantity=Quantity(
            Decimal(value),
            unit,
            Qualifier(qualifier),
            printed,
            Decimal(upper) if upper else None,
            per,
        ),
        status=Status(status),
        evidence=evidence,
        indicator=indicator,
        verb=verb,
        part_of=part_of,
        article=article,
        to_date=to_date,
        reported=reported,
    )


def shelf(*articles: str, dates: dict[str, str] | None = None) -> Library:
    """A library with the given articles (``doc#1``), one source per document."""
    keys = articles or ("doc#1",)
    docs = dict.fromkeys(key.partition("#")[0] for key in keys)
    return Library(
        tuple(Source.of(doc, Path(f"{doc}.txt"), "", "utf-8", "0" * 64) for doc in docs),
        tuple(_article(key, (dates or {}).get(key, "2022-12")) for key in keys),
    )


def _article(key: str, date: str) -> Article:
    return Article(
        id=key,
        doc=key.partition("#")[0],
        title=f"样板报道{key.replace('#', '之')}",
        subtitle="",
        byline="",
        city=CITY,
        place=CITY,
        place_evidence="样板",
        dating=Dating(int(date[:4]), date, "样板"),
        blocks=(),
        line=1,
    )


def placed(metric: Metric, text: str) -> Metric:
    """The metric as it would be read in ``text``, where its number stands first."""
    at = text.index(metric.quantity.printed)
    figure = Span(at, at + len(metric.quantity.printed))
    whole = Span(0, len(text))
    evidence = replace(
        metric.evidence, span=whole, quote=text, sentence=text, sentence_spans=(whole,),
        figure_span=figure,
    )  # fmt: skip
    return replace(metric, id=f"doc@{at}", evidence=evidence)
