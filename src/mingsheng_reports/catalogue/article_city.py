"""Which city an article is about, and why; ambiguity is reported, never guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingsheng_reports.catalogue.divisions import (
    Level,
    Place,
    city_above,
    is_within,
    parent_of,
)
from mingsheng_reports.catalogue.place_search import PlaceHit, find_places

CLEAR = 2  # a city is clear when it is named at least twice, and twice as often as any other
OFTEN = 5  # named so often, a city needs no place in the title or the opening
INFERRED = 3  # so many districts of one city, and none of another, name it as well as its name
OPENING = 200  # characters at the start of the text where an article says what it is about
SHOWN = 4  # names listed in the evidence at most
OF_DISTRICT = re.compile(r"[该我全本][区县旗](?![域级间内])|区(?:委|政府|政协|人大|里|直)")
OF_CITY = re.compile(r"[该我全本]市|市(?:委|政府|政协|人大|里|直|本级)")
ZONE = r"[\u4e00-\u9fff]{2,6}?(?:管理区|开发区|高新区|经开区|示范区|度假区|新区)(?!域)"
TITLE_WEIGHT = 6
OPENING_WEIGHT = 1


@dataclass(frozen=True, slots=True)
class CityGuess:
    """The city of an article.

    Attributes:
        place: the city, county or prefecture, None when nothing or too much speaks.
        candidates: all that come into question, most likely first.
        evidence: Chinese phrase, also when there is no place: 标题和正文共提到盘锦市12次.
        sure: False when a person should look.
    """

    place: Place | None
    candidates: tuple[Place, ...]
    evidence: str
    sure: bool


@dataclass(frozen=True, slots=True)
class _Votes:
    """What the mentions of one article add up to, by city."""

    named: Counter[Place]  # mentions of the city's own name
    points: Counter[Place]  # the same, title and opening weighing more
    titled: tuple[Place, ...]  # cities that the title names
    opened: frozenset[Place]  # cities that the title or the opening names
    parts: dict[Place, tuple[Place, ...]]  # prefecture to its districts and counties named


def city_of_article(title: str, body: str, *, year: int | None = None) -> CityGuess:
    """The city, county or prefecture that an article is about.

    Args:
        title: headline and subtitle.
        body: the rest, lead first, simplified characters.
        year: the article's year, for names of that time.
    """
    votes = _count(title, body, year)
    if not votes.points:
        return _from_parts(votes)
    ranked = sorted(votes.points, key=lambda place: (-votes.points[place], place.code))
    best = _head_of_family(ranked, votes)
    if not votes.named[best]:
        return _from_parts(votes)
    rivals = [place for place in ranked if not is_within(place, best) and place != best]
    rival = next((place for place in rivals if not is_within(best, place)), None)
    strength = votes.points[best] + len(votes.parts.get(best, ()))
    against = votes.points[rival] if rival is not None else 0
    if rival is not None and strength <= against:
        tied = (best, *(p for p in rivals if votes.points[p] >= votes.points[best]))
        names = "、".join(f"{place.name}{votes.named[place]}次" for place in tied[:SHOWN])
        return CityGuess(None, tied, f"提到{names}，分不出写的是哪一个", sure=False)
    seen = votes.named[best] + len(votes.parts.get(best, ()))
    placed = best in votes.opened or best in votes.parts or votes.named[best] >= OFTEN
    sure = placed and seen >= CLEAR and strength >= CLEAR * against
    return CityGuess(best, (best, *rivals), _evidence(best, votes, title), sure)


def _count(title: str, body: str, year: int | None) -> _Votes:
    """Every settled mention as a vote."""
    in_title, in_body = (find_places(text, year=year) for text in (title, body))
    known = _known(in_title + in_body)
    named: Counter[Place] = Counter()
    points: Counter[Place] = Counter()
    parts: dict[Place, dict[Place, None]] = {}
    called: dict[Place, dict[Place, None]] = {}
    titled: dict[Place, None] = {}
    opened: set[Place] = set()
    for hits, is_title in ((in_title, True), (in_body, False)):
        for hit, place in _mentions(hits, known):
            if place.level is Level.COUNTY and city_above(place) != place:
                parts.setdefault(city_above(place), {})[place] = None
                if hit.full:
                    called.setdefault(city_above(place), {})[place] = None
            if place.is_district:
                if is_title:
                    titled[city_above(place)] = None
                continue
            named[place] += 1
            opens = is_title or hit.start < OPENING
            points[place] += 1 + (TITLE_WEIGHT if is_title else OPENING_WEIGHT if opens else 0)
            if opens:
                opened.add(place)
            if is_title:
                titled[place] = None
    # 青山湖科技城 names no 青山湖区 where no city is named but another district is, in full
    told = called if called and not points else parts
    named_parts = {city: tuple(found) for city, found in told.items()}
    return _Votes(named, points, tuple(titled), frozenset(opened), named_parts)


def _known(hits: Sequence[PlaceHit]) -> frozenset[Place]:
    """The places that need no context, and what they lie in."""
    found: set[Place] = set()
    for hit in hits:
        place: Place | None = hit.place
        while place is not None and place not in found:
            found.add(place)
            place = parent_of(place)
    return frozenset(found)


def _mentions(
    hits: Sequence[PlaceHit], known: frozenset[Place]
) -> Iterator[tuple[PlaceHit, Place]]:
    """Each hit with its one place; provinces, and names that only lead to a county, left out."""
    for i, hit in enumerate(hits):
        place = _settled(hit, known)
        if place is None or place.is_plain_province:
            continue
        follower = hits[i + 1] if i + 1 < len(hits) and hits[i + 1].start == hit.end else None
        below = _settled(follower, known) if follower is not None else None
        leads_on = below is not None and below != place and is_within(below, place)
        if leads_on and below is not None and not below.is_district:
            continue  # 安徽滁州天长市 speaks of 天长市
        yield hit, place


def _settled(hit: PlaceHit, known: frozenset[Place]) -> Place | None:
    """The one place a hit means, judged by the rest of the article; None when undecided."""
    if hit.place is not None:
        return hit.place
    candidates = hit.candidates
    tops = [place for place in candidates if all(is_within(p, place) for p in candidates)]
    if tops and not hit.full:
        named = [p for p in candidates if p in known and p != tops[0]]
        return named[0] if len(named) == 1 and tops[0].is_plain_province else tops[0]
    for whole in (city_above, parent_of):  # namesakes: those in a city, then a province, named
        local = [place for place in candidates if whole(place) in known and whole(place) != place]
        if len(local) == 1:
            return local[0]
    return None


def _head_of_family(ranked: Sequence[Place], votes: _Votes) -> Place:
    """The best, or the prefecture it lies in when the article is about more than one part of it."""
    best = ranked[0]
    whole = city_above(best)
    others = [part for part in votes.parts.get(whole, ()) if part != best]
    if whole == best or best in votes.titled or not others:
        return best
    rivalled = max(votes.named[part] for part in others) * CLEAR >= votes.named[best]
    named = votes.named[whole] * CLEAR >= votes.named[best]
    return whole if named or rivalled else best


def _from_parts(votes: _Votes) -> CityGuess:
    """No city is named: its districts may still tell."""
    ranked = sorted(votes.parts, key=lambda city: (-len(votes.parts[city]), city.code))
    if not ranked:
        return CityGuess(None, (), "没有提到任何市、县", sure=False)
    best = ranked[0]
    names = "、".join(place.name for place in votes.parts[best][:SHOWN])
    if len(ranked) > 1 and len(votes.parts[ranked[1]]) * CLEAR > len(votes.parts[best]):
        cities = "、".join(city.name for city in ranked[:SHOWN])
        evidence = f"没有提到市名，所提区县分属{cities}，分不出写的是哪一个"
        return CityGuess(None, tuple(ranked), evidence, sure=False)
    sure = len(votes.parts[best]) >= INFERRED or best in votes.titled
    evidence = f"没有提到市名，但提到的{names}属于{best.name}"
    return CityGuess(best, tuple(ranked), evidence, sure)


def _evidence(best: Place, votes: _Votes, title: str) -> str:
    """标题和正文共提到盘锦市12次，并提到所辖盘山县、大洼区."""
    where = "正文" if best not in votes.titled or not title else "标题和正文共"
    if best in votes.titled and votes.named[best] == 1:
        where = "标题"
    parts = "、".join(place.name for place in votes.parts.get(best, ())[:SHOWN])
    also = f",并提到所辖{parts}" if parts else ""
    return f"{where}提到{best.name}{votes.named[best]}次{also}"


def own_place(
    title: str, lead: str, *, within: Place | None = None, year: int | None = None, body: str = ""
) -> Place | None:
    """The one district or county that an article on a city's page is about.

    Args:
        title: headline; when it names one district or county and nothing beside it, that is it.
        lead: first paragraph, asked when the title names no place at all.
        within: the city of the page; places elsewhere are ignored.
        year: the article's year, for names of that time.
        body: the whole text, asked last: when it names one district or county only, with the city
            before it, and speaks of 该区 or 全区 oftener than of 全市, that is it.

    Returns:
        兴隆台区 for “兴隆台区大力推进教育资源均衡化”; None when the city itself, several places or
        none are named.
    """
    for text in (title, lead):
        hits = find_places(text, near=within, year=year)
        known = _known(hits) | (frozenset((within,)) if within is not None else frozenset())
        places = {place for _, place in _mentions(_without_paths(hits), known)}
        if within is not None:
            places = {place for place in places if is_within(place, within)}
        if places:
            (place,) = places if len(places) == 1 else (None,)
            inside = place is not None and place.level is Level.COUNTY and place != within
            if inside or not body:
                return place if inside else None
            break
    return _place_of_body(body, within, year) if body and within is not None else None


def _place_of_body(body: str, within: Place, year: int | None) -> Place | None:
    hits = find_places(body, near=within, year=year)
    known = _known(hits) | {within}
    named = [(hit, place) for hit, place in _mentions(hits, known) if is_within(place, within)]
    parts = {place for _, place in named if place.level is Level.COUNTY and place != within}
    if len(parts) != 1:
        return None
    (part,) = parts
    first = next(hit for hit, place in named if place == part)
    led_to = any(hit.end == first.start and place == within for hit, place in named)
    starts = {hit.start for hit, place in named if place == part}
    alone = any(hit.full and hit.end not in starts for hit, place in named if place == within)
    own, whole = len(OF_DISTRICT.findall(body)), len(OF_CITY.findall(body))
    if all(place != within for _, place in named):  # 区政府 of a text that names no city
        return part if own > whole else None
    if first.start > OPENING or not led_to or alone:
        return None
    return part if own > whole or not whole else None


def _without_paths(hits: Sequence[PlaceHit]) -> list[PlaceHit]:
    """Hits without those directly followed by a place inside them (盘锦市大洼区)."""
    return [
        hit
        for hit, follower in zip(hits, [*hits[1:], None], strict=False)
        if follower is None
        or follower.start != hit.end
        or not any(is_within(p, whole) for p in follower.candidates for whole in hit.candidates)
    ]


def zone_of_title(title: str, city: Place) -> str:
    """A zone of the city that a headline names and no table of places holds: 屈原管理区."""
    found = re.search(f"(?:{city.name}|{city.short})(?P<zone>{ZONE})", title)
    return found["zone"] if found else ""
