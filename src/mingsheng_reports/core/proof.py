"""The proof sheet: every number that a brief prints, the likeliest mistakes first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mingsheng_reports.core.comparison import Derived
from mingsheng_reports.core.metric import Metric


class Risk(StrEnum):
    """Why a number deserves a second look; the gravest first."""

    CONFLICT = "说法不一"
    COMPUTED = "计算得出"
    CORRECTED = "人工更正"
    DOUBTFUL = "文字有疑"
    OUTLIER = "偏离较大"
    CONVERTED = "带万或亿"
    NUMERAL = "汉字数目"


@dataclass(frozen=True, slots=True)
class ProofRow:
    """One printed number.

    Attributes:
        figure: the metric, or what was computed from metrics.
        notes: its endnote in the brief; those of the operands when it was computed.
        risks: in order of gravity; empty for a plain number.
        made: Chinese phrases saying how it was found: by which rules, or by which formula.
        against: what it contradicts, or what it is far from.
    """

    figure: Metric | Derived
    notes: tuple[int, ...]
    risks: tuple[Risk, ...] = ()
    made: tuple[str, ...] = ()
    against: tuple[Metric, ...] = ()


@dataclass(frozen=True, slots=True)
class ProofSheet:
    """All rows in the order in which they are to be checked.

    Attributes:
        digest: sha256 of what is to be checked; a signature holds for this and nothing else.
    """

    rows: tuple[ProofRow, ...]
    digest: str
