"""Text that knows where each of its characters stands in the source file.

Cleaning never guesses an offset back: every edit either replaces one character by one character or
drops or joins characters together with their positions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from mingsheng_reports.core.span import Span


@dataclass(frozen=True, slots=True)
class AlignedText:
    """``text[i]`` was read from ``source[positions[i]]``; ``len(text) == len(positions)``."""

    text: str
    positions: Sequence[int]  # a range for an untouched stretch, else a tuple

    def __post_init__(self) -> None:
        if len(self.text) != len(self.positions):
            raise ValueError(f"{len(self.text)} characters but {len(self.positions)} positions")

    @classmethod
    def of(cls, source: str) -> AlignedText:
        """The source itself, every character at its own place."""
        return cls(source, range(len(source)))

    @classmethod
    def join(cls, pieces: Iterable[AlignedText]) -> AlignedText:
        """The pieces one after another, without any separator."""
        held = list(pieces)
        return cls(
            "".join(piece.text for piece in held),
            tuple(chain.from_iterable(piece.positions for piece in held)),
        )

    def __len__(self) -> int:
        return len(self.text)

    def slice(self, start: int, end: int) -> AlignedText:
        """Characters ``start <= i < end`` of this text (not of the source)."""
        if start == 0 and end == len(self.text):
            return self
        return AlignedText(self.text[start:end], self.positions[start:end])

    def strip(self) -> AlignedText:
        """Without white space at either end."""
        start = len(self.text) - len(self.text.lstrip())
        return self.slice(start, max(start, len(self.text.rstrip())))

    def keep(self, wanted: Callable[[str], bool]) -> AlignedText:
        """Only the characters for which ``wanted`` holds."""
        chosen = [i for i, character in enumerate(self.text) if wanted(character)]
        return AlignedText(
            "".join(self.text[i] for i in chosen), tuple(self.positions[i] for i in chosen)
        )

    def rewrite(self, text: str) -> AlignedText:
        """The same characters in another form, one for one.

        Raises:
            ValueError: if ``text`` has another length.
        """
        return AlignedText(text, self.positions)

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The stretches of the source, in reading order, that characters ``start..end`` came from.

        A stretch ends where reading jumps backwards; what lies between two characters of one
        stretch (line breaks, dropped spaces, a caption) is inside it.
        """
        held = self.positions[start:end]
        if isinstance(held, range):  # an untouched stretch
            return (Span(held.start, held.stop),) if held else ()
        stretches: list[Span] = []
        first = previous = -1
        for position in held:
            if position < previous:
                stretches.append(Span(first, previous + 1))
                first = position
            elif first < 0:
                first = position
            previous = position
        if first >= 0:
            stretches.append(Span(first, previous + 1))
        return tuple(stretches)
