"""Annotated rows as metrics: the stages after extraction can be developed and tested on these.

Every row of ``tests/gold`` becomes a :class:`Metric` whose evidence is looked up in the seeds, so
that what is printed in a test is what the page says, not what a test invented.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from mingsheng_reports.catalogue.per_words import per_of, per_told
from mingsheng_reports.core.article import Article, Dating, Library, Source
from mingsheng_reports.core.evidence import Evidence, quote_of
from mingsheng_reports.core.metric import Metric, Scope, Status
from mingsheng_reports.core.quantity import Qualifier, Quantity
from mingsheng_reports.core.span import Span

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "tests" / "gold"
SEEDS = ROOT / "seeds"

DATES = {"000": "2022-01", "001": "2022-12", "002": "2024-11", "003": "2021-12", "004": "2020-12"}
STOPS = "。！？!?"
SIMPLIFIED = str.maketrans("萬個約達計劃園區總積億餘兩戶", "万个约达计划园区总积亿余两户")
DIGITS = {c: Decimal(i) for i, c in enumerate("零一二三四五六七八九")} | {"两": Decimal(2)}
SCALES = {"十": Decimal(10), "百": Decimal(100), "千": Decimal(1000)}
MULTIPLES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
NUMBER = re.compile(
    r"(?P<before>约|近|将近|超过|超)?"
    r"(?P<digits>\d+(?:\.\d+)?|[零一二两三四五六七八九十百千]+)"
    r"(?P<vague>余|多)?(?P<times>[万亿]*)(?P<after>余|多)?"
)
RANGE_JOIN = re.compile(r"^(?:至|[-~—])")
COUNTER = re.compile(
    r"^(?:家\(次\)|平方米|立方米|个百分点|公斤|公里|延米|美元|人次|家次|例次|批次|"
    r"吨/日|[%元人名位户家个座栋项件种类场所处支株盏台条吨米倍年起份辆张大])"
)
PER = re.compile(r"每人每月|每户每年|每户|每人")
VERBS = ("同比增长", "超额完成", "增加", "增长", "提高", "下降", "减少", "扩大", "新增")


def rows(doc: str = "") -> Iterator[dict[str, str]]:
    """Annotated rows, of one document (its first three digits) or of all."""
    for path in sorted(GOLD.glob(f"{doc}*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


@cache
def library() -> Library:
    """The five seeds, each as one source with one article; no segmentation is attempted."""
    sources, articles = [], []
    cities = {row["doc"]: row["city"] for row in rows()}
    for path in sorted(SEEDS.glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        sources.append(Source.of(path.stem, path, text, "utf-8", digest))
        title = next(line for line in text.splitlines() if line.strip()).lstrip("# ")
        date = DATES[path.stem[:3]]
        dating = Dating(int(date[:4]), date, "测试注记")
        articles.append(
            Article(
                id=f"{path.stem}#1",
                doc=path.stem,
                title=title,
                subtitle="",
                byline="",
                city=cities[path.stem],
                place=cities[path.stem],
                place_evidence="测试注记",
                dating=dating,
                blocks=(),
                line=1,
            )
        )
    return Library(tuple(sources), tuple(articles))


@cache
def metrics(doc: str = "") -> tuple[Metric, ...]:
    """The annotated rows as metrics, in the order of the annotation."""
    found = [_metric(row, library().source(row["doc"])) for row in rows(doc)]
    return tuple(_with_parts(found, list(rows(doc))))


def _with_parts(found: list[Metric], notes: list[dict[str, str]]) -> list[Metric]:
    held = list(found)
    for i, row in enumerate(notes):
        part = re.match(r"part of the ([\d.]+)(万?)", row["note"])
        if part is None:
            continue
        total = Decimal(part[1]) * (10_000 if part[2] else 1)
        for whole in reversed(found[:i]):
            if whole.evidence.doc == row["doc"] and whole.quantity.value == total:
                held[i] = replace(held[i], part_of=whole.id)
                break
    return held


def _metric(row: Mapping[str, str], source: Source) -> Metric:
    flat = [i for i, c in enumerate(source.text) if c not in "\r\n"]
    text = "".join(source.text[i] for i in flat)
    start = _place_of(text, row["quote"])
    end = start + len(row["quote"])
    low, high = _number_in(row)
    sentence_start, sentence_end = _sentence(text, start, end)
    figure = Span(flat[start + low], flat[start + high - 1] + 1)
    span = Span(flat[start], flat[end - 1] + 1)
    whole = Span(flat[sentence_start], flat[sentence_end - 1] + 1)
    evidence = Evidence(
        doc=row["doc"],
        span=span,
        quote=quote_of(source.text, span),
        line=source.line_of(span.start),
        sentence=quote_of(source.text, whole),
        sentence_spans=(whole,),
        figure_span=figure,
    )
    before = text[max(sentence_start, start + low - 12) : start + low]
    changing = row["status"] == "change"
    return Metric(
        id=f"{row['doc']}@{figure.start}-{figure.end}",
        city=row["city"],
        place=row["place"],
        scope=Scope(row["scope"]),
        year=row["year"],
        as_of=row["as_of"],
        category=row["category"],
        label=row["label"],
        quantity=_quantity(row, row["quote"][low:high], text[start : start + low]),
        status=Status(row["status"]),
        evidence=evidence,
        verb=_verb(before) if changing else "",
        article=f"{row['doc']}#1",
        indicator=f"annotated:{row['label']}",  # a label set by hand is as good as the catalogue's
    )


def _verb(before: str) -> str:
    ends = {verb: before.rfind(verb) + len(verb) for verb in VERBS if verb in before}
    return max(ends, key=lambda verb: (ends[verb], len(verb))) if ends else ""


def _place_of(text: str, quote: str) -> int:
    start = text.find(quote)
    if start < 0:
        raise ValueError(f"not in the source: {quote}")
    return start


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    first = max((text.rfind(stop, 0, start) for stop in STOPS), default=-1) + 1
    lasts = [at for stop in STOPS if (at := text.find(stop, end)) >= 0]
    return first, (min(lasts) + 1 if lasts else len(text))


def _value(found: re.Match[str]) -> Decimal:
    digits = found["digits"]
    if digits[0].isdigit():
        value = Decimal(digits)
    else:
        value, last = Decimal(0), None
        for character in digits:
            if character in SCALES:
                value += (last or Decimal(1)) * SCALES[character]
                last = None
            else:
                last = DIGITS[character]
        value += last or 0
    for times in found["times"]:
        value *= MULTIPLES[times]
    return value


def _number_in(row: Mapping[str, str]) -> tuple[int, int]:
    """Where the row's number with its counter stands in its quote."""
    quote = row["quote"].translate(SIMPLIFIED)
    first, _, last = row["value"].partition("~")
    best: tuple[int, int] | None = None
    for found in NUMBER.finditer(quote):
        if _value(found) != Decimal(first):
            continue
        end = _with_counter(quote, found.end())
        if last:
            end = _upper_end(quote, end, Decimal(last))
        best = (found.start(), end)
    if best is None:
        raise ValueError(f"no number {row['value']} in {row['quote']}")
    return best


def _upper_end(quote: str, end: int, upper: Decimal) -> int:
    joined = RANGE_JOIN.match(quote[end:])
    found = NUMBER.match(quote, end + joined.end()) if joined else None
    if found is None or _value(found) != upper:
        raise ValueError(f"no range in {quote}")
    return _with_counter(quote, found.end())


def _with_counter(quote: str, end: int) -> int:
    counter = COUNTER.match(quote[end:])
    end += counter.end() if counter else 0
    return end + 2 if quote.startswith(("以上", "左右"), end) else end


def _quantity(row: Mapping[str, str], printed: str, before: str) -> Quantity:
    first, _, last = row["value"].partition("~")
    per = PER.search(before) if "/" in row["unit"] else None
    return Quantity(
        value=Decimal(first),
        upper=Decimal(last) if last else None,
        unit=row["unit"],
        qualifier=Qualifier(row["qualifier"]),
        printed=printed.translate(SIMPLIFIED),
        per=per_told(per[0] if per else per_of(row["unit"]), printed, row["label"]),
    )
