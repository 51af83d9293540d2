from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest

from mingsheng_reports.briefs.compose import compose, with_city_pages
from mingsheng_reports.briefs.proofing import with_proof_sheet
from mingsheng_reports.catalogue.templates import fitted
from mingsheng_reports.catalogue.themes import load_theme
from mingsheng_reports.charts.draw import draw_charts
from mingsheng_reports.comparison.board import lay_out
from mingsheng_reports.core.article import Source
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.errors import SourceError, UnverifiedError
from mingsheng_reports.core.filing import file_name
from mingsheng_reports.exports.archive import Making, enclosures
from mingsheng_reports.printing.figures import chart_specs
from mingsheng_reports.printing.press import print_brief
from mingsheng_reports.printing.reread import enclosed, reader, reread
from mingsheng_reports.verification.reckoning import readings, recomputed
from mingsheng_reports.verification.verdict import Finished, Verdict, verify
from support.annotated import library, metrics
from support.tampering import change_inside, change_on_paper

ISSUED = date(2024, 12, 31)
SUBJECT = Subject("盘锦市", "2022")

pytestmark = pytest.mark.slow


TEMPLATES = ("feature", "bulletin", "onepage", "proof")
SUBJECTS = (
    SUBJECT,
    Subject("盘锦市", ""),
    Subject("", "2021"),
    Subject("双辽市", "2024"),
    Subject(("盘锦市", "鞍山市"), ("2020", "2021")),
)


def archive(path: Path, subject: Subject = SUBJECT, template: str = "feature") -> Path:
    board = lay_out(metrics(), subject)
    brief = compose(subject, metrics(), board, library(), (), ISSUED)
    if not subject.city:
        brief = with_city_pages(brief, metrics(), board, library(), (), ISSUED)
    theme = fitted(load_theme(), template)
    if theme.template.proofs:
        brief = with_proof_sheet(brief, board, metrics())
    charts = draw_charts(list(chart_specs(brief)), theme)
    making = Making(brief, board, library(), ISSUED, template)
    print_brief(
        brief, charts, theme, path, issued=ISSUED, enclose=lambda told: enclosures(making, told)
    )
    return path


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archive(tmp_path_factory.mktemp("archive") / "存档.pdf")


def judged(path: Path, sources: tuple[Source, ...] | None = None) -> Verdict:
    held = library().sources if sources is None else sources
    return verify(Finished(path.name, reread(path).pages, enclosed(path), reader()), held)


def told(verdict: Verdict) -> str:
    return "\n".join(map(str, verdict.faults))


def test_what_was_printed_holds(pdf: Path) -> None:
    verdict = judged(pdf)
    assert verdict.faults == ()
    assert verdict.numbers > 500
    assert verdict.computed > 0
    assert verdict.sources > 0
    assert verdict.absent == ()


def test_the_archive_is_the_same_bytes_again(pdf: Path, tmp_path: Path) -> None:
    assert archive(tmp_path / "again.pdf").read_bytes() == pdf.read_bytes()


def test_the_files_are_associated_and_dated_by_the_issue(pdf: Path) -> None:
    with pikepdf.open(pdf) as held:
        files = list(held.Root.AF)
        assert {str(one.UF) for one in files} == {"metrics.csv", "brief.json"}
        for one in files:
            assert one.AFRelationship == "/Data"
            assert str(one.EF.F.Params.CreationDate) == "D:20241231000000Z"
            assert str(one.EF.F.Params.ModDate) == "D:20241231000000Z"
        assert held.Root.MarkInfo.Marked
        xmp = held.Root.Metadata.read_raw_bytes().decode()
        assert 'pdfaid:part="3"' in xmp
        assert 'pdfaid:conformance="A"' in xmp
        assert 'pdfuaid:part="1"' in xmp


def test_the_enclosed_brief_tells_its_sources_and_versions(pdf: Path) -> None:
    plain = json.loads(enclosed(pdf)["brief.json"])
    assert plain["subject"] == {
        "city": "盘锦市",
        "year": "2022",
        "cities": ["盘锦市"],
        "years": ["2022"],
    }
    hashes = {one["doc"]: one["sha256"] for one in plain["sources"]}
    assert hashes.items() <= {one.doc: one.sha256 for one in library().sources}.items()
    assert plain["versions"]["fonts"]
    assert plain["versions"]["tables"]["units.tsv"]
    assert all(one["operands"] and one["formula"] for one in plain["computed"])
    assert plain["pledges"]


