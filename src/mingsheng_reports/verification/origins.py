"""The sources that are there against what the brief was printed from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mingsheng_reports.core.article import Source
from mingsheng_reports.core.evidence import quote_of
from mingsheng_reports.core.span import Span
from mingsheng_reports.verification.embedded import Embedded
from mingsheng_reports.verification.fault import Fault
from mingsheng_reports.verification.whereabouts import Whereabouts


def check_sources(
    embedded: Embedded, sources: Sequence[Source], where: Whereabouts
) -> tuple[list[Fault], list[str]]:
    """Faults, and the names of the source files that are not there to be checked."""
    held = {source.doc: source for source in sources}
    faults: list[Fault] = []
    absent: list[str] = []
    for told in embedded.plain["sources"]:
        source = held.get(told["doc"])
        if source is None:
            absent.append(told["file"] or told["doc"])
            continue
        if source.sha256 != told["sha256"]:
            faults.append(Fault(f"原文{source.path}与印简报时不同（校验码不符）"))
        cited = [one for one in embedded.metrics if one["doc"] == source.doc]
        faults += _quotes(cited, source, where)
    return faults, absent


def _quotes(
    metrics: Sequence[Mapping[str, Any]], source: Source, where: Whereabouts
) -> Iterator[Fault]:
    """Numbers whose words no longer stand in their source."""
    for metric in metrics:
        span = Span(metric["start"], min(max(metric["start"], metric["end"]), len(source.text)))
        now = quote_of(source.text, span) if span.start <= len(source.text) else ""
        if now == metric["quote"]:
            continue
        whole = source.text.replace("\r", "").replace("\n", "")
        if metric["quote"] in whole:
            continue  # moved by an edit elsewhere; the checksum has told of it
        yield where.fault(
            metric,
            f"{metric['printed']}在原文里没有了：原来写“{metric['quote']}”，"
            f"现在{source.path}第{source.line_of(span.start)}行是“{now}”",
        )
