import pytest

from mingsheng_reports.batch.manifest import Entry, State
from mingsheng_reports.cli import running as module
from mingsheng_reports.cli.running import Running, duration, report


def entry(file: str, state: State = State.PRINTED, reason: str = "") -> Entry:
    notices = ("提示",) if state is State.PRINTED else ()
    return Entry(file, ("盘锦市",), ("2022",), "feature", state, reason=reason, notices=notices)


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0.4, "0秒"), (59.6, "1分0秒"), (186, "3分6秒"), (3600, "1小时0分"), (7500, "2小时5分")],
)
def test_durations(seconds: float, told: str) -> None:
    assert duration(seconds) == told


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, which passes when the test says so."""
    now = [1000.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    return now


def test_rate_and_remaining_time_are_told(clock: list[float], capsys) -> None:
    running = Running()
    running.begin(10, "在本进程里印")
    assert running.line(clock[0]) == "[0/10] 开始印……"
    for number in range(4):
        clock[0] += 3
        running(entry(f"{number}.pdf"))
    running(entry("4.pdf", State.UNCHANGED))
    told = "[5/10] 印出4份，未变跳过1份，每分钟20份，大约还要15秒"
    assert running.line(clock[0]) == told
    clock[0] += 600  # nothing for long: the rate of the whole
    assert "每分钟0.4份" in running.line(clock[0])
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "共10份简报，在本进程里印。"
    assert len(lines) == 2  # every ten seconds where there is no terminal


def test_a_failure_is_told_as_it_happens(clock: list[float], capsys) -> None:
    running = Running()
    running.begin(3, "在本进程里印")
    running(entry("一.pdf", State.FAILED, "“𠮷”没有字形。"))
    assert capsys.readouterr().err.splitlines()[-1] == "没有印成 一.pdf：“𠮷”没有字形。"
    assert running.failed == 1
    clock[0] += 11
    running(None)
    assert capsys.readouterr().err == "[1/3] 没有印成1份\n"


def test_what_keeps_briefs_from_being_printed_is_told(clock: list[float], capsys) -> None:
    running = Running()
    running.begin(2, "在集群上印", lambda: "集群上现在没有工作进程")
    running(entry("一.pdf"))
    for _ in range(2):
        clock[0] += 11
        running(None)
    assert capsys.readouterr().err.splitlines()[-1].endswith("，集群上现在没有工作进程")
    running(entry("二.pdf"))
    clock[0] += 1
    assert "集群上" not in running.line(clock[0])


def test_a_terminal_has_one_line_that_changes(clock: list[float], monkeypatch, capsys) -> None:
    monkeypatch.setattr(module.sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with Running() as running:
        running.begin(2, "在本进程里印")
        clock[0] += 1
        running(entry("一.pdf"))
    told = capsys.readouterr().err
    assert "\n" not in told
    assert told.count(module.CLEAR) == 3
    assert told.endswith(module.CLEAR)


def test_the_report_says_what_became_of_all_and_how_to_go_on() -> None:
    entries = [
        entry("二.pdf", State.FAILED, "没有字形。"),
        entry("一.pdf"),
        entry("三.pdf", State.LEFT),
        entry("四.pdf", State.EARLIER),
    ]
    assert report(entries, 125, "msreport batch --city all") == [
        "共3份：印出1份，没有印成1份，还没有印1份；用时2分5秒。",
        "没有印成 二.pdf：没有字形。",
        "印出的简报中1份有提示，见清单里的notices。",
        "再运行一次同样的命令，只印剩下的：msreport batch --city all",
    ]
    assert report([entry("一.pdf", State.UNCHANGED)], 1, "x") == [
        "共1份：未变跳过1份；用时1秒。",
    ]


def test_many_failures_are_counted() -> None:
    entries = [entry(f"{number:02}.pdf", State.FAILED, "不行。") for number in range(25)]
    lines = report(entries, 1, "msreport batch")
    assert sum(line.startswith("没有印成 ") for line in lines) == 20
    assert "没有印成的另有5份，见清单。" in lines
