"""Nothing is read twice, nothing damaged is trusted, and nothing finished is lost."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.errors import OutputError, SourceError
from mingsheng_reports.core.findings import pairs_told
from mingsheng_reports.store import gathering, program
from mingsheng_reports.store.cache import DAY, Cache, DamagedError, usual_folder
from mingsheng_reports.store.gathering import gather, gather_in_processes
from mingsheng_reports.store.page import Errand, Page, unpack, work_out
from mingsheng_reports.store.step import Step
from mingsheng_reports.store.store import Store
from support.made_up import TOUCHED, make_province


def fresh(folder: Path, cache: Cache, executor: Executor | None = None) -> tuple[Store, Step]:
    """The store and the last that was told."""
    steps: list[Step] = []
    crew = (lambda: executor) if executor else None
    return gather([folder], cache, crew, 2, steps.append), steps[-1]


@pytest.fixture
def copy(province: Path, store: Store, tmp_path: Path) -> tuple[Path, Cache]:
    """The province and its cache, to be spoilt."""
    shutil.copytree(province, tmp_path / "sources")
    shutil.copytree(store.cache.folder, tmp_path / "cache")
    return tmp_path / "sources", Cache(tmp_path / "cache")


def test_a_second_run_reads_nothing(store: Store, province: Path, cache: Cache) -> None:
    again, last = fresh(province, cache)
    assert (last.done, last.of, last.fresh, last.damaged) == (28, 28, 0, 0)
    assert again == store


def change_text(folder: Path) -> None:
    path = folder / f"{TOUCHED.code}-2020-01.txt"
    path.write_text(path.read_text(encoding="utf-8") + "\n又一句话。\n", encoding="utf-8")


def change_entry(folder: Path) -> None:
    path = folder / "sources.toml"
    path.write_text(path.read_text(encoding="utf-8") + 'date = "2021-03-01"\n', encoding="utf-8")


def change_correction(folder: Path) -> None:
    path = folder / "corrections.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("测试", "更正"), encoding="utf-8")


def add_sidecar(folder: Path) -> None:
    path = folder / f"{TOUCHED.code}-2020-02.toml"
    path.write_text('newspaper = "样板晚报"\n', encoding="utf-8")


@pytest.mark.parametrize("change", [change_text, change_entry, change_correction, add_sidecar])
def test_a_change_touches_one_file(
    copy: tuple[Path, Cache], change: Callable[[Path], None]
) -> None:
    folder, cache = copy
    before = fresh(folder, cache)[0]
    change(folder)
    after, last = fresh(folder, cache)
    assert last.fresh == 1
    touched = {c for c, y in pairs_told(before) if is_other(before, after, Subject(c, y))}
    assert TOUCHED.name in touched
    assert len(touched) <= 6 < len({city for city, _ in pairs_told(before)})


def is_other(before: Store, after: Store, subject: Subject) -> bool:
    """Whether a brief would have to be looked at again."""
    return before.digest_for(subject) != after.digest_for(subject)


def test_another_table_touches_every_file(
    copy: tuple[Path, Cache], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, cache = copy
    monkeypatch.setattr("mingsheng_reports.store.page.reader_digest", lambda: "another program")
    assert fresh(folder, cache)[1].fresh == 28


def test_the_digest_of_the_program_knows_its_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = program.reader_digest()
    tables = tmp_path / "tables"
    shutil.copytree(program.TABLES, tables)
    (tables / "units.tsv").write_text("# changed\n", encoding="utf-8")
    monkeypatch.setattr(program, "TABLES", tables)
    monkeypatch.setattr(program, "PACKAGE", tmp_path)
    program.reader_digest.cache_clear()
    assert program.reader_digest() != before
    program.reader_digest.cache_clear()


@pytest.mark.parametrize("content", [b"", b"x" * 200, "cut", "flipped", "other"])
def test_a_damaged_page_is_read_again(copy: tuple[Path, Cache], content: bytes | str) -> None:
    folder, cache = copy
    store = fresh(folder, cache)[0]
    held = next(each for each in store.held if TOUCHED.name in each.summary.cities)
    path = next(path for path in cache.folder.rglob(held.key))
    whole = path.read_bytes()
    spoilt = {
        "cut": whole[: len(whole) // 2],
        "flipped": whole[:-5] + bytes([whole[-5] ^ 1]) + whole[-4:],
    }
    if content == "other":  # sound, but not a page
        cache.write(held.key, b"[]\n")
    else:
        path.write_bytes(content if isinstance(content, bytes) else spoilt[content])
    opened = Store(cache, store.held, ())
    subject = Subject(TOUCHED.name, "2020")
    assert opened.findings_for(subject).metrics == store.findings_for(subject).metrics
    path.write_bytes(whole[:-1])
    again, last = fresh(folder, cache)
    assert (last.fresh, last.damaged) == (1, 1)
    assert again == store
    assert path.read_bytes() == whole


def test_what_another_program_wrote_is_no_page() -> None:
    for content in (b"", b"[]", b"{}\nx", b"[[],[],[],0]\n"):
        with pytest.raises(DamagedError):
            unpack(content)


def test_a_file_changed_after_gathering_is_told(copy: tuple[Path, Cache]) -> None:
    folder, cache = copy
    store = fresh(folder, cache)[0]
    shutil.rmtree(cache.folder)
    change_text(folder)
    with pytest.raises(SourceError, match="请重新运行"):
        store.findings_for(Subject(TOUCHED.name, "2020"))


def test_only_what_nobody_asks_for_is_pruned(copy: tuple[Path, Cache]) -> None:
    folder, cache = copy
    stale = "ab" * 32  # of a file that is no more
    fresh(folder, cache)
    cache.write(stale, b"x")
    for path in cache.folder.rglob("*"):
        os.utime(path, (1, 1))
    assert fresh(folder, cache)[1].fresh == 0
    cache.prune(time.time())
    assert cache.read(stale) is None
    assert fresh(folder, cache)[1].fresh == 0


def test_it_is_pruned_once_a_day(copy: tuple[Path, Cache]) -> None:
    cache, stale = copy[1], "ab" * 32
    cache.prune(time.time())
    cache.write(stale, b"x")
    os.utime(next(cache.folder.rglob(stale)), (1, 1))
    cache.prune(time.time())
    assert cache.read(stale) == b"x"
    os.utime(next(cache.folder.rglob(stale)), (1, 1))
    cache.prune(time.time() + DAY)
    assert cache.read(stale) is None


def test_nothing_to_read_and_nowhere_to_write_are_told(tmp_path: Path, province: Path) -> None:
    with pytest.raises(SourceError, match=r"没有\.txt原文"):
        gather([tmp_path], Cache(tmp_path / "cache"))
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="--cache"):
        gather([province], Cache(tmp_path / "file" / "cache"))


@pytest.mark.parametrize(
    ("environ", "system", "folder"),
    [
        ({}, "linux", "/li/.cache/msreport"),
        ({"XDG_CACHE_HOME": "/var/li"}, "linux", "/var/li/msreport"),
        ({"XDG_CACHE_HOME": "relative"}, "linux", "/li/.cache/msreport"),
        ({}, "darwin", "/li/Library/Caches/msreport"),
        ({"LOCALAPPDATA": "/c/local"}, "win32", "/c/local/msreport/Cache"),
        ({"MSREPORT_CACHE": "/elsewhere"}, "darwin", "/elsewhere"),
    ],
)
def test_the_cache_lies_where_caches_belong(
    environ: dict[str, str], system: str, folder: str
) -> None:
    assert usual_folder(environ, lambda: Path("/li"), system) == Path(folder)


def test_processes_read_what_one_reads(
    province: Path, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "FEW", 1)
    assert gather_in_processes([province], Cache(tmp_path), 2).held == store.held


def test_progress_begins_at_once_and_ends_with_all(province: Path, cache: Cache) -> None:
    steps: list[Step] = []
    gather([province], cache, tell=steps.append)
    assert steps[0] == Step("清点原文")
    assert [step.done for step in steps if step.name == "读取原文"][-1] == steps[-1].of == 28


def test_runs_that_begin_at_different_places_share_the_work(
    province: Path, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def counting(errand: Errand) -> Page | None:
        read.append(errand.source.doc)
        return work_out(errand)

    monkeypatch.setattr("mingsheng_reports.store.page.work_out", counting)
    cache = Cache(tmp_path)
    half = len(store.held) // 2

    def other_run(step: Step) -> None:
        if step.fresh == half and len(read) == half:  # the other has read the rest meanwhile
            gather([province], cache)

    assert gather([province], cache, begin=0.5, tell=other_run).held == store.held
    docs = [each.errand.source.doc for each in store.held]
    assert read == [*docs[half:], *docs[:half]]


def test_others_may_read_at_the_same_time(province: Path, store: Store, tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as executor:
        cache = Cache(tmp_path)
        runs = [executor.submit(gather, [province], cache) for _ in range(2)]
        first, second = (run.result() for run in runs)
    assert first.held == second.held == store.held
    assert not list(tmp_path.rglob("*.part"))


class Dying(Executor):
    """Its process dies with every task that holds a certain file, and once with any."""

    def __init__(self, doc: str) -> None:
        self.doc = doc
        self.tasks = 0

    def submit(  # the protocol of any function
        self,
        fn: Callable[..., Any],
        /,
        *args: Any,  # noqa: ANN401
        **kwargs: Any,  # noqa: ANN401
    ) -> Future[Any]:
        """Do it, or die."""
        future: Future[Any] = Future()
        self.tasks += 1
        docs = [errand.source.doc for errand in args[0]]
        if self.doc in docs or self.tasks == 1:
            future.set_exception(BrokenExecutor("killed"))
        else:
            future.set_result(fn(*args, **kwargs))
        return future


def test_a_file_that_kills_its_process_is_given_up_and_told(
    province: Path, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "FEW", 1)
    bad = f"{TOUCHED.code}-2020-02"
    made, last = fresh(province, Cache(tmp_path), Dying(bad))
    assert [each.errand.source.doc for each in store.held if each not in made.held] == [bad]
    assert [notice.doc for notice in made.remarks if notice.code == "unreadable"] == [bad]
    assert last.done == 27


def test_the_store_travels_without_its_open_pages(store: Store) -> None:
    subject = Subject(TOUCHED.name, "2021")
    before = store.findings_for(subject)
    other = pickle.loads(pickle.dumps(store))  # noqa: S301  our own
    assert other == store
    assert not other._open
    assert other.findings_for(subject) == before


KILLED = """
import sys
from pathlib import Path
from mingsheng_reports.store.cache import Cache
from mingsheng_reports.store.gathering import gather
tell = lambda step: print(step.fresh, flush=True)
gather([Path(sys.argv[1])], Cache(Path(sys.argv[2])), tell=tell)
"""


def test_what_was_read_before_a_kill_is_not_read_again(tmp_path: Path) -> None:
    folder = make_province(tmp_path / "sources")
    cache = Cache(tmp_path / "cache")
    command = [sys.executable, "-c", KILLED, str(folder), str(cache.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as process:
        assert process.stdout
        while int(process.stdout.readline()) < 5:
            pass
        process.send_signal(signal.SIGKILL)
    last = fresh(folder, cache)[1]
    assert 0 < last.fresh <= 28 - 5
    assert fresh(folder, cache)[1].fresh == 0
