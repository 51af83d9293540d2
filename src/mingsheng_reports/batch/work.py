"""One brief as a job: all that printing it takes goes in, the bytes of its PDF come out.

``print_brief`` reads no source and writes no file, so it may run anywhere and, after an accident, a
second time: in a process of this machine or on a Dask cluster, the bytes are the same.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import resource
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mingsheng_reports.batch.equipment import equipment_of
from mingsheng_reports.core.brief import Brief
from mingsheng_reports.core.crew import Crew
from mingsheng_reports.core.errors import MissingLibraryError, MsreportError
from mingsheng_reports.core.garbage import keep_for_good, without_collection
from mingsheng_reports.core.theme import Theme
from mingsheng_reports.pipeline import enclosing_by, typeset_brief
from mingsheng_reports.stages import Stages

if TYPE_CHECKING:
    from mingsheng_reports.exports.archive import Making

# WeasyPrint's fonts are set up by an environment variable, which all threads share.
ONE_AT_A_TIME = threading.Lock()
KILOBYTE = 1024
OTHER_EQUIPMENT = (
    "这个工作进程的程序、模板、字体或程序库与开始批量时不一致，印出来会不一样；"
    "批量运行时请不要改模板，集群的每台机器请装同一版本的本程序，"
    "自己的模板文件夹放在同样的路径，再运行一次。"
)


@dataclass(frozen=True, slots=True)
class Job:
    """A composed brief and how it is to look.

    Attributes:
        equipment: digest of what it is to be printed with (``equipment.py``).
        making: what an archive copy carries; None for a plain PDF.
    """

    brief: Brief
    theme: Theme
    issued: date
    equipment: str
    making: Making | None = None


@dataclass(frozen=True, slots=True)
class Pressed:
    """A finished PDF.

    Attributes:
        notices: what a reader of the run should know about it.
        memory: bytes that the process which printed it holds afterwards.
    """

    pdf: bytes
    pages: int
    notices: tuple[str, ...]
    memory: int


def print_brief(job: Job, stages: Stages | None = None) -> Pressed:
    """Print one brief.

    Raises:
        MsreportError: it cannot be printed; the sentence says why.
    """
    stages = stages or Stages()
    with ONE_AT_A_TIME, without_collection():
        if equipment_of(job.theme) != job.equipment:
            raise MissingLibraryError(OTHER_EQUIPMENT)
        enclose = enclosing_by(job.making) if job.making else None
        done = typeset_brief(job.brief, job.issued, stages, job.theme, enclose)
        told = [str(each) for each in (*job.brief.notices, *stages.lint(job.brief))]
        told += [f"排版程序提示“{warning}”；请核对版面。" for warning in done.warnings]
        stages.forget()
        gc.collect()  # thousands of boxes refer to one another in circles
        give_back()
        return Pressed(done.pdf, done.pages, tuple(dict.fromkeys(told)), memory_held())


def warm(themes: Sequence[Theme]) -> None:
    """Load what printing needs, once for a process and before its first brief."""
    for theme in themes:
        try:
            equipment_of(theme)
            Stages().prepare(theme)
        except MsreportError:
            return  # told when a brief needs it
    keep_for_good()


def printers(size: int, themes: Sequence[Theme]) -> Crew:
    """Processes that are ready to print by some themes."""
    return Crew(size, partial(warm, tuple(themes)))


def give_back() -> None:
    """Let the system have what was freed; the C library keeps it unless it is told (glibc)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def memory_held() -> int:
    """Bytes of memory that this process holds, or where nobody tells, has ever held.

    On Linux the most that was ever held would count what its parent held when it was started.
    """
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError):
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * KILOBYTE
    return pages * resource.getpagesize()
