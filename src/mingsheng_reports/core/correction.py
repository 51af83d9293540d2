"""What a reader mends in the engine's answer, with the reason and a name to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """What is to be done with the number in the quote."""

    DROP = "drop"
    SET = "set"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Correction:
    """One row of a corrections file. It names its number by the source's words, never by an id.

    Attributes:
        doc: the source's doc as the library has it.
        quote: the source's words around the number.
        what: for ``set`` the column to be changed, as METRICS names it.
        value: for ``set`` the new content, for ``add`` the columns: ``value=12; unit=个``.
        reason, by, date: why, by whom and when (ISO); printed beside the number.
        expect: words that must still stand at or around the quote; empty when the quote will do.
        path, line: where the row stands, for messages.
    """

    doc: str
    quote: str
    what: str
    action: Action
    value: str
    reason: str
    by: str
    date: str
    expect: str
    path: str
    line: int
