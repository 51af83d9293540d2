import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import ROOT

SEEDS = ROOT / "seeds"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One of the seeds in a folder of its own."""
    made = tmp_path / "原文"
    made.mkdir()
    shutil.copy(next(SEEDS.glob("002*")), made / "双辽.txt")
    return made


def _table(stdout: bytes, delimiter: str = "\t") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(stdout.decode()), delimiter=delimiter))


def test_a_pipe_gets_one_row_per_article(msreport: Callable) -> None:
    rows = _table(msreport("sources", "--source", str(SEEDS)).stdout)
    assert {row["city"] for row in rows} == {"盘锦市", "鞍山市", "双辽市"}
    assert {row["doc"] for row in rows} == {path.stem for path in SEEDS.glob("*.txt")}
    assert all(row["date"] and row["date_evidence"] and row["place_evidence"] for row in rows)
    assert sum(int(row["metrics"]) for row in rows) > 200


def test_json_and_csv_tell_the_same(msreport: Callable, folder: Path) -> None:
    rows = _table(msreport("sources", "--source", str(folder), "--format", "csv").stdout, ",")
    told = json.loads(msreport("sources", "--source", str(folder), "--format", "json").stdout)
    assert [{k: str(v) for k, v in row.items()} for row in told["articles"]] == rows
    assert told["notices"] == []


def test_the_table_fits_the_terminal(on_terminal: Callable) -> None:
    from mingsheng_reports.cli.widths import width_of

    screen = on_terminal("sources", "--source", str(SEEDS), NO_COLOR="1", TERM="xterm")
    lines = screen.text.replace("\x1b[K", "").replace("\r", "\n").splitlines()
    assert any("盘山县提速路网建设" in line for line in lines)
    assert [line for line in lines if width_of(line) > 80] == []


def test_the_same_file_given_twice_counts_once(msreport: Callable, folder: Path) -> None:
    once = msreport("sources", "--source", str(folder))
    file = folder / "双辽.txt"
    twice = msreport(
        "sources", "--source", str(folder), "--source", str(file), "--source", str(folder)
    )
    assert len(_table(twice.stdout)) == len(_table(once.stdout)) > 0


BAD = {
    "图片.txt": (bytes(range(256)) * 40, "不是文字文件"),
    "报告.txt": (b"%PDF-1.7\n\x00\x01\x02" + bytes(range(200)) * 30, "不是文字文件"),
    "空.txt": (b"", "空"),
}


@pytest.mark.parametrize(
    ("name", "content", "told"), [(n, *c) for n, c in BAD.items()], ids=list(BAD)
)
def test_a_bad_file_is_told_and_the_others_still_count(
    name: str, content: bytes, told: str, msreport: Callable, folder: Path
) -> None:
    good = _table(msreport("sources", "--source", str(folder)).stdout)
    (folder / name).write_bytes(content)
    done = msreport("sources", "--source", str(folder))
    assert done.returncode == 0
    assert _table(done.stdout) == good
    assert told in done.stderr.decode()
    assert name in done.stderr.decode()


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that fails to read")
def test_an_unreadable_file_is_told_and_the_others_still_count(
    msreport: Callable, folder: Path
) -> None:
    (folder / "坏盘.txt").symlink_to("/proc/self/mem")
    done = msreport("sources", "--source", str(folder))
    assert done.returncode == 0
    assert len(_table(done.stdout)) >= 1
    assert "坏盘.txt读不出来" in done.stderr.decode()


def test_a_truncated_file_is_read_to_its_end_and_told(msreport: Callable, folder: Path) -> None:
    whole = (folder / "双辽.txt").read_bytes()
    cut = next(n for n in range(6000, 6010) if whole[n] & 0xC0 == 0x80)  # inside a character
    (folder / "双辽.txt").write_bytes(whole[:cut])
    done = msreport("sources", "--source", str(folder))
    assert done.returncode == 0
    assert int(_table(done.stdout)[0]["metrics"]) > 10
    assert "截断" in done.stderr.decode() or "不完整" in done.stderr.decode()


@pytest.mark.parametrize("command", [("sources",), ("metrics",), ("pdf", "--city", "盘锦")])
def test_nothing_to_read_is_one_sentence(
    command: tuple[str, ...], msreport: Callable, tmp_path: Path
) -> None:
    empty = tmp_path / "空文件夹"
    empty.mkdir()
    (tmp_path / "图.txt").write_bytes(bytes(range(256)))
    for path, code in ((empty, 1), (tmp_path / "没有", 2), (tmp_path / "图.txt", 1)):
        done = msreport(*command, "--source", str(path))
        assert done.returncode == code
        assert done.stdout == b""
        stderr = done.stderr.decode()
        assert stderr.startswith("出错 ")
        assert "--source" in stderr
        assert "Traceback" not in stderr
    assert not (tmp_path / "output").exists()


def test_what_the_users_list_says_is_shown_as_such(
    msreport: Callable, on_terminal: Callable, folder: Path
) -> None:
    register = '["双辽"]\ndate = "2023-11"\nnewspaper = "样板日报"\nstadt = "x"\n'
    (folder / "sources.toml").write_text(register, encoding="utf-8")
    done = msreport("sources", "--source", str(folder))
    (row, *_) = _table(done.stdout)
    assert (row["date"], row["date_evidence"]) == ("2023-11", "资料清单注明")
    assert (row["newspaper"], row["registered"]) == ("样板日报", "报纸;日期")
    assert "sources.toml:4 不认识“stadt”" in done.stderr.decode()
    screen = on_terminal("sources", "--source", str(folder), NO_COLOR="1")
    assert "资料清单注明  报纸、日期" in screen.text
    assert "2023-11：资料清单注明" in screen.text
