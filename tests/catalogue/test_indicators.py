from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from mingsheng_reports.catalogue.categories import categories, order_of
from mingsheng_reports.catalogue.indicators import (
    TABLE,
    UNIT_KINDS,
    Better,
    Indicator,
    Term,
    by_id,
    by_label,
    find_terms,
    indicators,
    link,
    parse_indicator,
    plain_wording,
)
from mingsheng_reports.catalogue.tables import read_tsv, table_path
from mingsheng_reports.catalogue.units import kind_of, units
from mingsheng_reports.core.errors import CatalogueError

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
FIGURE = re.compile(
    r"(?P<per>(?:每[人生户])?(?:每[年月])?)(?P<digits>\d+(?:\.\d+)?)[万亿]*"
    rf"(?P<unit>{'|'.join(sorted(map(re.escape, units()), key=len, reverse=True))})"
)
PER = {"每人每月": "/人·月", "每人每年": "/人·年", "每生每年": "/生·年", "每户": "/户"}


def linked(sentence: str) -> list[str]:
    """For every number of a one-clause sentence the id its nearest fitting term links to."""
    terms = find_terms(sentence)
    found = []
    for figure in FIGURE.finditer(sentence):
        unit = units()[figure["unit"]].base + PER.get(figure["per"], "")
        ids = [
            indicator.id
            for term in sorted(terms, key=lambda each: _distance(each, figure.start()))
            if (indicator := link(term.phrase, kind_of(unit), unit))
        ]
        found.append(ids[0] if ids else "")
    return found


def _distance(term: Term, figure: int) -> tuple[bool, int]:
    return term.start > figure, abs(figure - (term.end if term.end <= figure else term.start))


def wrong_examples(rows: Sequence[Indicator]) -> list[str]:
    return [
        f"{row.id}: {row.example} → {linked(row.example)}"
        for row in rows
        if set(linked(row.example)) != {row.id}
    ]


def wrong_counters(rows: Sequence[Indicator]) -> list[str]:
    return [
        f"{row.id}: {row.counter}"
        for row in rows
        if row.id in linked(row.counter) or not linked(row.counter)
    ]


def undeclared_collisions(rows: Sequence[Indicator]) -> list[str]:
    """Wordings that name two rows for one unit, although nobody said that this is meant."""
    claims: dict[tuple[str, str], list[Indicator]] = {}
    for row in rows:
        for phrase in {plain_wording(each) for each in row.phrases}:
            for kind in row.unit_kinds:
                claims.setdefault((phrase, kind), []).append(row)
    return sorted(
        f"{phrase} ({kind}): {' '.join(row.id for row in claimants)}"
        for (phrase, kind), claimants in claims.items()
        if len(claimants) > 1 and not _told_apart(phrase, claimants)
    )


def _told_apart(phrase: str, claimants: Sequence[Indicator]) -> bool:
    if all(phrase in map(plain_wording, row.shared) for row in claimants):
        return True
    named = [unit for row in claimants for unit in row.units]
    return all(row.units for row in claimants) and max(Counter(named).values()) == 1


def wrong_units(rows: Sequence[Indicator]) -> list[str]:
    """Units that the units table lacks or that are of a kind the row does not admit."""
    kinds = {unit.base: unit.kind for unit in units().values()}
    strays = [
        f"{row.id}: {unit}"
        for row in rows
        for unit in row.units
        if kinds.get(unit) not in row.unit_kinds
    ]
    unreachable = [
        f"{row.id}: {kind} without a unit"
        for row in rows
        for kind in row.unit_kinds
        if row.units and kind not in {kinds.get(unit) for unit in row.units}
    ]
    return strays + unreachable


def out_of_order(rows: Sequence[Indicator]) -> list[str]:
    keys = [(order_of(row.category), row.label) for row in rows]
    return [f"{b[1]} after {a[1]}" for a, b in pairwise(keys) if b <= a]


def repeated(words: Sequence[str]) -> list[str]:
    return sorted(word for word, times in Counter(words).items() if times > 1)


def quoted_from(rows: Sequence[Indicator], text: str) -> list[str]:
    """Examples that stand in a source word for word."""
    plain = plain_wording(text)
    return [
        f"{row.id}: {sentence}"
        for row in rows
        for sentence in (row.example, row.counter)
        if plain_wording(sentence) in plain
    ]


