"""What briefs are printed from: every source read once, kept for the next time."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import click

from mingsheng_reports.batch.request import Held, Stock
from mingsheng_reports.core.beside import Report
from mingsheng_reports.core.errors import OutputError, UsageError
from mingsheng_reports.pipeline import find
from mingsheng_reports.stages import Stages
from mingsheng_reports.store.cache import Cache, usual_folder
from mingsheng_reports.store.step import READ, Step

if TYPE_CHECKING:
    from mingsheng_reports.store.store import Store

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


class Screen(Protocol):
    """Where it is told how far reading has come."""

    def step(self, told: str) -> None:
        """What begins now."""

    def reading(self, step: Step) -> None:
        """How many sources have been read."""

    def remark(self, told: str) -> None:
        """Something that is not as usual."""


class Telling:
    """How far reading has come, on a line that tells one step after the other."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._share = -1
        self.remarks: list[str] = []

    def step(self, told: str) -> None:
        """Reading and extraction are one step, as they are where both are kept."""
        del told
        self._report(READ)

    def reading(self, step: Step) -> None:
        """How many sources of how many, a hundred times at most, once one has to be read."""
        share = 100 * step.done // step.of if step.fresh else 0
        if share != self._share:
            self._share = share
            self._report(f"{READ} {step.done}/{step.of}份" if step.fresh else READ)

    def remark(self, told: str) -> None:
        """Left to be told at the end."""
        self.remarks.append(told)


def cache_options(command: Decorated) -> Decorated:
    """``--cache`` and ``--no-cache``."""
    without = click.option("--no-cache", "cacheless", is_flag=True, help="不留缓存")(command)
    told = "读过的原文存在这个文件夹，下次不再读；不写时放在用户的缓存目录里，随时可以删"
    return click.option("--cache", type=click.Path(path_type=Path), metavar="文件夹", help=told)(
        without
    )


@dataclass(frozen=True, slots=True)
class Supply:
    """What briefs are read from, and how.

    Attributes:
        references: files of population and area.
        cache: the folder asked for, if any; with ``cacheless`` nothing is to be kept.
        begin: share of the work that other runs with the same cache are likely to do first.
    """

    sources: Sequence[Path]
    references: Sequence[Path] = ()
    cache: Path | None = None
    cacheless: bool = False
    processes: int = 1
    begin: float = 0


@contextmanager
def stocked(supply: Supply, stages: Stages, screen: Screen) -> Iterator[Stock]:
    """What the sources say; where nothing is kept, it lies on the disk as long as it is used.

    Raises:
        SourceError: nothing could be read.
        OutputError: the folder that was asked for cannot be written.
        UsageError: both options were given.
    """
    if stages != Stages():  # put in from outside, they stay in this process
        yield _found(supply, stages, screen)
        return
    cache = _kept(supply, screen)
    if cache is not None:
        yield _gathered(supply, cache, screen)
        return
    import tempfile

    with tempfile.TemporaryDirectory(prefix="msreport-") as passing:
        yield _gathered(supply, Cache(Path(passing)), screen)


def stock(supply: Supply, stages: Stages, screen: Screen) -> Stock:
    """What the sources say; where nothing is kept, it lies in memory.

    Raises:
        SourceError, OutputError, UsageError: as in :func:`stocked`.
    """
    cache = _kept(supply, screen) if stages == Stages() else None
    return _found(supply, stages, screen) if cache is None else _gathered(supply, cache, screen)


def _found(supply: Supply, stages: Stages, screen: Screen) -> Held:
    """Read anew, and held in memory."""
    return Held(find(supply.sources, stages, screen.step, references=supply.references))


def _gathered(supply: Supply, cache: Cache, screen: Screen) -> Store:
    """Read as far as that is not in the cache."""
    # Loaded by the process that reads: the one that prints would wait for it.
    from mingsheng_reports.store.gathering import gather_in_processes

    store = gather_in_processes(
        supply.sources,
        cache,
        supply.processes,
        screen.reading,
        references=supply.references,
        begin=supply.begin,
    )
    cache.prune(time.time())
    return store


def _kept(supply: Supply, screen: Screen) -> Cache | None:
    """The cache asked for, or the user's own; nothing where that cannot be written."""
    if supply.cache and supply.cacheless:
        message = "--cache 和 --no-cache 不能同时写；请去掉其一。"
        raise UsageError(message)
    if supply.cacheless:
        return None
    try:
        held = Cache(supply.cache or usual_folder(os.environ, Path.home, sys.platform))
        held.check()
    except RuntimeError:  # nobody's home is known here
        return None
    except OutputError as error:
        if supply.cache:
            raise
        screen.remark(f"{error}这一次不留缓存。")
        return None
    return held
