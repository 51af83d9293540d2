"""Per-words that stand apart from their number: 每人每月…85元, 日供水量…40万吨, 月均1000条."""

from __future__ import annotations

import re

from mingsheng_reports.catalogue.per_words import per_of
from mingsheng_reports.extraction.quantities import Candidate

REACH = 16  # characters between the per-words and the number
PER = re.compile(
    r"(?P<who>每+(?:人|名[\u4e00-\u9fff]{1,4}|位[\u4e00-\u9fff]{1,4}|户|生|亩|平方米|吨|件|床|[台院处所家座辆栋](?:[\u4e00-\u9fff]{2,3}?(?=补|奖|给|$))?))?(?P<when>每(?:年|月|天|日|学期)(?:平均)?)?(?P<who2>每[人户生台院处所家座])?(?P<when2>每(?:年|月|天))?"
)
MEAN = re.compile(r"(?P<when>[年月日])(?:均(?!增)|供水量?|处理|产(?!业|品|各类)|发车|接待|输送)")
MEAN_HEAD = re.compile(
    r"(?P<when>[年月])人均|人均每?(?P<when2>[年月])|(?<=[到为至达])人(?P<when3>[年月])$"
)
EACH_MONTH = re.compile(r"人均每(?P<when>[月年])$")
WHO = {
    "人": "人",
    "名": "人",
    "位": "人",
    "户": "户",
    "生": "生",
    "亩": "亩",
    "平": "平方米",
    "吨": "吨",
    "件": "件",
    "床": "床",
    **{each: each for each in "台院处所家座辆栋"},
}
WHEN = {"天": "日"}
REPEATED = re.compile("每+")
LOOSE = re.compile(r"约|近|超|发放|补贴|补助")  # may stand between per-words and number


def rate_of(before: str, number: Candidate) -> tuple[str, str]:
    """Composite unit and the per-words to print before the number; (unit, "") when there are none.

    The per-words are the source's own where they stand right before the number, else those that
    the unit asks for (每户取暖救助1000元 → 每户).

    Args:
        before: words before the number in its clause.
        number: its unit must not be composite already.
    """
    if "/" in number.unit or number.kind in ("percent", "points", "ratio", "time"):
        return number.unit, ""
    near = before[-REACH:]
    each = EACH_MONTH.search(near)
    if each and number.kind == "money":
        return f"{number.unit}/人·{each['when']}", each.group()
    found = [m for m in PER.finditer(near) if m.group()] if "每" in near else ()
    if found:
        return _joined(found[-1], number)
    head = MEAN_HEAD.search(near)
    if head and number.kind == "money":
        return _with_per(f"{number.unit}/人·{head['when'] or head['when2'] or head['when3']}")
    mean = list(MEAN.finditer(near))
    if mean and number.kind in ("mass", "volume", "person-time", "length", "count", "person"):
        return _with_per(f"{number.unit}/{_when(mean[-1]['when'])}")
    return number.unit, ""


def _joined(found: re.Match[str], number: Candidate) -> tuple[str, str]:
    who = found["who"] or found["who2"] or ""
    when = (found["when"] or found["when2"] or "").replace("平均", "")
    if who and number.kind != "money":
        return number.unit, ""
    parts = [WHO[who.lstrip("每")[0]]] if who else []
    if when and not (who and who.lstrip("每").startswith("户")):
        parts.append(_when(when[1:]))
    if not parts:
        return number.unit, ""
    unit = f"{number.unit}/{'·'.join(parts)}"
    adjacent = not LOOSE.sub("", found.string[found.end() :])
    return (unit, REPEATED.sub("每", found.group())) if adjacent else _with_per(unit)


def _with_per(unit: str) -> tuple[str, str]:
    """``元/人·月`` and 每人每月."""
    return unit, per_of(unit)


def _when(word: str) -> str:
    return WHEN.get(word, word)
