"""A cluster whose scheduler goes: told at once, and nothing that was printed is lost."""

from __future__ import annotations

from concurrent.futures import CancelledError, Executor, Future

import pytest

from mingsheng_reports.batch.cluster import AHEAD, Cluster
from mingsheng_reports.core.errors import ClusterLostError
from mingsheng_reports.core.flow import flow


class Client:
    """What a Dask client looks like from outside, with a scheduler that can be taken away."""

    def __init__(self) -> None:
        self.sent: list[Future[int]] = []
        self.gone = False

    def get_executor(self, *, pure: bool) -> Executor:
        """Itself."""
        assert not pure  # the same brief may have to be printed twice
        return self

    def nthreads(self) -> dict[str, int]:
        """Threads of each worker."""
        if self.gone:
            raise OSError("no answer")
        return {"tcp://one": 1, "tcp://two": 2}

    def submit(self, _: object, *args: object) -> Future[int]:
        """A job that ends when the test says so."""
        if self.gone:
            raise RuntimeError("no scheduler", args)
        self.sent.append(Future())
        return self.sent[-1]


@pytest.fixture
def client() -> Client:
    """One with three threads on two workers."""
    return Client()


def test_results_and_errors_come_through(client: Client) -> None:
    cluster = Cluster(client, "tcp://a:1")
    assert cluster.width == 3 * AHEAD
    one, two = cluster.submit(pow, 2, 3), cluster.submit(pow, 0, -1)
    client.sent[0].set_result(8)
    client.sent[1].set_exception(ZeroDivisionError())
    assert one.result() == 8
    assert isinstance(two.exception(), ZeroDivisionError)
    assert not cluster.lack()


def test_a_lost_scheduler_is_told_by_every_job(client: Client) -> None:
    cluster = Cluster(client, "tcp://a:1")
    running = cluster.submit(pow, 2, 3)
    client.gone = True
    client.sent[0].cancel()
    later = cluster.submit(pow, 2, 3)
    for future in (running, later):
        with pytest.raises(ClusterLostError, match="与Dask调度器tcp://a:1的联系断了"):
            future.result()
    assert cluster.lack() == "集群没有回答"


def test_a_task_that_was_taken_back_ends_too() -> None:
    future: Future[int] = Future()
    future.cancel()
    future.set_running_or_notify_cancel()
    (ended,) = flow([1], lambda _: future, 1)
    assert isinstance(ended.error, CancelledError)
