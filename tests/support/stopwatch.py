"""How the cost of a call grows with its input: measured as a ratio, so that slow machines pass."""

from __future__ import annotations

import time
from collections.abc import Callable

LINEAR = 6  # four times the text takes four times as long, give or take

# Text on which a careless pattern begins a new attempt at every character.
FILLERS = (
    *("1", "１", "一", "万", "年", "月", "第", "每", "前", "a", "A", " ", "，", "、"),
    *("“", "《", "（", "（（1", "1.", "1,", "1-", "1+", "12个", "由1到", "分别", "发放", "项目"),
    *("的", "等", "其中", "北京市", "全市", "了", "由", "计划", "1万", "十", "百分之"),
)


def seconds(call: Callable[[], object]) -> float:
    """Processor time of the better of two runs; what other programs do does not count."""
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        call()
        best = min(best, time.process_time() - start)
    return best


def growth(call: Callable[[str], object], filler: str, *, size: int) -> float:
    """How many times longer four times as much text takes; about four when the cost is linear.

    The lowest of up to four measurements: a disturbance can only raise a ratio's upper part.
    """
    short = filler * (size // len(filler))
    ratio = float("inf")
    for _ in range(4):
        ratio = min(
            ratio, seconds(lambda: call(short * 4)) / max(seconds(lambda: call(short)), 2e-4)
        )
        if ratio < LINEAR:
            break
    return ratio
