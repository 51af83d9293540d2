"""Where other articles of a city speak of what it announced, and how far they say it has come.

An undertaking is found by its name. A report that calls it by most of its name, one run of
characters, is taken too but marked as unsure (应急支供水工程 for 应急支线工程). What is said of
a part (完成线网优化) never counts for the whole, and what is said of another year not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import ceil

from mingsheng_reports.catalogue.undertakings import undertaking_cues, undertaking_words
from mingsheng_reports.core.article import Article, Source
from mingsheng_reports.core.undertaking import Sighting, Stage, Undertaking
from mingsheng_reports.extraction.proof import evidence_of, tell
from mingsheng_reports.extraction.sentences import Sentence
from mingsheng_reports.extraction.undertakings import MARKS

SHORTEST = 4  # characters; a shorter name (公园) is in every article
MOST_OF_IT = 0.75
AMOUNT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Told:
    """The sentences of one article."""

    article: Article
    source: Source
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """``words[start:end]`` names an undertaking."""

    start: int
    end: int
    sure: bool


def sightings_of(undertakings: Sequence[Undertaking], told: Iterable[Told]) -> tuple[Sighting, ...]:
    """Every sentence of another article of the same city and year that names an undertaking."""
    found: list[Sighting] = []
    named: dict[tuple[str, str], list[Undertaking]] = {}
    for each in undertakings:
        if len(each.name) >= SHORTEST:
            named.setdefault((each.city, each.year), []).append(each)
    for page in told:
        article = page.article
        year = str(article.dating.frame or article.dating.year)
        held = named.get((article.city, year), ())
        wanted = [each for each in held if each.article != article.id]
        for sentence in page.sentences if wanted else ():
            for each in wanted:
                sighting = _sighting(each, sentence, page)
                if sighting is not None:
                    found.append(sighting)
    return tuple(found)


def _sighting(undertaking: Undertaking, sentence: Sentence, page: Told) -> Sighting | None:
    best: Sighting | None = None
    order = list(Stage)
    for place in _places(undertaking.name, sentence.words):
        told = _stage(sentence, place)
        if told is None:
            continue
        stage, cue = told
        if best is not None and order.index(stage) <= order.index(best.stage):
            continue
        clause = sentence.clause_at(place.start)
        evidence = evidence_of(
            tell(page.source, sentence),
            quote=(clause.start, clause.end),
            figure=(place.start, place.start + 1),
        )
        best = Sighting(undertaking.id, stage, cue, place.sure, evidence, page.article.id)
    return best


def _places(name: str, words: str) -> Iterator[_Found]:
    """Where a sentence names it, marks like “” left out of account."""
    plain = MARKS.sub("", words)
    at = plain.find(name)
    most = max(SHORTEST, ceil(MOST_OF_IT * len(name)))
    if at < 0 and not _shares(name, plain, most):
        return
    kept = [at for at, character in enumerate(words) if not MARKS.match(character)]
    while at >= 0:
        yield _Found(kept[at], kept[at + len(name) - 1] + 1, sure=True)
        at = plain.find(name, at + 1)
        if at < 0:
            return
    match = SequenceMatcher(None, name, plain, autojunk=False).find_longest_match()
    yield _Found(kept[match.b], kept[match.b + match.size - 1] + 1, sure=False)


def _shares(name: str, plain: str, size: int) -> bool:
    """Whether any run of so many characters of the name stands in the text."""
    return any(name[at : at + size] in plain for at in range(len(name) - size + 1))


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
    whole = undertaking_cues("all-done").search(MARKS.sub("", before))
    if whole:
        return (Stage.COUNTED if AMOUNT.search(after) else Stage.DONE), whole.group()
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
