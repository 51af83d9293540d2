"""Lines of a table's cell end where its words do: 不作比较： | 统计截止日期不同.

A cell is too narrow for line ends to be weighed; what reads as one piece is kept on one line
instead, as long as it is not too long for any column.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from mingsheng_reports.printing.lines import MAY_BREAK, MUST_NOT_BREAK, ems, without_controls

# Before a bracket, behind a mark, before the verb of a change (2022年比调整前 | 提高1000元) and
# before a list in order (由高到低为 | 盘锦市、鞍山市).
CHANGES = ("提高", "增加", "增长", "上升", "减少", "下降", "降低")
PHRASES = re.compile(
    "(?=\uff08)|(?<=[\uff0c\uff1a\uff1b\u3001\uff09])(?![\uff0c\uff1a\uff1b\u3001\uff09])"
    f"|(?={'|'.join(CHANGES)})|(?<=由高到低为)"
)
LONGEST = 9.0  # em; a longer piece may be broken anywhere
# Numbers keep together by themselves; what stands inside a tag is no text.
TOKEN = re.compile(r'(<span class="n[^>]*>.*?</span>|<[^>]+>)')
TOGETHER = '<span class="n">{}</span>'


def phrased(html: Markup, whole: float = LONGEST) -> Markup:
    """The cell with its pieces of up to ``whole`` em kept together."""
    parts = TOKEN.split(str(html))
    told = (_phrased(p, whole) if at % 2 == 0 else p for at, p in enumerate(parts))
    # Only tags of our own are put around what was escaped before.
    return Markup("".join(told))  # noqa: S704


def _phrased(text: str, whole: float) -> str:
    # Without a break that is told the engine takes neighbouring pieces for one when it measures.
    pieces = filter(None, PHRASES.split(text))
    return MAY_BREAK.join(_together(piece, whole) for piece in pieces)


def _together(piece: str, whole: float) -> str:
    plain = without_controls(piece)
    if len(plain) < 2 or ems(plain) > whole:
        return piece
    ahead = MAY_BREAK if plain.startswith("\uff08") else ""
    # 提高 stays with the number that follows.
    behind = MUST_NOT_BREAK if plain in CHANGES else ""
    return ahead + TOGETHER.format(piece) + behind
