"""What a batch is printed from: every source read once, kept for the next time."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

import click

from mingsheng_reports.batch.request import Held, Stock
from mingsheng_reports.cli.screen import say
from mingsheng_reports.core.errors import OutputError, UsageError
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.pipeline import find
from mingsheng_reports.stages import Stages
from mingsheng_reports.store.cache import Cache, usual_folder
from mingsheng_reports.store.gathering import Step, gather_in_processes

KEPT = 90 * 24 * 60 * 60.0  # seconds that nobody has asked for something in the cache

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


class Screen(Protocol):
    """Where it is told how far reading has come."""

    def step(self, told: str) -> None:
        """What begins now."""

    def reading(self, step: Step) -> None:
        """How many sources have been read."""


def cache_options(command: Decorated) -> Decorated:
    """``--cache`` and ``--no-cache``."""
    without = click.option("--no-cache", "cacheless", is_flag=True, help="不留缓存")(command)
    told = "读过的原文存在这个文件夹，下次不再读；不写时放在用户的缓存目录里，随时可以删"
    return click.option("--cache", type=click.Path(path_type=Path), metavar="文件夹", help=told)(
        without
    )


@dataclass(frozen=True, slots=True)
class Supply:
    """What a batch is read from, and how.

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
def stocked(
    supply: Supply, stages: Stages, screen: Screen
) -> Iterator[tuple[Stock, tuple[Notice, ...]]]:
    """What the sources say, and what was remarked about them.

    Raises:
        SourceError: nothing could be read.
        OutputError: the folder that was asked for cannot be written.
        UsageError: both options were given.
    """
    if supply.cache and supply.cacheless:
        message = "--cache 和 --no-cache 不能同时写；请去掉其一。"
        raise UsageError(message)
    if stages != Stages():  # put in from outside, they stay in this process
        findings = find(supply.sources, stages, screen.step, references=supply.references)
        yield Held(findings), findings.notices
        return
    with _opened(supply.cache, cacheless=supply.cacheless) as opened:
        store = gather_in_processes(
            supply.sources,
            opened,
            supply.processes,
            screen.reading,
            references=supply.references,
            begin=supply.begin,
        )
        opened.prune(time.time() - KEPT)
        yield store, store.notices


@contextmanager
def _opened(folder: Path | None, *, cacheless: bool) -> Iterator[Cache]:
    """The cache asked for, the user's own, or where that cannot be written, one for this run."""
    if not cacheless:
        try:
            held = Cache(folder or usual_folder(os.environ, Path.home, sys.platform))
            held.check()
        except RuntimeError:  # nobody's home is known here
            pass
        except OutputError as error:
            if folder:
                raise
            say(f"{error}这一次不留缓存。")
        else:
            yield held
            return
    with tempfile.TemporaryDirectory(prefix="msreport-") as passing:
        yield Cache(Path(passing))
