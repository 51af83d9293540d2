from __future__ import annotations

import re
from dataclasses import replace

import pytest

from mingsheng_reports.catalogue.statuses import StatusRule, status_rules
from mingsheng_reports.core.metric import Status
from mingsheng_reports.extraction.quantities import find_quantities
from mingsheng_reports.extraction.status import Judgement, judge
from support.stopwatch import FILLERS, growth

PLACES = ("before", "clause", "behind", "sentence", "owned")
RELEASE = "release"
QUADRATIC = 9
RULES = tuple(rule for where in PLACES for rule in status_rules(where))


def judged(marked: str) -> Judgement:
    """Judgement of the number between ⟦ and ⟧.

    Raises:
        ValueError: if no quantity stands there.
    """
    at, end = marked.index("⟦"), marked.index("⟧") - 1
    text = marked.replace("⟦", "").replace("⟧", "")
    for number in find_quantities(text):
        if number.start < end and at < number.end and not number.bare:
            clause = max(text.rfind(mark, 0, number.start) for mark in "，；。：") + 1
            return judge(text, clause, number, Status.ACTUAL)
    raise ValueError(f"no quantity is marked: {marked}")


def wrong_examples(rules: tuple[StatusRule, ...]) -> list[str]:
    """Rows that do not decide the number marked in their example."""
    wrong = []
    for rule in rules:
        found = judged(rule.example)
        status = Status.ACTUAL if rule.status == RELEASE else Status(rule.status)
        if (found.status, found.rule) != (status, rule.name):
            wrong.append(f"{rule.line}: {rule.example} → {found.status} by {found.rule}")
    return wrong


def wrong_counters(rules: tuple[StatusRule, ...]) -> list[str]:
    """Rows that decide the number marked in their counter-example, or whose status it gets."""
    wrong = []
    for rule in rules:
        found = judged(rule.counter)
        if found.rule == rule.name or found.status == rule.status:
            wrong.append(f"{rule.line}: {rule.counter} → {found.status} by {found.rule}")
    return wrong


def test_every_row_stands_at_a_known_place_with_a_known_status() -> None:
    known = {str(status) for status in Status} | {RELEASE}
    assert len(RULES) > 12
    assert {rule.status for rule in RULES} <= known
    assert {rule.where for rule in RULES} == set(PLACES)


def test_every_row_decides_its_example() -> None:
    assert not wrong_examples(RULES)


def test_no_row_decides_its_counter_example() -> None:
    assert not wrong_counters(RULES)


@pytest.mark.parametrize("filler", FILLERS)
def test_every_cue_is_linear(filler: str) -> None:
    slow = {
        rule.name: ratio
        for rule in RULES
        if (ratio := growth(rule.cue.findall, filler, size=2000)) > QUADRATIC
    }
    assert not slow


def test_the_checks_see_a_wrong_row() -> None:
    rule = RULES[0]
    assert wrong_examples((replace(rule, example="建成⟦12座⟧"),))
    assert wrong_examples((replace(rule, status="target"),))
    assert wrong_counters((replace(rule, counter=rule.example),))
    with pytest.raises(ValueError, match="no quantity"):
        judged("没有⟦数字⟧")
    assert growth(re.compile("计划[^，]*[^，]*达").findall, "计划", size=160) > QUADRATIC
