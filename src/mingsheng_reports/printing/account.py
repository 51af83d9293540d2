"""The last fence: every number on a finished page belongs to something the brief may print.

The page's text is read back from the PDF and its numbers are counted against what went through
the guard: a number that is there once too often is as foreign as one that should not be there.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from types import MappingProxyType

from mingsheng_reports.catalogue.units import units
from mingsheng_reports.core.brief import Brief, Quoted, Words, sentence_text
from mingsheng_reports.core.fragments import tables
from mingsheng_reports.core.theme import Theme
from mingsheng_reports.printing.guard import Printable
from mingsheng_reports.printing.pages import Plan, make_page
from mingsheng_reports.printing.runs import digit_runs
from mingsheng_reports.printing.standing import Key, Standing

NOWHERE: Mapping[Key, tuple[Standing, ...]] = MappingProxyType({})
NUMERAL = "零一二两三四五六七八九十百千万亿〇"


@dataclass(frozen=True, slots=True)
class Account:
    """What a brief may print.

    Attributes:
        runs: digit runs, as often as they may stand in the text.
        numerals: Chinese numerals with a measure word that come from a source or a metric.
        every_page: digit runs that may stand once more on each page (running title, table heads).
    """

    runs: Counter[str]
    numerals: frozenset[str]
    every_page: Counter[str]


def account(
    brief: Brief,
    charts: Mapping[str, str],
    theme: Theme,
    standings: Mapping[Key, tuple[Standing, ...]] = NOWHERE,
) -> Account:
    """Make the brief up once more and count what goes through the guard.

    Args:
        standings: where a proof sheet's numbers stand in the brief it proves.
    """
    page = make_page(brief, charts, "", Plan(theme, standings=standings))
    texts = [piece.text for piece in page.ledger.pieces]
    sourced = _sourced_texts(page.ledger.pieces)
    heads = [sentence_text(head) for table in tables(brief) for head in table.heads]
    return Account(
        digit_runs([*texts, *page.drawn]),
        frozenset(numerals([*sourced, *page.drawn])),
        digit_runs([page.title, *heads]),
    )


def unaccounted(pages: Sequence[str], allowed: Account) -> list[str]:
    """Digit runs and counted Chinese numerals of a PDF's pages that have no origin.

    Each is listed as often as it stands there too often, in order of appearance by page.
    """
    runs = Counter(allowed.runs)
    for number in range(1, len(pages) + 1):
        runs += digit_runs([f"{number} / {len(pages)}"]) + allowed.every_page
    strays = list((digit_runs(pages) - runs).elements())
    strays += [found for found in numerals(pages) if not _sourced(found, allowed.numerals)]
    return strays


def numerals(texts: Iterable[str]) -> list[str]:
    """Chinese numerals with a measure word: ``两座``, ``十余万人次``."""
    plain = (unicodedata.normalize("NFKC", text) for text in texts)
    return [found.group() for text in plain for found in _counted().finditer(text)]


def _sourced_texts(pieces: Sequence[Printable]) -> list[str]:
    """What comes from sources and metrics; a quotation cut around its number is one text again."""
    texts: list[str] = []
    for (quoted, origin), together in groupby(
        pieces, key=lambda piece: (isinstance(piece, Quoted), getattr(piece, "origin", ""))
    ):
        held = [piece.text for piece in together if not isinstance(piece, Words)]
        texts += ["".join(held)] if quoted and origin else held
    return texts


def _sourced(found: str, known: frozenset[str]) -> bool:
    """A line may begin or end inside a numeral, so either end of a known one will do."""
    return any(one.endswith(found) or one.startswith(found) for one in known)


@cache
def _counted() -> re.Pattern[str]:
    measures = sorted((re.escape(unit) for unit in units()), key=len, reverse=True)
    # 第一个 and 上一期 point, 统一 and 专一 are words: none of them counts anything.
    return re.compile(
        rf"(?<![第上下这某另统单唯之同专{NUMERAL}])[{NUMERAL}]+[余多几]?[万亿]?(?:{'|'.join(measures)})"
    )
