"""What a number is about: the city, a district, an organisation, a project, a person.

The article's own place holds unless the sentence names something narrower before the number: a
district at the head of a clause, a project or organisation as the subject, a person in an
anecdote. What was named as the subject holds on for sentences that begin with 学校, 该项目, 其.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mingsheng_reports.catalogue.label_words import label_words
from mingsheng_reports.core.article import Article
from mingsheng_reports.core.metric import UNKNOWN, Scope
from mingsheng_reports.extraction.quantities import Candidate
from mingsheng_reports.extraction.scenes import (
    NAME,
    PROJECT_WORDS,
    Scene,
    city_named,
    districts_in,
    project_name,
    projects_in,
)
from mingsheng_reports.extraction.sharing import distribute_places

HAN = r"[\u4e00-\u9fff]"
CLAUSE_PROJECT = re.compile(rf"^(?P<name>{NAME}{{4,40}}?{PROJECT_WORDS})(?=[获总占由计将已投])")
REPORTER = re.compile(r"记者|本报讯|通讯员")
WHOLE_DISTRICT = re.compile(r"^“?(?:全|该|我|本)[区县市](?!级)")
# 鼎城区甲村、乙村食堂等4种模式: a district that heads one of several examples is not the place.
EXAMPLES = re.compile(
    r"、[\u4e00-\u9fff]{2,8}?(?:村|社区|镇|乡|街道|县|区)[^，；。、]*等(?:约|近|超)?$"
)
DISTRICT_SUBJECT = "district-subject"
LEADING = 14  # characters at the head of a sentence in which its subject is named
# 铁西区、立山区…, 铁西区的…: one of several, or an owner
NOT_SUBJECT = ("、", "和", "与", "及", "的")
OWNER_REACH = 44  # characters behind a number in which 的X项目 may name its work
SHORT_REPORT = 12  # blocks; its headline's project is what it is about
OWNER = re.compile(rf"^(?:的)?(?P<name>{NAME}{{3,30}}?{PROJECT_WORDS})")
ORGANISATION_WORDS = (
    "公司|职业培训学校|学校|集团|供应链中心|服务中心|数据中心|管理中心|合作社|敬老院|福利院|医院"
)
ORGANISATION = re.compile(
    rf"^[“\s]*(?:其中，|同时，|此外，|与此同时，|(?:截至|到)?目前(?:为止)?，|[\u4e00-\u9fff\d]{{2,6}}[月日初]，)?"
    rf"(?P<name>{HAN}{{2,24}}?(?:{ORGANISATION_WORDS}))"
    r"(?!建成|竣工|投用|投运|投入使用|主体|开工|完工|挂牌|揭牌|落成|顺利|迁建|"
    r"的|等|和|、|们|化|制|办学|负责人|员工|职工|总部|建设|体系|[约近超]?\d|[一二两三四五六七八九十百千]+[所家个座])"
)
NOT_IN_ORGANISATION = re.compile(
    r"^(?:该|这|他们|我们|本|记者)|[由以对向把被的了在与和]|发挥|入驻|充分|通过|围绕|举办|建设|打造|"
    r"新建|改建|扩建|改造|建成|新增|投入|完成|^[全各所]|实施|推进|开展|命名|引进|扶持|关停|整治|检查|撤并"
)
DEEDS = (
    "成立",
    "组建",
    "设立",
    "建立",
    "启用",
    "迁建",
    "扩建",
    "支持",
    "推动",
    "促成",
    "帮助",
    "组织",
)
SPOKESMAN = re.compile(
    rf"^(?P<name>{HAN}{{2,20}}?(?:{ORGANISATION_WORDS}))的?{HAN}{{2,16}}(?:介绍|表示|说|告诉记者)，"
    r"(?=.{0,8}(?:他们|该|本|我们)(?:公司|学校|医院|集团|中心))"
)
IS_ORGANISATION = re.compile(rf"的是(?P<name>{HAN}{{2,20}}?(?:{ORGANISATION_WORDS}))。")
PERSON = re.compile(
    r"(?=[家学村居业职老市农贫今现])"  # what it begins with, told first: most characters do not
    rf"(?:(?:家住[^，。]{{2,20}}?的|(?:学员|村民|居民|业主|职工|老人|市民|农户|贫困户)的?)"
    rf"(?P<name>{HAN}{{2,3}}?)(?=参加|常年|说|告诉|在|，|以前|家|开心|一家|今年|感慨|表示)"
    rf"|(?:今年|现年)\d+岁的(?P<name2>{HAN}{{2,3}}?)(?=，|在|说))"
)
SPEECH = re.compile(r"^[“「].*?(?:我|咱|俺)")
VILLAGE = re.compile(rf"^(?P<name>{HAN}{{1,4}}(?:村|社区|街道|镇|乡))(?=是|的|有|今年|投资|，)")
HOLDS_ON = re.compile(
    r"^(?:[“]?(?:该|他们|这个|学校|公司|项目|其|中心|工程|这个|医院|总面积|占地|房间|总投资|今年年初|起点|设计|作为))"
)
THAT_DISTRICT = re.compile(r"该[区县旗]")
OWN_SUBJECT = re.compile(rf"^(?:[“]?(?:全市|全县|全区|我市|我县|我区|{HAN}{{2,4}}[市县区](?!级)))")
OF_A_WORK = re.compile(
    r"总投资|占地|建筑面积|编制床位|设计|铺设管线|线路总长|资本金|供水能力|日供水|储气|前期工作|产能|带动就业|创造就业岗位|追加投资|预留"
)
WIDE_REACH = 30  # characters between 各县区 and a number that is about each of them
COUNTY_WIDE = re.compile(r"各(?:县市区|县区|区县|区)(?!域)")


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
    project: str = ""  # the project named last in this paragraph
    heading: str = ""  # the project that heads a clause of this sentence
    district: str = ""  # the district named last in this paragraph
    told_by_reporter: bool = False  # in a report of an office every sentence is the city's again
    speakers: dict[int, str] = field(default_factory=dict)  # paragraph → the person it tells of


def article_subject(article: Article) -> Subject:
    """An article whose headline names a project speaks of that project."""
    speakers = {
        number: person
        for number, block in enumerate(article.blocks)
        if (person := _person_in(block.text.text))
    }
    reporter = any(REPORTER.search(block.text.text) for block in article.blocks)
    named = projects_in(article.title)
    if not named:
        return Subject(speakers=speakers, told_by_reporter=reporter)
    name = named[-1].name
    told = any(name[-6:] in block.text.text for block in article.blocks[1:])
    known = told or len(article.blocks) <= SHORT_REPORT
    return Subject(work=name if known else "", speakers=speakers, told_by_reporter=reporter)


def default_site(article: Article) -> Site:
    """The article's own place."""
    if article.place == article.city or not article.place:
        return Site(article.city or UNKNOWN, Scope.CITY, "article")
    return Site(article.place, Scope.DISTRICT, "article-district")


