"""Numbers that belong together: 由A提高到B, 在A的基础上增加B."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mingsheng_reports.extraction.periods import TimeWord
from mingsheng_reports.extraction.quantities import Candidate

RISEN = re.compile(
    r"^[^，。；]{0,12}?(?:提高|增加|提升|上升|增长|扩大|上调|调整|降低|下降|减少|缩短|压缩|上涨|达|升|增|降|提标|跃升|发展|变)(?:到了?|至|为)?(?:目前的?|现在的?|今年的?|当前的?)?(?:每人每[年月]|每[人户年月])*(?:约|近|超)?$"
)
FROM = re.compile(r"(?:由|从)[^，。；]{0,16}$")
FROM_REACH = 20  # characters before the old value in which 由 or 从 may stand
GROUND = re.compile(r"^[^，。；]{0,40}?的?基础上")
MORE = re.compile(r"(?:再|新建|扩建|增加|提高|新增|再增|扩大|补充)")
MEASURED = re.compile(r"收入|产值|投资|价值|总额|存款|贷款余额|资产")


@dataclass(frozen=True, slots=True)
class Pair:
    """``old`` and ``new`` are indices of numbers; ``replaces`` when the new value is B itself.

    ``since`` and ``until`` bound the words from 由 or 从 to the old value: a year in them
    (从2020年的) is the old value's alone.
    """

    old: int
    new: int
    replaces: bool
    measured: bool = False
    since: int = 0
    until: int = 0


def find_pairs(text: str, numbers: Sequence[Candidate]) -> tuple[Pair, ...]:
    """From–to pairs and on-top-of pairs among the numbers of a sentence."""
    found: list[Pair] = []
    for i, (first, second) in enumerate(pairwise(numbers)):
        reach = max(0, first.start - FROM_REACH)
        before, between = text[reach : first.start], text[first.end : second.start]
        origin = FROM.search(before) if first.kind == second.kind else None
        if origin and RISEN.match(between):
            measured = bool(MEASURED.search(before[-14:]))
            since = reach + origin.start()
            found.append(
                Pair(i, i + 1, replaces=True, measured=measured, since=since, until=first.start)
            )
        elif first.kind == second.kind and GROUND.match(between) and MORE.search(between):
            since = reach + max(before.rfind("在"), 0)
            found.append(Pair(i, i + 1, replaces=False, since=since, until=first.start))
    return tuple(found)


def without_origin(
    words: Sequence[TimeWord], pairs: Sequence[Pair], index: int
) -> Sequence[TimeWord]:
    """从2020年的85%提高到92%: the old value's year is not the new one's."""
    pair = next((each for each in pairs if each.new == index), None)
    if pair is None:
        return words
    return [word for word in words if not pair.since <= word.start < pair.until]
