"""The command with stages of our own: everything but real printing, which has its own tests."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from mingsheng_reports.batch import cluster
from mingsheng_reports.core.brief import Brief
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.errors import MissingGlyphError
from mingsheng_reports.core.findings import Findings
from mingsheng_reports.core.theme import Theme
from mingsheng_reports.printing.engine import Typeset
from mingsheng_reports.stages import Stages

Run = Callable[..., Result]
CITY, OTHER = "盘锦市", "鞍山市"


def pdf_of(brief: Brief, *rest: object) -> Typeset:
    """A PDF that says what it is about, as far as a test needs one."""
    _, theme, issued, _ = rest
    assert isinstance(theme, Theme)
    told = f"%PDF {brief.subject.cities} {brief.subject.years} {theme.template.name} {issued}"
    return Typeset(told.encode(), 1, ())


@pytest.fixture
def press(stages: Stages) -> Stages:
    """Prints in no time."""
    return replace(stages, typeset=pdf_of, lint=lambda brief: ())  # noqa: ARG005  the stage's signature


def entries(folder: Path = Path("output")) -> dict[str, dict[str, object]]:
    """The manifest by file."""
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return {entry["file"]: entry for entry in told["briefs"]}


def states(folder: Path = Path("output")) -> dict[str, str]:
    """What became of each."""
    return {file: str(entry["state"]) for file, entry in entries(folder).items()}


def files(folder: Path = Path("output")) -> dict[str, bytes]:
    """Every file but the manifest."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }


def test_each_city_year_and_template_is_a_brief(run: Run, press: Stages) -> None:
    done = run(
        "batch", "--city", "all", "--year", "2020-2022", "--template", "feature,onepage",
        "--pattern", "{city}/{year}-{title}", with_stages=press,
    )  # fmt: skip
    assert done.exit_code == 0, done.stderr
    assert done.stdout == "output/manifest.json\n"
    held = files()
    assert {"盘锦市/2022-综述.pdf", "盘锦市/2022-一页通.pdf", "鞍山市/2021-综述.pdf"} <= set(held)
    assert "'盘锦市'" in held["盘锦市/2022-一页通.pdf"].decode()
    assert set(states().values()) == {"printed"}
    assert f"印出{len(held)}份" in done.stderr
    assert "读取原文" in done.stderr.splitlines()[0]


