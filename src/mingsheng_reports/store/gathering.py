"""Folders of source files → the store: what is on the cache is not read again.

Files are hashed one after another; those that are new or changed, or whose corrections, lists or
tables have changed, are handed out a few at a time, to this process or to others. Nothing but
names, digests and summaries stays in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mingsheng_reports.core.article import Source
from mingsheng_reports.core.correction import Correction
from mingsheng_reports.core.errors import SourceError
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.reading.corrections import read_corrections
from mingsheng_reports.reading.files import nothing_in, paths_in, sources_at
from mingsheng_reports.reading.references import read_references
from mingsheng_reports.reading.register import read_register
from mingsheng_reports.store.cache import Cache
from mingsheng_reports.store.page import Errand, Summary, keep, kept
from mingsheng_reports.store.step import COUNT, READ, Step
from mingsheng_reports.store.store import Held, Store

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from mingsheng_reports.store.sharing_out import Read

FEW = 100  # files that are read before other processes have started
OFTEN = 50  # files hashed between two reports


Tell = Callable[[Step], None]


def _silent(step: Step) -> None:
    del step


def gather(
    folders: Sequence[Path],
    cache: Cache,
    crew: Callable[[], Executor] | None = None,
    width: int = 1,
    tell: Tell = _silent,
    *,
    references: Sequence[Path] = (),
    begin: float = 0,
) -> Store:
    """All text files of the folders (or the files themselves), each read at most once.

    Args:
        crew: makes what reads where many files are unread; None for this process. Any executor that
            speaks the protocol of ``concurrent.futures`` and sees the same files and cache under
            the same paths.
        width: how many tasks it takes at the same time.
        references: files of population and area beside those in the folders.
        begin: share of the unread files that is read last: several runs that begin at different
            places and use one cache share the work, for none reads what another has read.

    Raises:
        SourceError: a folder is missing or nothing in it could be read.
        OutputError: the cache cannot be written.
    """
    tell(Step(COUNT))
    remarks: list[Notice] = []
    errands = _errands(folders, remarks, tell)
    supplied = read_references([errand.source for errand in errands], references, remarks)
    keys = [errand.key for errand in errands]
    found: dict[int, Summary] = {}
    missing: list[int] = []
    damaged = 0
    for at, key in enumerate(keys):
        held = kept(key, cache)
        if isinstance(held, Summary):
            found[at] = held
        else:
            missing.append(at)
            damaged += held is not None
    cached = len(found)

    def progress() -> None:
        done = len(found)
        tell(Step(READ, done, len(keys), done - cached, damaged))

    progress()
    start = int(begin * len(missing))
    missing = [*missing[start:], *missing[:start]]
    if crew is None or len(missing) < FEW:
        read = _here(errands, missing, cache)
    else:
        # Not loaded by those who need no other processes: multiprocessing takes its time.
        from mingsheng_reports.store.sharing_out import shared_out

        read = shared_out(errands, missing, cache, crew, width, progress)
    with closing(read):
        for at, summary in read:
            if summary is None:
                remarks.append(_lost(errands[at].source))
            else:
                found[at] = summary
            progress()
    pages = tuple(Held(errands[at], keys[at], found[at]) for at in sorted(found))
    return Store(cache, pages, tuple(dict.fromkeys(remarks)), supplied)


def gather_in_processes(
    folders: Sequence[Path],
    cache: Cache,
    processes: int,
    tell: Tell = _silent,
    *,
    references: Sequence[Path] = (),
    begin: float = 0,
) -> Store:
    """The same in several processes of this machine, which end with it.

    Raises:
        SourceError, OutputError: as in :func:`gather`.
    """

    def crew() -> Executor:
        from mingsheng_reports.core.crew import Crew
        from mingsheng_reports.core.garbage import collect_rarely

        return Crew(processes, collect_rarely)

    return gather(folders, cache, crew, processes, tell, references=references, begin=begin)


def _here(errands: Sequence[Errand], places: Iterable[int], cache: Cache) -> Read:
    """Read in this process, one after another."""
    for at in places:
        yield at, keep(errands[at], cache)


def _errands(folders: Sequence[Path], remarks: list[Notice], tell: Tell) -> list[Errand]:
    """One for each source file, in the order given; texts are dropped as soon as hashed."""
    paths = paths_in(folders, remarks)
    sources: list[Source] = []
    for source in sources_at(paths, remarks):
        sources.append(replace(source, text="", line_starts=()))
        if len(sources) % OFTEN == 1:
            tell(Step(COUNT, len(sources), len(paths)))
    if not sources:
        raise SourceError(nothing_in(folders, remarks))
    register = read_register(sources, remarks)
    corrections: dict[str, list[Correction]] = {}
    for correction in read_corrections(sources, remarks):
        corrections.setdefault(correction.doc, []).append(correction)
    return [
        Errand(source, register.entry(source), tuple(corrections.get(source.doc, ())))
        for source in sources
    ]


def _lost(source: Source) -> Notice:
    what = f"{source.path.name}在读取时被改动或读不出来，未收入。"
    return Notice(source.doc, 0, "unreadable", what, "请重新运行。")
