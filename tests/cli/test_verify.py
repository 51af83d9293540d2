"""``verify`` at the command line: what is shown, and the exit codes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from mingsheng_reports.printing.press import Printed
from mingsheng_reports.stages import Stages
from mingsheng_reports.verification.fault import Fault
from mingsheng_reports.verification.verdict import Verdict

SOUND = Verdict((), 4, 120, 30, 2, 1, ())
FAULT = Fault("印着24003，应为24002", "24003", (1,), (12,))


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    """A PDF of one empty page that carries nothing."""
    path = tmp_path / "空白.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)
    return path


def with_verdict(stages, verdict: Verdict) -> Stages:
    return replace(stages, verify=lambda path, library: verdict)  # noqa: ARG005  the stage's signature


def test_all_holds(run, stages, brief: Path) -> None:
    result = run("verify", str(brief), with_stages=with_verdict(stages, SOUND))
    assert result.exit_code == 0
    assert "全部相符" in result.stdout
    assert "120个数字" in result.stderr


def test_a_fault_is_named_and_exits_5(run, stages, brief: Path) -> None:
    verdict = replace(SOUND, faults=(FAULT,))
    result = run("verify", str(brief), with_stages=with_verdict(stages, verdict))
    assert result.exit_code == 5
    assert result.stdout == "第1页（注12）：印着24003，应为24002。\n"
    assert "1处不相符" in result.stderr


def test_absent_sources_are_told(run, stages, brief: Path) -> None:
    verdict = replace(SOUND, absent=("甲.txt",))
    result = run("verify", str(brief), with_stages=with_verdict(stages, verdict))
    assert result.exit_code == 0
    assert "甲.txt" in result.stderr


def test_a_pdf_without_files_cannot_be_verified(run, brief: Path) -> None:
    result = run("verify", str(brief))
    assert result.exit_code == 1
    assert "--archive" in result.stderr


def test_what_is_no_pdf_is_told(run, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("不是PDF", encoding="utf-8")
    assert run("verify", "a.pdf").exit_code == 1
    missing = run("verify", "没有.pdf")
    assert missing.exit_code == 2
    assert "找不到简报" in missing.stderr


def test_archive_goes_through_its_own_stage(run, stages, tmp_path: Path) -> None:
    enclosed = []

    def archive(brief, charts, theme, output, issued, enclose) -> Printed:
        enclosed.append(enclose)
        return stages.print(brief, charts, theme, output, issued)

    chosen = replace(stages, archive=archive)
    assert (
        run("pdf", "--city", "盘锦", "-o", "a.pdf", "--archive", with_stages=chosen).exit_code == 0
    )
    assert len(enclosed) == 1
    assert (tmp_path / "a.pdf").is_file()


def test_a_page_for_a_browser_goes_through_its_own_stage(run, stages, tmp_path: Path) -> None:
    def page(brief, charts, theme, read, output, issued) -> int:
        del brief, charts, theme, read, issued
        return output.write_text("<html></html>", encoding="utf-8")

    chosen = replace(stages, write_page=page)
    result = run("pdf", "--city", "盘锦", "--format", "html", with_stages=chosen)
    assert result.exit_code == 0
    assert result.stdout.strip().endswith("民生实事简报.html")
    assert "是一个网页" in result.stderr
    assert run("pdf", "--city", "盘锦", "-o", "a.html", with_stages=chosen).exit_code == 0
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == "<html></html>"
    both = run("pdf", "--city", "盘锦", "--format", "html", "--archive", with_stages=chosen)
    assert both.exit_code == 2
    assert "--archive" in both.stderr
