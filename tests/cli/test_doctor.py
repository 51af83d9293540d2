import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mingsheng_reports.catalogue.resources import fonts_dir
from mingsheng_reports.cli.fontlist import check_fonts
from mingsheng_reports.cli.packages import package, within
from mingsheng_reports.core.errors import MissingLibraryError

from .conftest import ROOT

SEEDS = ("--source", str(ROOT / "seeds"))
BROKEN_PANGO = """
raise OSError("cannot load library 'libpango-1.0-0'")
"""


def test_each_line_begins_with_a_tick_or_a_cross(msreport: Callable) -> None:
    done = msreport("doctor", *SEEDS)
    lines = [line for line in done.stdout.decode().splitlines() if not line.startswith("  ")]
    assert all(re.match(r"[✓✗] \S", line) for line in lines)
    for name in ("Python", "Pango", "HarfBuzz", "字体裁剪", "排版", "词表", "输出文件夹", "原文"):
        assert any(line[2:].startswith(name) for line in lines), name
    assert done.returncode == int(any(line.startswith("✗") for line in lines))


def test_works_when_weasyprint_cannot_be_imported(msreport: Callable, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    (broken / "weasyprint").mkdir(parents=True)
    (broken / "weasyprint" / "__init__.py").write_text(BROKEN_PANGO)
    done = msreport("doctor", *SEEDS, env={"PYTHONPATH": f"{broken}:{ROOT / 'src'}"})
    assert done.returncode == 1
    told = done.stdout.decode()
    assert re.search(r"✗ 排版 .*\n.*apt-get install -y --no-install-recommends libpango", told)
    assert "✓ 词表" in told
    assert b"Traceback" not in done.stderr


def test_nothing_to_read_and_nowhere_to_write(msreport: Callable, tmp_path: Path) -> None:
    (tmp_path / "output").write_text("不是文件夹", encoding="utf-8")
    empty = tmp_path / "空"
    empty.mkdir()
    done = msreport("doctor", "--source", str(empty))
    assert done.returncode == 1
    assert "✗ 输出文件夹" in done.stdout.decode()
    assert "✗ 原文" in done.stdout.decode()


def test_a_missing_package_is_named_with_the_command() -> None:
    finding = package("no-such-package-here", ">=1")
    assert not finding.well
    assert "pip install 'no-such-package-here>=1'" in finding.remedy


@pytest.mark.parametrize(
    ("version", "bounds", "fits"),
    [
        ("70.0", "<71,>=70.0", True),
        ("71.0", "<71,>=70.0", False),
        ("69.9", "<71,>=70.0", False),
        ("8.5.1", "<9,>=8.1", True),
        ("3.10", ">=3.9", True),
        ("3.9", ">=3.10", False),
        ("1.4.2", ">=1.4.2", True),
        ("5", "==5.0", True),
        ("2026.1rc1", ">=2026", True),
        ("1", "", True),
    ],
)
def test_versions(version: str, bounds: str, *, fits: bool) -> None:
    assert within(version, bounds) is fits


def _fonts(folder: Path) -> Path:
    fonts = folder / "fonts"
    (fonts / "licences").mkdir(parents=True)
    shutil.copy(fonts_dir() / "fonts.toml", fonts)
    for path in fonts_dir().glob("*.ttf"):
        (fonts / path.name).symlink_to(path)
    for path in (fonts_dir() / "licences").iterdir():
        shutil.copy(path, fonts / "licences")
    return fonts


def test_the_bundled_fonts_are_what_the_list_says(tmp_path: Path) -> None:
    findings = list(check_fonts(_fonts(tmp_path)))
    assert len(findings) >= 5
    assert [finding for finding in findings if not finding.well] == []


def test_a_changed_missing_or_unlicensed_face_is_seen(tmp_path: Path) -> None:
    fonts = _fonts(tmp_path)
    first, second, *_ = sorted(fonts.glob("*.ttf"))
    first.unlink()
    content = second.read_bytes()
    second.unlink()
    second.write_bytes(content[:-1])
    told = [finding.told for finding in check_fonts(fonts) if not finding.well]
    assert any(first.name in one and "没有" in one for one in told)
    assert any(second.name in one and "不符" in one for one in told)
    shutil.rmtree(fonts / "licences")
    assert all(not finding.well for finding in check_fonts(fonts))
    (fonts / "fonts.toml").write_text("[[", encoding="utf-8")
    with pytest.raises(MissingLibraryError):
        list(check_fonts(fonts))
