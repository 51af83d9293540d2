"""A number that was overlooked, as a metric with its evidence."""

from __future__ import annotations

import re

from mingsheng_reports.catalogue.categories import guess_category
from mingsheng_reports.core.aligned import AlignedText
from mingsheng_reports.core.article import Article, Library, Source
from mingsheng_reports.core.correction import Correction
from mingsheng_reports.core.evidence import Evidence, quote_of
from mingsheng_reports.core.metric import UNKNOWN, Metric, Scope, Status
from mingsheng_reports.core.quantity import Qualifier, Quantity
from mingsheng_reports.core.span import Span
from mingsheng_reports.corrections.amounts import AMOUNT, Amount, read_amount, with_amount
from mingsheng_reports.corrections.fields import FIELDS, field_named
from mingsheng_reports.corrections.locating import Spot
from mingsheng_reports.corrections.refusal import Refusal, bad_value

PAIRS = re.compile(r"[;；\n]")
SIGN = re.compile(r"[=＝]")
NEEDED = ("value", "unit", "label")
SENTENCE_END = re.compile(r"[。！？!?]”?")
LONGEST = 200  # characters of a sentence on either side of the quote at most


def added(
    correction: Correction, spot: Spot, held: AlignedText, library: Library
) -> Metric | Refusal:
    """The metric that the correction describes, its number found in the quote."""
    cells = _cells(correction.value)
    if isinstance(cells, Refusal):
        return cells
    amount = read_amount(cells["value"])
    if amount is None:
        return bad_value("数值", cells["value"], "请写数字，例如15000、1.5万或40万~50万。")
    source = library.source(correction.doc)
    evidence = _evidence(source, spot, _figure(held, spot, amount))
    metric: Metric | Refusal = _begun(cells, amount, evidence, library)
    for key, text in cells.items():
        if isinstance(metric, Metric) and key not in NEEDED:
            metric = FIELDS[key].change(metric, text)
    for key in ("unit", "label"):
        if isinstance(metric, Metric):
            metric = FIELDS[key].change(metric, cells[key])
    return metric


def _cells(text: str) -> dict[str, str] | Refusal:
    """``value=12; unit=个; label=口袋公园建设`` → column and content."""
    cells: dict[str, str] = {}
    for part in filter(str.strip, PAIRS.split(text)):
        name, *content = SIGN.split(part, maxsplit=1)
        key = field_named(name)
        if not key or not content:
            hint = f"请写成“value=12; unit=个; label=指标名”的样子；可以写的有{'、'.join(FIELDS)}。"
            return Refusal("bad-value", f"不认识value格里的“{part.strip()}”，更正未采用。", hint)
        cells[key] = content[0].strip()
    missing = [key for key in NEEDED if not cells.get(key)]
    if missing:
        what = f"补充的数字缺少{'、'.join(missing)}，更正未采用。"
        return Refusal("bad-value", what, "请在value格里补上。")
    if "place" in cells and "scope" not in cells:
        hint = "写了place，也请写scope（city、district、organisation、project或person）。"
        return Refusal("bad-value", "补充的数字缺少scope，更正未采用。", hint)
    return cells


def _begun(cells: dict[str, str], amount: Amount, evidence: Evidence, library: Library) -> Metric:
    """What the article tells about any of its numbers, before the correction's own columns."""
    article = _article(library, evidence)
    city = (article.city if article else "") or UNKNOWN
    place = (article.place if article else "") or city
    year = (article.dating.frame or article.dating.year) if article else None
    unit = cells["unit"]
    blank = Quantity(amount.ends[0], unit, Qualifier.EXACT, unit)
    return Metric(
        id=f"{evidence.doc}@{evidence.figure_span.start}-{evidence.figure_span.end}",
        city=city,
        place=place,
        scope=Scope.CITY if place == city else Scope.DISTRICT,
        year=str(year or UNKNOWN),
        as_of="",
        category=guess_category(cells["label"], evidence.sentence),
        label=cells["label"],
        quantity=with_amount(blank, amount),
        status=Status(article.default_status if article else Status.ACTUAL),
        evidence=evidence,
        article=article.id if article else "",
        rules=("correction:add",),
    )


def _article(library: Library, evidence: Evidence) -> Article | None:
    """The article on whose lines the quote stands."""
    above = [
        article
        for article in library.articles
        if article.doc == evidence.doc and article.line <= evidence.line
    ]
    return max(above, key=lambda article: article.line, default=None)


def _figure(held: AlignedText, spot: Spot, amount: Amount) -> Span:
    """The number inside the quote; the whole quote where that cannot be told."""
    runs = list(AMOUNT.finditer(held.text, spot.start, spot.end))
    same = [run for run in runs if _ends(run.group()) == amount.ends]
    chosen = same if len(same) == 1 else runs
    if len(chosen) != 1:
        return spot.span
    start, end = chosen[0].span()
    return Span(held.positions[start], held.positions[end - 1] + 1)


def _ends(text: str) -> tuple[object, ...]:
    amount = read_amount(text)
    return amount.ends if amount else ()


def _evidence(source: Source, spot: Spot, figure: Span) -> Evidence:
    sentence = _sentence(source.text, spot.span)
    return Evidence(
        doc=source.doc,
        span=spot.span,
        quote=quote_of(source.text, spot.span),
        line=source.line_of(spot.span.start),
        sentence=quote_of(source.text, sentence),
        sentence_spans=(sentence,),
        figure_span=figure,
    )


def _sentence(text: str, span: Span) -> Span:
    """From the full stop before the quote to the one behind it."""
    first = max(0, span.start - LONGEST)
    ends = [match.end() for match in SENTENCE_END.finditer(text, first, span.start)]
    start = ends[-1] if ends else first
    while start < span.start and text[start].isspace():
        start += 1
    last = min(len(text), span.end + LONGEST)
    closing = SENTENCE_END.search(text, max(span.start, span.end - 1), last)
    end = max(span.end, closing.end() if closing else last)
    while end > span.end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
