"""Where a campaign stands: every letter of its plan and of its journal, in one list."""

from __future__ import annotations

from dataclasses import dataclass

from mingsheng_reports.mail.file_names import title_of
from mingsheng_reports.mail.journal import Past, State
from mingsheng_reports.mail.planned import Kept

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


def standings(plan: Kept, past: Past) -> tuple[Standing, ...]:
    """What a person must look at first: unknown, then refused, waiting, sent.

    Each brief of a recipient is told once, however many letters it was in.
    """
    rows: list[Standing] = []
    waiting: dict[str, set[str]] = {}
    for line in sorted(past.last.values(), key=lambda each: each.at, reverse=True):
        states, held = past.states(line.address), waiting.setdefault(line.address.casefold(), set())
        names = [
            name
            for name in line.briefs
            if states.get(name, State.WAITING) is line.state and name not in held
        ]
        if line.state is State.WAITING:
            held.update(names)
        if names:
            at = f"{line.at:%Y-%m-%d %H:%M:%S}"
            told = "；".join(map(title_of, names))
            rows.append(Standing(line.state, line.name, line.address, told, at, line.words))
    for mailbox, row in plan.items():
        settled = {*past.states(mailbox), *waiting.get(mailbox, ())}
        names = [name for name in row.briefs if name not in settled]
        if names or (row.why and not past.states(mailbox)):
            told = "；".join(map(title_of, names))
            rows.append(Standing(State.WAITING, row.name, row.address, told, "", row.why))
    return tuple(sorted(rows, key=lambda row: (ORDER.index(row.state), row.address)))
