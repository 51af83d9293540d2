"""Where other articles of a city speak of what it announced, and how far they say it has come.

An undertaking is found by its name. A report that calls it by most of its name, one run of
characters, is taken too but marked as unsure (应急支供水工程 for 应急支线工程). What is said of
a part (完成线网优化) never counts for the whole, and what is said of another year not at all. That
a whole list is done (10件民生实事全部办结) is said of each of its works.

Names are filed under their runs of four characters, so that a sentence is held only against the
works that it could name, however many there are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from mingsheng_reports.catalogue.undertakings import undertaking_cues, undertaking_words
from mingsheng_reports.core.article import Article, Source
from mingsheng_reports.core.undertaking import Sighting, Stage, Undertaking
from mingsheng_reports.extraction.proof import evidence_of, tell
from mingsheng_reports.extraction.sentences import Sentence
from mingsheng_reports.extraction.undertakings import MARKS, lists_named

SHORTEST = 4  # characters; a shorter name (公园) is in every article
MOST_OF_IT = 0.75
LONG_RUN, MUCH_OF_IT = 8, 0.6  # a long run of a long name tells it as well
THIS_YEAR = "今年"  # the page's own year, even where it looks back on the one before
AMOUNT = re.compile(r"\d")
AMOUNT_INSIDE = re.compile(r"\d[\d.]*[万亿]?(?:平方米|公里|人次|[\u4e00-\u9fff])")
AMOUNT_AT_END = re.compile(r"\d[\d.]*[万亿]?[\u4e00-\u9fff]{1,3}$")


@dataclass(frozen=True, slots=True)
class Told:
    """The sentences of one article, split only when somebody asks for them."""

    article: Article
    source: Source
    sentences: Iterable[Sentence]


@dataclass(frozen=True, slots=True)
class _Found:
    """``words[start:end]`` names an undertaking."""

    start: int
    end: int
    sure: bool


@dataclass(slots=True)
class _Filed:
    """The works of one city and year, by the runs of characters in their names and by list."""

    runs: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    lists: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))


def sightings_of(undertakings: Sequence[Undertaking], told: Iterable[Told]) -> tuple[Sighting, ...]:
    """Every sentence of another article of the same city and year that names an undertaking."""
    filed = _file(undertakings)
    found: list[Sighting] = []
    for page in told:
        article = page.article
        own = filed.get((article.city, str(article.dating.year)))
        framed = filed.get((article.city, str(article.dating.frame or article.dating.year)))
        for sentence in page.sentences if own or framed else ():
            held = own if THIS_YEAR in sentence.words else framed
            if held is not None:
                found += _in_sentence(held, undertakings, sentence, page)
    return tuple(found)


def _in_sentence(
    held: _Filed, undertakings: Sequence[Undertaking], sentence: Sentence, page: Told
) -> Iterator[Sighting]:
    plain = _Plain.of(sentence.words)
    for number in _candidates(held, plain):
        each = undertakings[number]
        if each.article == page.article.id:
            continue
        sighting = _sighting(each, sentence, plain, page)
        if sighting is not None:
            yield sighting
    yield from _of_lists(held, undertakings, sentence, page)


def _file(undertakings: Sequence[Undertaking]) -> dict[tuple[str, str], _Filed]:
    filed: dict[tuple[str, str], _Filed] = defaultdict(_Filed)
    for number, each in enumerate(undertakings):
        held = filed[each.city, each.year]
        for size, _ in lists_named(each.list_name):
            held.lists[size].append(number)
        for at in range(len(each.name) - SHORTEST + 1):
            held.runs[each.name[at : at + SHORTEST]].append(number)
    return filed


@dataclass(frozen=True, slots=True)
class _Plain:
    """A sentence without marks, and without marks and amounts, each with where it stands."""

    words: tuple[str, str]
    places: tuple[tuple[int, ...], tuple[int, ...]]

    @classmethod
    def of(cls, words: str) -> _Plain:
        kept = tuple(at for at, character in enumerate(words) if not MARKS.match(character))
        amounts = {at for m in AMOUNT_INSIDE.finditer(words) for at in range(*m.span())}
        bare = tuple(at for at in kept if at not in amounts) if amounts else kept
        texts = ("".join(words[at] for at in kept), "".join(words[at] for at in bare))
        return cls(texts, (kept, bare))


def _candidates(held: _Filed, plain: _Plain) -> list[int]:
    """The works of which the sentence holds a run of characters, in the order of their lists."""
    found: set[int] = set()
    for text in dict.fromkeys(plain.words):
        for at in range(len(text) - SHORTEST + 1):
            found.update(held.runs.get(text[at : at + SHORTEST], ()))
    return sorted(found)


def _sighting(
    undertaking: Undertaking, sentence: Sentence, plain: _Plain, page: Told
) -> Sighting | None:
    best: Sighting | None = None
    order = list(Stage)
    for place in _places(undertaking.name, plain):
        told = _stage(sentence, place)
        if told is None:
            continue
        if best is not None and order.index(told[0]) <= order.index(best.stage):
            continue
        best = _seen(undertaking, told, place, sentence, page)
    return best


def _seen(
    undertaking: Undertaking,
    told: tuple[Stage, str],
    place: _Found,
    sentence: Sentence,
    page: Told,
) -> Sighting:
    clause = sentence.clause_at(place.start)
    evidence = evidence_of(
        tell(page.source, sentence),
        quote=(clause.start, clause.end),
        figure=(place.start, place.start + 1),
    )
    return Sighting(undertaking.id, *told, place.sure, evidence, page.article.id)


def _of_lists(
    held: _Filed, undertakings: Sequence[Undertaking], sentence: Sentence, page: Told
) -> Iterator[Sighting]:
    """10件民生实事已全部办结: said of all works of a list of ten."""
    for size, (start, end) in lists_named(sentence.words):
        clause = sentence.clause_at(start)
        behind = sentence.words[end : clause.end]
        done = undertaking_cues("whole").search(behind)
        told = sentence.words[clause.start : clause.end]
        if not done or undertaking_cues("ahead").search(told):
            continue
        if undertaking_cues("past").search(sentence.words[clause.start : start]):
            continue
        for number in held.lists.get(size, ()):
            each = undertakings[number]
            if each.article != page.article.id:
                place = _Found(start, end, sure=True)
                yield _seen(each, (Stage.DONE, done.group()), place, sentence, page)


def _places(name: str, plain: _Plain) -> Iterator[_Found]:
    """Where a sentence names it, marks like “” left out of account, then amounts too."""
    for text, kept in zip(plain.words, plain.places, strict=True):
        at = text.find(name)
        if at < 0:
            continue
        while at >= 0:
            yield _Found(kept[at], kept[at + len(name) - 1] + 1, sure=True)
            at = text.find(name, at + 1)
        return
    text, kept = plain.words[0], plain.places[0]
    match = SequenceMatcher(None, name, text, autojunk=False).find_longest_match()
    most = match.size >= max(SHORTEST, MOST_OF_IT * len(name))
    if most or match.size >= max(LONG_RUN, MUCH_OF_IT * len(name)):
        yield _Found(kept[match.b], kept[match.b + match.size - 1] + 1, sure=False)


def _stage(sentence: Sentence, place: _Found) -> tuple[Stage, str] | None:
    """What the clause says of it; None when it speaks of an earlier year."""
    clause = sentence.clause_at(place.start)
    before = sentence.words[clause.start : place.start]
    after = _behind(sentence.words[place.end : clause.end])
    if undertaking_cues("past").search(before):
        return None
    if undertaking_cues("ahead").search(sentence.words[clause.start : clause.end]):
        return Stage.NAMED, ""
    done = undertaking_cues("done").match(after)
    if done:
        return Stage.DONE, done.group()
    deed = MARKS.sub("", before)
    uncounted = AMOUNT_AT_END.sub("", deed)  # 建设完成30所普惠性幼儿园
    whole = undertaking_cues("all-done").search(uncounted)
    if whole:
        named = sentence.words[place.start : place.end]
        counted = uncounted != deed or AMOUNT.search(after) or AMOUNT_INSIDE.search(named)
        return (Stage.COUNTED if counted else Stage.DONE), whole.group()
    for kind, stage in (("partly", Stage.PARTLY), ("underway", Stage.UNDERWAY)):
        cue = undertaking_cues(kind).search(after) or undertaking_cues(kind).search(before)
        if cue:
            return stage, cue.group()
    return Stage.NAMED, ""


def _behind(words: str) -> str:
    """The words behind a name, without the marks and the ending that belong to it."""
    words = words.lstrip("”’》」 ")
    for tail in undertaking_words("tail"):
        if words.startswith(tail):
            return words[len(tail) :]
    return words
