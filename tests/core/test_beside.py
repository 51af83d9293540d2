"""Work done in another process comes to the same as work done here."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mingsheng_reports.core.beside import SWITCH, Report, beside
from mingsheng_reports.core.errors import UsageError

TWO_PROCESSORS = len(os.sched_getaffinity(0)) > 1 if hasattr(os, "sched_getaffinity") else False


def forking(test: Callable[..., None]) -> Callable[..., None]:
    """A test of two processes, whatever threads other tests have left behind (Dask's never end)."""
    marks = (
        pytest.mark.skipif(not TWO_PROCESSORS, reason="只有一个处理器，不分两路"),
        pytest.mark.usefixtures("one_thread"),
        pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning"),
    )
    for mark in marks:
        test = mark(test)
    return test


@pytest.fixture
def one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a command has it."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def nothing() -> None:
    """Prepare nothing."""


def here(report: Report) -> int:
    """Where it is done."""
    report("读取原文")
    return os.getpid()


def sleeping(report: Report) -> None:
    """Work that does not come to an end."""
    report("读取原文")
    time.sleep(60)


def children() -> set[str]:
    """The processes that this one has started: other tests leave the tracker of multiprocessing."""
    held = Path("/proc/self/task").glob("*/children")
    return {number for each in held for number in each.read_text(encoding="ascii").split()}


@pytest.fixture(autouse=True)
def _nobody_left() -> object:
    before = children()
    yield
    assert children() <= before


@forking
def test_work_is_done_in_another_process_while_this_one_prepares() -> None:
    prepared: list[int] = []
    told: list[str] = []

    def work(report: Report) -> int:
        report("读取原文")
        report("提取指标")
        return os.getpid()

    assert beside(work, lambda: prepared.append(os.getpid()), told.append) != os.getpid()
    assert prepared == [os.getpid()]
    assert told == ["读取原文", "提取指标"]


def test_it_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, "1")
    assert beside(here, nothing, print) == os.getpid()


def test_a_process_of_several_threads_is_not_forked() -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert beside(here, nothing, print) == os.getpid()
    finally:
        done.set()
        other.join()


def test_an_error_comes_with_its_sentence() -> None:
    def work(report: Report) -> None:
        report("读取原文")
        raise UsageError("没有这个城市。")

    with pytest.raises(UsageError, match="没有这个城市。"):
        beside(work, nothing, print)


def only_in(parent: int, trouble: Callable[[], object]) -> Callable[[Report], object]:
    """Work that fails in any process but this one."""

    def work(report: Report) -> object:
        report("读取原文")
        return "完成" if os.getpid() == parent else trouble()

    return work


@forking
@pytest.mark.parametrize(
    "trouble",
    [
        lambda: 1 / 0,
        lambda: os.kill(os.getpid(), signal.SIGKILL),
        threading.Lock,  # cannot be handed over
        lambda: os._exit(0),
    ],
)
def test_whatever_becomes_of_the_child_the_parent_does_the_work(
    trouble: Callable[[], object],
) -> None:
    assert beside(only_in(os.getpid(), trouble), nothing, print) == "完成"


@forking
def test_an_interrupt_while_preparing_leaves_no_child() -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        beside(sleeping, interrupted, print)
    assert time.monotonic() - start < 30


def test_trouble_in_preparing_is_left_to_those_who_need_it() -> None:
    def troubled() -> None:
        raise OSError("no room")

    assert beside(here, troubled, print) > 0
