"""How much: a value as exactly, and as vaguely, as the source said it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Qualifier(StrEnum):
    """How near the written figure stands to the truth."""

    EXACT = "exact"
    ABOUT = "about"  # 约, 左右
    NEARLY = "nearly"  # 近, 将近, 不足
    OVER = "over"  # 余, 多, 超, 以上, 突破, 不低于


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number with its unit.

    Attributes:
        value: in ``unit``, 万 and 亿 multiplied out exactly; the lower end of a range.
        upper: the upper end of a range, else None.
        unit: base unit as METRICS words it: ``人``, ``元/人·月``, ``平方米``, ``%``.
        qualifier: see :class:`Qualifier`.
        printed: the source's own wording from qualifier to counter, in half-width digits and
            simplified characters: ``约30.8亿元``, ``80余种``, ``94.1%以上``, ``40万吨至50万吨``.
        per: words to stand before ``printed`` when the rate is not inside it: ``每人每月``.
    """

    value: Decimal
    unit: str
    qualifier: Qualifier
    printed: str
    upper: Decimal | None = None
    per: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.value, Decimal):
            raise TypeError("a value is a Decimal, never a float")
        if self.upper is not None and self.upper < self.value:
            raise ValueError(f"range upside down: {self.value}~{self.upper}")
        if not self.printed:
            raise ValueError("a quantity carries the source's own wording")

    @property
    def wording(self) -> str:
        """As it is printed: ``每人每月760元``, ``约30.8亿元``."""
        return self.per + self.printed

    @property
    def plain_value(self) -> str:
        """Plain digits as METRICS asks: ``13000``, ``400000~500000``."""
        ends = [self.value] if self.upper is None else [self.value, self.upper]
        return "~".join(plain_digits(end) for end in ends)


def plain_digits(value: Decimal) -> str:
    """``Decimal`` without exponent and without superfluous zeros: ``13000``, ``30.8``."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
