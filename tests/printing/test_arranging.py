"""Charts put in their places: by reckoning, by measuring, by trying."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mingsheng_reports.catalogue.themes import load_theme
from mingsheng_reports.charts.draw import draw_charts
from mingsheng_reports.core.beside import SWITCH, Report, beside
from mingsheng_reports.printing import arranging, press
from mingsheng_reports.printing.figures import chart_specs
from mingsheng_reports.printing.fitting import fit
from support.sample import sample_brief

if TYPE_CHECKING:
    from collections.abc import Callable

    from mingsheng_reports.core.brief import Brief
    from mingsheng_reports.core.theme import Theme
    from mingsheng_reports.printing.engine import LaidOut
    from mingsheng_reports.printing.pages import Page
    from mingsheng_reports.printing.press import Sheet

THEME = load_theme()
WORDY = 6  # paragraphs of every section, so that charts have somewhere to go


@pytest.fixture(scope="module")
def brief() -> Brief:
    given = sample_brief()
    sections = tuple(
        replace(each, paragraphs=(each.paragraphs * WORDY)[:WORDY]) for each in given.sections
    )
    return replace(given, sections=sections)


def laid_out(brief: Brief, monkeypatch: pytest.MonkeyPatch) -> tuple[Sheet, int]:
    """The brief laid out, and how many layouts it took to place its charts."""
    counted = []

    def placing(given: Brief, bench: arranging.Bench, theme: Theme) -> tuple[Page, LaidOut]:
        def counting(lay: Callable[[Page], LaidOut]) -> Callable[[Page], LaidOut]:
            return lambda page: (counted.append(1), lay(page))[1]

        counted_bench = arranging.Bench(bench.make, counting(bench.lay), counting(bench.glance))
        return arranging.place_charts(given, counted_bench, theme)

    charts = draw_charts(list(chart_specs(brief)), THEME)
    with monkeypatch.context() as patched:
        patched.setenv(SWITCH, "1")  # layouts in another process could not be counted
        patched.setattr(press, "place_charts", placing)
        for remedy in ("without_holes", "with_full_end"):  # other tests' matter
            patched.setattr(press, remedy, lambda sheet, _: sheet)
        sheet = press.lay_out_brief(brief, charts, THEME, issued=date(2023, 1, 1))
    return sheet, len(counted)


def test_one_glance_and_the_page_itself(monkeypatch: pytest.MonkeyPatch, brief: Brief) -> None:
    assert any(section.charts for section in brief.sections)
    assert laid_out(brief, monkeypatch)[1] == 2


def test_glanced_at_in_another_process_it_comes_out_the_same(
    monkeypatch: pytest.MonkeyPatch, brief: Brief
) -> None:
    alone, _ = laid_out(brief, monkeypatch)
    charts = draw_charts(list(chart_specs(brief)), THEME)
    glances = []

    def looking(
        work: Callable[[Report], object], prepare: Callable[[], object], report: Report
    ) -> object:
        glances.append(beside(work, prepare, report))
        return glances[-1]

    monkeypatch.setattr(threading, "active_count", lambda: 1)  # as a command has it
    monkeypatch.setattr(arranging, "beside", looking)
    fit.cache_clear()
    two = press.lay_out_brief(brief, charts, THEME, issued=date(2023, 1, 1))
    assert len(glances) == 1
    assert two.page.html == alone.page.html


@pytest.mark.parametrize("times", [3, 7])
def test_so_it_is_where_little_room_is_left_on_the_first_page(
    monkeypatch: pytest.MonkeyPatch, brief: Brief, times: int
) -> None:
    sheet, layouts = laid_out(replace(brief, lead=brief.lead * times), monkeypatch)
    assert sheet.laid.feet()
    assert layouts == 2


def test_measured_where_lines_are_not_known(monkeypatch: pytest.MonkeyPatch, brief: Brief) -> None:
    reckoned, _ = laid_out(brief, monkeypatch)
    monkeypatch.setattr(arranging, "_heights", lambda *_: [])
    measured, layouts = laid_out(brief, monkeypatch)
    assert measured.page.html == reckoned.page.html
    assert layouts == 4  # the frame, a page that came out otherwise, the text, the page


def test_tried_where_nothing_is_foretold(monkeypatch: pytest.MonkeyPatch, brief: Brief) -> None:
    monkeypatch.setattr(arranging, "agree", lambda *_: False)
    tried, layouts = laid_out(brief, monkeypatch)
    assert layouts > 3
    for section in brief.sections:
        for chart in section.charts:
            assert f'data-chart="{chart.id}"' in tried.page.html


def test_one_column_is_tried(monkeypatch: pytest.MonkeyPatch, brief: Brief) -> None:
    narrow = replace(THEME, measures=replace(THEME.measures, columns=1))
    monkeypatch.setattr(f"{__name__}.THEME", narrow)
    sheet, layouts = laid_out(brief, monkeypatch)
    assert layouts >= 2
    assert sheet.laid.pages


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="no threads to count")
def test_a_command_has_one_thread_when_it_forks(tmp_path: Path) -> None:
    code = """
import os, sys
from mingsheng_reports.printing import arranging
beside, threads = arranging.beside, []
def counting(*given):
    threads.append(len(os.listdir("/proc/self/task")))
    return beside(*given)
arranging.beside = counting
from mingsheng_reports.cli.main import main
try:
    main()
finally:
    print(*threads)
"""
    command = ["pdf", "--city", "盘锦", "--year", "2022", "-o", str(tmp_path / "x.pdf")]
    told = subprocess.run(
        [sys.executable, "-c", code, *command], capture_output=True, text=True, check=True
    )
    assert told.stdout.split()[-1] == "1"
