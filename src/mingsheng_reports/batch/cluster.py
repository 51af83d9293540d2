"""Workers of a Dask cluster behind the same protocol as the processes of this machine.

Dask starts a job again elsewhere when its worker is lost. What comes back is the PDF itself, so the
machines need share no folder.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from mingsheng_reports.core.errors import MissingLibraryError, UsageError

WAIT = 10  # seconds for the scheduler to answer, and for its first worker
AHEAD = 2  # jobs for each thread, so that none waits for the next one to be sent


@contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """Workers of a scheduler, and how many jobs to give them at the same time.

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
        threads = sum(client.nthreads().values())
        executor = client.get_executor(pure=False)
        try:
            yield executor, AHEAD * threads
        finally:
            executor.shutdown(wait=False)
    finally:
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
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        return client(address, timeout=WAIT, set_as_default=False)
    except (OSError, ValueError) as error:
        message = (
            f"连不上Dask调度器{address}；请检查地址，写法是 tcp://机器名:8786，"
            "并确认那台机器上已经运行 dask scheduler。"
        )
        raise UsageError(message) from error
