"""A brief on one page: as much as there is room for, the least important left out first.

``ORDER`` says what goes first. When the page holds the rest, what was left out is put back as far
as it fits, the most important first: leaving out a row of charts may free more than was needed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from operator import itemgetter

from mingsheng_reports.core.brief import (
    Brief,
    Computed,
    Figure,
    Quoted,
    Row,
    Section,
    Sentence,
    Table,
    sentence_text,
)

MOST_FIGURES = 6
MOST_CHARTS = 4

# What is left out, from its end, and down to how many; from the least important on.
ORDER = (
    ("ratios", 0),  # rows of 按人口、面积折算
    ("points", 0),  # 分项要点: the first paragraph of a section
    ("years", 0),  # rows of 年度对照
    ("cities", 0),  # rows of 城市对照
    ("pledges", 6),  # rows of 承诺与进展
    ("cautions", 2),  # sentences of 口径说明
    ("charts", 3),
    ("lead", 2),  # sentences of 核心提示
    ("pledges", 4),
    ("cautions", 1),
    ("lead", 1),
    ("pledges", 3),
    ("charts", 1),
    ("lead", 0),
    ("pledges", 0),
    ("charts", 0),
    ("cautions", 0),
    ("figures", 1),  # the big figures
)
IMPORTANT = (
    "figures", "charts", "pledges", "lead", "cautions", "cities", "years", "points", "ratios",
)  # fmt: skip

Shares = Mapping[str, int]  # how many of each kind


def fullest(brief: Brief, fits: Callable[[Brief], bool]) -> Brief:
    """The fullest version that fits, the barest when none does; few are tried.

    Args:
        fits: lays a version out and tells; whatever holds less than one that fits, fits too.
    """
    ready = _ready(brief)
    steps = _steps(_all(ready))

    def holds(shares: Shares) -> bool:
        return fits(_taken(ready, shares))

    first = _first(len(steps) - 1, _holding(steps, holds))
    shares = steps[first]
    if first:
        full = steps[0]
        for kind in IMPORTANT:
            versions = [{**shares, kind: n} for n in range(full[kind], shares[kind] - 1, -1)]
            shares = versions[_first(len(versions) - 1, _holding(versions, holds))]
    return _taken(ready, shares)


def _holding(versions: Sequence[Shares], holds: Callable[[Shares], bool]) -> Callable[[int], bool]:
    return lambda at: holds(versions[at])


def _first(last: int, fits: Callable[[int], bool]) -> int:
    """The first of 0 … last that fits; the last is taken to fit."""
    low, high = 0, last
    while low < high:
        middle = (low + high) // 2
        if fits(middle):
            high = middle
        else:
            low = middle + 1
    return high


def _steps(full: Shares) -> list[Shares]:
    """Ever less, one piece at a time, by ``ORDER``."""
    steps = [full]
    for kind, least in ORDER:
        for count in range(steps[-1][kind] - 1, least - 1, -1):
            steps.append({**steps[-1], kind: count})
    return steps


def _ready(brief: Brief) -> Brief:
    """What a page could hold at best, in the order in which it would be kept.

    Of a section only what it tells in words of its own; of the promises first one line of each
    work, beginning with those of which the sources tell most.
    """
    sections = tuple(replace(each, paragraphs=_point(each)) for each in brief.sections)
    pledges = brief.pledges
    if pledges is not None:
        pledges = replace(pledges, rows=_spread(pledges.rows))
    return replace(
        brief,
        headlines=brief.headlines[:MOST_FIGURES],
        sections=sections,
        pledges=pledges,
        gaps=(),
        city_pages=(),
    )


def _point(section: Section) -> tuple[Sentence, ...]:
    own = (p for p in section.paragraphs if not any(isinstance(each, Quoted) for each in p))
    return tuple(own)[:1]


def _spread(rows: Sequence[Row]) -> tuple[Row, ...]:
    """One row of each work, then the second ones: 老旧小区改造 before 老旧小区改造楼栋."""
    ordered = sorted(rows, key=lambda row: -_told(row))
    names = [sentence_text(row.cells[0]) for row in ordered]
    turns: list[int] = []
    for at, name in enumerate(names):
        works = [other for other in names if other != name and name.startswith(other)]
        same = [other for other in names[:at] if works and other.startswith(min(works, key=len))]
        turns.append(max(len(same), 1) if works else 0)
    return tuple(row for _, row in sorted(zip(turns, ordered, strict=True), key=itemgetter(0)))


def _told(row: Row) -> int:
    return sum(any(isinstance(each, Figure | Computed) for each in cell) for cell in row.cells)


def _all(brief: Brief) -> Shares:
    charts = len(brief.pledge_charts) + sum(len(each.charts) for each in brief.sections)
    tables = {
        "pledges": brief.pledges,
        "years": brief.years,
        "cities": brief.cities,
        "ratios": brief.ratios,
    }
    return {
        "points": sum(len(each.paragraphs) for each in brief.sections),
        "charts": min(MOST_CHARTS, charts),
        "lead": len(brief.lead),
        "cautions": len(brief.cautions),
        "figures": len(brief.headlines),
        **{name: len(table.rows) if table else 0 for name, table in tables.items()},
    }


def _taken(brief: Brief, shares: Shares) -> Brief:
    """The version that holds so much of each; charts of promises are kept longest."""
    charts = chain(brief.pledge_charts, *(section.charts for section in brief.sections))
    kept = {spec.id for spec in list(charts)[: shares["charts"]]}
    points = [each.category for each in brief.sections if each.paragraphs][: shares["points"]]
    sections = tuple(
        replace(
            each,
            paragraphs=each.paragraphs if each.category in points else (),
            charts=tuple(spec for spec in each.charts if spec.id in kept),
        )
        for each in brief.sections
    )
    return replace(
        brief,
        headlines=brief.headlines[: shares["figures"]],
        lead=brief.lead[: shares["lead"]],
        sections=tuple(each for each in sections if each.paragraphs or each.charts),
        pledges=_shortened(brief.pledges, shares["pledges"]),
        pledge_charts=tuple(spec for spec in brief.pledge_charts if spec.id in kept),
        years=_shortened(brief.years, shares["years"]),
        cities=_shortened(brief.cities, shares["cities"]),
        ratios=_shortened(brief.ratios, shares["ratios"]),
        cautions=brief.cautions[: shares["cautions"]],
    )


def _shortened(table: Table | None, rows: int) -> Table | None:
    return replace(table, rows=table.rows[:rows]) if table is not None and rows else None
