import errno
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mingsheng_reports.cli.pdf import default_output, size_of
from mingsheng_reports.core.brief import Brief
from mingsheng_reports.core.comparison import Board, Subject
from mingsheng_reports.core.errors import MissingLibraryError
from mingsheng_reports.core.findings import Findings
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.printing.press import Printed

from .conftest import PDF, environment

NAMES = {
    ("--city", "盘锦", "--year", "2022"): "盘锦市-2022-民生实事简报.pdf",
    ("--city", "盘锦市", "--year", "2022年"): "盘锦市-2022-民生实事简报.pdf",
    ("--city", " 盘 锦 "): "盘锦市-民生实事简报.pdf",
    ("--city", "盤錦"): "盘锦市-民生实事简报.pdf",
    ("--city", "辽宁省盘锦市"): "盘锦市-民生实事简报.pdf",
    ("--year", "二〇二一"): "2021-民生实事简报.pdf",
}


@pytest.mark.parametrize(("args", "name"), NAMES.items(), ids=NAMES.values())
def test_stdout_is_the_path_and_nothing_else(args: tuple[str, ...], name: str, run) -> None:
    result = run("pdf", *args)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == f"output/{name}\n"
    assert Path("output", name).read_bytes() == PDF
    assert "4页" in result.stderr
    assert "条指标" in result.stderr


def test_the_output_may_be_named_and_its_folder_is_made(run) -> None:
    result = run("pdf", "--city", "盘锦", "-o", "新文件夹/简报.pdf")
    assert result.stdout == "新文件夹/简报.pdf\n"
    assert Path("新文件夹/简报.pdf").read_bytes() == PDF


def test_a_link_is_followed_not_replaced(run) -> None:
    Path("真.pdf").write_bytes(b"old")
    Path("链接.pdf").symlink_to("真.pdf")
    assert run("pdf", "--city", "盘锦", "-o", "链接.pdf").exit_code == 0
    assert Path("链接.pdf").is_symlink()
    assert Path("真.pdf").read_bytes() == PDF


def test_a_district_is_sent_to_its_city(run) -> None:
    for place in ("兴隆台区", "兴隆台", "盘山县"):
        result = run("pdf", "--city", place)
        assert result.exit_code == 2
        assert "盘锦市" in result.stderr
        assert "--city 盘锦市" in result.stderr


def test_an_unknown_city_gets_the_nearest_and_the_list(run) -> None:
    result = run("pdf", "--city", "盘棉")
    assert result.exit_code == 2
    assert "是不是盘锦市" in result.stderr
    assert "双辽市、盘锦市、鞍山市" in result.stderr
    assert not Path("output").exists()


def test_a_year_without_metrics_lists_the_years(run) -> None:
    result = run("pdf", "--city", "盘锦", "--year", "2035")
    assert result.exit_code == 2
    assert "盘锦市没有2035年的指标" in result.stderr
    assert "2020、2021、2022" in result.stderr
    assert "2024" in run("pdf", "--year", "2035").stderr


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("seeds", "是一个文件夹"),
        ("文件/简报.pdf", "不是文件夹"),
        ("/dev/null", "不是普通文件"),
        ("/proc/简报.pdf", "写不了"),
        ("长" * 300 + ".pdf", "文件名太长"),
    ],
)
def test_an_output_that_cannot_be_is_refused_before_the_work(
    output: str, told: str, run, stages
) -> None:
    Path("文件").write_text("x", encoding="utf-8")

    def unwanted(folders: object) -> None:
        pytest.fail(f"read {folders} in vain")

    idle = replace(stages, read=unwanted) if output != "/proc/简报.pdf" else stages
    result = run("pdf", "--city", "盘锦", "-o", output, with_stages=idle)
    assert result.exit_code in {1, 2}
    assert told in result.stderr
    assert Path("/dev/null").is_char_device()


def test_a_source_is_never_overwritten(run, stages) -> None:
    source = stages.read([]).sources[0].path
    before = source.read_bytes()
    result = run("pdf", "--city", "盘锦", "-o", str(source))
    assert result.exit_code == 2
    assert "原文" in result.stderr
    assert source.read_bytes() == before


