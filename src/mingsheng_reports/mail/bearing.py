"""Whether a finished PDF bears out what a letter is about to tell of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mingsheng_reports.core.brief import Brief, ChartSpec, Computed, Figure, Fragment
from mingsheng_reports.core.errors import MailError, SourceError
from mingsheng_reports.mail.finished import FinishedBrief

WHITE = re.compile(r"\s+")
BEFORE = r"(?<![0-9])(?<![0-9][.．,，])"  # 18432个 does not stand in 918432个 or 9,18432个


def check_figures(
    finished: FinishedBrief, brief: Brief, pdf: bytes, chart: ChartSpec | None = None
) -> None:
    """Do nothing when every figure that the letter will tell stands in the PDF with its name.

    Args:
        chart: what the letter shows besides.

    Raises:
        MailError: one does not: the sources have changed since, or these are others.
    """
    from mingsheng_reports.printing.reread import pages_of

    try:
        printed = "\n".join(pages_of(pdf))
    except SourceError as error:
        message = f"{finished.path}坏了，读不出来；请重新印出这一份，再运行一次。"
        raise MailError(message) from error
    flat = WHITE.sub("", printed)
    for name, figure in _told(brief, chart):
        if WHITE.sub("", name) not in flat or not _stands(_written(figure), printed):
            message = (
                f"{finished.path}里没有“{name}{figure.text}”，和现在的原文对不上；"
                "请用同样的 --source 重新印出这一份，再运行一次。"
            )
            raise MailError(message)


def _told(brief: Brief, chart: ChartSpec | None) -> Iterator[tuple[str, Figure | Computed]]:
    """What the letter will tell: figures with what they are called."""
    from mingsheng_reports.printing.mailing import FIGURES

    for one in brief.headlines[:FIGURES]:
        yield one.label.text, one.figure
        yield from ((one.label.text, figure) for figure in _figures(one.context))
    yield from (("", figure) for figure in _figures((*brief.title, *brief.subtitle)))
    if chart:
        yield from ((mark.name.text, mark.figure) for mark in chart.marks)
        around = (*chart.title, *chart.subtitle, *chart.caution, *chart.alternative)
        yield from (("", figure) for figure in _figures(around))


def _figures(fragments: Sequence[Fragment]) -> Iterator[Figure | Computed]:
    return (each for each in fragments if isinstance(each, (Figure, Computed)))


def _written(figure: Figure | Computed) -> str:
    return figure.metric.quantity.printed if isinstance(figure, Figure) else figure.text


def _stands(figure: str, printed: str) -> bool:
    """Whether it stands there as a number of its own; lines may end within it."""
    held = WHITE.sub("", figure)
    behind = r"(?![0-9]|[.．][0-9])" if held[-1:].isdigit() else ""
    return bool(re.search(BEFORE + r"\s*".join(map(re.escape, held)) + behind, printed))
