"""One thing in a finished brief that does not hold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not hold, with the number, its pages and its notes where it is about a number."""

    what: str
    number: str = ""
    pages: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()

    def __str__(self) -> str:
        where = "、".join(map(str, self.pages))
        notes = "、".join(f"注{note}" for note in self.notes)
        head = f"第{where}页" if where else ""
        if notes:
            head += f"（{notes}）" if head else notes
        return f"{head}：{self.what}。" if head else f"{self.what}。"
