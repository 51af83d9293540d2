"""One printing of a brief, as the ``brief.json`` tells that travels inside it or lies beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mingsheng_reports.core.enclosure import BRIEF_FILE, SCHEMA
from mingsheng_reports.core.errors import SourceError

PARTS = ("metrics", "pledges", "sources")


@dataclass(frozen=True, slots=True)
class Printing:
    """What a brief printed; the keys are told in ``exports.archive``."""

    name: str
    plain: Mapping[str, Any]

    @property
    def metrics(self) -> list[dict[str, Any]]:
        """One per number printed, in the order of the notes."""
        return list(self.plain["metrics"])

    @property
    def pledges(self) -> list[dict[str, Any]]:
        """Promised numbers with their results, by ids of metrics."""
        return list(self.plain["pledges"])

    @property
    def sources(self) -> dict[str, str]:
        """Sha256 of each source file by its stem."""
        return {each["doc"]: each["sha256"] for each in self.plain["sources"]}


def read_printing(name: str, files: Mapping[str, bytes]) -> Printing:
    """The printing ``name`` out of the files that it carries.

    Raises:
        SourceError: if it carries no ``brief.json``, a broken one, or one of an unknown schema.
    """
    if BRIEF_FILE not in files:
        message = f"{name}里没有附上数据，无法比较；请用 msreport pdf 加上 --archive 重新印一份。"
        raise SourceError(message)
    try:
        plain = json.loads(files[BRIEF_FILE])
        schema = plain["schema"]
        complete = all(isinstance(plain[part], list) for part in PARTS)
    except (ValueError, TypeError, KeyError) as error:
        message = f"{name}里的数据已经损坏，读不出来；请换一份完好的。"
        raise SourceError(message) from error
    if schema != SCHEMA or not complete:
        message = f"{name}里的数据是“{schema}”格式，这个版本的msreport不认得；请用较新的版本比较。"
        raise SourceError(message)
    return Printing(name, plain)
