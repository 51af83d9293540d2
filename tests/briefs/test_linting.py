"""The wording linter: each rule finds its wrong sentence, leaves the right one, and the briefs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mingsheng_reports.briefs.compose import compose
from mingsheng_reports.briefs.linting import (
    TABLE,
    lint,
    lint_chart,
    lint_sentence,
    undated,
    unfinished,
)
from mingsheng_reports.catalogue.tables import read_tsv
from mingsheng_reports.comparison.board import lay_out
from mingsheng_reports.comparison.change import rate
from mingsheng_reports.core.brief import (
    Brief,
    ChartKind,
    ChartSpec,
    Computed,
    Endnote,
    Figure,
    Mark,
    Name,
    Quoted,
    Sentence,
    Words,
)
from mingsheng_reports.core.comparison import Derived, Subject
from mingsheng_reports.core.fragments import sentences
from mingsheng_reports.core.quantity import Qualifier
from support.annotated import library, metrics
from support.factory import CITY, make, shelf

ROWS = {row["code"] + row["line"]: row for row in read_tsv(TABLE)}
DIGITS = re.compile(r"[\d.]+")
ISSUED = date(2024, 12, 31)


def composed(text: str) -> Sentence:
    """A sentence of our own: digits as computed numbers, the rest as words."""

    def pieces() -> Iterator[Words | Computed]:
        at = 0
        for found in DIGITS.finditer(text):
            if found.start() > at:
                yield Words(text[at : found.start()])
            derived = Derived("x", Decimal(1), "", found[0], "1÷1", (make(),))
            yield Computed(derived, (1,))
            at = found.end()
        if text[at:]:
            yield Words(text[at:])

    return tuple(pieces())


def codes(sentence: Sentence) -> set[str]:
    return {slip.code for slip in lint_sentence(sentence)}


@pytest.mark.parametrize("row", ROWS.values(), ids=list(ROWS))
def test_each_rule_finds_its_wrong_sentence_and_leaves_the_right_one(row: dict[str, str]) -> None:
    assert row["code"] in codes(composed(row["wrong"]))
    assert codes(composed(row["right"])) == set()


def test_the_sources_own_words_are_not_judged() -> None:
    wrong = "3千5百人"
    assert codes((Quoted(wrong, "000"),)) == codes((Name(wrong, "000"),)) == set()
    metric = make()
    said = replace(metric, quantity=replace(metric.quantity, printed=wrong))
    assert codes((Words("受益"), Figure(said, 1), Words("。"))) == set()


def test_what_we_add_to_a_sources_number_is_judged() -> None:
    metric = make()
    said = replace(metric, quantity=replace(metric.quantity, printed="100余人"))
    assert "double-about" in codes((Words("约"), Figure(said, 1), Words("受益。")))


def test_a_lost_qualifier_is_seen() -> None:
    metric = make()
    vague = replace(metric, quantity=replace(metric.quantity, qualifier=Qualifier.ABOUT))
    assert "qualifier-lost" in codes((Words("受益"), Figure(vague, 1), Words("。")))
    assert "qualifier-lost" not in codes((Words("约"), Figure(vague, 1), Words("。")))


def test_year_on_year_needs_like_periods_and_scopes() -> None:
    old, new = make(value="100", year="2021"), make(value="110", year="2022")
    told = rate(old, new)
    assert told is not None
    assert "year-on-year" not in codes((Words("同比增长"), Computed(told, (1, 2)), Words("。")))
    partial = replace(told, operands=(replace(new, as_of="2022-11-30"), old))
    assert "year-on-year" in codes((Words("同比增长"), Computed(partial, (1, 2)), Words("。")))


def test_a_difference_of_percentages_is_told_in_points() -> None:
    old, new = make(value="47", unit="%"), make(value="49", unit="%")
    wrong = Derived("difference:a:b", Decimal(2), "%", "2%", "49%－47%", (new, old))
    assert "points" in codes((Words("公办率提高"), Computed(wrong, (1, 2)), Words("。")))
    right = replace(wrong, unit="个百分点", printed="2个百分点")
    assert "points" not in codes((Words("公办率提高"), Computed(right, (1, 2)), Words("。")))


def test_a_chart_may_call_highest_only_what_it_shows_as_highest() -> None:
    low, high = make("甲率", "47"), make("乙率", "49")
    marks = tuple(
        Mark(Name(one.label, one.id), Figure(one, at)) for at, one in enumerate((low, high))
    )
    plain = ChartSpec("c", ChartKind.BARS, (), (), marks, (), ())
    right = replace(plain, title=(Name(high.label, high.id), Words("最高")))
    wrong = replace(plain, title=(Name(low.label, low.id), Words("最高")))
    assert lint_chart(right) == []
    assert [slip.code for slip in lint_chart(wrong)] == ["superlative"]
    assert lint_chart(replace(right, marks=marks[1:]))


def test_a_sentence_ends() -> None:
    assert unfinished((Words("全市"),))
    assert not unfinished((Words("全市办成。"),))


def whole_brief() -> Brief:
    """A brief with a running total, a dated number, a card for each and a table."""
    held = [
        make(to_date=True, indicator="jobs"),
        make("失业人员再就业", "90", as_of="2022-11-30"),
        make(value="80", year="2021", article="doc#2", indicator="jobs"),
    ]
    subject = Subject(CITY, "2022")
    return compose(subject, held, lay_out(held, subject), shelf("doc#1", "doc#2"), (), ISSUED)


def found(brief: Brief) -> set[str]:
    return {notice.code.removeprefix("wording-") for notice in lint(brief)}


def test_the_sound_brief_has_no_slip() -> None:
    assert found(whole_brief()) == set()


@pytest.mark.parametrize(
    ("heading", "code"),
    [("就业服务就业,创业", "half-width"), ("就业与", "display"), ("改造改造小区", "doubled-verb")],
)
def test_headings_are_judged(heading: str, code: str) -> None:
    brief = whole_brief()
    section = replace(brief.sections[0], heading=heading)
    assert code in found(replace(brief, sections=(section, *brief.sections[1:])))


def test_titles_of_tables_are_judged() -> None:
    brief = whole_brief()
    assert brief.years is not None
    assert "display" in found(replace(brief, years=replace(brief.years, title="年度对照：")))


def test_cards_are_judged_as_they_read() -> None:
    brief = whole_brief()
    card = brief.headlines[0]
    wrong = replace(card, label=Name("约", "x"), figure=vague(card.figure))
    assert "double-about" in found(replace(brief, headlines=(wrong,)))
    waiting = replace(card, label=Name("就业人数为", "x"))
    assert "display" in found(replace(brief, headlines=(waiting,)))


def vague(figure: Figure) -> Figure:
    quantity = replace(figure.metric.quantity, printed="100余人")
    return replace(figure, metric=replace(figure.metric, quantity=quantity))


def test_a_day_left_out_is_seen() -> None:
    brief = whole_brief()
    assert list(undated(brief)) == []
    cards = tuple(replace(card, context=(Words("全年"),)) for card in brief.headlines)
    assert {"to-date", "as-of"} <= found(replace(brief, headlines=cards))
    assert brief.years is not None
    row = brief.years.rows[0]
    bare = replace(row, cells=tuple(cell[:1] for cell in row.cells))
    assert found(replace(brief, years=replace(brief.years, rows=(bare,)))) == {"to-date"}
    running = next(card.figure for card in brief.headlines if card.figure.metric.to_date)
    untold = replace(brief.sections[0], paragraphs=((Words("全市就业"), running, Words("。")),))
    assert "to-date" in found(replace(brief, sections=(untold,)))
    later = (Words("截至报道时，就业"), running, Words("。"), Words("又"), running, Words("。"))
    told = replace(brief.sections[0], paragraphs=(later,))
    assert found(replace(brief, sections=(told,))) == set()


@pytest.mark.parametrize(
    "subject",
    [
        Subject("盘锦市", "2022"), Subject("盘锦市", "2021"), Subject("盘锦市", "2020"),
        Subject("盘锦市"), Subject("鞍山市", "2021"), Subject("双辽市", "2024"),
        Subject("", "2021"), Subject(("盘锦市", "鞍山市")), Subject("", ("2020", "2021", "2022")),
    ],
    ids=str,
)  # fmt: skip
def test_the_briefs_of_the_seeds_are_worded_well(subject: Subject) -> None:
    board = lay_out(metrics(), subject)
    brief = compose(subject, metrics(), board, library(), (), ISSUED)
    assert len(list(sentences(brief, (Endnote, ChartSpec)))) > 20
    assert lint(brief) == ()
    section = replace(brief.sections[0], paragraphs=((Words("共计办成。"),),))
    spoilt = replace(brief, sections=(section, *brief.sections[1:]))
    assert [notice.code for notice in lint(spoilt)] == ["wording-double-sum"]
