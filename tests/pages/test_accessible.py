"""What a screen reader needs, in every template: tags, alternatives, headers, language, title."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from mingsheng_reports.briefs.compose import compose
from mingsheng_reports.briefs.proofing import with_proof_sheet
from mingsheng_reports.catalogue.templates import fitted
from mingsheng_reports.catalogue.themes import load_theme
from mingsheng_reports.charts.draw import draw_charts
from mingsheng_reports.comparison.board import lay_out
from mingsheng_reports.core.brief import sentence_text
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.printing.figures import chart_specs
from mingsheng_reports.printing.press import print_brief
from support.annotated import library, metrics

ISSUED = date(2024, 12, 31)
SUBJECT = Subject("盘锦市", "2022")
BOARD = lay_out(metrics(), SUBJECT)
BRIEF = with_proof_sheet(
    compose(SUBJECT, metrics(), BOARD, library(), (), ISSUED), BOARD, metrics()
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=["feature", "bulletin", "onepage", "proof"])
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("accessible") / f"{request.param}.pdf"
    theme = fitted(load_theme(), request.param)
    charts = draw_charts(list(chart_specs(BRIEF)), theme)
    print_brief(BRIEF, charts, theme, path, issued=ISSUED)
    return path


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """The structure tree from its root: what no path leads to does not count."""
    waiting = [pdf.Root.StructTreeRoot]
    while waiting:
        one = waiting.pop()
        if one.get("/S") is not None:
            yield one
        kids = one.get("/K", [])
        kids = kids if isinstance(kids, pikepdf.Array) else [kids]
        waiting += [
            kid
            for kid in kids
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") != "/OBJR"
        ]


def test_the_document_is_tagged_named_and_in_chinese(printed: Path) -> None:
    with pikepdf.open(printed) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "zh-CN"
        assert str(pdf.docinfo["/Title"]) == sentence_text(BRIEF.title)
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert 'pdfuaid:part="1"' in pdf.Root.Metadata.read_bytes().decode()
        kinds = Counter(str(one.S) for one in elements(pdf))
        assert kinds["/H1"] == 1
        assert kinds["/Table"] >= 1
        assert all(page.StructParents is not None for page in pdf.pages)


def test_every_figure_has_an_alternative(printed: Path) -> None:
    told = {sentence_text(spec.alternative) for spec in chart_specs(BRIEF)}
    with pikepdf.open(printed) as pdf:
        figures = [one for one in elements(pdf) if one.S == "/Figure"]
        assert figures or printed.stem == "proof"
        assert {str(one.Alt) for one in figures} <= told


def test_every_header_cell_says_what_it_heads(printed: Path) -> None:
    with pikepdf.open(printed) as pdf:
        heads = [one for one in elements(pdf) if one.S == "/TH"]
        assert heads
        for one in heads:
            above = "/Column" if one.P.P.S == "/THead" else "/Row"
            assert one.A.O == "/Table"
            assert one.A.Scope == above
        assert {str(one.P.S) for one in heads} == {"/TR"}


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_nothing_to_complain_about(printed: Path) -> None:
    qpdf = shutil.which("qpdf") or ""
    done = subprocess.run(
        [qpdf, "--check", str(printed)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stdout + done.stderr


def test_every_content_stream_can_be_read(printed: Path) -> None:
    with pikepdf.open(printed) as pdf:
        for page in pdf.pages:
            assert pikepdf.parse_content_stream(page)