@pytest.mark.parametrize(
    ("number", "told"), [(errno.ENOSPC, "磁盘已满"), (errno.EROFS, "只读"), (errno.EIO, "写不了")]
)
def test_trouble_of_the_disk_is_one_sentence(number: int, told: str, run, stages) -> None:
    def full(*given: object) -> None:
        del given
        raise OSError(number, os.strerror(number))

    result = run("pdf", "--city", "盘锦", with_stages=replace(stages, print=full))
    assert result.exit_code == 1
    assert told in result.stderr
    assert result.stdout == ""


def test_a_missing_library_is_told_as_it_is(run, stages) -> None:
    def missing(*given: object) -> None:
        del given
        raise MissingLibraryError("缺少排版所需的系统库Pango；请安装。")

    result = run("pdf", "--city", "盘锦", with_stages=replace(stages, print=missing))
    assert (result.exit_code, result.stderr) == (1, "出错 缺少排版所需的系统库Pango；请安装。\n")


def test_a_defect_is_told_without_a_traceback(run, stages, monkeypatch) -> None:
    def broken(*given: object) -> None:
        del given
        raise ZeroDivisionError("division by zero")

    faulty = replace(stages, lay_out=broken)
    result = run("pdf", "--city", "盘锦", with_stages=faulty)
    assert result.exit_code == 1
    assert "程序的缺陷" in result.stderr
    assert "Traceback" not in result.stderr
    monkeypatch.setenv("MSREPORT_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        run("pdf", "--city", "盘锦", with_stages=faulty)


def test_notices_reach_the_reader_and_unread_files_are_counted(run, stages) -> None:
    library = stages.read([])
    notice = Notice("坏", 0, "not-text", "坏.txt不是文字文件，未收入。", "请另存为.txt。")
    warned = replace(stages, read=lambda folders: replace(library, notices=(notice,)))  # noqa: ARG005
    result = run("pdf", "--city", "盘锦", with_stages=warned)
    assert result.exit_code == 0
    assert "注意 坏 坏.txt不是文字文件" in result.stderr
    assert "1个文件未收入" in result.stderr


def test_what_the_engine_remarks_reaches_the_reader(run, stages) -> None:
    def grumble(*given: object) -> Printed:
        notice = Notice("weasyprint", 0, "ragged-lines", "正文不能两端对齐；", "请重新安装。")
        return Printed(Path(str(given[3])), 1, 1, ("unknown property",), (notice,))

    result = run("pdf", "--city", "盘锦", with_stages=replace(stages, print=grumble))
    assert result.exit_code == 0
    assert "正文不能两端对齐" in result.stderr
    assert "排版程序提示“unknown property”" in result.stderr


def test_the_date_of_issue_is_the_epochs_or_todays(run, stages, monkeypatch) -> None:
    seen: list[date] = []

    def watch(subject: Subject, findings: Findings, board: Board, issued: date) -> Brief:
        seen.append(issued)
        return stages.compose(subject, findings, board, issued)

    watching = replace(stages, compose=watch)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    run("pdf", "--city", "盘锦", with_stages=watching)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    run("pdf", "--city", "盘锦", with_stages=watching)
    assert seen[0] == date(2023, 11, 14)
    assert abs((seen[1] - date.today()).days) <= 1  # noqa: DTZ011
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "昨天")
    result = run("pdf", "--city", "盘锦", with_stages=watching)
    assert result.exit_code == 2
    assert "SOURCE_DATE_EPOCH" in result.stderr


def test_names_and_sizes() -> None:
    assert str(default_output(Subject(year="2021"))) == "output/2021-民生实事简报.pdf"
    several = Subject(("盘锦市", "鞍山市"), ("2020", "2021", "2022"))
    assert str(default_output(several)) == "output/盘锦市-鞍山市-2020-2022-民生实事简报.pdf"
    assert [size_of(n) for n in (1, 1024, 1025, 1 << 20, 3 << 19)] == [
        "1 KB",
        "1 KB",
        "2 KB",
        "1.0 MB",
        "1.5 MB",
    ]


