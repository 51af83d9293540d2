"""One line of ``msreport doctor``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at and how it is; ``remedy`` is empty when all is well."""

    name: str
    told: str
    remedy: str = ""

    @property
    def well(self) -> bool:
        """Whether nothing needs to be done."""
        return not self.remedy


def judged(name: str, told: str, remedy: str, *, well: bool) -> Finding:
    """A finding that keeps its remedy only when it is needed."""
    return Finding(name, told, "" if well else remedy)
