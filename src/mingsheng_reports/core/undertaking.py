"""Works that a city announces by name, and where its later reports speak of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mingsheng_reports.core.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Undertaking:
    """One entry of an announced list: 建设工人文化宫, the fifth of 12件民生实事.

    Attributes:
        id: ``doc@start-end`` of its words in the source.
        city: full official name.
        year: four digits, the year it is due.
        list_name: what the source calls the list: 12件民生实事.
        number: its place in the list, counted from 1.
        words: the entry in the source's own characters.
        name: what is to be made, without the verb and the marks around it: 工人文化宫.
        article: id of the article that announces it.
        doubts: why the reading of the list is not sure; empty when sure.
    """

    id: str
    city: str
    year: str
    list_name: str
    number: int
    words: str
    name: str
    evidence: Evidence
    article: str
    doubts: tuple[str, ...] = ()


class Stage(StrEnum):
    """How far a report says that a work has come."""

    NAMED = "提到"
    UNDERWAY = "推进中"
    PARTLY = "完成一部分"
    COUNTED = "完成若干"  # a number is done, of how many nobody says
    DONE = "完成"


@dataclass(frozen=True, slots=True)
class Sighting:
    """A sentence of another article that speaks of an undertaking.

    Attributes:
        undertaking: its id.
        stage: what the sentence says of it.
        cue: the words that say so, empty for ``NAMED``.
        sure: whether it is called by its whole name; else by most of it.
        article: id of the article that says so.
    """

    undertaking: str
    stage: Stage
    cue: str
    sure: bool
    evidence: Evidence
    article: str


@dataclass(frozen=True, slots=True)
class Announced:
    """What was announced by name, and what was said of it afterwards."""

    undertakings: tuple[Undertaking, ...] = ()
    sightings: tuple[Sighting, ...] = ()


NOTHING_ANNOUNCED = Announced()
