"""What a label leaves unsaid, told by the words around its number.

Whose posts were offered, what money was given for, what else a bracket puts under the same
number, whether a wage is a mean or a peak. The words are rows of ``tables/scoping.tsv``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from mingsheng_reports.catalogue.indicators import link
from mingsheng_reports.catalogue.scoping import scoping_pattern as pattern
from mingsheng_reports.extraction.labels import LABEL_MOST, Label
from mingsheng_reports.extraction.spots import Spot


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
    open_posts = pattern("open-posts").match(label.text) or "+subject" in label.rule
    if label.indicator or not pattern("posts").search(label.text) or not open_posts:
        return None
    people = list(pattern("for-people").finditer(place.section))
    activities = list(pattern("activity").finditer(place.section))
    if people:
        whose = pattern("of-place").sub("", people[-1]["who"])
    elif activities:
        whose = activities[-1]["what"]
    else:
        return None
    posts = pattern("posts").search(label.text)
    return place.named(whose + (posts.group() if posts else "岗位"), "whose")


def _bracketed(place: _Place) -> Label | None:
    """创业担保贷款（涉农贷款）3.85亿元 is of both kinds of loan."""
    found = pattern("bracket").search(place.spot.before)
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
    if not pattern("bare-money").match(place.label.text):
        return None
    found = pattern("purpose").match(place.text[place.spot.number.end :])
    return place.named(found["what"] + place.label.text, "purpose") if found else None


def _invested(place: _Place) -> Label | None:
    """投资33.6万元，对滨河路进行绿化提升: what was done with money that names nothing itself."""
    if not pattern("bare-invested").match(place.label.text) or place.spot.after:
        return None
    found = pattern("invested-in").match(place.text[place.spot.number.end :])
    told = (found["deed"] or found["work"]) if found else ""
    return place.named(told.removesuffix("建设项目") + "投资", "invested") if told else None


def _wage(place: _Place) -> Label | None:
    """每月工资平均1.8万元，最高时达3.6万元: a mean and a peak are two things."""
    before = place.spot.before
    level = pattern("level").findall(before)
    if not pattern("wage").match(place.label.text) or not level:
        return None
    text = place.label.text
    period = next((word for word in "月年" if f"每{word}" in place.section or word in text), "")
    return place.named(period + level[-1] + text.lstrip("月年"), "level")


def _chosen(place: _Place) -> Label | None:
    """实施“三支一扶”计划，选拔13名毕业生: the plan's own people, where the catalogue knows it."""
    plans = list(pattern("plan").finditer(place.section))
    if not plans or not pattern("chosen").search(place.label.text) or place.label.indicator:
        return None
    told = place.named(plans[-1]["plan"] + "人员", "plan")
    return told if told.indicator else None


def _entrants(place: _Place) -> Label | None:
    """举办职业技能大赛，2391人参加: people are counted, not contests."""
    spot, label = place.spot, place.label
    joined = spot.number.kind == "person" and spot.after.startswith(("参加", "参赛"))
    return (
        place.named(label.text + "参赛人数", "entrants")
        if joined and pattern("contest").search(label.text)
        else None
    )


def _standard_of(place: _Place) -> Label | None:
    """提高对重度残疾人的补贴标准，达到每人每月85元: whose standard it is."""
    found = list(pattern("standard-of").finditer(place.section))
    if not found or place.label.text != found[-1]["what"]:
        return None
    return place.named(found[-1]["who"] + found[-1]["what"], "whose")


def _doer(place: _Place) -> Label | None:
    """乡镇卫生院开展手术76例，收治患者816人次: the patients are the clinics' too."""
    found = pattern("doer").search(place.section)
    if (
        found is None
        or not pattern("deeds").match(place.spot.before)
        or found["who"] in place.label.text
    ):
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
