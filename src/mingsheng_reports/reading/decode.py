"""Bytes of a file → its text, whatever encoding Chinese offices save in."""

from __future__ import annotations

import codecs
import unicodedata
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


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, how it was encoded, and whether its end was torn off in mid-character."""

    text: str
    encoding: str
    truncated: bool = False


def decode(content: bytes) -> Decoded | None:
    """Text of a file in UTF-8, UTF-16, GB18030 or Big5; None when it is not text.

    GB2312 and GBK are read as GB18030, their superset: the narrower tables fail on rare characters
    and map the dash elsewhere.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _checked(content.decode(encoding, errors="replace"), encoding)
    if b"\x00" in content:
        return None
    for cut in range(UTF8_TAIL + 1):
        try:
            text = content[: len(content) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return _checked(text, "utf-8", truncated=cut > 0)
    return _legacy(content)


def _legacy(content: bytes) -> Decoded | None:
    candidates: list[tuple[float, Decoded]] = []
    for encoding in LEGACY:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            text = decoder.decode(content)
        except UnicodeDecodeError:
            continue
        torn = bool(decoder.getstate()[0])
        candidates.append((_likeness(text), Decoded(text, encoding, torn)))
    if not candidates:
        return None
    score, best = max(candidates, key=lambda pair: pair[0])
    return _checked(best.text, best.encoding, truncated=best.truncated) if score > 0 else None


def _likeness(text: str) -> float:
    """Share of the most frequent characters among the Han characters."""
    han = [c for c in text if "\u4e00" <= c <= "\u9fff"]
    return sum(c in FREQUENT for c in han) / len(han) if han else 0.0


def _checked(text: str, encoding: str, *, truncated: bool = False) -> Decoded | None:
    """None for a file of control characters: a picture or a program read as text."""
    sample = text[:20000]
    odd = sum(
        unicodedata.category(c) in {"Cc", "Cn", "Co"} and c not in "\t\r\n\f\v" for c in sample
    )
    if odd > len(sample) * 0.02:
        return None
    return Decoded(text, encoding, truncated)
