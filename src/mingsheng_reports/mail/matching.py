"""Whose a finished brief is: the cities, years and template of a recipient against those of briefs.

A city is looked up among the divisions of China, not among the briefs that happen to lie there: a
letter to the wrong county is worse than none.
"""

from __future__ import annotations

from collections.abc import Sequence

from mingsheng_reports.catalogue.places import Level, full_name, resolve
from mingsheng_reports.catalogue.templates import proof_templates
from mingsheng_reports.mail.finished import FinishedBrief
from mingsheng_reports.mail.recipients import Recipient

SHOWN = 10  # cities in a message


def briefs_for(recipient: Recipient, briefs: Sequence[FinishedBrief]) -> tuple[FinishedBrief, ...]:
    """The briefs of the recipient's cities and years.

    A proof sheet is for those who ask for one, by the list or by naming its file.

    Raises:
        LookupError: one of the cities is in no brief, or nothing is left; with the reason.
    """
    held = list(briefs)
    if recipient.cities is not None:
        known = sorted({city for brief in briefs for city in brief.subject.cities})
        cities = {_full(city, known) for city in recipient.cities}
        held = [b for b in held if b.subject.cities and cities.issuperset(b.subject.cities)]
        told = {city for brief in held for city in brief.subject.cities}
        if lacking := sorted(cities - told):
            message = f"没有单独给{'、'.join(lacking)}的简报，这一行没有写信；请检查城市。"
            raise LookupError(message)
    if recipient.years:
        years = set(recipient.years)
        held = [b for b in held if b.subject.years and years.issuperset(b.subject.years)]
    if recipient.template:
        held = [b for b in held if b.template == recipient.template]
    else:
        held = [b for b in held if b.named or b.template not in proof_templates()]
    if not held:
        raise LookupError("没有这些城市、年份和版面的简报，这一行没有写信；请先印出来。")
    held.sort(key=lambda brief: brief.template)
    held.sort(key=lambda brief: brief.subject.years, reverse=True)  # the latest is told first
    return tuple(sorted(held, key=lambda brief: brief.subject.cities))


def _full(city: str, known: Sequence[str]) -> str:
    """盘锦 → 盘锦市, whatever there are briefs of.

    Raises:
        LookupError: there is no brief of it, or it cannot be told which place is meant.
    """
    found = resolve(city)
    borne = [place for place in found.candidates if not place.is_plain_province]
    cities = [place for place in borne if place.level is Level.PREFECTURE and place.is_city]
    meant = borne if len(borne) < 2 else cities
    if len(borne) > 1 and len(meant) != 1:
        listed = "、".join(full_name(place) for place in borne)
        message = f"“{city}”可以是{listed}，分不清是哪一个，这一行没有写信；请写全称。"
        raise LookupError(message)
    name = meant[0].name if meant else city
    alike = resolve(name).candidates
    if name in known and len(alike) > 1:
        listed = "、".join(full_name(place) for place in alike)
        message = (
            f"叫“{name}”的有{listed}，从简报上分不清，这一行没有写信；"
            "请用 --to 把这一份PDF单独写给收件人。"
        )
        raise LookupError(message)
    if name not in known:
        listed = "、".join(known[:SHOWN]) + ("等" if len(known) > SHOWN else "")
        told = f"“{city}”" if name == city else f"“{city}”（{name}）"
        message = f"没有{told}的简报，这一行没有写信；有简报的城市：{listed or '没有'}。"
        raise LookupError(message)
    return name
