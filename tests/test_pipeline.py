from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mingsheng_reports.core.comparison import Board, Subject
from mingsheng_reports.core.errors import UsageError
from mingsheng_reports.core.findings import Findings
from mingsheng_reports.core.metric import Extraction
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.pipeline import (
    brief_of,
    charts_of,
    cities_of,
    find,
    issue_date,
    print_brief,
    years_of,
)
from mingsheng_reports.stages import Stages
from support.annotated import library, metrics
from support.sample import sample_brief

DAY = date(2023, 1, 2)


def _findings() -> Findings:
    return Findings(library(), Extraction(metrics(), ()))


def test_the_stages_run_in_their_order_and_hand_on_what_they_made() -> None:
    calls: list[str] = []
    brief = sample_brief()
    board = Board()
    findings = _findings()
    stages = Stages(
        read=lambda sources: calls.append(f"read {len(sources)}") or findings.library,
        extract=lambda _: calls.append("extract") or findings.extraction,
        lay_out=lambda _, subject: calls.append(f"lay out {subject.city}") or board,
        compose=lambda _, found, laid, issued: (
            calls.append(f"compose {found is not None} {laid is board} {issued}") or brief
        ),
        draw=lambda specs, _: calls.append(f"draw {len(specs)}") or {"a": "<svg/>"},
        print=lambda told, charts, _, output, issued: (
            calls.append(f"print {told is brief} {list(charts)} {output} {issued}") or output
        ),
    )
    steps: list[str] = []
    found = find([Path("a"), Path("b")], stages, steps.append)
    made = brief_of(Subject("盘锦市"), found, DAY, stages, steps.append)
    print_brief(made, Path("x.pdf"), DAY, stages, steps.append)
    assert calls == [
        "read 2",
        "extract",
        "lay out 盘锦市",
        "compose True True 2023-01-02",
        f"draw {len(charts_of(brief))}",
        "print True ['a'] x.pdf 2023-01-02",
    ]
    assert len(steps) == len(calls)


def test_notices_of_reading_and_extraction_come_once_and_sorted() -> None:
    one, two = Notice("b", 2, "x", "乙", ""), Notice("a", 9, "x", "甲", "")
    found = Findings(replace(library(), notices=(one, two)), Extraction((), (), notices=(one,)))
    assert found.notices == (two, one)


def test_corrections_are_applied_unless_the_raw_answer_is_wanted() -> None:
    findings = _findings()
    mended = Extraction((), ())
    stages = Stages(
        read=lambda _: findings.library,
        extract=lambda _: findings.extraction,
        correct=lambda library, extraction: (
            mended if (library, extraction) == (findings.library, findings.extraction) else None
        ),
    )
    assert find([Path("a")], stages).extraction is mended
    assert find([Path("a")], stages, raw=True).extraction is findings.extraction


def test_charts_are_those_of_sections_and_pledges() -> None:
    brief = sample_brief()
    ids = [chart.id for chart in charts_of(brief)]
    assert (
        len(ids)
        == len(set(ids))
        == sum(len(s.charts) for s in brief.sections) + len(brief.pledge_charts)
    )


def test_cities_and_years() -> None:
    found = _findings()
    assert cities_of(found) == ("双辽市", "盘锦市", "鞍山市")
    assert set(years_of(found, "鞍山市")) <= set(years_of(found))
    assert all(year.isdigit() for year in years_of(found))


def test_date_of_issue() -> None:
    assert issue_date("", DAY) == DAY
    assert issue_date("0", DAY) == date(1970, 1, 1)
    for wrong in ("gestern", "1e9", str(10**30)):
        with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
            issue_date(wrong, DAY)
