"""A sentence as HTML: every number with its endnote mark, number and unit never parted."""

from __future__ import annotations

from collections.abc import Sequence
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
        texts = self.ledger.enter(*sentence)
        return Markup("").join(map(self._linked, sentence, texts))

    def bare(self, sentence: Sequence[Fragment]) -> Markup:
        """The sentence without endnote marks, for titles and captions of charts."""
        texts = self.ledger.enter(*sentence)
        return Markup("").join(map(_bare, sentence, texts))

    def _linked(self, fragment: Fragment, text: str) -> Markup:
        if isinstance(fragment, Figure):
            identity = Markup("")
            if fragment.note not in self.referred:
                self.referred.add(fragment.note)
                identity = IDENTITY.format(note=fragment.note)
            mark = self._mark(fragment.note, text)
            return LINKED.format(id=identity, note=fragment.note, text=text, mark=mark)
        if isinstance(fragment, Computed):
            marks = (OPERAND.format(note=n, mark=self._mark(n, "")) for n in fragment.notes)
            return COMPUTED.format(text=text, marks=Markup("、").join(marks))
        return _bare(fragment, text)

    def _mark(self, note: int, before: str) -> str:
        text = self.ledger.enter(Serial(str(note), f"endnote {note}"))[0]
        # Behind a digit a bare mark would read on as part of the number.
        return f"[{text}]" if holds_digit(before[-1:]) else text


def _bare(fragment: Fragment, text: str) -> Markup:
    if isinstance(fragment, (Figure, Computed)):
        return PLAIN.format(text=text)
    return escape(text)
