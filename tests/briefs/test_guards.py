"""Each check on a brief has been seen to fail on a violating sample."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from walk import mistold, persons, unaccounted, unnamed

from mingsheng_reports.briefs.compose import compose
from mingsheng_reports.comparison.board import lay_out
from mingsheng_reports.core.brief import Brief, Figure, Name, Sentence, Words
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.metric import Metric
from support.factory import CITY, make, shelf


@pytest.fixture
def brief() -> Brief:
    held, subject = [make()], Subject(CITY, "2022")
    return compose(subject, held, lay_out(held, subject), shelf(), (), dt.date(2026, 1, 5))


def with_sentence(brief: Brief, *sentence: object) -> Brief:
    section = replace(brief.sections[0], paragraphs=(tuple(sentence),))  # type: ignore[arg-type]
    return replace(brief, sections=(section,))


def told(metric: Metric, opening: str) -> Sentence:
    return (Words(opening), Name(metric.label, metric.id), Figure(metric, 1), Words("。"))


def test_the_sound_brief_passes(brief: Brief) -> None:
    assert [*unaccounted(brief), *persons(brief), *unnamed(brief), *mistold(brief)] == []


def test_a_number_without_endnote_is_seen(brief: Brief) -> None:
    assert unaccounted(with_sentence(brief, *told(make(value="7"), "全市")))


def test_an_endnote_without_number_is_seen(brief: Brief) -> None:
    extra = replace(brief.endnotes[0], number=2)
    assert unaccounted(replace(brief, endnotes=(*brief.endnotes, extra)))


def test_a_person_is_seen(brief: Brief) -> None:
    assert persons(with_sentence(brief, *told(make(scope="person", place="某人"), "全市")))


def test_a_work_without_its_name_is_seen(brief: Brief) -> None:
    work = make("总投资", "9", "元", scope="project", place="样板工程")
    assert unnamed(with_sentence(brief, *told(work, "全市")))


@pytest.mark.parametrize(("status", "opening"), [("target", "全市"), ("actual", "按照计划，")])
def test_a_plan_told_as_a_result_is_seen_and_the_reverse(
    brief: Brief, status: str, opening: str
) -> None:
    assert mistold(with_sentence(brief, *told(make(status=status), opening)))