def test_a_digit_changed_on_a_page_is_named(pdf: Path, tmp_path: Path) -> None:
    page = change_on_paper(pdf, tmp_path / "x.pdf", "24002", "24003")
    verdict = judged(tmp_path / "x.pdf")
    fault = next(one for one in verdict.faults if one.number == "24003")
    assert page in fault.pages
    note = next(
        one["note"]
        for one in json.loads(enclosed(pdf)["brief.json"])["metrics"]
        if one["printed"] == "24002人"
    )
    assert fault.notes == (note,)
    assert "印着24003，应为24002" in str(fault)
    assert len(verdict.faults) == 1


def test_a_digit_changed_on_a_page_is_counted_by_another_reader_too(
    pdf: Path, tmp_path: Path
) -> None:
    page = change_on_paper(pdf, tmp_path / "x.pdf", "24002", "24003")
    path = tmp_path / "x.pdf"
    finished = Finished(path.name, reread(path).pages, enclosed(path), "another reader")
    assert "24003" in {fault.number for fault in verify(finished, ()).faults}
    assert page in {at for fault in verify(finished, ()).faults for at in fault.pages}


@pytest.mark.parametrize("name", ["brief.json", "metrics.csv"])
def test_a_digit_changed_in_an_enclosed_file_is_named(pdf: Path, tmp_path: Path, name: str) -> None:
    change_inside(pdf, tmp_path / "x.pdf", name, "24002", "24003")
    verdict = judged(tmp_path / "x.pdf")
    assert f"{name}在印出以后改动过" in told(verdict)
    named = [one for one in verdict.faults if "24002" in str(one) and "24003" in str(one)]
    assert named
    assert any(one.pages and one.notes for one in named)


def test_a_value_that_its_wording_does_not_bear_out_is_named(pdf: Path, tmp_path: Path) -> None:
    change_inside(pdf, tmp_path / "x.pdf", "brief.json", '"number": "24002"', '"number": "24003"')
    assert "24002人" in {fault.number for fault in judged(tmp_path / "x.pdf").faults}


def test_a_computed_number_is_worked_out_again(pdf: Path, tmp_path: Path) -> None:
    one = json.loads(enclosed(pdf)["brief.json"])["computed"][0]
    changed = str(Decimal(one["value"]) + 1)
    change_inside(
        pdf, tmp_path / "x.pdf", "brief.json", f'"value": "{one["value"]}"', f'"value": "{changed}"'
    )
    fault = next(f for f in judged(tmp_path / "x.pdf").faults if "重算" in str(f))
    assert fault.number == one["printed"]
    assert fault.notes == tuple(one["notes"])


def test_a_changed_source_names_the_number_that_is_gone(pdf: Path) -> None:
    sources = tuple(
        replace(one, text=one.text.replace("24002", "24003"), sha256="0" * 64)
        if "24002" in one.text
        else one
        for one in library().sources
    )
    verdict = judged(pdf, sources)
    assert "校验码不符" in told(verdict)
    fault = next(one for one in verdict.faults if one.number == "24002人")
    assert fault.notes
    assert fault.pages
    assert "24003" in str(fault)


def test_sources_that_are_not_there_are_told_and_no_fault(pdf: Path) -> None:
    verdict = judged(pdf, ())
    assert verdict.faults == ()
    assert verdict.sources == 0
    assert verdict.absent


def test_without_enclosed_files_it_says_how_to_get_them() -> None:
    with pytest.raises(SourceError, match="--archive"):
        verify(Finished("a.pdf", ("24002",), {}, ""), ())


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff", b'{"schema": "msreport-brief/1"}'])
def test_damaged_files_are_told(content: bytes) -> None:
    files = {"brief.json": content, "metrics.csv": b"id\n"}
    with pytest.raises(UnverifiedError, match="不可信"):
        verify(Finished("a.pdf", (), files, ""), ())


@pytest.mark.parametrize(
    ("wording", "value"),
    [
        ("约30.8亿元", "3080000000"),
        ("40—50万吨", "400000"),
        ("１.3万家", "13000"),
        ("80余种", "80"),
        ("3亿4500万元", "345000000"),
    ],
)
def test_wordings_are_read_as_values(wording: str, value: str) -> None:
    assert Decimal(value) in readings(wording)
    assert Decimal(value) + 1 not in readings(wording)


