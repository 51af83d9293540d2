"""The together table: how a plan and what has come of it are told in one breath."""

from __future__ import annotations

import re
from functools import cache

from mingsheng_reports.catalogue.tables import read_tsv

# Sources write marks and digits at full or half width; one character stands for one.
PLAIN = str.maketrans(",;:()０１２３４５６７８９％．", "，；：（）0123456789%.")


@cache
def together_cue(kind: str) -> re.Pattern[str]:
    """The regular expressions of one kind as one."""
    rows = [row["cue"] for row in read_tsv("together.tsv") if row["kind"] == kind]
    return re.compile("|".join(f"(?:{row})" for row in rows))
