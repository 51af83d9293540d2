"""Places: the divisions of China, their names in text, and the city of an article."""

from __future__ import annotations

from mingsheng_reports.catalogue.article_city import (
    CityGuess,
    city_of_article,
    own_place,
    zone_of_title,
)
from mingsheng_reports.catalogue.divisions import (
    Level,
    Place,
    by_code,
    children_of,
    city_above,
    city_for,
    full_path,
    is_within,
    parent_of,
    places,
    today,
)
from mingsheng_reports.catalogue.place_names import (
    Resolution,
    full_name,
    nearest_names,
    resolve,
    suggest,
)
from mingsheng_reports.catalogue.place_search import PlaceHit, find_places

__all__ = [
    "CityGuess",
    "Level",
    "Place",
    "PlaceHit",
    "Resolution",
    "by_code",
    "children_of",
    "city_above",
    "city_for",
    "city_of_article",
    "find_places",
    "full_name",
    "full_path",
    "is_within",
    "nearest_names",
    "own_place",
    "parent_of",
    "places",
    "resolve",
    "suggest",
    "today",
    "zone_of_title",
]
