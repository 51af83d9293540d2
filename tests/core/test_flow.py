import threading
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor

import pytest

from mingsheng_reports.core.flow import STRIKES, flow


def done(value: object) -> Future[object]:
    future: Future[object] = Future()
    future.set_result(value)
    return future


def broken() -> Future[object]:
    future: Future[object] = Future()
    future.set_exception(BrokenExecutor("gone"))
    return future


@pytest.mark.parametrize("width", [1, 3, 50])
def test_every_task_ends_once(width: int) -> None:
    with ThreadPoolExecutor(width) as executor:
        ended = list(flow(range(40), lambda n: executor.submit(pow, n, 2), width))
    assert sorted(one.result for one in ended) == [n * n for n in range(40)]
    assert all(one.result == one.task**2 for one in ended)


def test_no_more_are_at_work_than_there_is_room_for_and_one_waits() -> None:
    taken: list[int] = []
    most, held, lock = 0, 0, threading.Lock()

    def tasks() -> Iterator[int]:
        for number in range(20):
            taken.append(number)
            yield number

    def work(number: int) -> int:
        nonlocal most, held
        with lock:
            held += 1
            most = max(most, held)
        threading.Event().wait(0.002)
        with lock:
            held -= 1
        return number

    with ThreadPoolExecutor(8) as executor:
        for count, _ in enumerate(flow(tasks(), lambda n: executor.submit(work, n), 3), start=1):
            assert len(taken) <= count + 3 + 1
    assert most <= 3
    assert taken == list(range(20))


def test_what_needs_no_work_is_passed_over() -> None:
    assert [one.task for one in flow([None, 1, None, None, 2, None], done, 2)] == [1, 2]
    assert list(flow([], done, 2)) == []
    assert list(flow([None], done, 2)) == []


def test_an_error_ends_its_own_task_only() -> None:
    with ThreadPoolExecutor(2) as executor:
        ended = list(flow([0, 1, 2], lambda n: executor.submit(divmod, 1, n), 2))
    told = {one.task: type(one.error) for one in ended}
    assert told == {0: ZeroDivisionError, 1: type(None), 2: type(None)}


def test_a_task_whose_process_died_is_tried_again() -> None:
    tries: list[str] = []

    def submit(task: str) -> Future[object]:
        tries.append(task)
        once = task == "unlucky" and tries.count(task) == 1
        return broken() if once or task == "killer" else done(task)

    ended = {one.task: one for one in flow(["killer", "unlucky", "sound"], submit, 1)}
    assert ended["unlucky"].result == "unlucky"
    assert ended["sound"].result == "sound"
    assert isinstance(ended["killer"].error, BrokenExecutor)
    assert tries.count("killer") == STRIKES


def test_time_is_told_while_nothing_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mingsheng_reports.core.flow.TICK", 0.01)
    release, ticks = threading.Event(), []

    def tick() -> None:
        ticks.append(1)
        if len(ticks) > 5:
            release.set()

    with ThreadPoolExecutor(1) as executor:
        assert len(list(flow([1], lambda _: executor.submit(release.wait, 30), 1, tick))) == 1
    assert len(ticks) > 5
