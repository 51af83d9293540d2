"""The table of the guard tests itself: every rule catches its examples and nothing alike."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from mingsheng_reports.catalogue import guard_rules as table
from mingsheng_reports.catalogue.guard_rules import GuardRule, Pair, Verdict, guard_rules
from mingsheng_reports.comparison.comparable import RATIO, named, objections, reservations
from mingsheng_reports.comparison.predicates import PREDICATES
from mingsheng_reports.core.comparison import ComparisonKind
from mingsheng_reports.core.errors import CatalogueError
from mingsheng_reports.core.metric import Metric
from support.factory import make

KINDS = {*(kind.value for kind in ComparisonKind), RATIO}
OWN = {"rivals", "totals", "excess"}  # asked by name, not of every comparison
each_rule = pytest.mark.parametrize("rule", guard_rules(), ids=lambda rule: rule.name)


def pair(samples: Pair) -> tuple[Metric, Metric]:
    first, second = (make(**sample) for sample in samples)  # type: ignore[arg-type]
    return first, second


def missed(rule: GuardRule) -> list[Pair]:
    """Examples that it does not catch, whichever of the two comes first."""
    asked = PREDICATES[rule.predicate]
    return [
        each for each in rule.examples if not asked(*pair(each)) or not asked(*reversed(pair(each)))
    ]


def overreached(rule: GuardRule) -> list[Pair]:
    """Counter-examples that it catches, whichever of the two comes first."""
    asked = PREDICATES[rule.predicate]
    return [each for each in rule.counters if asked(*pair(each)) or asked(*reversed(pair(each)))]


@each_rule
def test_every_rule_catches_its_examples_and_lets_the_counters_through(rule: GuardRule) -> None:
    assert rule.examples
    assert rule.counters
    assert not missed(rule)
    assert not overreached(rule)


@each_rule
def test_the_verdict_reaches_every_comparison_that_the_rule_governs(rule: GuardRule) -> None:
    assert set(rule.along) <= KINDS | OWN
    for along in KINDS.intersection(rule.along):
        for each in rule.examples:
            refused = [one.code for one in objections(pair(each), along)]
            reserved = [one.code for one in reservations(pair(each), along)]
            assert rule.code in (refused if rule.verdict is Verdict.REFUSE else reserved)


@pytest.mark.parametrize("along", sorted(KINDS))
def test_a_pair_that_only_carries_a_reservation_is_compared(along: str) -> None:
    for rule in guard_rules():
        if rule.verdict is Verdict.RESERVE and along in rule.along:
            for each in rule.examples:
                assert objections(pair(each), along) == (), rule.name


def test_every_predicate_has_a_rule_and_every_rule_a_predicate_and_a_name_of_its_own() -> None:
    assert {rule.predicate for rule in guard_rules()} == set(PREDICATES)
    names = [rule.name for rule in guard_rules()]
    assert len(names) == len(set(names))


@each_rule
def test_a_reason_is_a_chinese_clause_without_digits(rule: GuardRule) -> None:
    told = rule.reason.replace("{statuses}", "")
    assert re.fullmatch(r"[\u4e00-\u9fff（），、]+", told)


def test_what_the_two_are_is_told_where_the_table_asks_for_it() -> None:
    (found,) = objections([make(year="2021"), make(status="target")], ComparisonKind.YEARS)
    assert found.reason == "性质不同（实际完成数、计划数）"


def test_the_checks_see_a_wrong_row() -> None:
    rule = guard_rules()[0]
    assert missed(replace(rule, examples=rule.counters))
    assert overreached(replace(rule, counters=rule.examples))


@pytest.mark.parametrize(
    "text",
    ["", "[[rule]]\nname = 'half'\n", "not a table"],
)
def test_a_damaged_table_is_told(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / table.TABLE
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(table, "table_path", lambda _: path)
    with pytest.raises(CatalogueError, match=re.escape(table.TABLE)):
        guard_rules.__wrapped__()


def test_a_rule_has_a_name_that_the_code_may_ask_for() -> None:
    assert named("definition").code == "definition"
    with pytest.raises(KeyError):
        named("nothing of the kind")
