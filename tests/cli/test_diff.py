from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from mingsheng_reports.core.enclosure import SCHEMA
from mingsheng_reports.exports.columns import metric_row
from support.factory import make

JOBS = make("城镇新增就业", "24002", "人")


def _brief(path: Path, printed: str) -> str:
    """A ``brief.json`` with one number, as it is taken out of an archived brief."""
    row = {"note": 1, **metric_row(JOBS), "printed": printed}
    plain = {"schema": SCHEMA, "metrics": [row], "pledges": [], "sources": []}
    path.write_text(json.dumps(plain), encoding="utf-8")
    return str(path)


def test_the_command_tells_each_difference_and_how_many(msreport: Callable, tmp_path: Path) -> None:
    old, new = _brief(tmp_path / "旧.json", "24002人"), _brief(tmp_path / "新.json", "24102人")
    told = msreport("diff", old, new)
    assert "24002人 → 24102人（注1）" in told.stdout.decode()
    assert "1处不同" in told.stderr.decode()
    assert "全部相同" in msreport("diff", old, old).stderr.decode()
    missing = msreport("diff", old, str(tmp_path / "无.pdf"))
    assert missing.returncode == 2
    assert "找不到简报" in missing.stderr.decode()
