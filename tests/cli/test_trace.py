import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from mingsheng_reports.cli.hits import find_hits, pages_with, pattern_of, plain_form
from mingsheng_reports.cli.walk import marked_sentence, raw_lines, walk
from mingsheng_reports.core.brief import Computed, Figure, Words
from mingsheng_reports.core.comparison import Board, Subject
from mingsheng_reports.core.fragments import fragments
from mingsheng_reports.core.metric import Metric
from mingsheng_reports.printing.reread import PageTexts
from mingsheng_reports.stages import Stages
from support.annotated import metrics
from support.sample import sample_brief


def _figures() -> list[Figure]:
    brief = sample_brief()
    return [f for f in fragments((brief.lead, brief.sections)) if isinstance(f, Figure)]


@pytest.mark.parametrize(
    ("number", "text", "found"),
    [
        ("24002", "新增就业24002人", True),
        ("24", "新增就业24002人", False),
        ("002", "新增就业24002人", False),
        ("3.2", "3.25万", False),
        ("25", "3.25万", False),
        ("3.25", "3.25万", True),
        ("２４００２", "24002人", True),
        ("24,002", "24002人", True),
        ("24002人", "24002人次", True),
        ("100%", "达到100%。", True),
        ("5", "5.", True),
    ],
)
def test_a_number_is_found_as_a_whole(number: str, text: str, *, found: bool) -> None:
    assert bool(pattern_of(number).search(plain_form(text))) is found


def test_a_line_break_inside_a_number_does_not_hide_it() -> None:
    assert pages_with(["甲\n新增240\n02人", "24 0021", "共24,002人"], "24002") == [1, 3]


def test_every_annotated_number_is_marked_in_its_sentence_and_line(stages) -> None:
    library = stages.read([])
    for metric in metrics():
        source = library.source(metric.evidence.doc)
        figure = metric.evidence.figure_span
        raw = "".join(source.text[figure.start : figure.end].split("\n"))
        assert f"【{raw}】" in marked_sentence(metric.evidence, source)
        lines = raw_lines(metric.evidence, source)
        assert lines[0].split("│")[0].strip() == str(metric.evidence.line)
        assert "".join(line.partition("【")[2].partition("】")[0] for line in lines) == raw
        assert [step.name for step in walk(metric, library)][:2] == ["数值", "指标"]


def test_by_identity(run) -> None:
    metric = metrics("001")[0]
    result = run("trace", metric.id)
    assert result.exit_code == 0
    assert metric.quantity.wording in result.stdout.splitlines()[0]
    assert f":{metric.evidence.line}" in result.stdout
    assert metric.label in result.stdout


def test_a_number_up_to_the_day_of_the_report_says_so(stages) -> None:
    library, metric = stages.read([]), replace(metrics("001")[0], as_of="")
    told = {
        running: next(
            step.lines[0]
            for step in walk(replace(metric, to_date=running), library)
            if step.name == "时间"
        )
        for running in (True, False)
    }
    assert told[True] == told[False] + "，截至报道时，不是全年的数"


def test_an_unknown_identity(run) -> None:
    result = run("trace", "001_11e2af43b09358f0@1-2")
    assert result.exit_code == 2
    assert "msreport metrics" in result.stderr


@pytest.fixture
def printed(stages: Stages, tmp_path: Path) -> tuple[Stages, str]:
    """A PDF whose text is the brief's, and the stages that read it."""
    path = tmp_path / "盘锦市-2022-民生实事简报.pdf"
    path.write_bytes(b"%PDF")
    texts = tuple(f.text for f in fragments((sample_brief().lead, sample_brief().sections)))
    pages = ("".join(texts), "数据来源")
    return replace(stages, reread=lambda _: PageTexts(pages)), str(path)


def test_a_printed_number_walks_back_to_its_line(printed, run) -> None:
    with_stages, path = printed
    figure = _figures()[0]
    result = run("trace", path, figure.text, with_stages=with_stages)
    assert result.exit_code == 0, result.stderr
    assert f"注{figure.note}" in result.stdout
    assert "第1页" in result.stdout
    evidence = figure.metric.evidence
    assert f"{evidence.doc}.txt:{evidence.line}" in result.stdout
    assert figure.metric.id in result.stdout
    assert result.stderr == ""


