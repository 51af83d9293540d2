"""Tables of progress: beside each promise stands what came of it, in a cell of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mingsheng_reports.core.metric import Status

BAR = "|"
# 项目内容 | 进展情况 | 责任单位, or 目标任务 | 完成情况
HEADER = re.compile(
    r"\|?[^|]*(?:内容|任务|目标|项目名称|实事项目|计划)[^|]*\|(?:[^|]*\|)?[^|]*(?:进展|完成|落实|推进|实施)(?:情况|进度)[^|]*\|?"
)
WORDY = re.compile(r"[\u4e00-\u9fff][^|]*\d|\d[^|]*[\u4e00-\u9fff]")  # says how much of what


class Cell(NamedTuple):
    """``text[start:end]`` of a row, and what its numbers are when no word of theirs says it."""

    start: int
    end: int
    told: str


def heads_progress(text: str) -> bool:
    """Whether a row is the head of such a table."""
    return BAR in text and HEADER.search("".join(text.split())) is not None  # 项 目 内 容


def cells_of(row: str) -> Iterator[Cell]:
    """The cells of a row: the first that says how much of what is the promise."""
    told = Status.TARGET
    start = 0
    for piece in row.split(BAR):
        if piece.strip():
            yield Cell(start, start + len(piece), told.value)
        if WORDY.search(piece):
            told = Status.ACTUAL
        start += len(piece) + 1