def place_numbers(
    text: str, numbers: Sequence[Candidate], article: Article, subject: Subject, paragraph: int
) -> list[Site]:
    """One site for each number of a sentence; ``subject`` is brought up to date."""
    _refresh(text, article, subject, paragraph)
    projects = projects_in(text)
    if not numbers:
        subject.project = projects[-1].name if projects else subject.project
        return []
    shares = distribute_places(text, numbers, city_named(article.city))
    scene = Scene(text, projects, districts_in(text, article))
    sites = [
        Site(shares[i], Scope.DISTRICT, "respectively")
        if i in shares
        else _site(scene, number, article, subject)
        for i, number in enumerate(numbers)
    ]
    subject.project = scene.project() or subject.project
    subject.district = scene.district(len(text)) or subject.district
    return sites


def _refresh(text: str, article: Article, subject: Subject, paragraph: int) -> None:
    """A sentence's own subject replaces the one held; a new paragraph drops it."""
    words = text.strip()
    if paragraph != subject.paragraph:
        subject.site, subject.paragraph, subject.project = None, paragraph, ""
        subject.district = ""
    subject.heading = ""
    speaker = subject.speakers.get(paragraph)
    told = Site(speaker, Scope.PERSON, "speech") if speaker and SPEECH.match(words) else None
    named = told or _named_subject(words, article)
    if subject.told_by_reporter:
        named = named or _leading_district(words, article)
    if named:
        subject.site = named
    elif _of_district(subject) and WHOLE_DISTRICT.match(words):
        return
    elif OWN_SUBJECT.match(words) or not _holds_on(words, subject):
        subject.site = None


def _holds_on(words: str, subject: Subject) -> bool:
    """Whether the sentence still speaks of the subject held."""
    if subject.site is None or HOLDS_ON.match(words) or SPEECH.match(words):
        return True
    return subject.site.scope in (Scope.PERSON, Scope.ORGANISATION) or _of_district(subject)


