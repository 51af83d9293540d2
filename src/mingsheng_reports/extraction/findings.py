"""A number with all that was found out about it, and completions joined to what they are of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mingsheng_reports.core.metric import Status
from mingsheng_reports.extraction.labels import Label
from mingsheng_reports.extraction.naming import OWNER, without_completion
from mingsheng_reports.extraction.periods import Period
from mingsheng_reports.extraction.phrases import clean_before
from mingsheng_reports.extraction.scope import Site
from mingsheng_reports.extraction.spots import Spot
from mingsheng_reports.extraction.status import Judgement


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


def completed(findings: list[Finding]) -> list[Finding]:
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
