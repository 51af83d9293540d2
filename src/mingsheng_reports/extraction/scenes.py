"""What a sentence names: its works and its districts, found once for all its numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from mingsheng_reports.catalogue.indicators import find_terms
from mingsheng_reports.catalogue.places import Place, find_places, resolve
from mingsheng_reports.core.article import Article

NAME = r"[“”\u4e00-\u9fffA-Za-z\d·+（）]"
PROJECT_WORDS = r"(?:项目|工程)"
PROJECT = re.compile(rf"(?P<name>{NAME}{{2,40}}?{PROJECT_WORDS})(?![建等总施])")
# What cannot stand inside a project's name: a name begins behind it.
NOT_IN_NAME = re.compile(
    r"^.*(?:将其?|又|纳入|列为|列入|实施|继续|推进|完成|获得|获评|入选|上榜|开展|打造|建设(?=.{4})|推动|启动|加快|以及|的|了|是|为|对|在|等|其中|组织|谋划|包装|申报|盘活提升|盘活|[“])"
)
KIND_OF_WORK = ("重大项目", "重点项目", "民生项目", "实事项目", "惠民工程", "民生工程")
LIST_OF_WORKS = "实事"  # 2019年鹿城区民生实事初步建议项目 is a list of works, no work
TWICE = re.compile(r"项目建设项目$")  # a slip by which one work gets two names
NAME_LEAST = 7  # 民生工程, 惠民工程, 重大项目 are kinds of project, not names
LISTED_NUMBER = re.compile(r"\d[万亿]?[\u4e00-\u9fff%]{1,4}、$")
WHOLE = re.compile(
    r"(?<=[，；：。（“])(?:全市|我市|市本级)"
)  # the city again, behind its districts


@dataclass(frozen=True, slots=True)
class Named:
    """A name and where it ends in the sentence; an empty name ends what an earlier one began."""

    name: str
    end: int


@dataclass(frozen=True, slots=True)
class Scene:
    """What a sentence names, found once for all its numbers."""

    text: str
    projects: tuple[Named, ...]
    districts: tuple[Named, ...]

    def project(self, before: int | None = None) -> str:
        """The last project named before an offset, or in the whole sentence."""
        return _last(self.projects, len(self.text) if before is None else before)

    def district(self, before: int) -> str:
        """The last district named before an offset at the head of a clause."""
        return _last(self.districts, before)


def _last(named: Sequence[Named], before: int) -> str:
    return next((each.name for each in reversed(named) if each.end <= before), "")


def projects_in(words: str) -> tuple[Named, ...]:
    """The projects that the words call by names of their own, in reading order."""
    if not ("项目" in words or "工程" in words):
        return ()
    found = ((project_name(each["name"]), each.end()) for each in PROJECT.finditer(words))
    return tuple(Named(name, end) for name, end in found if name)


def project_name(words: str) -> str:
    """The name alone; empty for a mere kind of project (民生工程, 老旧小区改造工程)."""
    name = TWICE.sub("建设项目", NOT_IN_NAME.sub("", words).strip("“”，"))
    generic = any(term.end - term.start > len(name) // 2 for term in find_terms(name))
    kind = name.endswith(KIND_OF_WORK) or LIST_OF_WORKS in name or len(name) < NAME_LEAST
    return "" if kind or generic else name


@lru_cache(maxsize=64)
def city_named(name: str) -> Place | None:
    """The city of an article by its full name; every sentence of it asks."""
    return resolve(name).place if name else None


def districts_in(text: str, article: Article) -> tuple[Named, ...]:
    """The districts of the city that head a clause; the city's own name puts an end to them."""
    city = city_named(article.city)
    if city is None:
        return ()
    found: list[Named] = []
    for hit in find_places(text, near=city):
        if hit.place is None or not _heads_clause(text, hit.start, article.city):
            continue
        if hit.place.name == article.city:
            found.append(Named("", hit.end))
        elif hit.place.is_district:
            found.append(Named(hit.place.name, hit.end))
    if found:
        found += [Named("", whole.end()) for whole in WHOLE.finditer(text)]
    return tuple(sorted(found, key=lambda each: each.end))


def _heads_clause(text: str, start: int, city: str) -> bool:
    """Whether what follows a name is about it.

    So it is at the head of a clause, behind the city's name, and in a list behind the number of
    another (武陵区12个、|鼎城区8个).
    """
    if start == 0 or text[start - 1] in "，；：。（“ ":
        return True
    return text.endswith(("其中", city), 0, start) or bool(
        LISTED_NUMBER.search(text[max(0, start - 8) : start])
    )
