"""What a batch is asked for: one request for each brief, and where its findings come from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.findings import Findings, Told
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.core.theme import Theme


@dataclass(frozen=True, slots=True)
class Request:
    """One brief.

    Attributes:
        file: where it goes, from the output folder, with ``/``.
        expected: whether somebody named it: to have nothing to tell is then a failure.
        trouble: why it cannot be printed, where that is known beforehand.
    """

    subject: Subject
    theme: Theme
    file: str
    expected: bool = False
    trouble: str = ""


class Stock(Told, Protocol):
    """What the sources say, handed out brief by brief."""

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every file that was taken as a source."""

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What reading and extraction remarked, each once, by place in the sources."""

    def findings_for(self, subject: Subject) -> Findings:
        """What a brief about the subject is composed from; it may hold more than that."""

    def digest_for(self, subject: Subject) -> str:
        """The same for the same findings; empty when that takes as long as composing the brief."""


@dataclass(frozen=True, slots=True)
class Held:
    """All that the sources say, in memory."""

    findings: Findings

    @property
    def spans(self) -> frozenset[tuple[str, str]]:
        """Of the findings."""
        return self.findings.spans

    @property
    def named(self) -> frozenset[str]:
        """Of the findings."""
        return self.findings.named

    @property
    def parts(self) -> frozenset[tuple[str, str]]:
        """Of the findings."""
        return self.findings.parts

    @property
    def paths(self) -> tuple[Path, ...]:
        """Of the library's files."""
        return tuple(file.path for file in self.findings.library.files)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Of the findings."""
        return self.findings.notices

    def findings_for(self, subject: Subject) -> Findings:
        """Everything."""
        del subject
        return self.findings

    def digest_for(self, subject: Subject) -> str:
        """Not known."""
        del subject
        return ""
