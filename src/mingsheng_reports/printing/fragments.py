"""A sentence as HTML: every number with its endnote mark, number and unit never parted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from mingsheng_reports.core.brief import Computed, Figure, Fragment
from mingsheng_reports.printing.cells import LONGEST, phrased
from mingsheng_reports.printing.guard import Ledger, Serial, holds_digit
from mingsheng_reports.printing.lines import MAY_BREAK, ems, without_controls

# Nowrap: number and unit stay together, and so does the mark behind them.
# The mark stands outside the link: inside it would make a second link area of its own.
LINKED = Markup('{rate}<span class="n"><a{id} href="#n-{note}">{text}</a><sup>{mark}</sup></span>')
TO = "至"
TITLE_BREAKS = frozenset("，；：、　")
# Where no mark helps: before the words by which a title goes on to what is told of its subject.
TITLE_TURNS = re.compile("(?<!^)(?=在所列|由|比|为|提高|增加|下降|减少|完成)")
PLAIN = Markup('<span class="n">{text}</span>')
COMPUTED = Markup('<span class="n computed">{text}<sup>{marks}</sup></span>')
OPERAND = Markup('<a href="#n-{note}">{mark}</a>')
# A big figure: its number large, what it counts and by whom small beside it.
NUMBER = re.compile(r"[0-9][0-9.,]*[%％]?")
BIG = Markup(
    '<span class="n">{before}<a{id} href="#n-{note}">{number}</a>{after}<sup>{mark}</sup></span>'
)
SMALL = Markup("<small>{}</small>")
SMALL_SIZE = 0.6  # of the number's size, as css/type.css has it
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

    def cell(self, sentence: Sequence[Fragment], whole: float = LONGEST) -> Markup:
        """The sentence for a table's cell, whose lines end where its words do.

        Pieces of up to ``whole`` em are not broken.
        """
        return phrased(self.html(sentence), whole)

    def bare_cell(self, sentence: Sequence[Fragment], whole: float = LONGEST) -> Markup:
        """The same without endnote marks."""
        return phrased(self.bare(sentence), whole)

    def big(self, figure: Figure, *, marked: bool) -> Markup:
        """A figure of the headlines; ``marked`` with its link and endnote mark."""
        before, number, after = _enlarged(without_controls(self.ledger.enter(figure)[0]))
        if not marked:
            return PLAIN.format(text=before + number + after)
        identity, mark = self._identity(figure.note), self._mark(figure.note, figure.text)
        return BIG.format(
            before=before, id=identity, note=figure.note, number=number, after=after, mark=mark
        )

    def bare(self, sentence: Sequence[Fragment]) -> Markup:
        """The sentence without endnote marks, for titles and captions of charts."""
        texts = self.ledger.enter(*sentence)
        return Markup("").join(map(_bare, sentence, texts))

    def title(self, sentence: Sequence[Fragment], measure: int) -> Markup:
        """A title; one that is longer than ``measure`` characters breaks by meaning."""
        texts = self.ledger.enter(*sentence)
        at = title_break("".join(texts), measure)
        lines = [Markup(""), Markup("")]
        start = 0
        for fragment, text in zip(sentence, texts, strict=True):
            cut = min(max(at - start, 0), len(text))
            # A blank at the break would push the centred line aside.
            ahead = text[:cut].rstrip("\u3000") if at == start + cut else text[:cut]
            for line, part in enumerate((ahead, text[cut:])):
                lines[line] += _bare(fragment, part) if part else Markup("")
            start += len(text)
        return Markup("<br/>").join(line for line in lines if line)

    def _linked(self, fragment: Fragment, text: str) -> Markup:
        if isinstance(fragment, (Figure, Computed)):
            text = without_controls(text)  # never broken anyway
        if isinstance(fragment, Figure):
            identity = self._identity(fragment.note)
            mark = self._mark(fragment.note, text)
            # 每人每月 may stand at the end of one line and 760元 on the next.
            at = 0 if fragment.bare else len(fragment.metric.quantity.per)
            rate: str = escape(text[:at])
            # 80%至 may stand at the end of one line and 90% on the next.
            end = text.find(TO, at) + 1 if fragment.metric.quantity.upper is not None else 0
            if end:
                rate, at = rate + PLAIN.format(text=text[at:end]) + MAY_BREAK, end
            return LINKED.format(
                rate=rate, id=identity, note=fragment.note, text=text[at:], mark=mark
            )
        if isinstance(fragment, Computed):
            marks = (OPERAND.format(note=n, mark=self._mark(n, "")) for n in fragment.notes)
            return COMPUTED.format(text=text, marks=Markup("、").join(marks))
        return _bare(fragment, text)

    def _identity(self, note: int) -> Markup:
        """The id that a note links back to, where its number is printed first."""
        if note in self.referred:
            return Markup("")
        self.referred.add(note)
        return IDENTITY.format(note=note)

    def _mark(self, note: int, before: str) -> str:
        text = self.ledger.enter(Serial(str(note), f"endnote {note}"))[0]
        # Behind a digit a bare mark would read on as part of the number.
        return f"[{text}]" if holds_digit(before[-1:]) else text


def big_ems(text: str) -> float:
    """Width of a big figure in sizes of its number."""
    number = _number(text)
    return (
        ems(text) if number is None else ems(number[0]) + SMALL_SIZE * (ems(text) - ems(number[0]))
    )


def _number(text: str) -> re.Match[str] | None:
    """The number that is set large; none where there are two, or only 三 or 两."""
    found = list(NUMBER.finditer(text))
    return found[0] if len(found) == 1 else None


def _enlarged(text: str) -> tuple[Markup, Markup, Markup]:
    """What stands small before the number, the number, what stands small behind it."""
    number = _number(text)
    if number is None:
        return Markup(""), escape(text), Markup("")
    before, after = text[: number.start()], text[number.end() :]
    small = [SMALL.format(side) if side else Markup("") for side in (before, after)]
    return small[0], escape(number[0]), small[1]


def _bare(fragment: Fragment, text: str) -> Markup:
    if isinstance(fragment, (Figure, Computed)):
        return PLAIN.format(text=without_controls(text))
    return escape(text)


def title_break(text: str, measure: int) -> int:
    """Where a title is broken: behind the mark nearest its middle; 0 when it stays whole."""
    whole = ems(text)
    if whole <= measure:
        return 0
    marks = [at + 1 for at, character in enumerate(text[:-1]) if character in TITLE_BREAKS]
    turns = [found.start() for found in TITLE_TURNS.finditer(text)]
    for places in (marks, turns):
        fits = [at for at in places if ems(text[:at]) <= measure + 1 and ems(text[at:]) <= measure]
        if fits:
            return min(fits, key=lambda at: abs(ems(text[:at]) - whole / 2))
    return 0
