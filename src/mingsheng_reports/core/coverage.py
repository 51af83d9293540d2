"""What reports tell and what they leave out."""

from __future__ import annotations

from dataclasses import dataclass

from mingsheng_reports.core.metric import Metric


@dataclass(frozen=True, slots=True)
class Turnover:
    """What a city's reports of one year tell, held against those of the year before.

    Attributes:
        before, year: two years that follow one another in the city's reports.
        kept, new: a number of ``year`` for every indicator; ``gone``: one of ``before``.
    """

    city: str
    before: str
    year: str
    kept: tuple[Metric, ...]
    new: tuple[Metric, ...]
    gone: tuple[Metric, ...]


@dataclass(frozen=True, slots=True)
class Absence:
    """What a city's reports of one year do not tell while those of other cities do.

    Attributes:
        elsewhere: a number of another city for every such indicator, what most tell first.
        silent: the reports tell nothing of the city and year at all.
    """

    city: str
    year: str
    elsewhere: tuple[Metric, ...]
    silent: bool = False
