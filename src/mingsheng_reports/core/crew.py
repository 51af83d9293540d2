"""Worker processes of this machine behind the protocol of ``concurrent.futures``.

Each worker is an executor of one process: when a process dies, exactly one task is hit and it is
known which, and a worker that has grown is replaced without the others waiting for it.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import connection
from typing import Any, ParamSpec, TypeVar

from mingsheng_reports.core import compiled

Given = ParamSpec("Given")
Result = TypeVar("Result")

MOST_TASKS = 200  # of one process; what memory is never given back is given back then
MOST_MEMORY = 1024**3  # bytes that one process may have needed
ORPHANED = 1  # exit code of a worker whose run has gone


def _nothing() -> None:
    """To be prepared for tasks that need no preparing."""


@dataclass(slots=True)
class _Worker:
    """One process, made anew when it has done enough, has grown too large or has died."""

    make: Callable[[], ProcessPoolExecutor]
    executor: ProcessPoolExecutor | None = None
    tasks: int = 0
    last: Future[Any] | None = None

    @property
    def free(self) -> bool:
        """Whether it has no task."""
        return self.last is None or self.last.done()

    @property
    def tired(self) -> bool:
        """Whether it should be replaced before its next task."""
        if self.last is None or self.last.cancelled():
            return False
        error = self.last.exception()
        memory = 0 if error else getattr(self.last.result(), "memory", 0)
        dead = isinstance(error, BrokenExecutor)
        return dead or self.tasks >= MOST_TASKS or memory > MOST_MEMORY

    def start(self, call: Callable[[], Result]) -> Future[Result]:
        """Begin a task in its process, or in a new one."""
        if self.executor is None or self.tired:
            if self.executor:
                self.executor.shutdown(wait=False)
            self.executor, self.tasks = self.make(), 0
        self.tasks += 1
        try:
            future = self.executor.submit(call)
            _let_read_alone(self.executor)
        except BrokenExecutor as error:  # died while it had no task
            future = Future()
            future.set_exception(error)
        self.last = future
        return future


class Crew(Executor):
    """Spawned processes, each prepared before its first task.

    Args:
        size: how many; no more tasks may be at work at the same time.
        prepare: called once in each process; it must be importable there.
    """

    def __init__(self, size: int, prepare: Callable[[], None] = _nothing) -> None:
        make = partial(
            ProcessPoolExecutor,
            1,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=partial(_begin, prepare),
        )
        self._workers = [_Worker(make) for _ in range(size)]

    def submit(
        self, fn: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Result]:
        """Start a task on a worker that has none.

        Raises:
            RuntimeError: all of them have one.
        """
        worker = next((one for one in self._workers if one.free), None)
        if worker is None:
            raise RuntimeError("every worker has a task")
        return worker.start(partial(fn, *args, **kwargs))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002  the protocol's signature
        """Let the processes go; with ``cancel_futures`` at once, whatever they are doing."""
        held = [one.executor for one in self._workers if one.executor]
        if cancel_futures:
            for executor in held:
                for process in list((executor._processes or {}).values()):  # noqa: SLF001  no public way before Python 3.14
                    process.kill()
        for executor in held:
            executor.shutdown(wait=wait, cancel_futures=cancel_futures)


class Inline(Executor):
    """Every task in this process, at once."""

    def submit(
        self, fn: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Result]:
        """Do it."""
        future: Future[Result] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  as any executor does
            future.set_exception(error)
        return future


def _let_read_alone(executor: ProcessPoolExecutor) -> None:
    """Nobody but the executor's process, which has started, can read its tasks from now on.

    If it dies, writing a task to it then ends; it would wait for ever for a reader otherwise, and
    the program at its end for it (https://github.com/python/cpython/issues/94777).
    """
    queue = executor._call_queue  # type: ignore[attr-defined]  # noqa: SLF001  no public way to it
    queue._reader.close()  # noqa: SLF001  as above


def _begin(prepare: Callable[[], None]) -> None:
    """First thing in a worker: it neither answers the keyboard nor outlives its run."""
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_follow, daemon=True).start()
    compiled.install()
    prepare()
    compiled.save()


def _follow() -> None:
    """Leave when the process that started this one is gone, by ``kill -9`` too."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(ORPHANED)
