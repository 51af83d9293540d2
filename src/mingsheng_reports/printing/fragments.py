"""A sentence as HTML: every number with its endnote mark, number and unit never parted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from mingsheng_reports.core.brief import Computed, Figure, Fragment
from mingsheng_reports.printing.guard import Ledger, Serial, holds_digit

# Nowrap: number and unit stay together, and so does the mark behind them.
LINKED = Markup('<a class="n"{id} href="#n-{note}">{text}<sup>{mark}</sup></a>')
PLAIN = Markup('<span class="n">{text}</span>')
COMPUTED = Markup('<span class="n computed">{text}<sup>{marks}</sup></span>')
OPERAND = Markup('<a href="#n-{note}">{mark}</a>')
IDENTITY = Markup(' id="r-{note}"')


@dataclass(slots=True)
class Typesetter:
    """Turns sentences into HTML and enters what it prints into the ledger.

    The first place that prints a number carries the id its endnote links back to.
    """

    ledger: Ledger
    referred: set[int] = field(default_factory=set)

    def html(self, sentence: Sequence[Fragment]) -> Markup:
        """The sentence with linked numbers."""
        return Markup("").join(self._fragment(fragment) for fragment in sentence)

    def bare(self, sentence: Sequence[Fragment]) -> Markup:
        """The sentence without endnote marks, for titles and captions of charts."""
        return Markup("").join(self._bare(fragment) for fragment in sentence)

    def _fragment(self, fragment: Fragment) -> Markup:
        if isinstance(fragment, Figure):
            identity = Markup("")
            if fragment.note not in self.referred:
                self.referred.add(fragment.note)
                identity = IDENTITY.format(note=fragment.note)
            return LINKED.format(
                id=identity,
                note=fragment.note,
                text=self._text(fragment),
                mark=self._mark(fragment.note, fragment.text),
            )
        if isinstance(fragment, Computed):
            return COMPUTED.format(text=self._text(fragment), marks=self._marks(fragment))
        return self._bare(fragment)

    def _bare(self, fragment: Fragment) -> Markup:
        text = self._text(fragment)
        if isinstance(fragment, (Figure, Computed)):
            return PLAIN.format(text=text)
        return text

    def _text(self, fragment: Fragment) -> Markup:
        return escape(self.ledger.enter(fragment))

    def _mark(self, note: int, before: str) -> str:
        text = self.ledger.enter(Serial(str(note), f"endnote {note}"))
        # Behind a digit a bare mark would read on as part of the number.
        return f"[{text}]" if holds_digit(before[-1:]) else text

    def _marks(self, fragment: Computed) -> Markup:
        marks: Iterable[Markup] = (
            OPERAND.format(note=note, mark=self._mark(note, "")) for note in fragment.notes
        )
        return Markup("、").join(marks)
