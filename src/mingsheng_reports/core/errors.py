"""Trouble that stops the work: each error is one Chinese sentence with the way out.

MsreportError
├── UsageError            the command cannot be done as asked (exit 2)
├── UnverifiedError       a finished brief does not hold (exit 5)
└── every other subclass  the work could not be finished (exit 1)
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the command hands to the shell."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    PARTIAL = 4  # some briefs of a batch were not printed, some letters not written or sent
    UNVERIFIED = 5  # a finished brief does not hold what it was printed with


class MsreportError(Exception):
    """What is wrong, where, and what to do, in one sentence."""

    exit_code = ExitCode.FAILED


class UsageError(MsreportError):
    """Asked for something that is not there: an unknown city, a year without metrics."""

    exit_code = ExitCode.USAGE


class UnverifiedError(MsreportError):
    """A finished brief, its enclosed numbers and its sources do not agree."""

    exit_code = ExitCode.UNVERIFIED


class SourceError(MsreportError):
    """No source could be read at all."""


class AnnotationError(MsreportError):
    """A file of annotations, or of answers to compare with them, is damaged."""


class MissingGlyphError(MsreportError):
    """A character that no bundled face has."""


class MissingLibraryError(MsreportError):
    """A system library or font is not installed."""


class OutputError(MsreportError):
    """The result could not be written."""


class ClusterLostError(MsreportError):
    """The machines that print are out of reach: nothing more can be printed there."""


class MailError(MsreportError):
    """A letter could not be written or sent."""


class CatalogueError(MsreportError):
    """A table of the catalogue is damaged."""


class UnaccountedNumberError(MsreportError):
    """Something tried to print a number that does not come from a metric."""
