from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from mingsheng_reports.catalogue.categories import (
    OTHER,
    TABLE,
    Category,
    categories,
    guess_category,
    order_of,
    parse_category,
)
from mingsheng_reports.catalogue.phrases import PhraseIndex
from mingsheng_reports.catalogue.tables import read_tsv
from mingsheng_reports.core.errors import CatalogueError

GOLD = Path(__file__).resolve().parents[1] / "gold"
PRINT_ORDER = [
    *("就业", "教育", "医疗卫生", "社会救助", "养老", "社会保障", "住房与老旧小区", "城市建设"),
    *("交通出行", "供水供热供气", "生态环境", "食品药品安全", "公共安全", "文化体育", "政务服务"),
    *("财政投入", "产业经济", "农业农村", "其他"),
]


def wrong_examples(rows: Sequence[Category]) -> list[str]:
    return [
        f"{row.name}: {row.example} → {guess_category(row.example)}"
        for row in rows
        if guess_category(row.example) != row.name
    ]


def examples_that_are_cues(rows: Sequence[Category]) -> list[str]:
    """An example that is itself a cue would prove nothing."""
    cues = {word for row in rows for word, _ in row.cues}
    return [row.example for row in rows if row.example in cues]


def share_right(rows: Iterable[dict[str, str]]) -> float:
    """Share of annotated rows whose category, or one as good, is guessed."""
    verdicts = []
    for row in rows:
        good = {row["category"]}
        for also in re.findall(r"category=([^;]+)", row["accept"]):
            good |= set(also.strip().split("|"))
        verdicts.append(guess_category(row["label"], row["quote"]) in good)
    return sum(verdicts) / len(verdicts)


def annotated() -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for path in sorted(GOLD.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows.extend(csv.DictReader(file))
    return rows


def test_the_categories_are_those_of_the_contract_in_print_order() -> None:
    assert [each.name for each in categories()] == PRINT_ORDER
    assert [order_of(name) for name in PRINT_ORDER] == list(range(19))
    assert order_of("没有这一类") == 19


def test_ids_are_short_latin_and_unique() -> None:
    ids = [each.id for each in categories()]
    assert len(set(ids)) == 19
    assert all(re.fullmatch(r"[a-z]+(?:-[a-z]+)*", each) for each in ids)


def test_every_example_is_guessed_and_is_no_cue() -> None:
    assert wrong_examples(categories()) == []
    assert examples_that_are_cues(categories()) == []


def test_a_wrong_example_is_noticed() -> None:
    row = categories()[0]
    assert wrong_examples([replace(row, example="清淤河道")])
    assert examples_that_are_cues([replace(row, example=row.cues[0][0])])


@pytest.mark.parametrize(
    ("label", "context", "category"),
    [
        ("农村公路建设里程", "", "交通出行"),
        ("农村卫生厕所改造", "", "农业农村"),
        ("城乡居民养老保险参保人数", "", "社会保障"),
        ("居家养老上门服务", "", "养老"),
        ("公厕建设", "改造老旧小区时新建公厕", "城市建设"),
        ("完成投资", "供热管网改造完成投资", "供水供热供气"),
        ("总面积", "", OTHER),
        ("", "", OTHER),
    ],
)
def test_guesses(label: str, context: str, category: str) -> None:
    assert guess_category(label, context) == category


def test_the_label_outweighs_its_context() -> None:
    assert guess_category("就业岗位", "学校、医院和养老院都在招人") == "就业"
    assert guess_category("人数", "学校、学生和教师") == "教育"


def test_a_cue_counts_once_however_often_it_stands() -> None:
    assert guess_category("", "燃气" + "企业,企业,企业,企业,企业") == "供水供热供气"


def test_annotated_seeds_reach_the_floor() -> None:
    assert share_right(annotated()) >= 0.96


def test_the_measure_notices_wrong_categories() -> None:
    shifted = [row | {"category": "养老", "accept": ""} for row in annotated()]
    assert share_right(shifted) < 0.2


@pytest.mark.parametrize("cue", ["就:3", "就业", "就业:三", "就业:"])
def test_a_damaged_cue_is_refused_with_its_place(cue: str) -> None:
    row = read_tsv(TABLE)[0] | {"cues": cue}
    with pytest.raises(CatalogueError, match=r"categories\.tsv第\d+行的线索词"):
        parse_category(row, 0)


def test_phrases_do_not_overlap_and_the_longer_stays() -> None:
    index = PhraseIndex(["甲乙", "乙丙丁", "丁戊", "丙丁"])
    assert [hit.phrase for hit in index.find("甲乙丙丁戊")] == ["乙丙丁"]
    assert [hit.phrase for hit in index.find("甲乙,丁戊")] == ["甲乙", "丁戊"]
    assert index.find("") == ()


def test_marks_of_a_character_class_are_characters_of_a_phrase() -> None:
    index = PhraseIndex(["^甲", "]-乙", "-]"])
    assert [hit.phrase for hit in index.find("^甲]-乙-]")] == ["^甲", "]-乙", "-]"]
    assert PhraseIndex([]).find("甲乙") == ()


def test_of_two_overlapping_phrases_of_one_length_the_first_stays() -> None:
    index = PhraseIndex(["甲乙", "乙丙"])
    assert [(hit.start, hit.end) for hit in index.find("甲乙丙")] == [(0, 2)]


def test_a_phrase_of_one_character_is_refused() -> None:
    with pytest.raises(ValueError, match="too short"):
        PhraseIndex(["甲"])
