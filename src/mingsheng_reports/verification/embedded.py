"""The files inside a finished brief, read again: ``brief.json`` and ``metrics.csv``."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mingsheng_reports.core.enclosure import BRIEF_FILE, METRICS_FILE, SCHEMA, SEAL, seal_of
from mingsheng_reports.core.errors import SourceError, UnverifiedError
from mingsheng_reports.verification.fault import Fault

FIELDS = ("metrics", "computed", "sources", "pages", "pieces", "running", "versions", "metrics_csv")


@dataclass(frozen=True, slots=True)
class Embedded:
    """What a brief carries about itself; the keys are told in ``exports.archive``."""

    plain: Mapping[str, Any]
    rows: tuple[Mapping[str, str], ...]
    table: bytes

    @property
    def metrics(self) -> list[dict[str, Any]]:
        """One per number printed, in the order of the notes."""
        return list(self.plain["metrics"])

    @property
    def computed(self) -> list[dict[str, Any]]:
        """Numbers computed from metrics."""
        return list(self.plain["computed"])

    @property
    def pages(self) -> list[str]:
        """The text of each page as printed."""
        return list(self.plain["pages"])


def read_embedded(files: Mapping[str, bytes], name: str) -> Embedded:
    """The enclosed files of the brief ``name``.

    Raises:
        SourceError: if there are none, or they are of a schema unknown here.
        UnverifiedError: if they cannot be read any more.
    """
    if BRIEF_FILE not in files or METRICS_FILE not in files:
        message = (
            f"{name}里没有附上数据，无法逐数核对；请用 msreport pdf 加上 --archive 重新印一份"
            "存档本，再核对那一份。"
        )
        raise SourceError(message)
    try:
        plain = json.loads(files[BRIEF_FILE])
        rows = tuple(csv.DictReader(io.StringIO(files[METRICS_FILE].decode(), newline="")))
        schema = plain["schema"]
        complete = all(field in plain for field in FIELDS)
    except (ValueError, TypeError, KeyError) as error:
        message = f"{name}里附的数据已经损坏，读不出来；这份简报不可信，请用原来的那一份。"
        raise UnverifiedError(message) from error
    if schema != SCHEMA:
        message = (
            f"{name}里附的数据是“{schema}”格式，这个版本的msreport不认得；请用较新的版本核对。"
        )
        raise SourceError(message)
    if not complete:
        message = f"{name}里附的数据缺了项目；这份简报不可信，请用原来的那一份。"
        raise UnverifiedError(message)
    return Embedded(plain, rows, files[METRICS_FILE])


def check_seals(embedded: Embedded) -> list[Fault]:
    """Whether both files are the ones that were put in."""
    faults = []
    if hashlib.sha256(embedded.table).hexdigest() != embedded.plain["metrics_csv"]:
        faults.append(Fault(f"附件{METRICS_FILE}在印出以后改动过"))
    if seal_of(embedded.plain) != embedded.plain.get(SEAL):
        faults.append(Fault(f"附件{BRIEF_FILE}在印出以后改动过"))
    return faults
