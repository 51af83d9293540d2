"""What a number is about: the city, a district, an organisation, a project, a person.

The article's own place holds unless the sentence names something narrower before the number: a
district at the head of a clause, a project or organisation as the subject, a person in an
anecdote. What was named as the subject holds on for sentences that begin with 学校, 该项目, 其.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mingsheng_reports.catalogue.place_search import find_places
from mingsheng_reports.catalogue.places import Place, resolve
from mingsheng_reports.core.article import Article
from mingsheng_reports.core.metric import Scope
from mingsheng_reports.extraction.quantities import Candidate

HAN = r"[\u4e00-\u9fff]"
NAME = rf"[“”\u4e00-\u9fffA-Za-z·+（）]"
PROJECT_WORDS = r"(?:项目|工程)"
PROJECT = re.compile(rf"(?P<name>{NAME}{{2,40}}?{PROJECT_WORDS})(?!建设任务|等|\d|总投资额|施工)")
OWNER = re.compile(rf"^(?:的)?(?P<name>{NAME}{{3,30}}?{PROJECT_WORDS})")
ORGANISATION = re.compile(
    rf"^[“\s]*(?:其中，|同时，|此外，)?(?P<name>{HAN}{{2,24}}?(?:公司|职业培训学校|学校|集团|供应链中心|服务中心|数据中心|管理中心|合作社|敬老院|福利院|医院))(?=[，、]|针对|累计|总投资|投资|共|已|运|入驻|是)"
)
PERSON = re.compile(
    rf"(?:家住[^，。]{{2,20}}?的|(?:学员|村民|居民|业主|职工|老人|市民|农户|贫困户)(?:的)?)(?P<name>{HAN}{{2,3}}?)(?=参加|常年|说|告诉|在|，|以前|家|开心|一家|今年|感慨|表示)|(?:今年|现年)\d+岁的(?P<name2>{HAN}{{2,3}}?)(?=，|在|说)"
)
SPEECH = re.compile(r"^[“「].*?(?:我|咱|俺)")
VILLAGE = re.compile(rf"^(?P<name>{HAN}{{1,4}}(?:村|社区|街道|镇|乡))(?=是|的|有|今年|投资|，)")
HOLDS_ON = re.compile(r"^(?:[“]?(?:该|学校|公司|项目|其|中心|工程|这个|医院|总面积|占地|房间|总投资|今年年初|起点|设计|作为))")
OWN_SUBJECT = re.compile(rf"^(?:[“]?(?:全市|全县|全区|我市|我县|我区|{HAN}{{2,4}}[市县区](?!级)))")
OF_A_WORK = re.compile(
    r"总投资|占地|建筑面积|编制床位|设计|铺设管线|线路总长|资本金|供水能力|日供水|储气|前期工作|产能|带动就业|创造就业岗位|追加投资|预留"
)
COUNTY_WIDE = re.compile(r"各(?:县（市）区|县市区|县区|区县|乡镇|镇街|区)")


@dataclass(frozen=True, slots=True)
class Site:
    """The place of a number and the rule that found it."""

    place: str
    scope: Scope
    rule: str
    doubt: str = ""


@dataclass(slots=True)
class Subject:
    """The narrower subject that an article's sentences are speaking of, if any."""

    site: Site | None = None
    paragraph: int = -1
    work: str = ""  # the project that a whole article is about


def article_subject(article: Article) -> Subject:
    """An article whose headline names a project speaks of that project."""
    found = PROJECT.search(article.title)
    if not found:
        return Subject()
    name = found["name"].strip("“”")
    body = "".join(block.text.text for block in article.blocks[1:])
    full = re.search(rf"(?P<name>{HAN}*{re.escape(name)})", body)
    return Subject(work=name if full or body.count(name[-6:]) else "")


