"""A small made-up province with the user's own lists beside it, gathered once."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingsheng_reports.core.findings import Findings
from mingsheng_reports.pipeline import find
from mingsheng_reports.stages import Stages
from mingsheng_reports.store.cache import Cache
from mingsheng_reports.store.gathering import gather
from mingsheng_reports.store.store import Store
from support.made_up import make_province


@pytest.fixture(scope="package")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_province(tmp_path_factory.mktemp("sources"))


@pytest.fixture(scope="package")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Cache:
    return Cache(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="package")
def store(province: Path, cache: Cache) -> Store:
    return gather([province], cache)


@pytest.fixture(scope="package")
def whole(province: Path) -> Findings:
    """The same without a store."""
    return find([province], Stages())
