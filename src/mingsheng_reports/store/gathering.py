"""Folders of source files → the store: what is on the cache is not read again.

Files are hashed one after another; those that are new or changed, or whose corrections, lists or
tables have changed, are handed out a few at a time, to this process or to others. Nothing but
names, digests and summaries stays in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from mingsheng_reports.core.article import Source
from mingsheng_reports.core.correction import Correction
from mingsheng_reports.core.errors import SourceError
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.reading.corrections import read_corrections
from mingsheng_reports.reading.files import nothing_in, paths_in, sources_at
from mingsheng_reports.reading.register import read_register
from mingsheng_reports.store.cache import Cache, DamagedError
from mingsheng_reports.store.page import Errand, Summary, keep, unpack_summary
from mingsheng_reports.store.store import Held, Store

TOGETHER = 16  # files of one task, a tenth of a second
STRIKES = 3  # processes that one task may cost
OFTEN = 50  # files hashed between two reports


@dataclass(frozen=True, slots=True)
class Step:
    """How far gathering has come.

    Attributes:
        name: 清点原文, 读取原文.
        done, of: files; ``of`` is 0 while nobody knows.
        fresh: files that had to be read, so far.
        damaged: pages of the cache that were damaged and are read again.
    """

    name: str
    done: int = 0
    of: int = 0
    fresh: int = 0
    damaged: int = 0


Tell = Callable[[Step], None]
Task = tuple[tuple[int, ...], int]  # places of errands, and how many processes they have cost


def _silent(step: Step) -> None:
    del step


def gather(
    folders: Sequence[Path],
    cache: Cache,
    executor: Executor | None = None,
    width: int = 1,
    tell: Tell = _silent,
) -> Store:
    """All text files of the folders (or the files themselves), each read at most once.

    Args:
        executor: where files are read; None for this process. Any that speaks the protocol of
            ``concurrent.futures`` and sees the same files and cache under the same paths.
        width: how many processes it has.

    Raises:
        SourceError: a folder is missing or nothing in it could be read.
        OutputError: the cache cannot be written.
    """
    tell(Step("清点原文"))
    remarks: list[Notice] = []
    errands = _errands(folders, remarks, tell)
    keys = [errand.key for errand in errands]
    found: dict[int, Summary] = {}
    missing: list[int] = []
    damaged = 0
    for at, key in enumerate(keys):
        summary, broken = _in_cache(key, cache)
        damaged += broken
        if summary is None:
            missing.append(at)
        else:
            found[at] = summary
        if at % OFTEN == 0:
            tell(Step("读取原文", len(found), len(keys), 0, damaged))
    run = _Run(errands, cache, executor, width)
    for fresh, (at, summary) in enumerate(run.work(missing), start=1):
        if summary is None:
            remarks.append(_lost(errands[at].source))
        else:
            found[at] = summary
        tell(Step("读取原文", len(found), len(keys), fresh, damaged))
    tell(Step("读取原文", len(found), len(keys), len(missing), damaged))
    held = tuple(Held(errands[at], keys[at], found[at]) for at in sorted(found))
    return Store(cache, held, tuple(dict.fromkeys(remarks)))


def _errands(folders: Sequence[Path], remarks: list[Notice], tell: Tell) -> list[Errand]:
    """One for each source file, in the order given; texts are dropped as soon as hashed."""
    paths = paths_in(folders, remarks)
    sources: list[Source] = []
    for source in sources_at(paths, remarks):
        sources.append(replace(source, text="", line_starts=()))
        if len(sources) % OFTEN == 1:
            tell(Step("清点原文", len(sources), len(paths)))
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


def _in_cache(key: str, cache: Cache) -> tuple[Summary | None, bool]:
    """What the cache has under a key, and whether that was damaged."""
    try:
        content = cache.read(key)
        return (unpack_summary(content) if content is not None else None), False
    except DamagedError:
        return None, True


def _lost(source: Source) -> Notice:
    what = f"{source.path.name}在读取时被改动或读不出来，未收入。"
    return Notice(source.doc, 0, "unreadable", what, "请重新运行。")


def keep_all(errands: Sequence[Errand], cache: Cache) -> list[Summary | None]:
    """One task: some files worked out and put on the cache."""
    return [keep(errand, cache) for errand in errands]


@dataclass(slots=True)
class _Run:
    """Errands on their way through an executor, a few at a time."""

    errands: Sequence[Errand]
    cache: Cache
    executor: Executor | None
    width: int
    flying: dict[Future[list[Summary | None]], Task] = field(default_factory=dict)
    again: list[Task] = field(default_factory=list)

    def work(self, places: Iterable[int]) -> Iterator[tuple[int, Summary | None]]:
        """The summary of each errand, as they come; None for a file that is lost."""
        coming = iter(places)
        if self.executor is None:
            for at in coming:
                yield at, keep(self.errands[at], self.cache)
            return
        while True:
            while len(self.flying) < self.width:
                task, strikes = self.again.pop() if self.again else (_some(coming), 0)
                if not task:
                    break
                self._submit(self.executor, task, strikes)
            if not self.flying:
                return
            for future in wait(self.flying, return_when=FIRST_COMPLETED).done:
                yield from self._ended(future)

    def _submit(self, executor: Executor, task: tuple[int, ...], strikes: int) -> None:
        given = [self.errands[at] for at in task]
        self.flying[executor.submit(keep_all, given, self.cache)] = task, strikes

    def _ended(self, future: Future[list[Summary | None]]) -> Iterator[tuple[int, Summary | None]]:
        """Its summaries; a task whose process died is taken apart and tried again."""
        task, strikes = self.flying.pop(future)
        error = future.exception()
        if error is None:
            yield from zip(task, future.result(), strict=True)
        elif not isinstance(error, BrokenExecutor):
            raise error
        elif len(task) > 1:
            self.again += [((at,), 0) for at in task]
        elif strikes + 1 < STRIKES:
            self.again.append((task, strikes + 1))
        else:
            yield task[0], None


def _some(coming: Iterator[int]) -> tuple[int, ...]:
    return tuple(islice(coming, TOGETHER))
