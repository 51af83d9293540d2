"""The real stages on the real sources: one brief, printed once, and its numbers walked back."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from mingsheng_reports.cli.hits import pages_with
from mingsheng_reports.core.brief import Computed, Figure
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.fragments import fragments
from mingsheng_reports.pipeline import brief_of, find, issue_date
from mingsheng_reports.printing.reread import reread
from mingsheng_reports.stages import Stages

from .conftest import ROOT, call_program

pytestmark = pytest.mark.slow
EPOCH = "1700000000"
NAME = "output/盘锦市-2022-民生实事简报.pdf"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the five sources and one that cannot be read."""
    made = tmp_path_factory.mktemp("run")
    shutil.copytree(ROOT / "seeds", made / "seeds")
    (made / "seeds" / "照片.txt").write_bytes(bytes(range(256)) * 9)
    return made


@pytest.fixture(scope="module")
def printed(folder: Path) -> subprocess.CompletedProcess[bytes]:
    """``msreport pdf --city 盘锦 --year 2022`` in that folder."""
    env = {"SOURCE_DATE_EPOCH": EPOCH}
    return call_program("pdf", "--city", "盘锦", "--year", "2022", cwd=folder, env=env)


def test_the_brief_is_printed(printed: subprocess.CompletedProcess[bytes], folder: Path) -> None:
    assert printed.returncode == 0, printed.stderr.decode()
    assert printed.stdout.decode() == f"{NAME}\n"
    assert (folder / NAME).read_bytes().startswith(b"%PDF-")
    told = printed.stderr.decode()
    assert "照片.txt不是文字文件" in told
    assert "1个文件未收入" in told
    assert [path.name for path in (folder / "output").iterdir()] == [Path(NAME).name]


def test_the_brief_itself_tells_which_file_was_not_read(
    printed: subprocess.CompletedProcess[bytes], folder: Path
) -> None:
    assert printed.returncode == 0
    assert "照片" in "".join(reread(folder / NAME).pages)


def test_every_number_of_the_brief_is_found_on_its_pages(
    printed: subprocess.CompletedProcess[bytes], folder: Path
) -> None:
    assert printed.returncode == 0
    stages = Stages()
    findings = find([folder / "seeds"], stages)
    brief = brief_of(Subject("盘锦市", "2022"), findings, issue_date(EPOCH, None), stages)
    pages = reread(folder / NAME).pages
    texts = {f.text for f in fragments(brief) if isinstance(f, (Figure, Computed))}
    assert len(texts) > 30
    assert [text for text in sorted(texts) if not pages_with(pages, text)] == []


@pytest.mark.parametrize("number", ["24002", "24002人", "２４００２"])
def test_a_printed_number_walks_back(
    number: str, printed: subprocess.CompletedProcess[bytes], folder: Path
) -> None:
    assert printed.returncode == 0
    done = call_program("trace", NAME, number, cwd=folder)
    assert done.returncode == 0, done.stderr.decode()
    told = done.stdout.decode()
    assert "城镇新增就业【24002】人" in told
    assert "seeds/001_11e2af43b09358f0.txt:29" in told
    assert "2022-11-30" in told


def test_a_changed_name_of_the_file_does_not_mislead(
    printed: subprocess.CompletedProcess[bytes], folder: Path
) -> None:
    assert printed.returncode == 0
    shutil.copy(folder / NAME, folder / "鞍山市-2021-民生实事简报.pdf")
    done = call_program("trace", "鞍山市-2021-民生实事简报.pdf", "24002", cwd=folder)
    assert "【24002】" in done.stdout.decode()


def test_a_file_that_is_no_pdf_is_told(folder: Path) -> None:
    done = call_program("trace", "seeds/照片.txt", "24002", cwd=folder)
    assert done.returncode == 1
    assert done.stderr.decode().startswith("出错 ")


def test_csv_of_the_real_extraction_quotes_its_sources(msreport: Callable, folder: Path) -> None:
    import csv
    import io

    rows = list(csv.DictReader(io.StringIO(msreport("metrics", cwd=folder).stdout.decode())))
    assert len(rows) > 200
    for row in rows:
        text = (folder / "seeds" / f"{row['doc']}.txt").read_bytes().decode()
        cut = text[int(row["start"]) : int(row["end"])]
        assert cut.replace("\r", "").replace("\n", "") == row["quote"]
