"""How far the reading of sources has come."""

from __future__ import annotations

from dataclasses import dataclass

COUNT, READ = "清点原文", "读取原文"


@dataclass(frozen=True, slots=True)
class Step:
    """How far gathering has come.

    Attributes:
        name: :data:`COUNT` or :data:`READ`.
        done, of: files; ``of`` is 0 while nobody knows.
        fresh: files that had to be read, so far.
        damaged: pages of the cache that were damaged and are read again.
    """

    name: str
    done: int = 0
    of: int = 0
    fresh: int = 0
    damaged: int = 0
