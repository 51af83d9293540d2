"""The categories of a brief, in print order, and a guess at the category of a wording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from mingsheng_reports.catalogue.phrases import HEAD, PhraseIndex
from mingsheng_reports.catalogue.tables import read_tsv, table_path
from mingsheng_reports.core.errors import CatalogueError

TABLE = "categories.tsv"
OTHER = "其他"
LABEL_SHARE = 6  # a cue in the label counts as much as six in the context
FAINT = 1  # a cue of this weight (投资) speaks only where no other does, in the label or around it
HEAD_SHARE = 2  # in a Chinese noun phrase the last word is the head: its cue gets this much more


@dataclass(frozen=True, slots=True)
class Category:
    """One category of METRICS.

    Attributes:
        id: short stable Latin name.
        name: the Chinese name that metrics carry.
        order: place in print order, from 0.
        cues: (word, weight) pairs that speak for it; a negative weight speaks against it.
        example: a wording that must be guessed as this category.
    """

    id: str
    name: str
    order: int
    cues: tuple[tuple[str, int], ...]
    example: str


def parse_category(row: dict[str, str], order: int) -> Category:
    """One row of the table.

    Raises:
        CatalogueError: if a cue is not written as 词:权重.
    """
    cues: list[tuple[str, int]] = []
    for cue in filter(None, row["cues"].split("|")):
        word, _, weight = cue.partition(":")
        if len(word) < HEAD or not weight.removeprefix("-").isdigit():
            message = (
                f"词表{table_path(TABLE)}第{row.get('line', '?')}行的线索词“{cue}”写法不对；"
                "请写成“词：权重”，词至少两个字，权重为整数。"
            )
            raise CatalogueError(message)
        cues.append((word, int(weight)))
    return Category(row["id"], row["name"], order, tuple(cues), row["example"])


@cache
def categories() -> tuple[Category, ...]:
    """All categories in print order."""
    return tuple(parse_category(row, order) for order, row in enumerate(read_tsv(TABLE)))


@cache
def order_of(name: str) -> int:
    """Place of a category in print order; an unknown name comes last."""
    orders = {category.name: category.order for category in categories()}
    return orders.get(name, len(orders))


def guess_category(label: str, context: str = "") -> str:
    """Category of a label that no indicator is known for; ``其他`` when no cue speaks.

    Cues are whole words from the table; the label outweighs the context (the sentence around the
    number), and the label's last cue, its head, outweighs the others. On a draw the category that
    prints first wins.
    """
    scores = _scores(label, LABEL_SHARE)
    for name, points in _context_scores(context).items():
        scores[name] = scores.get(name, 0) + points
    best = max(scores.values(), default=0)
    if best <= 0:
        return OTHER
    return min((name for name, score in scores.items() if score == best), key=order_of)


@lru_cache(maxsize=16)
def _context_scores(context: str) -> Mapping[str, int]:
    """Points of a sentence, which all its numbers share."""
    return _scores(context, 1)


def _scores(text: str, share: int) -> dict[str, int]:
    """Points per category; a cue that stands several times counts once."""
    index, meanings = _cue_index()
    hits = index.find(text)
    head = hits[-1].phrase if hits and share > 1 else ""
    scores: dict[str, int] = {}
    for phrase in dict.fromkeys(hit.phrase for hit in hits):
        for name, weight in meanings[phrase]:
            times = share + (HEAD_SHARE if phrase == head else 0)
            points = weight if abs(weight) <= FAINT else weight * times
            scores[name] = scores.get(name, 0) + points
    return scores


@cache
def _cue_index() -> tuple[PhraseIndex, dict[str, tuple[tuple[str, int], ...]]]:
    meanings: dict[str, list[tuple[str, int]]] = {}
    for category in categories():
        for word, weight in category.cues:
            meanings.setdefault(word, []).append((category.name, weight))
    frozen = {word: tuple(held) for word, held in meanings.items()}
    return PhraseIndex(frozen), frozen
