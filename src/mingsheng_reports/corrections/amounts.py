"""Corrected amounts: read as a person types them, printed as a source would word them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

from mingsheng_reports.core.quantity import Qualifier, Quantity, plain_digits

POWERS = {"": 0, "万": 4, "亿": 8, "万亿": 12}
AMOUNT = re.compile(r"(\d+(?:\.\d+)?)(万亿|[万亿])?")
BETWEEN = re.compile(r"[~—–至到-]+")
PREFIXES: Mapping[Qualifier, str] = MappingProxyType(
    {Qualifier.EXACT: "", Qualifier.ABOUT: "约", Qualifier.NEARLY: "近", Qualifier.OVER: "超"}
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A value, or both ends of a range, with the wording of each: ``1.5万`` is 15000."""

    ends: tuple[Decimal, ...]
    words: tuple[str, ...]


def read_amount(text: str) -> Amount | None:
    """``15000``, ``1.5万``, ``40万~50万``; None for anything else.

    ``40~50万`` is refused: it can be read in two ways.
    """
    half = "".join(unicodedata.normalize("NFKC", text).replace(",", "").split())
    parts = [AMOUNT.fullmatch(part) for part in BETWEEN.split(half)]
    found = [part for part in parts if part]
    if len(found) != len(parts) or len(found) > 2:
        return None
    if len(found) == 2 and not found[0][2] and found[1][2]:
        return None
    ends = tuple(Decimal(part[1]).scaleb(POWERS[part[2] or ""]) for part in found)
    return Amount(ends, tuple(part.group() for part in found)) if ends[0] <= ends[-1] else None


def with_amount(quantity: Quantity, amount: Amount) -> Quantity:
    """Another value in the same unit, as near as before: 80余种 → 90余种."""
    upper = amount.ends[1] if len(amount.ends) == 2 else None
    changed = replace(quantity, value=amount.ends[0], upper=upper)
    written = _written(quantity)
    if len(written) == len(amount.words):
        words = iter(amount.words)
        return replace(changed, printed=AMOUNT.sub(lambda _: next(words), quantity.printed))
    return replace(changed, printed=_printed(changed, amount.words, _counter(quantity)))


def with_unit(quantity: Quantity, unit: str) -> Quantity:
    """The same value in another unit, without the words that the old one was per."""
    changed = replace(quantity, unit=unit, per="")
    old, new = _counter(quantity), unit.partition("/")[0]
    if old and quantity.printed.count(old) == 1:
        return replace(changed, printed=quantity.printed.replace(old, new))
    return replace(changed, printed=_printed(changed, _words(quantity), new))


def with_qualifier(quantity: Quantity, qualifier: Qualifier) -> Quantity:
    """The same value, nearer or less near."""
    changed = replace(quantity, qualifier=qualifier)
    return replace(changed, printed=_printed(changed, _words(quantity), _counter(quantity)))


def _counter(quantity: Quantity) -> str:
    """What stands behind the digits: 元 of 元/人·月, unless the source writes the rate out."""
    return quantity.unit if "/" in quantity.printed else quantity.unit.partition("/")[0]


def _ends(quantity: Quantity) -> tuple[Decimal, ...]:
    return (quantity.value,) if quantity.upper is None else (quantity.value, quantity.upper)


def _written(quantity: Quantity) -> tuple[str, ...]:
    """The source's own amounts (1.3万); none where they do not stand there as such (十余万)."""
    written = tuple(match.group() for match in AMOUNT.finditer(quantity.printed))
    amounts = [amount for text in written if (amount := read_amount(text))]
    return written if tuple(each.ends[0] for each in amounts) == _ends(quantity) else ()


def _words(quantity: Quantity) -> tuple[str, ...]:
    return _written(quantity) or tuple(plain_digits(end) for end in _ends(quantity))


def _printed(quantity: Quantity, words: tuple[str, ...], counter: str) -> str:
    return PREFIXES[quantity.qualifier] + "至".join(word + counter for word in words)
