"""Reading for a batch: progress at once, everything once, a cache where the user wants it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from corpus import write
from province import Size, documents

from mingsheng_reports.batch.request import Held
from mingsheng_reports.cli.running import reading_line
from mingsheng_reports.cli.stocking import Supply, Telling, stock, stocked
from mingsheng_reports.core.errors import OutputError, UsageError
from mingsheng_reports.core.findings import pairs_told
from mingsheng_reports.stages import Stages
from mingsheng_reports.store.step import COUNT, READ, Step
from mingsheng_reports.store.store import Store

SIZE = Size(counties=1, years=1)


class Heard:
    """What was told."""

    def __init__(self) -> None:
        self.steps: list[str | Step] = []

    def step(self, told: str) -> None:
        """What begins now."""
        self.steps.append(told)

    def reading(self, step: Step) -> None:
        """How far it is."""
        self.steps.append(step)

    def remark(self, told: str) -> None:
        """Not as usual."""
        self.steps.append(told)


@pytest.fixture
def sources(tmp_path: Path) -> tuple[Path, ...]:
    write(documents(SIZE), tmp_path / "原文")
    return (tmp_path / "原文",)


def test_what_was_read_is_kept_where_it_was_asked_for(
    sources: tuple[Path, ...], tmp_path: Path
) -> None:
    heard = Heard()
    for fresh in (2, 0):
        with stocked(Supply(sources, cache=tmp_path / "缓存"), Stages(), heard) as held:
            assert isinstance(held, Store)
            assert [city for city, _ in pairs_told(held)] == ["中牟县"]
            assert not held.notices
        assert heard.steps[-1] == Step(READ, 2, 2, fresh)
    assert heard.steps[0] == Step(COUNT)


def test_without_a_cache_nothing_stays(
    sources: tuple[Path, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MSREPORT_CACHE", str(tmp_path / "缓存"))
    with stocked(Supply(sources, cacheless=True), Stages(), Heard()) as held:
        assert isinstance(held, Store)
        folder = held.cache.folder
        assert folder.is_dir()
    assert not folder.exists()
    assert not (tmp_path / "缓存").exists()


def test_a_folder_that_cannot_be_written_stops_only_who_asked_for_it(
    sources: tuple[Path, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "文件").write_text("")
    nowhere = tmp_path / "文件" / "缓存"
    with (
        pytest.raises(OutputError, match="--no-cache"),
        stocked(Supply(sources, cache=nowhere), Stages(), Heard()),
    ):
        pass
    monkeypatch.setenv("MSREPORT_CACHE", str(nowhere))
    heard = Heard()
    with stocked(Supply(sources), Stages(), heard) as held:
        assert len(pairs_told(held)) == 1
    assert "这一次不留缓存" in str(heard.steps[0])
    heard = Heard()
    assert isinstance(stock(Supply(sources), Stages(), heard), Held)
    assert "这一次不留缓存" in str(heard.steps[0])


def test_both_options_contradict(sources: tuple[Path, ...], tmp_path: Path) -> None:
    with (
        pytest.raises(UsageError, match="去掉其一"),
        stocked(Supply(sources, cache=tmp_path, cacheless=True), Stages(), Heard()),
    ):
        pass


def test_stages_of_ones_own_read_in_this_process(sources: tuple[Path, ...]) -> None:
    heard = Heard()
    own = Stages(lint=lambda brief: ())  # noqa: ARG005  the stage's signature
    with stocked(Supply(sources, processes=2), own, heard) as held:
        assert isinstance(held, Held)
    assert heard.steps == ["读取原文", "提取指标"]


def test_progress_says_what_is_read_and_what_is_damaged() -> None:
    assert reading_line(Step(COUNT)) == "清点原文……"
    assert reading_line(Step(COUNT, 50, 200)) == "清点原文 50/200份"
    assert reading_line(Step(READ, 200, 200)) == "读取原文 200/200份，都是读过的"
    assert reading_line(Step(READ, 0, 200)) == "读取原文 0/200份"
    told = reading_line(Step(READ, 120, 200, 20, 3))
    assert told == "读取原文 120/200份，其中20份是这次读的，缓存里3份已损坏，重新读"


def test_without_a_home_nothing_stays(
    sources: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", homeless)
    monkeypatch.delenv("MSREPORT_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    with stocked(Supply(sources), Stages(), Heard()) as held:
        assert len(pairs_told(held)) == 1
        assert isinstance(held, Store)
        folder = held.cache.folder
    assert not folder.exists()


def test_a_single_brief_is_read_from_the_same_cache(
    sources: tuple[Path, ...], tmp_path: Path
) -> None:
    kept, heard = Supply(sources, cache=tmp_path / "缓存"), Heard()
    assert isinstance(stock(kept, Stages(), heard), Store)
    with stocked(kept, Stages(), heard):
        assert heard.steps[-1] == Step(READ, 2, 2, 0)


def test_a_single_brief_leaves_nothing_where_nothing_is_to_be_kept(
    sources: tuple[Path, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MSREPORT_CACHE", str(tmp_path / "缓存"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "没有"))
    held = stock(Supply(sources, cacheless=True), Stages(), Heard())
    assert isinstance(held, Held)
    assert not (tmp_path / "缓存").exists()


def test_one_line_tells_one_step_until_something_has_to_be_read() -> None:
    told: list[str] = []
    telling = Telling(told.append)
    for step in (Step(COUNT), Step(READ, 1, 3, 0), Step(READ, 2, 3, 1), Step(READ, 3, 3, 2)):
        telling.reading(step)
    telling.step("提取指标")
    assert told == ["读取原文", "读取原文 2/3份", "读取原文 3/3份", "读取原文"]
    for done in range(5000):
        telling.reading(Step(READ, done + 1, 5000, done + 1))
    assert 100 <= len(told) <= 110
    telling.remark("不留缓存")
    assert telling.remarks == ["不留缓存"]
