"""What a composite unit is per, in the words that stand before its number: 元/人·月 is 每人每月."""

from __future__ import annotations

import re

# Per-words in a label: 月人均补差, 日供水量.
TOLD = re.compile(r"每|[人户年月日]均|[年月日](?:产|供|处理|发车|接待|输送|用)")


def per_of(unit: str) -> str:
    """每户 for 元/户; nothing for a unit that is per nothing."""
    _, slash, per = unit.partition("/")
    return "".join("每" + part for part in per.split("·")) if slash else ""


def per_told(per: str, printed: str, label: str) -> str:
    """The per-words, unless the number or its label says them already (40万吨/日, 月人均补差)."""
    return "" if "/" in printed or "每" in printed or TOLD.search(label) else per
