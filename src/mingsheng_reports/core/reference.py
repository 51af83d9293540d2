"""A figure that no article tells: population or area, supplied by the user with its source."""

from __future__ import annotations

from dataclasses import dataclass

from mingsheng_reports.core.metric import Metric

RULE = "reference"  # the rule that made such a metric


@dataclass(frozen=True, slots=True)
class Reference:
    """One row of a reference file.

    Attributes:
        what: as ``tables/references.tsv`` calls it: 常住人口.
        metric: the figure; its evidence is the row itself, so that it is traced as any other is.
        source: who published it, in the user's words.
        date: the day, month or year that it is of, ISO.
        path, line: where the row stands.
    """

    what: str
    metric: Metric
    source: str
    date: str
    path: str
    line: int
