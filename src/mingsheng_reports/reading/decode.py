"""Bytes of a file → its text, whatever encoding Chinese offices save in."""

from __future__ import annotations

import codecs
import unicodedata
from collections import Counter
from dataclasses import dataclass

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The most frequent characters of running Chinese prose, in both scripts: mojibake has none of them.
FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年這為個國時來們對會發實業務"
)
UTF8_TAIL = 3  # a UTF-8 character is cut by at most three bytes
LEGACY = ("gb18030", "big5hkscs")
WIDE = ("utf-16-le", "utf-16-be")
SAMPLE = 20_000  # characters that are looked at to tell text from other things
MOST_ODD = 0.02  # share of control characters in something that is still text
MOST_LOST = 0.05  # share of unreadable characters in something that is still text
LOST = "\ufffd"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, how it was encoded, and what of it is damaged.

    Attributes:
        truncated: its end was torn off in mid-character.
        lost: how many characters could not be read; each stands as U+FFFD in ``text``.
    """

    text: str
    encoding: str
    truncated: bool = False
    lost: int = 0


def decode(content: bytes) -> Decoded | None:
    """Text of a file in UTF-8, UTF-16, GB18030 or Big5; None when it is not text.

    GB2312 and GBK are read as GB18030, their superset: the narrower tables fail on rare characters
    and map the dash elsewhere. A few damaged bytes do not make a file unreadable.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _checked(_read(content, encoding))
    for cut in range(UTF8_TAIL + 1):
        try:
            text = content[: len(content) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        plain = _checked(Decoded(text, "utf-8", truncated=cut > 0))
        if plain:
            return plain
        break
    return _likeliest(content)


def _read(content: bytes, encoding: str) -> Decoded:
    """In that encoding, unreadable bytes replaced; an incomplete end left off."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    text = decoder.decode(content)
    pending = decoder.getstate()[0]
    return Decoded(text, encoding, bool(pending), text.count(LOST))


def _likeliest(content: bytes) -> Decoded | None:
    """The encoding in which the text looks most like Chinese prose."""
    best: Decoded | None = None
    highest = 0.0
    for encoding in ("utf-8", *LEGACY, *WIDE):
        read = _read(content, encoding)
        if not read.text or read.lost > MOST_LOST * len(read.text):
            continue
        score = _likeness(read.text) - read.lost / len(read.text)
        if score > highest and _checked(read):
            best, highest = read, score
    return best


def _likeness(text: str) -> float:
    """Share of the most frequent characters among the letters of any script."""
    counted = Counter(text[:SAMPLE])
    letters = sum(n for c, n in counted.items() if c >= "\u0080" and c.isalpha())
    return sum(counted[c] for c in FREQUENT) / letters if letters else 0.0


def _checked(read: Decoded) -> Decoded | None:
    """None for a file of control characters: a picture or a program read as text."""
    sample = read.text[:SAMPLE].rstrip("\x00")
    odd = sum(
        n
        for c, n in Counter(sample).items()
        if unicodedata.category(c) in {"Cc", "Cn", "Co", "Cs"} and c not in "\t\r\n\f\v"
    )
    return None if odd > len(sample) * MOST_ODD or (read.text and not sample) else read
