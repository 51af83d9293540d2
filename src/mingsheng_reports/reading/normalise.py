"""One form for every character, one for one, so that offsets survive.

Full-width digits and Latin letters become half-width, traditional characters simplified (OpenCC),
and punctuation beside Han characters full-width, so that all rules see one spelling.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from opencc import OpenCC

from mingsheng_reports.core.aligned import AlignedText

_TO_HALF: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}
_TO_HALF |= {code: code - 0xFEE0 for code in range(0xFF21, 0xFF3B)}
_TO_HALF |= {code: code - 0xFEE0 for code in range(0xFF41, 0xFF5B)}
_TO_HALF |= {ord("％"): "%", ord("．"): ".", ord("＋"): "+", ord("／"): "/"}
_TO_HALF |= dict.fromkeys(map(ord, "\u3000\xa0\t\v\f\u2002\u2003\u2007\u2009\u202f"), " ")
# Radicals and compatibility forms, which text copied from a PDF has in place of the characters.
_TO_HALF |= {
    code: plain
    for block in (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00))
    for code in block
    if len(plain := unicodedata.normalize("NFKC", chr(code))) == 1
}
_TO_HALF |= {ord("﹪"): "%", ord("﹣"): "-", ord("－"): "-"}
_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}
_HALVED = re.compile("[" + "".join(map(re.escape, map(chr, _TO_HALF))) + "]")
_NARROW = re.compile(r"[,;:!?()]")
_QIAN = re.compile("乾(?=[县縣安隆坤陵])")
_PIECE = 200_000  # characters handed to OpenCC at a time
# １，２７６万元 in full-width digits is one number; 85，120个 in half-width ones are two.
_THOUSANDS = re.compile(r"(?<![０-９．])[０-９]{1,3}(?:[，,][０-９]{3})+(?![０-９])")
# Characters without width; a NUL is what a damaged disk leaves.
INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\x00")


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def simplify(text: str) -> str:
    """Simplified characters, one for one; what would change the length stays as it is."""
    converter = _converter()
    pieces = [text[i : i + _PIECE] for i in range(0, len(text), _PIECE)]
    simplified = "".join(_same_length(piece, converter) for piece in pieces)
    return _keep_qian(_simplify_zhu(simplified), text)


def _keep_qian(simplified: str, text: str) -> str:
    """乾 is 干 in 乾净, but stays in 乾县, 乾安县 and 乾隆, whose first sound is another one."""
    places = [match.start() for match in _QIAN.finditer(text)]
    if not places:
        return simplified
    letters = list(simplified)
    for at in places:
        letters[at] = text[at]
    return "".join(letters)


def _same_length(piece: str, converter: OpenCC) -> str:
    whole = str(converter.convert(piece))
    if len(whole) == len(piece):
        return whole
    singles = (str(converter.convert(character)) for character in piece)
    return "".join(s if len(s) == 1 else c for s, c in zip(singles, piece, strict=True))


def _simplify_zhu(simplified: str) -> str:
    """著 is 着 in 著力 and 看著, but stays in 著名, 著作, 显著."""
    if "著" not in simplified:
        return simplified
    return re.sub(r"著(?=力|重|眼|手|实)|(?<=[看接跟随沿本对靠])著(?![名作称])", "着", simplified)


def normalise(text: AlignedText) -> AlignedText:
    """The same text in one spelling; ``len`` and positions unchanged."""
    plain = text.text
    if _HALVED.search(plain):
        plain = _THOUSANDS.sub(lambda match: match.group().replace("，", ","), plain)
        plain = plain.translate(_TO_HALF)
    return text.rewrite(_widen(simplify(plain)))


def _widen(text: str) -> str:
    """ASCII punctuation to full width, except between digits, Latin letters or inside numbers."""

    def wide(match: re.Match[str]) -> str:
        at = match.start()
        before = text[at - 1] if at else ""
        after = text[at + 1] if at + 1 < len(text) else ""
        if _is_ascii_word(before) and _is_ascii_word(after):
            return match.group() if match.group() in ",:" else _WIDE[match.group()]
        return _WIDE[match.group()]

    return _NARROW.sub(wide, text)


def _is_ascii_word(character: str) -> bool:
    return character.isascii() and character.isalnum()
