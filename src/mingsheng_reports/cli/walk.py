"""A metric's way back: from its printed form to the line of the source that says it."""

from __future__ import annotations

from dataclasses import dataclass

from mingsheng_reports.catalogue.phrasing import TO_DATE
from mingsheng_reports.core.article import Article, Library, Source
from mingsheng_reports.core.evidence import Evidence
from mingsheng_reports.core.metric import Metric, Scope, Status
from mingsheng_reports.core.quantity import Qualifier
from mingsheng_reports.core.span import Span

SCOPES = {
    Scope.CITY: "全市",
    Scope.DISTRICT: "区县",
    Scope.ORGANISATION: "单位",
    Scope.PROJECT: "项目",
    Scope.PERSON: "个人",
}
STATUSES = {
    Status.ACTUAL: "实际",
    Status.TARGET: "计划",
    Status.STANDARD: "现行标准",
    Status.BASELINE: "原来的数",
    Status.CHANGE: "增减",
    Status.COMPLETION: "完成进度",
}
QUALIFIERS = {
    Qualifier.EXACT: "原文是确数",
    Qualifier.ABOUT: "原文是约数",
    Qualifier.NEARLY: "原文说接近",
    Qualifier.OVER: "原文说超过",
}
OPEN, CLOSE = "【", "】"
BAR = " │ "


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way: its name and what stands there, one entry per line."""

    name: str
    lines: tuple[str, ...]


def walk(metric: Metric, library: Library) -> list[Step]:
    """The steps from the printed number back to the source; those with nothing to say left out."""
    source = library.source(metric.evidence.doc)
    article = next((one for one in library.articles if one.id == metric.article), None)
    steps = [
        Step("数值", (_value(metric, source),)),
        Step("指标", (_indicator(metric),)),
        Step("地点", (f"{metric.place}（{SCOPES[metric.scope]}），收入{metric.city}的简报",)),
        Step("时间", (_period(metric),)),
        Step("规则", metric.rules),
        Step("存疑", metric.doubts),
        Step("更正", tuple(told.removeprefix("更正：") for told in metric.corrections)),
        Step("原句", (marked_sentence(metric.evidence, source),)),
        Step("出处", _whereabouts(metric.evidence, source)),
        *(_article(article) if article else ()),
        Step("另见", tuple(_mention(mention, library) for mention in metric.mentions)),
        Step("所属", (metric.part_of,) if metric.part_of else ()),
        Step("编号", (metric.id,)),
    ]
    return [step for step in steps if step.lines]


def _value(metric: Metric, source: Source) -> str:
    quantity = metric.quantity
    figure = metric.evidence.figure_span
    raw = "".join(source.text[figure.start : figure.end].split())
    return (
        f"原文“{raw}” → 数值{quantity.plain_value}，单位{quantity.unit}，"
        f"{QUALIFIERS[quantity.qualifier]} → 印作“{quantity.wording}”"
    )


def _indicator(metric: Metric) -> str:
    known = f"，指标目录里的{metric.indicator}" if metric.indicator else "，指标目录里没有"
    verb = f"，原文动词“{metric.verb}”" if metric.verb else ""
    return f"{metric.label}（{metric.category}，{STATUSES[metric.status]}{known}{verb}）"


def _period(metric: Metric) -> str:
    until = f"，截至{metric.as_of}" if metric.as_of else ""
    running = f"，{TO_DATE}，不是全年的数" if metric.to_date else ""
    return f"{metric.year}年{until}{running}"


def _whereabouts(evidence: Evidence, source: Source) -> tuple[str, ...]:
    return (f"{source.path}:{evidence.line}", *raw_lines(evidence, source))


def _article(article: Article) -> tuple[Step, ...]:
    dating = article.dating
    date = dating.date or "不详"
    sure = "" if dating.sure else "，依据不足"
    return (
        Step("文章", (f"《{article.title}》（{article.id}，从第{article.line}行起）",)),
        Step("城市", (f"{article.city or '不详'}：{article.place_evidence}",)),
        Step("日期", (f"{date}：{dating.evidence}{sure}",)),
    )


def _mention(mention: Evidence, library: Library) -> str:
    source = library.source(mention.doc)
    return f"{source.path}:{mention.line} {marked_sentence(mention, source)}"


def marked_sentence(evidence: Evidence, source: Source) -> str:
    """The sentence with its number between 【 and 】, torn parts joined.

    The number's place in the sentence is counted from the stretches the sentence was made of;
    where something else stands inside a stretch (a caption), the raw lines show the number instead.
    """
    kept = [
        position
        for span in evidence.sentence_spans
        for position in range(span.start, span.end)
        if source.text[position] not in "\r\n"
    ]
    if "".join(source.text[position] for position in kept) != evidence.sentence:
        return evidence.sentence
    figure = evidence.figure_span
    inside = [i for i, position in enumerate(kept) if figure.start <= position < figure.end]
    if not inside:
        return evidence.sentence
    start, end = inside[0], inside[-1] + 1
    text = evidence.sentence
    return text[:start] + OPEN + text[start:end] + CLOSE + text[end:]


def raw_lines(evidence: Evidence, source: Source) -> tuple[str, ...]:
    """The lines of the file that the quote touches, numbered, the number marked."""
    span, figure = evidence.span, evidence.figure_span
    first, last = source.line_of(span.start), source.line_of(max(span.start, span.end - 1))
    lines = []
    for number in range(first, last + 1):
        start = source.line_starts[number - 1]
        end = source.line_starts[number] if number < len(source.line_starts) else len(source.text)
        lines.append(f"{number:>4}{BAR}{_marked(source.text, Span(start, end), figure)}")
    return tuple(lines)


def _marked(text: str, line: Span, figure: Span) -> str:
    """One line with the part of the number that stands on it marked."""
    start, end = max(line.start, figure.start), min(line.end, figure.end)
    if start >= end:
        return text[line.start : line.end].strip()
    inside = text[start:end].rstrip("\r\n")
    rest = text[start + len(inside) : line.end]
    return (text[line.start : start] + OPEN + inside + CLOSE + rest).strip()
