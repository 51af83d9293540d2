"""The seeds as they are read, once for all tests of comparing."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingsheng_reports.core.findings import Findings
from mingsheng_reports.pipeline import find
from mingsheng_reports.stages import Stages

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@pytest.fixture(scope="package")
def seeds() -> Findings:
    return find([SEEDS], Stages())
