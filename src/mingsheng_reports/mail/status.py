"""Where a campaign stands: every letter of its plan and of its journal, in one list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mingsheng_reports.mail.file_names import title_of
from mingsheng_reports.mail.journal import Past, State

ORDER = (State.UNKNOWN, State.REFUSED, State.WAITING, State.SENT)


@dataclass(frozen=True, slots=True)
class Standing:
    """One letter: where it stands, since when, and what the server said."""

    state: State
    name: str
    address: str
    briefs: str
    at: str
    words: str


def standings(plan: Sequence[Mapping[str, Any]], past: Past) -> tuple[Standing, ...]:
    """What a person must look at first: unknown, then refused, waiting, sent."""
    rows = {
        line.key: Standing(
            line.state,
            line.name,
            line.address,
            "；".join(map(title_of, line.briefs)),
            f"{line.at:%Y-%m-%d %H:%M:%S}",
            line.words,
        )
        for line in past.last.values()
    }
    settled = {
        (line.address.casefold(), name)
        for line in past.last.values()
        if line.state is not State.WAITING
        for name in line.briefs
    }
    for letter in plan:
        address = str(letter["address"])
        names = [n for n in letter["briefs"] if (address.casefold(), n) not in settled]
        if letter["key"] not in rows and names:
            told = "；".join(map(title_of, names))
            rows[letter["key"]] = Standing(
                State.WAITING, str(letter["name"]), address, told, "", ""
            )
    return tuple(sorted(rows.values(), key=lambda row: (ORDER.index(row.state), row.address)))
