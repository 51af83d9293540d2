"""When garbage is looked for: rarely, since little of what a brief is made of is thrown away."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

THINGS_BETWEEN_COLLECTIONS = 500_000  # some 50 MB at most


def collect_rarely() -> None:
    """A process makes much and throws little away.

    Looking after every 700 things, as Python does it, takes a fifth of its time.
    """
    gc.set_threshold(THINGS_BETWEEN_COLLECTIONS, 5, 5)


def keep_for_good() -> None:
    """What there is now stays as long as the process: it is not looked through again."""
    gc.collect()
    gc.freeze()


@contextlib.contextmanager
def without_collection() -> Iterator[None]:
    """Thousands of boxes live until the page is done: looking for garbage among them finds none."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
