"""Unread files handed out to other processes, a few at a time."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass

from mingsheng_reports.core.flow import flow
from mingsheng_reports.store.cache import Cache
from mingsheng_reports.store.page import Errand, Summary, keep

TOGETHER = 16  # files of one task, a tenth of a second

Tick = Callable[[], None]
Read = Generator[tuple[int, Summary | None], None, None]  # errands by place; None: a lost file


def shared_out(
    errands: Sequence[Errand],
    places: Sequence[int],
    cache: Cache,
    crew: Callable[[], Executor],
    width: int,
    tick: Tick,
) -> Read:
    """The summary of each errand, as they come; None for a file that is lost."""
    executor = crew()
    try:
        yield from _Reader(errands, cache, executor, width, tick).read(places, TOGETHER)
    finally:
        # Whatever is still being read was interrupted.
        executor.shutdown(cancel_futures=True)


def keep_all(errands: Sequence[Errand], cache: Cache) -> list[Summary | None]:
    """One task: some files worked out and put into the cache."""
    return [keep(errand, cache) for errand in errands]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Errands on their way through an executor."""

    errands: Sequence[Errand]
    cache: Cache
    executor: Executor
    width: int
    tick: Tick

    def read(self, places: Sequence[int], together: int) -> Read:
        """Read a few in each task.

        A task that costs its process again and again is given anew, file by file.
        """
        tasks = [places[at : at + together] for at in range(0, len(places), together)]
        singly: list[int] = []
        for ended in flow(tasks, self._submit, self.width, self.tick):
            if ended.result is not None:
                yield from zip(ended.task, ended.result, strict=True)
            elif not isinstance(ended.error, BrokenExecutor):
                raise ended.error or AssertionError
            elif len(ended.task) > 1:
                singly += ended.task
            else:
                yield ended.task[0], None
        if singly:
            yield from self.read(singly, 1)

    def _submit(self, task: Sequence[int]) -> Future[list[Summary | None]]:
        given = [self.errands[at] for at in task]
        return self.executor.submit(keep_all, given, self.cache)
