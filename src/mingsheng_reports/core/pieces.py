"""Fragments that know where their digits come from.

A sentence is a tuple of fragments. Words hold no number at all, so whatever digit reaches paper
belongs to a fragment that names its origin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingsheng_reports.core.comparison import Derived
from mingsheng_reports.core.errors import UnaccountedNumberError
from mingsheng_reports.core.metric import Metric

DIGIT = re.compile(r"[0-9０-９]")


@dataclass(frozen=True, slots=True)
class Words:
    """Wording of our own; refuses digits."""

    text: str

    def __post_init__(self) -> None:
        if DIGIT.search(self.text):
            raise UnaccountedNumberError(f"“{self.text}”中的数字没有来历，不能印出。")


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken as it stands: a label, a place, a title, an organisation; may hold digits.

    ``origin`` says where it comes from: a metric's id, an article's id, a table row.
    """

    text: str
    origin: str

    def __post_init__(self) -> None:
        if not self.origin:
            raise UnaccountedNumberError(f"名称“{self.text}”没有来历，不能印出。")


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric's number with its endnote; ``bare`` where the words around tell its rate."""

    metric: Metric
    note: int
    bare: bool = False

    @property
    def text(self) -> str:
        """``每人每月760元``, ``约30.8亿元``."""
        return self.metric.quantity.printed if self.bare else self.metric.quantity.wording

    @property
    def value(self) -> Decimal:
        """The number itself, for drawing to scale; the lower end of a range."""
        return self.metric.quantity.value

    @property
    def unit(self) -> str:
        """Base unit of ``value``."""
        return self.metric.quantity.unit


@dataclass(frozen=True, slots=True)
class Computed:
    """A number computed from metrics, linked to the endnotes of its operands."""

    derived: Derived
    notes: tuple[int, ...]

    @property
    def text(self) -> str:
        """``2个百分点``."""
        return self.derived.printed

    @property
    def value(self) -> Decimal:
        """The number itself, for drawing to scale."""
        return self.derived.value

    @property
    def unit(self) -> str:
        """Unit of ``value``: ``%``, ``个百分点``."""
        return self.derived.unit


@dataclass(frozen=True, slots=True)
class Day:
    """A year, month or date; ``origin`` names the metric, article or clock setting it is from."""

    text: str
    origin: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many things of its own a brief holds: sources, numbers, endnotes.

    ``counted`` are the ids of what was counted, so that the number can be checked.
    """

    counted: tuple[str, ...]
    counter: str = ""

    @property
    def text(self) -> str:
        """``5篇``."""
        return f"{len(self.counted)}{self.counter}"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A source's own words, printed verbatim."""

    text: str
    origin: str


Fragment = Words | Name | Figure | Computed | Day | Tally | Quoted
Sentence = tuple[Fragment, ...]


def sentence_text(sentence: Sequence[Fragment]) -> str:
    """The sentence as plain text."""
    return "".join(fragment.text for fragment in sentence)
