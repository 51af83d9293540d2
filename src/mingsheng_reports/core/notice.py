"""Trouble in the input is a value: a notice travels beside the result."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Notice:
    """One thing a person should know about a source.

    Attributes:
        doc: stem of the source file, or the path when it could not be read.
        line: 1-based line, 0 for the whole file.
        code: short stable name: ``unreadable``, ``undated``, ``ambiguous-place``.
        what: one Chinese sentence: what is wrong.
        hint: one Chinese sentence: what to do.
    """

    doc: str
    line: int
    code: str
    what: str
    hint: str

    @property
    def of_desk(self) -> bool:
        """Whether it is about the user's own files, not about a source: told, never printed."""
        return self.code.startswith(("register-", "correction-", "reference-"))

    def __str__(self) -> str:
        where = f"{self.doc}:{self.line}" if self.line else self.doc
        return f"{where} {self.what}{self.hint}"