def test_operations_are_worked_out() -> None:
    pair = ({"number": "49"}, {"number": "47"})
    assert recomputed("difference", pair) == 2
    assert recomputed("share", ({"number": "10"}, {"number": "40"})) == 25
    assert recomputed("rate", ({"number": "50"}, {"number": "40"})) == 25
    assert recomputed("share", ({"number": "1"}, {"number": "0"})) is None
    assert recomputed("guess", pair) is None


# ── every template ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module", params=TEMPLATES)
def template(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / f"{request.param}.pdf"
    return archive(path, template=request.param)


@pytest.mark.parametrize("subject", SUBJECTS[1:], ids=file_name)
@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_holds_for_every_brief(name: str, subject: Subject, tmp_path: Path) -> None:
    verdict = judged(archive(tmp_path / "x.pdf", subject, name))
    assert verdict.faults == ()
    assert verdict.numbers > 20
    assert verdict.metrics > 5


def change_one(path: Path, target: Path) -> tuple[int, str, str]:
    """A copy with the last digit of a printed metric changed: its page, the number, the other."""
    for one in json.loads(enclosed(path)["brief.json"])["metrics"]:
        number = re.sub(r"\D", "", one["printed"])
        if one["role"] == "printed" and len(number) > 2 and number in one["printed"]:
            other = number[:-1] + str((int(number[-1]) + 1) % 10)
            with suppress(ValueError):  # set in pieces, or a glyph is missing
                return change_on_paper(path, target, number, other), number, other
    pytest.fail("no number could be changed")


def test_a_template_names_a_digit_changed_on_its_page(template: Path, tmp_path: Path) -> None:
    page, number, other = change_one(template, tmp_path / "x.pdf")
    (fault,) = judged(tmp_path / "x.pdf").faults
    assert fault.number == other
    assert fault.pages == (page,)
    assert f"印着{other}，应为{number}" in str(fault)


@pytest.mark.parametrize("name", ["brief.json", "metrics.csv"])
def test_a_template_names_a_digit_changed_inside(template: Path, tmp_path: Path, name: str) -> None:
    change_inside(template, tmp_path / "x.pdf", name, "24002", "24003")
    faults = judged(tmp_path / "x.pdf").faults
    assert any("24002" in str(one) and "24003" in str(one) and one.pages for one in faults)


def test_a_template_names_a_digit_changed_in_a_source(template: Path) -> None:
    sources = tuple(
        replace(one, text=one.text.replace("24002", "24003"), sha256="0" * 64)
        if "24002" in one.text
        else one
        for one in library().sources
    )
    fault = next(one for one in judged(template, sources).faults if one.number == "24002人")
    assert fault.pages
    assert "24003" in str(fault)


def test_one_page_encloses_what_it_prints_and_what_that_needs(tmp_path: Path) -> None:
    whole = json.loads(enclosed(archive(tmp_path / "a.pdf"))["brief.json"])
    short = json.loads(enclosed(archive(tmp_path / "b.pdf", template="onepage"))["brief.json"])
    assert {one["role"] for one in whole["metrics"]} == {"printed"}
    assert len(short["metrics"]) < len(whole["metrics"])
    roles = {one["id"]: one["role"] for one in short["metrics"]}
    named = {origin for kind, _, origin in short["pieces"] if kind == "figure"}
    assert named <= {identity for identity, role in roles.items() if role == "printed"}
    needed = {each for one in short["computed"] for each in one["operands"]}
    needed |= {one["result"] for one in short["pledges"] if one["result"]}
    assert needed <= set(roles)
    assert {one for one, role in roles.items() if role == "compared"} <= needed | {
        one["progress"] for one in short["pledges"]
    }


def test_the_enclosed_brief_has_the_fields_that_are_documented(pdf: Path) -> None:
    handbook = Path(__file__).parents[2] / "CONTRIBUTING.md"
    table = handbook.read_text(encoding="utf-8").partition("## What an archive copy carries")[2]
    rows = [line.split("|")[1:3] for line in table.splitlines() if line.startswith("| `")]
    named = {field: body for head, body in rows for field in re.findall(r"`(\w+)`", head)}
    plain = json.loads(enclosed(pdf)["brief.json"])
    assert set(named) == set(plain)
    columns = set(enclosed(pdf)["metrics.csv"].decode().splitlines()[0].split(","))
    for field in ("metrics", "computed", "sources"):
        told = set(re.findall(r"`(\w+)`", named[field]))
        for one in plain[field]:
            assert set(one) - columns <= told
            assert told & set(one) - {"printed", "compared"}
    for number in (*plain["metrics"], *plain["computed"]):
        assert not any(isinstance(value, float) for value in number.values())
