import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from mingsheng_reports.batch.manifest import Entry, Journal, Shard, Shelf, State, clear_parts
from mingsheng_reports.core.errors import OutputError

ONE = Shard()


def entry(file: str, content: bytes = b"", **more: object) -> Entry:
    sha256 = hashlib.sha256(content).hexdigest() if content else ""
    held = {"sha256": sha256, "key": "k", "notices": ("一", "二")} | more
    return Entry(file, ("盘锦市",), ("2022",), "feature", State.PRINTED, **held)


def put(folder: Path, file: str, content: bytes) -> None:
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    (folder / file).write_bytes(content)


def test_a_finished_run_is_known_to_the_next(tmp_path: Path) -> None:
    with Journal(tmp_path, ONE) as journal:
        journal.add(entry("盘锦/一.pdf", b"one"))
        put(tmp_path, "盘锦/一.pdf", b"one")
        assert Shelf.of(tmp_path, ONE).complete("盘锦/一.pdf") == entry("盘锦/一.pdf", b"one")
        manifest = journal.finish([entry("盘锦/一.pdf", b"one")])
    assert [path.name for path in tmp_path.glob("*.*")] == [manifest.name] == ["manifest.json"]
    assert Shelf.of(tmp_path, ONE).complete("盘锦/一.pdf") == entry("盘锦/一.pdf", b"one")


def test_a_run_that_was_killed_is_known_up_to_its_last_whole_line(tmp_path: Path) -> None:
    with Journal(tmp_path, ONE) as journal:
        for name, content in (("一.pdf", b"one"), ("二.pdf", b"two"), ("三.pdf", b"three")):
            journal.add(entry(name, content))
            put(tmp_path, name, content)
    torn = journal.path.read_bytes()[:-20]
    journal.path.write_bytes(torn)
    put(tmp_path, "二.pdf", b"somebody else's")
    with Journal(tmp_path, ONE) as journal:
        journal.add(entry("四.pdf", b"four"))
    put(tmp_path, "四.pdf", b"four")
    shelf = Shelf.of(tmp_path, ONE)
    found = {name: shelf.complete(f"{name}.pdf") for name in "一二三四"}
    assert [name for name, held in found.items() if held] == ["一", "四"]


def test_the_version_that_lies_there_counts(tmp_path: Path) -> None:
    with Journal(tmp_path, ONE) as journal:
        journal.finish([entry("一.pdf", b"old", key="old")])
    with Journal(tmp_path, ONE) as journal:  # killed between its line and the file
        journal.add(entry("一.pdf", b"new", key="new"))
    put(tmp_path, "一.pdf", b"old")
    assert Shelf.of(tmp_path, ONE).complete("一.pdf").key == "old"
    put(tmp_path, "一.pdf", b"new")
    assert Shelf.of(tmp_path, ONE).complete("一.pdf").key == "new"


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"briefs": 3}', '{"briefs": [1, {"file": 2}]}']
)
def test_a_damaged_manifest_is_not_believed(content: str, tmp_path: Path) -> None:
    put(tmp_path, "一.pdf", b"one")
    (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    assert Shelf.of(tmp_path, ONE).complete("一.pdf") is None


def test_shards_keep_apart_and_know_each_other(tmp_path: Path) -> None:
    shards = [Shard(number, 3) for number in (1, 2, 3)]
    held = [shard.part(range(10)) for shard in shards]
    assert sorted(n for part in held for n in part) == list(range(10))
    assert max(map(len, held)) - min(map(len, held)) <= 1
    first, second, _ = shards
    with Journal(tmp_path, first) as one, Journal(tmp_path, second) as two:
        one.add(entry("一.pdf", b"one"))
        put(tmp_path, "一.pdf", b"one")
        two.finish([])
        assert Shelf.of(tmp_path, second).complete("一.pdf")
        assert Shelf.of(tmp_path, second).own == {}
        assert one.finish([entry("一.pdf", b"one")]).name == "manifest-1-3.json"
    assert Shelf.of(tmp_path, ONE).complete("一.pdf")


def test_what_was_left_or_not_asked_for_stays_known(tmp_path: Path) -> None:
    with Journal(tmp_path, ONE) as journal:
        journal.finish([entry(f"{name}.pdf", b"x") for name in "一二三"])
    put(tmp_path, "一.pdf", b"x")
    put(tmp_path, "二.pdf", b"x")
    shelf = Shelf.of(tmp_path, ONE)
    asked = [replace(entry(f"{name}.pdf"), state=State.LEFT, key="") for name in "二四五"]
    done = {"五.pdf": entry("五.pdf", b"y")}
    kept = {held.file[0]: (held.state, held.key) for held in shelf.kept(done, asked)}
    assert kept == {
        "一": (State.EARLIER, "k"),
        "二": (State.LEFT, "k"),
        "四": (State.LEFT, ""),
        "五": (State.PRINTED, "k"),
    }


def test_a_second_run_in_one_folder_is_refused(tmp_path: Path) -> None:
    with Journal(tmp_path, ONE), pytest.raises(OutputError, match="另一个批量"):
        Journal(tmp_path, ONE).__enter__()
    with Journal(tmp_path, ONE):
        pass


def test_half_files_of_a_killed_run_are_cleared(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    for name in (
        f".一.pdf.{gone.pid}.part",
        f".一.pdf.{os.getpid()}.part",
        f".二.pdf.{gone.pid}.part",
    ):
        (tmp_path / name).touch()
    clear_parts([tmp_path / "一.pdf", tmp_path / "nowhere" / "三.pdf"])
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {f".一.pdf.{os.getpid()}.part", f".二.pdf.{gone.pid}.part"}