def default_site(article: Article) -> Site:
    """The article's own place."""
    if article.place == article.city or not article.place:
        return Site(article.city or "未知", Scope.CITY, "article")
    return Site(article.place, Scope.DISTRICT, "article-district")


def place_numbers(
    text: str, numbers: Sequence[Candidate], article: Article, subject: Subject, paragraph: int
) -> list[Site]:
    """One site for each number of a sentence; ``subject`` is brought up to date."""
    _refresh(text, article, subject, paragraph)
    return [_site(text, number, article, subject) for number in numbers]


def _refresh(text: str, article: Article, subject: Subject, paragraph: int) -> None:
    """A sentence's own subject replaces the one held; a new paragraph drops it."""
    words = text.strip()
    if paragraph != subject.paragraph:
        subject.site, subject.paragraph = None, paragraph
    named = _named_subject(words, article)
    if named:
        subject.site = named
    elif OWN_SUBJECT.match(words) or not _holds_on(words, subject):
        subject.site = None


def _holds_on(words: str, subject: Subject) -> bool:
    """Whether the sentence still speaks of the subject held."""
    if subject.site is None or HOLDS_ON.match(words) or SPEECH.match(words):
        return True
    return subject.site.scope in (Scope.PERSON, Scope.ORGANISATION)


def _named_subject(words: str, article: Article) -> Site | None:
    person = PERSON.search(words)
    if person:
        return Site(person["name"] or person["name2"], Scope.PERSON, "person")
    village = VILLAGE.match(words)
    if village and article.place:
        return Site(_within(article, village["name"]), Scope.DISTRICT, "village")
    organisation = ORGANISATION.match(words)
    if organisation and not words.startswith(article.city):
        return Site(organisation["name"], Scope.ORGANISATION, "organisation")
    if organisation and organisation["name"] != article.city:
        return Site(organisation["name"], Scope.ORGANISATION, "organisation")
    return None


def _within(article: Article, name: str) -> str:
    return (article.place if article.place != article.city else "") + name


def _last_project(words: str) -> str:
    found = list(PROJECT.finditer(words))
    return found[-1]["name"] if found else ""


def _site(text: str, number: Candidate, article: Article, subject: Subject) -> Site:
    clause_start = max(text.rfind(mark, 0, number.start) for mark in "，。；：！？") + 1
    near = text[clause_start : number.end + 8]
    owner = OWNER.match(text[number.end : number.end + 44]) if text[number.end : number.end + 1] == "的" else None
    if owner and OF_A_WORK.search(text[clause_start : number.start]):
        found = Site(owner["name"].strip("“”"), Scope.PROJECT, "project-behind")
        subject.site = found
        return found
    if subject.site:
        return subject.site
    if OF_A_WORK.search(near):
        if subject.work:
            return Site(subject.work, Scope.PROJECT, "project-of-article")
        project = _last_project(text[: number.start])
        if project and len(project) > 3:
            return Site(project, Scope.PROJECT, "project-before")
    if subject.work and number.kind != "percent":
        return Site(subject.work, Scope.PROJECT, "project-of-article")
    wide = COUNTY_WIDE.search(text[:number.start])
    district = _district(text, number, article)
    if district:
        return Site(district.name, Scope.DISTRICT, "district-before")
    if wide and wide.end() > number.start - 30:
        return Site((article.place or article.city) + wide.group(), Scope.DISTRICT, "each-district", "")
    return default_site(article)


def _district(text: str, number: Candidate, article: Article) -> Place | None:
    """The last district of the city that heads a clause before the number."""
    city = resolve(article.city).place if article.city else None
    if city is None:
        return None
    held = None
    for hit in find_places(text[: number.start], near=city):
        place = hit.place
        heads = hit.start == 0 or text[hit.start - 1] in "，；：。（“" or text[: hit.start].endswith(("其中", article.city))
        if place and heads and place.name != article.city and place.is_district:
            held = place
        elif place and heads and place.name == article.city:
            held = None
    return held
