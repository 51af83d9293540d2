"""A finished brief, what it carries inside, and its sources: what holds and what does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mingsheng_reports.core.article import Source
from mingsheng_reports.core.errors import UnverifiedError
from mingsheng_reports.verification.embedded import Embedded, check_seals, read_embedded
from mingsheng_reports.verification.fault import Fault
from mingsheng_reports.verification.origins import check_sources
from mingsheng_reports.verification.paper import NUMBER, check_pages, check_pieces
from mingsheng_reports.verification.reckoning import check_computed, check_metrics
from mingsheng_reports.verification.whereabouts import Whereabouts


@dataclass(frozen=True, slots=True)
class Finished:
    """A PDF read again: its name, its pages, the files in it, and what read the pages."""

    name: str
    pages: tuple[str, ...]
    files: Mapping[str, bytes]
    reader: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What does not hold, and how much was looked at.

    Attributes:
        numbers: numbers on the pages.
        sources: source files compared.
        absent: source files that were not there to be compared.
    """

    faults: tuple[Fault, ...]
    pages: int
    numbers: int
    metrics: int
    computed: int
    sources: int
    absent: tuple[str, ...]


def verify(finished: Finished, sources: Sequence[Source]) -> Verdict:
    """Check everything that can be checked.

    Raises:
        SourceError: if the PDF carries no files, or of a schema unknown here.
        UnverifiedError: if they are damaged beyond reading.
    """
    embedded = read_embedded(finished.files, finished.name)
    try:
        return _checked(embedded, finished, sources)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        message = f"{finished.name}里附的数据格式不对；这份简报不可信，请用原来的那一份。"
        raise UnverifiedError(message) from error


def _checked(embedded: Embedded, finished: Finished, sources: Sequence[Source]) -> Verdict:
    where = Whereabouts.of(embedded)
    from_sources, absent = check_sources(embedded, sources, where)
    faults = [
        *check_seals(embedded),
        *check_pages(embedded, finished.pages, finished.reader, where),
        *check_pieces(embedded, where),
        *check_metrics(embedded, where),
        *check_computed(embedded, where),
        *from_sources,
    ]
    return Verdict(
        faults=tuple(dict.fromkeys(faults)),
        pages=len(finished.pages),
        numbers=sum(len(NUMBER.findall(page)) for page in finished.pages),
        metrics=len(embedded.metrics),
        computed=len(embedded.computed),
        sources=len(embedded.plain["sources"]) - len(absent),
        absent=tuple(absent),
    )
