"""Announced lists of works → undertakings, one for each entry.

Two forms are read: a list inside its sentence (这12件民生实事包括实施A、建设B) and a numbered one
(10件实事：（1）……；（2）……, 一是……；二是……). The list says how many entries it has; when another
number is read, every entry carries that as a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from mingsheng_reports.catalogue.undertakings import undertaking_cues, undertaking_words
from mingsheng_reports.core.article import Article, Source
from mingsheng_reports.core.undertaking import Undertaking
from mingsheng_reports.extraction.numerals import han
from mingsheng_reports.extraction.proof import evidence_of, tell
from mingsheng_reports.extraction.quantities import find_quantities
from mingsheng_reports.extraction.sentences import Sentence, sentences_of

COUNT = r"(?P<count>\d{1,3}|[二三四五六七八九十]{1,3})"
ORDINAL = re.compile(
    r"(?:^|(?<=[。；：，\s]))\s*(?:（(?P<a>[一二三四五六七八九十]+|\d{1,2})）"
    r"|(?P<b>[一二三四五六七八九十]+)是|(?P<c>\d{1,2})(?:[.．](?!\d)|、)|(?P<d>[一二三四五六七八九十]+)、"
    r"|(?P<e>\d{1,2})[ \u3000]+(?=[\u4e00-\u9fff]))"
)
MARKS = re.compile(r"[“”‘’《》「」『』]")
OPENED, CLOSED = "“‘（《", "”’）》"
FEWEST = 2
NAME_MOST = 40  # characters; a name that is longer is a sentence
NAME_LEAST = 2


@dataclass(frozen=True, slots=True)
class _Entry:
    """``sentence.words[start:end]``."""

    sentence: Sentence
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _List:
    """What a sentence calls a list, how many entries it says, and where they begin."""

    name: str
    size: int
    end: int


def undertakings_of(article: Article, source: Source) -> tuple[Undertaking, ...]:
    """The entries of all lists that an article announces; none where its year is not known."""
    if article.dating.year is None or not article.city or not _names_list(article):
        return ()
    sentences = tuple(sentences_of(article))
    found: dict[str, Undertaking] = {}
    for at, sentence in enumerate(sentences):
        for announced in _lists(sentence):
            entries = _numbered(sentences[at:], announced) or _inline(sentence, announced)
            if len(entries) < FEWEST:
                continue
            for number, entry in enumerate(entries, start=1):
                made = _undertaking(article, source, announced, number, entry, len(entries))
                if made is not None:
                    found.setdefault(made.id, made)
    return tuple(found.values())


@cache
def _list_pattern() -> re.Pattern[str]:
    return re.compile(f"{COUNT}(?:{undertaking_cues('list').pattern})")


def _names_list(article: Article) -> bool:
    """Whether any block speaks of a list at all: few articles do, and splitting takes time."""
    return any(_list_pattern().search(block.text.text) for block in article.blocks)


def _lists(sentence: Sentence) -> Iterator[_List]:
    pattern = _list_pattern()
    head = sentence.words[: sentence.words.find("：") + 1] or sentence.words
    if undertaking_cues("settled").search(head):
        return
    for match in pattern.finditer(sentence.words):
        size = _number(match["count"])
        if size >= FEWEST:
            yield _List(match.group(), size, match.end())


def lists_named(words: str) -> Iterator[tuple[int, tuple[int, int]]]:
    """Lists that words name, by how many entries they have, and where: (10, (0, 7))."""
    for match in _list_pattern().finditer(words):
        yield _number(match["count"]), match.span()


def _number(digits: str) -> int:
    return int(digits) if digits.isascii() else int(han(digits))


def _inline(sentence: Sentence, announced: _List) -> list[_Entry]:
    words = sentence.words
    opening = next(
        (o for o in undertaking_words("opening") if words.startswith(o, announced.end)), None
    )
    if opening is None:
        return []
    start = announced.end + len(opening)
    end = len(words.rstrip("。！？；\n "))
    pieces = _divided(words, start, end)
    if len(pieces) != announced.size:
        pieces = _by_verbs(words, pieces)
    return [_Entry(sentence, *piece) for piece in pieces]


def _divided(words: str, start: int, end: int) -> list[tuple[int, int]]:
    """At 、 or ；, whichever the list uses between its entries, outside marks and brackets."""
    mark = "；" if "；" in words[start:end] else "、"
    pieces, depth, first = [], 0, start
    for at in range(start, end):
        depth += (words[at] in OPENED) - (words[at] in CLOSED)
        if words[at] == mark and not depth:
            pieces.append((first, at))
            first = at + 1
    return [(a, b) for a, b in (*pieces, (first, end)) if words[a:b].strip()]


def _by_verbs(words: str, pieces: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces that begin without a verb belong to the one before: 改造道路、管网."""
    verbs = undertaking_words("verb")
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        if joined and not words.startswith(verbs, start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _numbered(sentences: Sequence[Sentence], announced: _List) -> list[_Entry]:
    """Entries with ordinals that run from one without a gap."""
    entries: list[_Entry] = []
    for first, sentence in enumerate(sentences):
        offset = announced.end if not first else 0
        marks = _ordinals(sentence.words, offset, len(entries))
        if first and not marks and entries and len(entries) == announced.size:
            break
        for mark, following in zip_longest(marks, marks[1:]):
            end = following.start() if following else len(sentence.words)
            entries.append(_Entry(sentence, mark.end(), end))
        if first and not entries and not marks and sentence.opening:
            break  # the list does not follow its name
    return entries[: announced.size]


def _ordinals(words: str, offset: int, told: int) -> list[re.Match[str]]:
    held: list[re.Match[str]] = []
    for match in ORDINAL.finditer(words, offset):
        number = _number(next(group for group in match.groups() if group))
        if number == told + len(held) + 1:
            held.append(match)
    return held


def _undertaking(
    article: Article,
    source: Source,
    announced: _List,
    number: int,
    entry: _Entry,
    read: int,
) -> Undertaking | None:
    words = entry.sentence.words
    start = (
        entry.start
        + len(words[entry.start : entry.end])
        - len(words[entry.start : entry.end].lstrip())
    )
    end = entry.start + len(words[entry.start : entry.end].rstrip("。；！ \n"))
    name = name_of(words[start:end])
    if end <= start or not NAME_LEAST <= len(name) <= NAME_MOST:
        return None
    telling = tell(source, entry.sentence)
    evidence = evidence_of(telling, quote=(start, end), figure=(start, start + 1))
    told = "".join(source.text[at] for at in entry.sentence.text.positions[start:end])
    doubt = f"清单写明{announced.size}项，读出{read}项"
    return Undertaking(
        id=f"{source.doc}@{evidence.span.start}-{evidence.span.end}",
        city=article.city,
        year=str(article.dating.year),
        list_name=announced.name,
        number=number,
        words=told,
        name=name,
        evidence=evidence,
        article=article.id,
        doubts=() if read == announced.size else (doubt,),
    )


def _without_amounts(words: str) -> str:
    """改造28个老旧小区 is about 老旧小区; the 5 of 5G counts nothing."""
    for amount in reversed(find_quantities(words)):
        if not (amount.bare or amount.han):
            words = words[: amount.start] + words[amount.end :]
    return words


def name_of(words: str) -> str:
    """What is to be made: 实施“四好农村路”维修改造工程 is 四好农村路维修改造."""
    name = _without_amounts(re.split(r"[，：；。（]", words, maxsplit=1)[0])
    name = MARKS.sub("", name).strip()
    for verb in undertaking_words("verb"):
        if name.startswith(verb) and len(name) - len(verb) >= NAME_LEAST:
            name = name[len(verb) :]
            break
    for tail in undertaking_words("tail"):
        if name.endswith(tail) and len(name) - len(tail) >= NAME_LEAST:
            return name[: -len(tail)]
    return name
