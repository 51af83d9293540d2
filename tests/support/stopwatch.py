"""How the cost of a call grows with its input: measured as a ratio, so that slow machines pass."""

from __future__ import annotations

import time
from collections.abc import Callable

# Text on which a careless pattern begins a new attempt at every character.
FILLERS = (
    *("1", "１", "一", "万", "年", "月", "第", "每", "前", "a", "A", " ", "，", "、"),
    *("“", "《", "（", "（（1", "1.", "1,", "1-", "1+", "12个", "由1到", "分别", "发放", "项目"),
    *("的", "等", "其中", "北京市", "全市", "了", "由", "计划", "1万", "十", "百分之"),
)


def seconds(call: Callable[[], object]) -> float:
    """The better of two runs."""
    best = float("inf")
    for _ in range(2):
        start = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - start)
    return best


def growth(call: Callable[[str], object], filler: str, *, size: int) -> float:
    """How many times longer four times as much text takes; four when the cost is linear."""
    short = filler * (size // len(filler))
    return seconds(lambda: call(short * 4)) / max(seconds(lambda: call(short)), 1e-4)
