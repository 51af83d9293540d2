from __future__ import annotations

from dataclasses import replace

import pytest

from mingsheng_reports.catalogue.running import RunningRule, running_marks, running_rules
from support.prose import metrics
from support.stopwatch import FILLERS, growth

QUADRATIC = 9
RULES = running_rules()


def to_date(marked: str) -> bool:
    """Whether the number between ⟦ and ⟧ counts up to the day of the report."""
    at = marked.index("⟦")
    text = marked.replace("⟦", "").replace("⟧", "")
    found = [m for m in metrics(text + "。") if m.evidence.figure_span.start == at]
    assert len(found) == 1, marked
    return found[0].to_date


def fits(rule: RunningRule, marked: str) -> bool:
    return bool(rule.cue.search(marked.partition("⟦")[0]))


def wrong(rules: tuple[RunningRule, ...]) -> list[str]:
    """Rows whose example does not count up to the day, or whose cue fits the counter-example."""
    missed = [r.example for r in rules if not (fits(r, r.example) and to_date(r.example))]
    return missed + [r.counter for r in rules if fits(r, r.counter)]


def test_every_row_fits_its_example_and_not_its_counter_example() -> None:
    assert not wrong(RULES)
    assert {rule.kind for rule in RULES} == {"now", "since"}


def test_the_check_sees_a_wrong_row() -> None:
    assert wrong((replace(RULES[0], example="去年改造小区⟦12个⟧"),))
    assert wrong((replace(RULES[0], counter="目前改造小区⟦12个⟧"),))


@pytest.mark.parametrize("filler", FILLERS)
def test_every_cue_is_linear(filler: str) -> None:
    assert growth(running_marks, filler, size=4000) < QUADRATIC
