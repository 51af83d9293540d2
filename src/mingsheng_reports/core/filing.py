"""The name of a brief's file: what it is about, as short as it can be and never another's."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from mingsheng_reports.core.comparison import Subject

NAMED = 3  # cities, or runs of years, that a file's name spells out
MARK = 8  # hexadecimal digits that tell one long list from another


def file_name(subject: Subject, kind: str = "", form: str = "pdf") -> str:
    """``盘锦市-2022-民生实事简报.pdf``, ``盘锦市-鞍山市-2020-2022-民生实事简报-一页通.pdf``.

    A long list keeps its first name and a mark of the whole: ``盘锦市等20地-9f3c21-…``. Years that
    do not follow one another stand behind commas, so that 2019、2021 is not taken for a range.
    """
    parts = (cities_told(subject), years_told(subject), "民生实事简报", kind)
    return "-".join(filter(None, parts)) + f".{form}"


def cities_told(subject: Subject) -> str:
    """The cities as part of a name; empty for all."""
    return _listed(subject.cities, "-", "地")


def years_told(subject: Subject) -> str:
    """The years as part of a name; empty for all."""
    return _listed(subject.spans, "、", "段")


def _listed(names: Sequence[str], mark: str, counter: str) -> str:
    if len(names) <= NAMED:
        return mark.join(names)
    told = hashlib.sha256("\n".join(names).encode()).hexdigest()[:MARK]
    return f"{names[0]}等{len(names)}{counter}-{told}"
