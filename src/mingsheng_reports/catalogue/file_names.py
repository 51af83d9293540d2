"""The city that a file's name tells: 盘锦日报2022.txt, qiqihaer_2014.txt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from mingsheng_reports.catalogue.article_city import CityGuess
from mingsheng_reports.catalogue.divisions import Level, Place, by_code
from mingsheng_reports.catalogue.place_search import find_places
from mingsheng_reports.catalogue.tables import read_tsv

WORD = re.compile(r"[a-z]{4,}")


def city_of_file_name(stem: str) -> CityGuess:
    """The one city, county or prefecture that a file's name spells, in characters or in pinyin.

    It is never sure: a person named the file. A spelling that several bear is left undecided,
    unless one of them is a prefecture.
    """
    named = [hit.place for hit in find_places(stem) if hit.place]
    found = dict.fromkeys(place for place in named if not place.is_plain_province)
    for word in WORD.findall(stem.lower()):
        place = _only(_spellings().get(word, ()))
        if place:
            found[place] = None
    if len(found) == 1:
        return CityGuess(next(iter(found)), tuple(found), f"文件名“{stem}”", sure=False)
    return CityGuess(None, tuple(found), "文件名也没有说明", sure=False)


def _only(places: tuple[Place, ...]) -> Place | None:
    prefectures = [place for place in places if place.level is Level.PREFECTURE]
    candidates = prefectures or list(places)
    return candidates[0] if len(candidates) == 1 else None


@cache
def _spellings() -> Mapping[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = {}
    for row in read_tsv("pinyin.tsv"):
        place = by_code(row["code"])
        if place:
            found.setdefault(row["spelling"], []).append(place)
    return {spelling: tuple(places) for spelling, places in found.items()}
