"""Reading for a batch: progress at once, everything once, a cache where the user wants it."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus import write
from province import Size, documents

from mingsheng_reports.batch.request import Held
from mingsheng_reports.cli.running import reading_line
from mingsheng_reports.cli.stocking import Supply, stocked
from mingsheng_reports.core.errors import OutputError, UsageError
from mingsheng_reports.stages import Stages
from mingsheng_reports.store.gathering import COUNT, READ, Step
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


@pytest.fixture
def sources(tmp_path: Path) -> tuple[Path, ...]:
    write(documents(SIZE), tmp_path / "原文")
    return (tmp_path / "原文",)


def test_what_was_read_is_kept_where_it_was_asked_for(
    sources: tuple[Path, ...], tmp_path: Path
) -> None:
    heard = Heard()
    for fresh in (2, 0):
        with stocked(Supply(sources, cache=tmp_path / "缓存"), Stages(), heard) as (stock, notices):
            assert isinstance(stock, Store)
            assert [city for city, _ in stock.told()] == ["中牟县"]
            assert not notices
        assert heard.steps[-1] == Step(READ, 2, 2, fresh)
    assert heard.steps[0] == Step(COUNT)


def test_without_a_cache_nothing_stays(
    sources: tuple[Path, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MSREPORT_CACHE", str(tmp_path / "缓存"))
    with stocked(Supply(sources, cacheless=True), Stages(), Heard()) as (stock, _):
        assert isinstance(stock, Store)
        folder = stock.cache.folder
        assert folder.is_dir()
    assert not folder.exists()
    assert not (tmp_path / "缓存").exists()


def test_a_folder_that_cannot_be_written_stops_only_who_asked_for_it(
    sources: tuple[Path, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "文件").write_text("")
    nowhere = tmp_path / "文件" / "缓存"
    with (
        pytest.raises(OutputError, match="--no-cache"),
        stocked(Supply(sources, cache=nowhere), Stages(), Heard()),
    ):
        pass
    monkeypatch.setenv("MSREPORT_CACHE", str(nowhere))
    with stocked(Supply(sources), Stages(), Heard()) as (stock, _):
        assert len(stock.told()) == 1
    assert "这一次不留缓存" in capsys.readouterr().err


def test_both_options_contradict(sources: tuple[Path, ...], tmp_path: Path) -> None:
    with (
        pytest.raises(UsageError, match="去掉其一"),
        stocked(Supply(sources, cache=tmp_path, cacheless=True), Stages(), Heard()),
    ):
        pass


def test_stages_of_ones_own_read_in_this_process(sources: tuple[Path, ...]) -> None:
    heard = Heard()
    own = Stages(lint=lambda brief: ())  # noqa: ARG005  the stage's signature
    with stocked(Supply(sources, processes=2), own, heard) as (stock, _):
        assert isinstance(stock, Held)
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
    with stocked(Supply(sources), Stages(), Heard()) as (stock, _):
        assert len(stock.told()) == 1
        assert isinstance(stock, Store)
        folder = stock.cache.folder
    assert not folder.exists()