SLOW = """
import sys, time
from dataclasses import replace
from pathlib import Path
sys.path[:0] = [{src!r}, {tests!r}]
from mingsheng_reports.cli import main
from mingsheng_reports.stages import Stages

def read(folders):
    Path("started").touch()
    try:
        time.sleep(60)
    finally:
        Path("cleaned").touch()

import signal
signal.signal(signal.SIGTERM, main._terminate)
main.program.main(["pdf", "--city", "盘锦"], obj=Stages(read=read))
"""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_leaves_cleanly(number: signal.Signals, code: int, tmp_path) -> None:
    (tmp_path / "seeds").mkdir()
    root = Path(__file__).resolve().parents[2]
    script = SLOW.format(src=str(root / "src"), tests=str(root / "tests"))
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment(), stderr=subprocess.PIPE
    )
    until = time.monotonic() + 30
    while not (tmp_path / "started").exists() and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(number)
    _, stderr = process.communicate(timeout=30)
    assert process.returncode == code
    assert b"Traceback" not in stderr
    assert (tmp_path / "cleaned").exists()
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("feature", "盘锦市-2022-民生实事简报.pdf"),
        ("onepage", "盘锦市-2022-民生实事简报-一页通.pdf"),
        ("bulletin", "盘锦市-2022-民生实事简报-简报.pdf"),
        ("proof", "盘锦市-2022-民生实事简报-核校单.pdf"),
    ],
)
def test_a_template_names_the_file(template: str, name: str, run) -> None:
    result = run("pdf", "--city", "盘锦", "--year", "2022", "--template", template)
    assert result.stdout == f"output/{name}\n"


@pytest.mark.parametrize(
    ("option", "told"),
    [
        (("--template", "poster"), "可选：feature（综述）"),
        (("--theme", "blue"), "自带的版式：minsheng"),
        (("--theme", "blue.toml"), "找不到版式文件"),
        (("--template-dir", "nowhere"), "找不到模板文件夹"),
    ],
)
def test_a_look_that_is_not_there_is_told_before_the_work(
    option: tuple[str, str], told: str, run, stages
) -> None:
    def unwanted(folders: object) -> None:
        pytest.fail(f"read {folders} in vain")

    idle = replace(stages, read=unwanted)
    result = run("pdf", "--city", "盘锦", *option, with_stages=idle)
    assert result.exit_code == 2
    assert told in result.stderr


def test_the_look_reaches_the_page(run, stages) -> None:
    seen = []

    def watch(*given: object) -> Printed:
        seen.append((given[0], given[2]))
        return stages.print(*given)

    watching = replace(stages, print=watch)
    options = ("--template", "proof", "--issue", "第3期", "--to", "市委")
    assert run("pdf", "--city", "盘锦", *options, with_stages=watching).exit_code == 0
    brief, theme = seen[0]
    assert brief.proof is not None
    assert (theme.masthead.issue, theme.masthead.to, theme.masthead.name) == ("第3期", "市委", "")
    assert (theme.template.name, theme.template.proved.template.name) == ("proof", "feature")


def test_a_proof_sheet_may_prove_a_bulletin_but_not_what_has_no_notes(run, stages) -> None:
    seen = []

    def watch(*given: object) -> Printed:
        seen.append(given[2])
        return stages.print(*given)

    watching = replace(stages, print=watch)
    options = ("pdf", "--city", "盘锦", "--template", "proof", "--proves")
    assert run(*options, "bulletin", with_stages=watching).exit_code == 0
    assert seen[0].template.proved.template.title == "简报"
    assert seen[0].template.proved.measures.columns == 1
    for name in ("onepage", "proof"):
        refused = run(*options, name)
        assert refused.exit_code == 2
        assert "不印注号，核校单校不了它；--proves 请写 feature 或 bulletin" in refused.stderr
