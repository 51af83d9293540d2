"""Two halves of a command side by side, each on a processor of its own.

A brief needs its numbers before its page can be set, but not before the libraries that set it are
loaded. Where the system can fork and has a second processor, the numbers are worked out in a child
process while its parent loads; what they come to is handed over whole. Everywhere else, and when
the child ends in any way but those two, the parent does the work itself, so that the result and
every message are the same with and without it.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any, BinaryIO, NoReturn, TypeVar

from mingsheng_reports.core import compiled
from mingsheng_reports.core.errors import MsreportError
from mingsheng_reports.core.processors import processors

Result = TypeVar("Result")
Report = Callable[[str], None]  # told the Chinese name of the step that begins
Work = Callable[[Report], Result]

SWITCH = "MSREPORT_ONE_PROCESS"
STEP, DONE, FAILED = "step", "done", "failed"
BROKEN = (EOFError, OSError, pickle.PickleError, AttributeError, ImportError, TypeError, ValueError)


def beside(work: Work[Result], prepare: Callable[[], object], report: Report) -> Result:
    """What ``work`` returns; ``prepare`` runs meanwhile.

    Args:
        work: leaves nothing behind but its result, which can be pickled, and what it may have put
            into a cache, so that it may be done in another process, and a second time.
        prepare: only saves time later; what is missing for it is told when it is needed.
        report: told the steps of the work.

    Raises:
        MsreportError: as ``work`` raises it.
    """
    if not _possible():
        return work(report)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _serve(work, writing)
    os.close(writing)
    try:
        with contextlib.suppress(Exception):
            prepare()
        with open(reading, "rb", closefd=False) as stream:
            kind, told = _listen(stream, report)
    finally:
        os.close(reading)
        # Nothing of its own would be lost: what it has put into a cache is whole.
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    if kind == FAILED:
        raise told
    if kind != DONE:
        return work(report)
    done: Result
    done, made = told
    compiled.learn(made)
    return done


def silent(step: str) -> None:
    """Tell nobody of a step."""
    del step


def _possible() -> bool:
    """Linux, one thread, a second processor; elsewhere forking is unsafe or no gain."""
    if not sys.platform.startswith("linux") or os.environ.get(SWITCH):
        return False
    return threading.active_count() == 1 and processors() > 1


def _listen(stream: BinaryIO, report: Report) -> tuple[str, Any]:
    """The child's last word: DONE with its result and what it compiled, FAILED with its error."""
    try:
        while True:
            kind, told = pickle.load(stream)  # noqa: S301  from our own child
            if kind != STEP:
                return kind, told
            report(told)
    except BROKEN:
        return "", None


def _serve(work: Work[Result], writing: int) -> NoReturn:
    """Work in the child, which ends here without a word on the screen."""
    try:
        # An interrupt reaches parent and child alike, and the parent answers for both.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGPIPE):
            signal.signal(number, signal.SIG_DFL)
        with open(writing, "wb", closefd=False) as stream:

            def tell(kind: str, told: object) -> None:
                stream.write(pickle.dumps((kind, told), pickle.HIGHEST_PROTOCOL))
                stream.flush()

            try:
                done = work(lambda step: tell(STEP, step))
            except MsreportError as error:
                tell(FAILED, error)
            else:
                tell(DONE, (done, compiled.fresh()))
    finally:
        os._exit(0)