def test_all_metrics_that_share_a_number_are_listed(printed, run) -> None:
    with_stages, path = printed
    by_number: dict[str, set[str]] = {}
    for figure in _figures():
        digits = "".join(c for c in figure.text if c.isdigit() or c == ".")
        by_number.setdefault(digits, set()).add(figure.metric.id)
    number, ids = max(by_number.items(), key=lambda pair: len(pair[1]))
    assert len(ids) > 1
    result = run("trace", path, number, with_stages=with_stages)
    assert all(one in result.stdout for one in ids)


def test_a_note_number_walks_back_too(printed, run) -> None:
    with_stages, path = printed
    note = sample_brief().endnotes[2]
    result = run("trace", path, f"注{note.number}", with_stages=with_stages)
    assert note.metric.id in result.stdout


def test_a_computed_number_shows_its_formula_and_operands(run, stages, tmp_path: Path) -> None:
    brief = sample_brief()
    computed = next(f for f in fragments(brief) if isinstance(f, Computed))
    path = tmp_path / "2022.pdf"
    path.write_bytes(b"%PDF")
    reading = replace(stages, reread=lambda _: PageTexts((computed.text,)))
    result = run("trace", str(path), computed.text, with_stages=reading)
    assert result.exit_code == 0, result.stderr
    assert "算式" in result.stdout
    assert all(metric.id in result.stdout for metric in computed.derived.operands)


def test_a_number_that_is_not_printed_lists_what_is(printed, run) -> None:
    with_stages, path = printed
    result = run("trace", path, "987654", with_stages=with_stages)
    assert result.exit_code == 1
    assert "里没有987654" in result.stderr
    assert _figures()[0].text in result.stderr


def test_a_number_that_only_the_pdf_has_points_to_changed_sources(stages, run, tmp_path) -> None:
    path = tmp_path / "旧.pdf"
    path.write_bytes(b"%PDF")
    reading = replace(
        stages, reread=lambda _: PageTexts(("新增987654人",), Subject("盘锦市", "2022"))
    )
    result = run("trace", str(path), "987654", with_stages=reading)
    assert result.exit_code == 1
    assert "原文改过了" in result.stderr


def test_a_number_that_only_a_sentence_has_points_to_its_note(stages, run, tmp_path) -> None:
    brief = sample_brief()
    printed = {plain_form(f.text) for f in fragments(brief) if not isinstance(f, Words)}
    number, note = next(
        (number, note)
        for note in brief.endnotes
        for number in re.findall(r"(?<![\d.])\d{3,}(?![\d.])", note.evidence.sentence)
        if not any(number in text for text in printed)
    )
    path = tmp_path / "2022.pdf"
    path.write_bytes(b"%PDF")
    reading = replace(stages, reread=lambda _: PageTexts((note.evidence.sentence,)))
    result = run("trace", str(path), number, with_stages=reading)
    assert result.exit_code == 1
    assert f"注{note.number}" in result.stderr


def test_a_source_that_was_not_read_this_time_is_named(stages, run, tmp_path) -> None:
    path = tmp_path / "旧.pdf"
    path.write_bytes(b"%PDF")
    texts = PageTexts(("新增987654人",), Subject("盘锦市", "2022"), ("没有的原文",))
    reading = replace(stages, reread=lambda _: texts)
    assert "没有的原文" in run("trace", str(path), "987654", with_stages=reading).stderr


def test_the_subject_comes_from_the_pdf_before_its_name(stages, run, tmp_path) -> None:
    path = tmp_path / "鞍山市-2021-民生实事简报.pdf"
    path.write_bytes(b"%PDF")
    seen: list[Subject] = []

    def lay_out(told: Sequence[Metric], subject: Subject) -> Board:
        seen.append(subject)
        return stages.lay_out(told, subject)

    for subject in (Subject("盘锦市", "2022"), None):
        watching = replace(stages, lay_out=lay_out, reread=lambda _, s=subject: PageTexts(("",), s))
        run("trace", str(path), "1", with_stages=watching)
    assert seen == [Subject("盘锦市", "2022"), Subject("鞍山市", "2021")]


def test_every_number_of_the_sample_is_found_again() -> None:
    brief = sample_brief()
    for figure in _figures():
        hits = find_hits(brief, figure.text)
        assert figure.metric.id in {
            hit.fragment.metric.id for hit in hits if isinstance(hit.fragment, Figure)
        }
