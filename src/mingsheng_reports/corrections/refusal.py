"""Why a correction was not applied, and the names of what can be corrected."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is wrong and what to do, as a notice tells it; ``code`` without its prefix."""

    code: str
    what: str
    hint: str


def bad_value(field: str, text: str, hint: str) -> Refusal:
    """The new content of a column is none that it can have."""
    return Refusal("bad-value", f"{field}不能是“{text}”，更正未采用。", hint)
