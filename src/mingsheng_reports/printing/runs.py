"""Runs of digits in a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

DIGITS = re.compile(r"[0-9０-９]+")


def digit_runs(texts: Iterable[str]) -> Counter[str]:
    """Every run of digits, as often as it stands in the texts; ``30.8`` is two runs."""
    return Counter(run for text in texts for run in DIGITS.findall(text))