def _of_district(subject: Subject) -> bool:
    return subject.site is not None and subject.site.rule == DISTRICT_SUBJECT


def _person_in(words: str) -> str:
    """The first person named: a name begins with a surname (not 居民|和农村|家庭)."""
    names = (each["name"] or each["name2"] for each in PERSON.finditer(words))
    return next((name for name in names if name.startswith(label_words("surname"))), "")


def _named_subject(words: str, article: Article) -> Site | None:
    person = _person_in(words)
    if person:
        return Site(person, Scope.PERSON, "person")
    village = VILLAGE.match(words)
    if village and article.place:
        return Site(_within(article, village["name"]), Scope.DISTRICT, "village")
    organisation = ORGANISATION.match(words)
    if organisation and _is_organisation(organisation["name"]):
        return Site(organisation["name"], Scope.ORGANISATION, "organisation")
    return _spokesman(words)


def _is_organisation(name: str) -> bool:
    """成立县人民医院 is something done, no organisation."""
    deeds = label_words("making") + label_words("light") + DEEDS
    return not NOT_IN_ORGANISATION.search(name) and not name.startswith(deeds)


def _spokesman(words: str) -> Site | None:
    """Who speaks for an organisation: X公司的负责人介绍，他们公司…, or 负责供热的是X公司."""
    found = SPOKESMAN.match(words) or IS_ORGANISATION.search(words)
    if found is None or not _is_organisation(found["name"]):
        return None
    return Site(found["name"], Scope.ORGANISATION, "spokesman")


def _leading_district(words: str, article: Article) -> Site | None:
    """大东区投入1.5亿元: a district that heads a sentence is what the next ones speak of too."""
    if article.place != article.city:
        return None
    districts = districts_in(words[:LEADING], article)
    first = districts[0] if districts else None
    if first is None or not first.name or words[first.end : first.end + 1] in NOT_SUBJECT:
        return None
    return Site(first.name, Scope.DISTRICT, DISTRICT_SUBJECT)


def _within(article: Article, name: str) -> str:
    return (article.place if article.place != article.city else "") + name


def _site(scene: Scene, number: Candidate, article: Article, subject: Subject) -> Site:
    text = scene.text
    clause_start = max(text.rfind(mark, 0, number.start) for mark in "，。；：！？") + 1
    near = text[clause_start : number.end + 8]
    behind = text[number.end : number.end + OWNER_REACH]
    owner = OWNER.match(behind) if behind.startswith("的") else None
    if owner and OF_A_WORK.search(text[clause_start : number.start]):
        name = project_name(owner["name"])
        if name:
            subject.site = Site(name, Scope.PROJECT, "project-behind")
            return subject.site
    if subject.site:
        return subject.site
    heading = CLAUSE_PROJECT.match(text[clause_start : number.start])
    if heading and (name := project_name(heading["name"])):
        subject.heading = name
        return Site(name, Scope.PROJECT, "project-heads-clause")
    if subject.work and number.kind != "percent":
        full = scene.project(number.start)
        same = full and len(set(full) & set(subject.work)) > len(subject.work) // 2
        return Site(full if same else subject.work, Scope.PROJECT, "project-of-article")
    if OF_A_WORK.search(near):
        project = scene.project(number.start) or subject.heading
        project = project or _carried(text, number, subject)
        if project:
            return Site(project, Scope.PROJECT, "project-before")
    return _district_site(scene, number, article, subject)


def _district_site(scene: Scene, number: Candidate, article: Article, subject: Subject) -> Site:
    text = scene.text
    wide = COUNTY_WIDE.search(text, 0, number.start)
    district = scene.district(number.start)
    if district and not EXAMPLES.search(text, 0, number.start):
        return Site(district, Scope.DISTRICT, "district-before")
    if subject.district and THAT_DISTRICT.match(text.strip()):
        return Site(subject.district, Scope.DISTRICT, "that-district")
    if wide and wide.end() > number.start - WIDE_REACH:
        return Site(
            (article.place or article.city) + wide.group(), Scope.DISTRICT, "each-district", ""
        )
    return default_site(article)


def _carried(text: str, number: Candidate, subject: Subject) -> str:
    """A sentence that opens with a work's size (占地面积…) speaks of the work before it."""
    opening = OF_A_WORK.search(text, 0, number.start)
    return subject.project if opening and opening.start() < 4 else ""
