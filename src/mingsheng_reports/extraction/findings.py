"""A number with all that was found out about it, and what its neighbours change in that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mingsheng_reports.core.metric import UNKNOWN, Scope, Status
from mingsheng_reports.extraction.labels import Label, in_force
from mingsheng_reports.extraction.naming import OWNER, without_completion
from mingsheng_reports.extraction.pairs import Pair
from mingsheng_reports.extraction.periods import Period
from mingsheng_reports.extraction.phrases import clean_before
from mingsheng_reports.extraction.scope import Site
from mingsheng_reports.extraction.spots import Spot
from mingsheng_reports.extraction.status import Judgement, planned_work

TOTAL = re.compile(r"合计|总计|共计|一共")

EXPECTED = "预计"
PLANS = re.compile(r"计划|力争|拟|将|目标|确保|[到至]20\d\d年|后，|可")


@dataclass(frozen=True, slots=True)
class Finding:
    """A number with all that was found out about it."""

    spot: Spot
    label: Label
    judgement: Judgement
    unit: str
    per: str
    site: Site
    period: Period


def settled(
    findings: list[Finding], pairs: Sequence[Pair], text: str, *, unfinished: bool
) -> list[Finding]:
    """The findings of a sentence once pairs, completions, works and rates are seen together."""
    return [
        _standard(_of_unfinished_work(each, text, unfinished=unfinished))
        for each in _completed(_paired(findings, pairs))
    ]


def _standard(finding: Finding) -> Finding:
    """A rate of money in force, or the one before it, is named as a standard."""
    status = finding.judgement.status
    planned = status is Status.TARGET and "/人" in finding.unit
    if status not in (Status.STANDARD, Status.BASELINE) and not planned:
        return finding
    return replace(finding, label=in_force(finding.label, finding.spot.number))


def _paired(findings: list[Finding], pairs: Sequence[Pair]) -> list[Finding]:
    """Both ends of a from–to pair share label and unit; the old value is a baseline."""
    held = list(findings)
    for pair in pairs:
        old, new = held[pair.old], held[pair.new]
        baseline = Judgement(Status.BASELINE, "", "pairs:from-to")
        held[pair.old] = replace(old, judgement=baseline, period=_dated_with(old, new))
        if not pair.replaces:
            if old.label.doubt and not new.label.doubt:  # 在去年12所的基础上，新建学校15所
                held[pair.old] = replace(held[pair.old], label=new.label)
            _on_top(held, pair)
            continue
        unit, per = max((old.unit, old.per), (new.unit, new.per), key=lambda rate: len(rate[0]))
        held[pair.old] = replace(held[pair.old], unit=unit, per=per)
        held[pair.new] = replace(
            new,
            unit=unit,
            per=per,
            label=replace(old.label, rule=old.label.rule + "+pair"),
            judgement=Judgement(_status_of_new(new, pair), "", "pairs:from-to"),
        )
    return held


def _dated_with(old: Finding, new: Finding) -> Period:
    """An undated old value is of the year before the new one (在1000元的基础上，今年增加)."""
    if old.period.at > old.spot.clause.start or UNKNOWN in new.period.year:
        return old.period
    return replace(old.period, year=new.period.year)


def _on_top(held: list[Finding], pair: Pair) -> None:
    """在每户1000元的基础上增加1000元，合计2000元: all are per household, the sum is the whole's."""
    old, new = held[pair.old], held[pair.new]
    if old.spot.number.unit != new.spot.number.unit:
        return
    if new.unit == new.spot.number.unit:
        held[pair.new] = replace(new, unit=old.unit, per=old.per)
    total = held[pair.new + 1] if pair.new + 1 < len(held) else None
    if total and total.spot.number.unit == old.spot.number.unit and TOTAL.search(total.spot.before):
        whole = replace(old.label, rule=old.label.rule + "+pair")
        held[pair.new + 1] = replace(total, label=whole, unit=old.unit, per=old.per)


def _status_of_new(new: Finding, pair: Pair) -> Status:
    """What a value was raised to is in force: a standard for money, else so."""
    status = new.judgement.status
    if status in (Status.CHANGE, Status.COMPLETION):
        status = Status.ACTUAL
    money = new.spot.number.kind in ("money", "money-per") and not pair.measured
    return Status.STANDARD if money and status is Status.ACTUAL else status


def _completed(findings: list[Finding]) -> list[Finding]:
    """A completion carries the label of the number before it."""
    held: list[Finding] = []
    for each in findings:
        if each.judgement.status is Status.COMPLETION and held and not _names_itself(each):
            label = _told_before(held).label
            held.append(replace(each, label=replace(label, rule=label.rule + "+completion")))
        else:
            held.append(each)
    return held


def _names_itself(finding: Finding) -> bool:
    """Whether a completion says what it is of, or was handed out from its number."""
    own = clean_before(without_completion(finding.spot.before))
    return len(own) > 1 or finding.label.rule.endswith(OWNER)


def _told_before(held: Sequence[Finding]) -> Finding:
    """The number before it that does not stand inside brackets (已完工94个（其中…），完工率62%)."""
    return next((f for f in reversed(held) if not f.spot.bracketed), held[-1])


def _estimated(finding: Finding, text: str) -> bool:
    """预计地区生产总值增长6%, in a report on the year just ended: an estimate of a result."""
    period, before = finding.period, text[: finding.spot.number.start]
    past = UNKNOWN not in (period.year, period.anchor) and period.year[-4:] < period.anchor
    target = finding.judgement.status is Status.TARGET and not finding.judgement.required
    return past and target and EXPECTED in before and not PLANS.search(before)


def _of_unfinished_work(finding: Finding, text: str, *, unfinished: bool) -> Finding:
    """What is told of a year to come, and design figures of unfinished work, are targets."""
    if _estimated(finding, text):
        return replace(finding, judgement=Judgement(Status.ACTUAL, "", "estimate"))
    actual = finding.judgement.status is Status.ACTUAL
    if actual and finding.period.to_come:
        return replace(finding, judgement=Judgement(Status.TARGET, "", "year-to-come"))
    if actual and finding.site.scope is Scope.PROJECT and planned_work(text, unfinished=unfinished):
        return replace(finding, judgement=Judgement(Status.TARGET, "", "work-not-finished"))
    return finding