def thin_categories(rows: Sequence[Indicator], least: int) -> list[str]:
    held = Counter(row.category for row in rows)
    return [each.name for each in categories() if held[each.name] < least]


@pytest.fixture(scope="module")
def jobs() -> Indicator:
    found = by_label("城镇新增就业")
    assert found
    return found


def test_there_are_at_least_three_hundred_and_eight_in_every_category() -> None:
    assert len(indicators()) >= 300
    assert thin_categories(indicators(), 8) == []


def test_a_thin_category_is_noticed() -> None:
    rows = [row for row in indicators() if row.category != "养老"]
    assert thin_categories(rows, 8) == ["养老"]


def test_every_example_links_to_its_own_row() -> None:
    assert wrong_examples(indicators()) == []


def test_a_wrong_example_is_noticed(jobs: Indicator) -> None:
    assert wrong_examples([replace(jobs, example="今年带动就业3万人")])
    assert wrong_examples([replace(jobs, example="今年城镇新增就业很多")])


def test_no_counter_example_links_to_its_row() -> None:
    assert wrong_counters(indicators()) == []


def test_a_wrong_counter_example_is_noticed(jobs: Indicator) -> None:
    assert wrong_counters([replace(jobs, counter="城镇新增就业2万人")])
    assert wrong_counters([replace(jobs, counter="没有数字")])


def test_ids_and_labels_are_unique() -> None:
    assert repeated([row.id for row in indicators()]) == []
    assert repeated([row.label for row in indicators()]) == []
    assert repeated(["a", "b", "a"]) == ["a"]


def test_ids_are_latin_kebab() -> None:
    kebab = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
    assert [row.id for row in indicators() if not kebab.fullmatch(row.id)] == []
    assert not kebab.fullmatch("新增-就业")


def test_no_wording_names_two_rows_unless_declared() -> None:
    assert undeclared_collisions(indicators()) == []


def test_an_undeclared_collision_is_noticed(jobs: Indicator) -> None:
    other = replace(jobs, id="other", label="别的", synonyms=("城镇新增就业",))
    assert undeclared_collisions([jobs, other])
    assert not undeclared_collisions([jobs, replace(other, unit_kinds=("money",))])


def test_units_are_known_and_of_an_admitted_kind() -> None:
    assert wrong_units(indicators()) == []


def test_a_wrong_unit_is_noticed(jobs: Indicator) -> None:
    assert wrong_units([replace(jobs, units=("公里",))])
    assert wrong_units([replace(jobs, units=("人",), unit_kinds=("person", "money"))])


def test_rows_stand_in_canonical_order() -> None:
    assert out_of_order(indicators()) == []
    assert out_of_order(indicators()[::-1])


def test_no_row_quotes_a_source() -> None:
    for source in sorted(SEEDS.glob("*.txt")):
        assert quoted_from(indicators(), source.read_text(encoding="utf-8")) == []


def test_a_quoted_source_is_noticed(jobs: Indicator) -> None:
    assert quoted_from([jobs], f"今年,{jobs.example}\n。")


def test_no_wording_is_so_short_that_it_hides_in_other_words() -> None:
    def short(rows: Sequence[Indicator]) -> list[str]:
        return [each for row in rows for each in row.phrases if len(plain_wording(each)) < 3]

    assert short(indicators()) == []
    assert short([replace(indicators()[0], label="就业")]) == ["就业"]


def test_the_table_explains_the_unit_kinds_it_uses() -> None:
    head = table_path(TABLE).read_text(encoding="utf-8").split("\nid\t")[0]
    assert [kind for kind in UNIT_KINDS if kind not in head] == []
    assert {unit.kind for unit in units().values()} <= set(UNIT_KINDS)


@pytest.mark.parametrize(
    ("column", "value", "word"),
    [
        ("category", "民生", "类别"),
        ("unit_kinds", "人", "单位种类"),
        ("unit_kinds", "", "单位种类"),
        ("better", "up", "方向"),
    ],
)
def test_a_damaged_row_is_refused_with_its_place(column: str, value: str, word: str) -> None:
    row = read_tsv(TABLE)[0] | {column: value}
    with pytest.raises(CatalogueError, match=rf"indicators\.tsv第{row['line']}行.*{word}"):
        parse_indicator(row)


def test_unknown_ids_and_labels() -> None:
    assert by_id("no-such-indicator") is None
    assert by_label("没有这项指标") is None
    assert {row.better for row in indicators()} == set(Better)
