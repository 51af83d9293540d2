"""What a label leaves unsaid, told by the words around its number.

Whose posts were offered, what money was given for, what else a bracket puts under the same
number, whether a wage is a mean or a peak.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from mingsheng_reports.catalogue.indicators import link
from mingsheng_reports.extraction.labels import LABEL_MOST, Label
from mingsheng_reports.extraction.spots import Spot

POSTS = re.compile(r"(?:招聘|就业)?岗位$")
OPEN_POSTS = re.compile(r"^(?:(?:用人单位|企业|单位)?(?:提供)?(?:招聘|就业)?岗位|.*平台就业岗位)$")
PEOPLE = (
    r"[\u4e00-\u9fff、]{0,8}?(?:人群|人员|群体|群众|残疾人|毕业生|退役军人|妇女|家庭|农民工|劳动力)"
)
FOR_PEOPLE = re.compile(rf"(?:为|面向|向|针对)(?P<who>{PEOPLE})(?=提供|搭建|举办|开展|进行|推出)")
OF_PLACE = re.compile(r"^(?:域内|全市|全县|全区|辖区内?|广大|各类)")
ACTIVITY = re.compile(r"(?:举办|开展|组织)(?P<what>[\u4e00-\u9fff]{4,20}?(?:活动|招聘会|行动))，")
BRACKET = re.compile(r"(?P<term>[\u4e00-\u9fff]{4,12})（(?P<also>[\u4e00-\u9fff]{2,8})）$")
BARE_MONEY = re.compile(r"^(?:各级|各类|下达|安排|拨付)*(?:专项|补助|奖补)?(?:资金|经费)$")
PURPOSE = re.compile(
    r"^，(?:用于|实施|推进|支持|完成)了?(?P<what>[\u4e00-\u9fff]{2,12}?(?:工程|项目)|[\u4e00-\u9fff]{2,12}?(?:改造|建设))"
)
# 投资33.6万元，对滨河路进行绿化提升: money at the head of what is told next.
BARE_INVESTED = re.compile(r"^(?:计划|累计|完成)?(?:投资|投入|资金投入|投入资金)$")
INVESTED_IN = re.compile(
    r"^，(?:对[^，。；\d]{2,20}?进行(?P<deed>[\u4e00-\u9fff]{2,10})|"
    r"(?:完成|实施|推进|新建|建设|启动|改造|开展)了?(?P<work>[\u4e00-\u9fff“”]{3,18}))(?=[，。；])"
)
WAGE = re.compile(r"^(?:家庭|个人)?(?:月|年)?(?:工资|薪酬|收入)$")
LEVEL = re.compile(r"平均|最高|最低")
PLAN = re.compile(r"(?P<plan>“[^”]{2,8}”)(?:计划|行动|项目)?，")
CHOSEN = re.compile(r"(?:选拔|招募|招录|招聘)$")
CONTEST = re.compile(r"(?:大赛|竞赛|比赛|赛事|联赛)$")
# Kinds of institution that are part of a city; one that has a name is a place of its own.
INSTITUTIONS = (
    r"(?:乡镇|村级?|社区|基层|[县市区]级|公立|民营|民办)[\u4e00-\u9fff]{0,4}?"
    r"(?:卫生院|卫生室|卫生服务中心|医疗(?:卫生)?机构|医院|养老机构|幼儿园|学校)"
)
DEEDS = r"(?:共|累计|已|还|并)*(?:开展|收治|接诊|诊疗|救治|接收|招收|培训|服务|接待)"
DOER = re.compile(
    rf"(?:^|，|。)(?:各|全[市县区])?(?P<who>{INSTITUTIONS})(?={DEEDS})[^，。；]*(?:，{DEEDS}[^，。；]*)*$"
)
DEED = re.compile(DEEDS)
STANDARD_OF = re.compile(
    r"(?:^|，|。|对|提高了?|将)(?P<who>[\u4e00-\u9fff、]{3,20})的(?P<what>(?:补贴|补助|救助|供养|津贴)标准)，"
)


@dataclass(frozen=True, slots=True)
class _Place:
    """A label with the words that its number stands among."""

    label: Label
    spot: Spot
    text: str

    @property
    def section(self) -> str:
        """The words before the number, from the last semicolon on."""
        head = self.text[: self.spot.number.start]
        return head[head.rfind("；") + 1 :]

    def named(self, text: str, rule: str) -> Label:
        """The label in other words; the catalogue has the last word on them."""
        number = self.spot.number
        found = link(text, number.kind, number.unit)
        told = found.label if found else text[-LABEL_MOST:]
        return replace(self.label, text=told, indicator=found, rule=f"{self.label.rule}+{rule}")


def scoped(text: str, spots: Sequence[Spot], labels: Sequence[Label]) -> list[Label]:
    """The labels of a sentence, those that leave something unsaid told in full."""
    held: list[Label] = []
    for spot, label in zip(spots, labels, strict=True):
        place = _Place(label, spot, text)
        told = next((new for rule in RULES if (new := rule(place))), label)
        held.append(told)
    return held


def _posts(place: _Place) -> Label | None:
    """为低收入人群提供6000个就业岗位; 举办专项服务活动，提供3840个就业岗位."""
    label = place.label
    open_posts = OPEN_POSTS.match(label.text) or "+subject" in label.rule
    if label.indicator or not POSTS.search(label.text) or not open_posts:
        return None
    people = list(FOR_PEOPLE.finditer(place.section))
    activities = list(ACTIVITY.finditer(place.section))
    if people:
        whose = OF_PLACE.sub("", people[-1]["who"])
    elif activities:
        whose = activities[-1]["what"]
    else:
        return None
    posts = POSTS.search(label.text)
    return place.named(whose + (posts.group() if posts else "岗位"), "whose")


def _bracketed(place: _Place) -> Label | None:
    """创业担保贷款（涉农贷款）3.85亿元 is of both kinds of loan."""
    found = BRACKET.search(place.spot.before)
    kind = found["also"][-2:] if found else ""
    label = place.label
    if found is None or not found["term"].endswith(kind):
        return None
    if found["also"] in label.text or found["term"][-4:] not in label.text:
        return None
    at = label.text.index(found["term"][-4:]) + 4
    text = f"{label.text[:at]}（{found['also']}）{label.text[at:]}"
    return replace(label, text=text, rule=label.rule + "+bracket")


def _purpose(place: _Place) -> Label | None:
    """下达专项资金3500万元，实施外墙改造项目: what the money is for."""
    if not BARE_MONEY.match(place.label.text):
        return None
    found = PURPOSE.match(place.text[place.spot.number.end :])
    return place.named(found["what"] + place.label.text, "purpose") if found else None


def _invested(place: _Place) -> Label | None:
    """投资33.6万元，对滨河路进行绿化提升: what was done with money that names nothing itself."""
    if not BARE_INVESTED.match(place.label.text) or place.spot.after:
        return None
    found = INVESTED_IN.match(place.text[place.spot.number.end :])
    told = (found["deed"] or found["work"]) if found else ""
    return place.named(told.removesuffix("建设项目") + "投资", "invested") if told else None


def _wage(place: _Place) -> Label | None:
    """每月工资平均1.8万元，最高时达3.6万元: a mean and a peak are two things."""
    before = place.spot.before
    level = LEVEL.findall(before)
    if not WAGE.match(place.label.text) or not level:
        return None
    text = place.label.text
    period = next((word for word in "月年" if f"每{word}" in place.section or word in text), "")
    return place.named(period + level[-1] + text.lstrip("月年"), "level")


def _chosen(place: _Place) -> Label | None:
    """实施“三支一扶”计划，选拔13名毕业生: the plan's own people, where the catalogue knows it."""
    plans = list(PLAN.finditer(place.section))
    if not plans or not CHOSEN.search(place.label.text) or place.label.indicator:
        return None
    told = place.named(plans[-1]["plan"] + "人员", "plan")
    return told if told.indicator else None


def _entrants(place: _Place) -> Label | None:
    """举办职业技能大赛，2391人参加: people are counted, not contests."""
    spot, label = place.spot, place.label
    joined = spot.number.kind == "person" and spot.after.startswith(("参加", "参赛"))
    return (
        place.named(label.text + "参赛人数", "entrants")
        if joined and CONTEST.search(label.text)
        else None
    )


def _standard_of(place: _Place) -> Label | None:
    """提高对重度残疾人的补贴标准，达到每人每月85元: whose standard it is."""
    found = list(STANDARD_OF.finditer(place.section))
    if not found or place.label.text != found[-1]["what"]:
        return None
    return place.named(found[-1]["who"] + found[-1]["what"], "whose")


def _doer(place: _Place) -> Label | None:
    """乡镇卫生院开展手术76例，收治患者816人次: the patients are the clinics' too."""
    found = DOER.search(place.section)
    if found is None or not DEED.match(place.spot.before) or found["who"] in place.label.text:
        return None
    return place.named(found["who"] + place.label.text, "doer")


RULES: tuple[Callable[[_Place], Label | None], ...] = (
    _posts,
    _bracketed,
    _purpose,
    _invested,
    _wage,
    _chosen,
    _entrants,
    _standard_of,
    _doer,
)