def test_what_has_not_changed_is_not_printed_again(
    run: Run, press: Stages, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("batch", "--city", "all", "--year", "all")
    run(*asked, with_stages=press)
    before = files()
    again = run(*asked, with_stages=press)
    assert again.exit_code == 0
    assert set(states().values()) == {"unchanged"}
    assert f"未变跳过{len(before)}份" in again.stderr
    file = next(iter(before))
    (Path("output") / file).write_bytes(b"somebody else's")
    run(*asked, with_stages=press)
    assert [name for name, state in states().items() if state == "printed"] == [file]
    assert files() == before
    run(*asked, "--archive", with_stages=press)
    assert set(states().values()) == {"printed"}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    run(*asked, with_stages=press)
    assert {entry["issued"] for entry in entries().values()} == {"1970-01-02"}
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    run(*asked, with_stages=press)  # what has not changed keeps its day
    assert set(states().values()) == {"unchanged"}
    assert {entry["issued"] for entry in entries().values()} == {"1970-01-02"}


def test_only_what_a_change_touches_is_printed_again(run: Run, press: Stages) -> None:
    asked = ("batch", "--city", "all", "--year", "all")
    run(*asked, with_stages=press)

    def compose(subject: Subject, *rest: object) -> Brief:
        brief = press.compose(subject, *rest)
        return brief if subject.city != OTHER else replace(brief, lead=brief.lead[:1])

    run(*asked, with_stages=replace(press, compose=compose))
    assert {file for file, state in states().items() if state == "printed"} == {
        file for file in states() if file.startswith(OTHER)
    }


def failing(press: Stages) -> Stages:
    """One city cannot be composed, and one printed brief has a strange character."""

    def compose(subject: Subject, findings: Findings, *rest: object) -> Brief:
        if subject.city == OTHER:
            raise ZeroDivisionError("nought")
        return press.compose(subject, findings, *rest)

    def typeset(brief: Brief, *rest: object) -> Typeset:
        if brief.subject.year == "2020":
            raise MissingGlyphError("“𠮷”没有字形；请换一个字。")
        return pdf_of(brief, *rest)

    return replace(press, compose=compose, typeset=typeset)


def test_one_bad_city_does_not_stop_the_others(run: Run, press: Stages) -> None:
    done = run("batch", "--city", "all", "--year", "all", with_stages=failing(press))
    assert done.exit_code == 4
    told = states()
    assert {file.split("-")[0] for file, state in told.items() if state == "printed"} >= {CITY}
    failed = {file for file, state in told.items() if state == "failed"}
    assert failed == {file for file in told if file.startswith(OTHER) or "2020" in file}
    assert set(files()) == set(told) - failed
    assert "“𠮷”没有字形" in done.stderr
    assert "ZeroDivisionError: nought" in done.stderr
    assert f"没有印成{len(failed)}份" in done.stderr
    assert "msreport batch --city all --year all" in done.stderr.splitlines()[-1]
    mended = run("batch", "--city", "all", "--year", "all", with_stages=press)
    assert mended.exit_code == 0
    assert {file for file, state in states().items() if state == "printed"} == failed


def test_an_interrupted_run_is_continued(run: Run, press: Stages) -> None:
    asked = ("batch", "--city", "all", "--year", "all")
    printed: list[Brief] = []

    def typeset(brief: Brief, *rest: object) -> Typeset:
        printed.append(brief)
        if len(printed) == 3:
            raise KeyboardInterrupt
        return pdf_of(brief, *rest)

    done = run(*asked, with_stages=replace(press, typeset=typeset))
    assert done.exit_code == 130
    assert "还没有印" in done.stderr
    left = {file for file, state in states().items() if state == "left"}
    assert len(files()) == len(states()) - len(left) == 2
    run(*asked, with_stages=press)
    assert {file for file, state in states().items() if state == "printed"} == left


def test_an_unknown_city_is_a_failure_of_its_own(run: Run, press: Stages) -> None:
    done = run("batch", "--city", "盘锦、鞍川", "--year", "2022", with_stages=press)
    assert done.exit_code == 4
    assert "没有“鞍川”的指标。是不是鞍山市？" in done.stderr
    assert [state for state in states().values() if state == "printed"] == ["printed"]


def test_shards_make_the_whole_together(run: Run, press: Stages) -> None:
    asked = ("batch", "--city", "all", "--year", "all")
    run(*asked, "-o", "whole", with_stages=press)
    for shard in ("1/2", "2/2"):
        run(*asked, "-o", "parts", "--shard", shard, with_stages=press)
    whole, parts = files(Path("whole")), files(Path("parts"))
    for shard in ("1-2", "2-2"):
        parts.pop(f"manifest-{shard}.json")
    assert parts == whole
    run(*asked, "-o", "parts", with_stages=press)
    assert set(states(Path("parts")).values()) == {"unchanged"}


CSV = """城市,年份,版面,文件名,期号
盘锦,2022,onepage,盘锦一页,第3期
盘锦、鞍山,2021-2022,,合在一起.pdf,
"""
TOML = """
[[brief]]
city = "盘锦"
year = 2022
template = "onepage"
output = "盘锦一页"
issue = "第3期"

[[brief]]
city = ["盘锦", "鞍山"]
year = "2021-2022"
output = "合在一起.pdf"
"""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("任务.csv", CSV.encode()),
        ("任务.csv", CSV.encode("gb18030")),
        ("任务.toml", TOML.encode()),
    ],
)
def test_a_job_file_says_what_is_printed(
    name: str, content: bytes, run: Run, press: Stages
) -> None:
    Path(name).write_bytes(content)
    seen: list[Theme] = []

    def typeset(brief: Brief, *rest: object) -> Typeset:
        seen.append(rest[1])
        return pdf_of(brief, *rest)

    done = run("batch", "--jobs", name, with_stages=replace(press, typeset=typeset))
    assert done.exit_code == 0, done.stderr
    assert {file: entry["cities"] for file, entry in entries().items()} == {
        "盘锦一页.pdf": [CITY],
        "合在一起.pdf": [CITY, OTHER],
    }
    assert entries()["合在一起.pdf"]["years"] == ["2021", "2022"]
    assert [(theme.template.name, theme.masthead.issue) for theme in seen] == [
        ("onepage", "第3期"),
        ("feature", ""),
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("city,year\n盘锦,二二\n", "任务.csv第2行的year（年份）：“二二”不是四位数的年份"),
        ("city,town\n盘锦,2022\n", "任务.csv第1行：不认识“town”"),
        ("city,城市\n盘锦,2022\n", "任务.csv第1行：city列写了两次"),
        ("template\nonepage\n", "任务.csv第1行：表头里没有city"),
        ("city,year\n盘锦,2022,一\n", "任务.csv第2行有3格，表头有2列"),
        ('city,year\n"盘锦,2022\n', "引号不成对"),
        ("city,year\n,\n", "没有任务"),
        ("city,template\n,onepage\n", "任务.csv第2行没有城市，也没有年份"),
        ("city,template\n\n盘锦,pretty\n", "任务.csv第3行：没有名为“pretty”的版面"),
        ("city,theme\n盘锦,pretty\n", "任务.csv第2行：没有名为“pretty”的版式"),
        ("city,output\n盘锦,../一\n", "任务.csv第2行：文件名“../一”会写到输出文件夹外面去"),
        (
            "city,output\n盘锦,一\n鞍山,一\n",
            "任务.csv第2行的简报和任务.csv第3行的简报都会存成“一.pdf”",
        ),
        ("city\n", "没有任务"),
        ("", "表头里没有city"),
    ],
)
def test_a_faulty_job_file_is_told_with_its_line(
    content: str, told: str, run: Run, press: Stages
) -> None:
    Path("任务.csv").write_text(content, encoding="utf-8")
    done = run("batch", "--jobs", "任务.csv", with_stages=press)
    assert done.exit_code == 2
    assert told in done.stderr
    assert not Path("output").exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('[[brief]]\ncity = "盘锦"\n\n[[brief]]\ncity = 盘锦\n', "任务.toml第5行写法不对"),
        ('[[brief]]\ncity = "盘锦"\n\n[[brief]]\nyear = "二二"\n', "任务.toml第5行的year（年份）"),
        ('[[brief]]\ncity = "盘锦"\ntown = 1\n', "任务.toml第3行：不认识“town”"),
        ('[brief]\ncity = "盘锦"\n', "应当只有[[brief]]"),
        ('[[briefs]]\ncity = "盘锦"\n', "应当只有[[brief]]"),
        ("", "应当只有[[brief]]"),
    ],
)
def test_a_faulty_toml_file_is_told_with_its_line(
    content: str, told: str, run: Run, press: Stages
) -> None:
    Path("任务.toml").write_text(content, encoding="utf-8")
    done = run("batch", "--jobs", "任务.toml", with_stages=press)
    assert done.exit_code == 2
    assert told in done.stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "请用 --city 和 --year 指明"),
        (("--city", "all", "--template", "feature,pretty"), "没有名为“pretty”的版面"),
        (("--city", "all", "--pattern", "一份"), "都会存成“一份.pdf”"),
        (("--city", "all", "--pattern", "{town}"), "“{town}”不认识"),
        (("--city", "all", "--year", "1999"), "一份简报也没有；原文里有指标的年份"),
        (("--city", "all", "--shard", "0/3"), "斜杠前应是1到3"),
        (("--city", "all", "--shard", "4/3"), "斜杠前应是1到3"),
        (("--city", "all", "--shard", "三"), "请写成 2/8"),
        (("--city", "all", "--workers", "0"), "--workers"),
        (("--city", "all", "--jobs", "任务.csv"), "请去掉其一"),
        (("--jobs", "nowhere.csv"), "读不了任务单nowhere.csv"),
        (("--city", "all", "--scheduler", "tcp://127.0.0.1:9", "--workers", "2"), "去掉 --workers"),
        (("--city", "all", "-o", "seeds/../一个文件"), "不是文件夹"),
    ],
)
def test_what_cannot_be_done_as_asked_is_told(
    options: tuple[str, ...], told: str, run: Run, press: Stages
) -> None:
    Path("一个文件").touch()
    done = run("batch", *options, with_stages=press)
    assert done.exit_code == 2, done.stderr
    assert told in done.stderr
    assert not Path("output").exists()


def test_a_scheduler_that_does_not_answer_is_told(
    run: Run, press: Stages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "WAIT", 0.2)
    address = "tcp://127.0.0.1:9"
    done = run("batch", "--city", "all", "--scheduler", address, with_stages=press)
    assert done.exit_code == 2
    assert f"连不上Dask调度器{address}" in done.stderr
    assert not Path("output").exists()


def test_without_dask_a_scheduler_cannot_be_asked(
    run: Run, press: Stages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = run("batch", "--city", "all", "--scheduler", "tcp://a:1", with_stages=press)
    assert done.exit_code == 1
    assert "pip install 'mingsheng-reports[cluster]'" in done.stderr
