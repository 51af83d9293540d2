"""Workers of a Dask cluster behind the same protocol as the processes of this machine.

Dask starts a job again elsewhere when its worker is lost. What comes back is the PDF itself, so the
machines need share no folder.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any, ParamSpec, TypeVar

from mingsheng_reports.core.errors import ClusterLostError, MissingLibraryError, UsageError

Given = ParamSpec("Given")
Result = TypeVar("Result")

WAIT = 10  # seconds for the scheduler to answer, and for its first worker
AHEAD = 2  # jobs for each thread, so that none waits for the next one to be sent
SILENT = logging.CRITICAL + 1


class Cluster(Executor):
    """The workers of a scheduler, through its client.

    Attributes:
        width: how many jobs to give them at the same time.
    """

    def __init__(self, client: Any, address: str) -> None:  # noqa: ANN401  Dask need not be installed
        self._client = client
        self._address = address
        self._executor = client.get_executor(pure=False)
        self.width = AHEAD * sum(client.nthreads().values())

    def submit(
        self, fn: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Result]:
        """Send a job; when the scheduler is lost, it ends with :class:`ClusterLostError`."""
        outer: Future[Result] = Future()
        try:
            inner: Future[Result] = self._executor.submit(fn, *args, **kwargs)
        except Exception as error:  # noqa: BLE001  a client without its scheduler fails in many ways
            outer.set_exception(self._lost(error))
            return outer

        def end(ended: Future[Result]) -> None:
            error = CancelledError() if ended.cancelled() else ended.exception()
            if isinstance(error, (CancelledError, OSError)):
                outer.set_exception(self._lost(error))
            elif error:
                outer.set_exception(error)
            else:
                outer.set_result(ended.result())

        inner.add_done_callback(end)
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002  the protocol's signature
        """Take back what has not ended."""
        del wait, cancel_futures
        with suppress(Exception):  # the scheduler may be gone
            self._executor.shutdown(wait=False)

    def lack(self) -> str:
        """What keeps it from printing, in Chinese; empty when nothing does."""
        try:
            return "" if self._client.nthreads() else "集群上现在没有工作进程"
        except Exception:  # noqa: BLE001  as above
            return "集群没有回答"

    def _lost(self, error: BaseException) -> ClusterLostError:
        message = (
            f"与Dask调度器{self._address}的联系断了；印好的都在，"
            "请检查那台机器上的 dask scheduler，再运行一次同样的命令。"
        )
        lost = ClusterLostError(message)
        lost.__cause__ = error
        return lost


@contextmanager
def cluster(address: str) -> Iterator[Cluster]:
    """The workers of a scheduler.

    Raises:
        MissingLibraryError: Dask is not installed here.
        UsageError: the scheduler does not answer, or has no workers.
    """
    client = _connected(address)
    try:
        try:
            client.wait_for_workers(1, timeout=WAIT)
        except TimeoutError as error:
            message = (
                f"调度器{address}上没有工作进程；"
                f"请在各台机器上运行 dask worker {address} --nthreads 1，再运行一次。"
            )
            raise UsageError(message) from error
        workers = Cluster(client, address)
        try:
            yield workers
        finally:
            workers.shutdown()
    finally:
        with suppress(Exception):  # the scheduler may be gone
            client.close(timeout=WAIT)


def _connected(address: str) -> Any:  # noqa: ANN401  Dask need not be installed
    try:
        client = import_module("distributed").Client
    except ImportError as error:
        message = (
            "没有安装Dask，不能用 --scheduler；"
            "请运行 pip install 'mingsheng-reports[cluster]'，或去掉 --scheduler 在本机印。"
        )
        raise MissingLibraryError(message) from error
    # What it logs about lost connections is told to the user by what becomes of the briefs.
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(SILENT)
    try:
        return client(address, timeout=WAIT, set_as_default=False)
    except (OSError, ValueError) as error:
        message = (
            f"连不上Dask调度器{address}；请检查地址，写法是 tcp://机器名:8786，"
            "并确认那台机器上已经运行 dask scheduler。"
        )
        raise UsageError(message) from error
