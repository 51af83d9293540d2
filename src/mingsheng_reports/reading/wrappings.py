"""A source without its wrappings: marks of HTML, Markdown and SQL taken off, the text left.

Offices hand in pages copied from the web, dumps of a database and Markdown from a converter. What
is taken off is dropped together with its positions; what is left keeps its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from mingsheng_reports.core.aligned import AlignedText
from mingsheng_reports.core.article import line_starts
from mingsheng_reports.reading.normalise import INVISIBLE

# Line ends; the later ones part the text but are no lines to an editor.
BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
OPENED = re.compile(r"<(?:(?P<name>script|style)\b|!--)", re.IGNORECASE)
CLOSED = {
    "script": re.compile(r"</script[^<>]{0,20}>", re.IGNORECASE),
    "style": re.compile(r"</style[^<>]{0,20}>", re.IGNORECASE),
    "": re.compile(r"-->"),
}
TAG = re.compile(r"<[/!?]?(?P<name>[A-Za-z][A-Za-z0-9]{0,15})(?![A-Za-z0-9])[^<>]{0,400}>")
PARTING = re.compile(
    r"p|div|br|tr|t[dh]|li|[uo]l|d[dlt]|table|tbody|section|article|header|footer|blockquote|pre"
    r"|h[r1-6]|title|head|body|html",
    re.IGNORECASE,
)
HEADED = re.compile(r"<h(?P<level>[1-6])\b", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});")
HASHES = re.compile(r"\s*(?P<marks>#{1,6})\s+|\s*#{1,6}(?=[^#\s])")
# Bold marks and pictures of Markdown go; of a link its words stay.
MARKDOWN = re.compile(
    r"\*\*|!\[[^\[\]\n]{0,200}\]\([^()\s]{0,500}\)"
    r"|\[(?=[^\[\]\n]{1,200}\]\([^()\s]{1,500}\))|\]\((?:https?:|/|#|\.)[^()\s]{0,500}\)"
)
# A row of a database dump: ('45','11','title','text'). Backslashes mark quotes and line breaks.
ROW = (
    r"\s*(?:INSERT\s[^()\n]{0,200}(?:\([^()\n]{0,800}\)\s*)?VALUES\s*)?"
    r"\(\s*(?:-?\d{1,12}\s*,\s*)?'"
)
SQL_ROW = re.compile(ROW)
SQL_MARK = re.compile(
    rf"^{ROW}|'\s*\)\s*[,;]?\s*$|'\s*,\s*(?:(?:NULL|-?\d{{1,12}})\s*,\s*){{0,20}}'|\\r\\n|\\[nrt]"
)
ESCAPED = re.compile(r"\\(?=[\"'\\])")


@dataclass(frozen=True, slots=True)
class RawLine:
    """A stretch of the source between two breaks, without marks, not yet normalised.

    Attributes:
        number: 1-based line of the file.
        level: 1.. for a heading of Markdown or HTML, 0 otherwise.
    """

    text: AlignedText
    number: int
    level: int = 0


def raw_lines(source: AlignedText) -> Iterator[RawLine]:
    """All lines in order, empty ones too; a paragraph mark of HTML parts lines as well."""
    starts = line_starts(source.text)
    sql = bool(SQL_ROW.match(source.text.lstrip("\ufeff")))
    visible = _visible(source)
    at = 0
    for end in [match.end() for match in BREAK.finditer(visible.text)] + [len(visible)]:
        line = visible.slice(at, end)
        parts = [part for part in _parts(line, sql=sql) if part.text.text.strip()]
        first = line.positions[0] if len(line) else len(source)
        for part in parts or [RawLine(line.slice(0, 0), 0)]:
            where = part.text.positions[0] if len(part.text) else first
            yield RawLine(part.text, bisect_right(starts, where), part.level)
        at = end


def _visible(source: AlignedText) -> AlignedText:
    """Without programs, style sheets and comments."""
    text = source.text
    kept: list[AlignedText] = []
    at = 0
    opened = OPENED.search(text)
    while opened:
        closed = CLOSED[(opened["name"] or "").lower()].search(text, opened.end())
        if closed is None:
            break
        kept.append(source.slice(at, opened.start()))
        at = closed.end()
        opened = OPENED.search(text, at)
    return AlignedText.join([*kept, source.slice(at, len(text))]) if kept else source


def _parts(line: AlignedText, *, sql: bool) -> Iterator[RawLine]:
    """The line cut at marks that part it, the other marks taken off."""
    text = line.text
    cuts: list[tuple[int, int, int]] = []  # start, end, level of what follows
    if "<" in text:
        for tag in TAG.finditer(text):
            if PARTING.fullmatch(tag["name"]):
                headed = HEADED.match(tag.group())
                cuts.append((*tag.span(), int(headed["level"]) if headed else 0))
    if sql:
        cuts.extend((*mark.span(), 0) for mark in SQL_MARK.finditer(text))
        cuts.sort()
    if not cuts:
        yield _bare(line, 0, sql=sql)
        return
    at = level = 0
    for start, end, following in [*cuts, (len(text), len(text), 0)]:
        if start >= at:
            yield _bare(line.slice(at, start), level, sql=sql)
            at, level = end, following


def _bare(piece: AlignedText, level: int, *, sql: bool) -> RawLine:
    """Without inline marks; entities as the character they stand for."""
    text = piece.text
    hashes = HASHES.match(text) if "#" in text else None
    if hashes:
        level = level or len(hashes["marks"] or "")
        piece = piece.slice(hashes.end(), len(text))
    if "<" in text:
        piece = _without(piece, TAG)
    if "**" in text or "](" in text:
        piece = _without(piece, MARKDOWN)
    if sql:
        piece = _without(piece, ESCAPED)
    if "&" in text:
        piece = _unescaped(piece)
    if not INVISIBLE.isdisjoint(text):
        piece = piece.keep(lambda character: character not in INVISIBLE)
    return RawLine(piece, 0, level)


def _without(piece: AlignedText, marks: re.Pattern[str]) -> AlignedText:
    kept: list[AlignedText] = []
    at = 0
    for match in marks.finditer(piece.text):
        kept.append(piece.slice(at, match.start()))
        at = match.end()
    return AlignedText.join([*kept, piece.slice(at, len(piece))]) if kept else piece


def _unescaped(piece: AlignedText) -> AlignedText:
    """``&ldquo;`` becomes “, which stands where the entity begins."""
    found = list(ENTITY.finditer(piece.text))
    if not found:
        return piece
    import html  # with the names of two thousand characters

    kept: list[AlignedText] = []
    at = 0
    for match in found:
        character = html.unescape(match.group())
        if len(character) == 1:
            kept.append(piece.slice(at, match.start()))
            kept.append(AlignedText(character, (piece.positions[match.start()],)))
            at = match.end()
    return AlignedText.join([*kept, piece.slice(at, len(piece))]) if kept else piece
