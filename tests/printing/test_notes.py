from __future__ import annotations

from dataclasses import replace

import pytest

from mingsheng_reports.core.brief import Endnote
from mingsheng_reports.core.span import Span
from mingsheng_reports.printing.notes import NoteGroup, figure_in, note_groups
from support.annotated import metrics
from support.factory import make
from support.sample import sample_brief


def text(group: NoteGroup) -> str:
    return "".join(piece.text.text for piece in group.pieces)


def test_every_note_is_there_once_in_order_with_its_number_marked() -> None:
    brief = sample_brief()
    groups = note_groups(brief.endnotes)
    numbers = [int(head.number.text) for group in groups for head in group.heads]
    assert numbers == [note.number for note in brief.endnotes]
    for group in groups:
        marked = {piece.text.text for piece in group.pieces if piece.marked}
        assert marked, text(group)
        for head in group.heads:
            assert any(one in head.printed.text for one in marked)


def test_a_sentence_is_printed_once() -> None:
    groups = note_groups(sample_brief().endnotes)
    whole = [text(group) for group in groups if group.elsewhere is None]
    assert len(whole) == len(set(whole))
    assert any(group.elsewhere for group in groups)
    assert any(len(group.heads) > 1 for group in groups)


def test_a_number_is_found_behind_a_line_break_in_its_quote() -> None:
    metric = next(one for one in metrics("001") if one.quantity.printed == "11331人")
    evidence = metric.evidence
    quote = f"共{evidence.quote}"
    start = evidence.figure_span.start + 2  # as if a break of two characters stood before it
    moved = replace(
        evidence, quote=quote, sentence=quote,
        span=Span(evidence.span.start - 1, evidence.span.end + 2),
        figure_span=Span(start, start + len(metric.quantity.printed)),
    )  # fmt: skip
    note = Endnote(1, replace(metric, evidence=moved), "题", "2022", moved)
    found = figure_in(quote, moved, note)
    assert found is not None
    assert quote[slice(*found)] == "11331人"


def _note(sentence: str, quote: str, figure: str, printed: str) -> Endnote:
    """A note on a number in a source with line breaks in it, worded as it is printed."""
    metric = metrics("001")[0]
    span = Span(sentence.index(quote), sentence.index(quote) + len(quote))
    start = sentence.index(figure)
    evidence = replace(
        metric.evidence,
        quote=quote.replace("\n", ""),
        sentence=sentence.replace("\n", ""),
        span=span,
        figure_span=Span(start, start + len(figure)),
    )
    metric = replace(metric, evidence=evidence, quantity=replace(metric.quantity, printed=printed))
    return Endnote(1, metric, "题", "2022", evidence)


@pytest.mark.parametrize(
    ("sentence", "quote", "figure", "printed", "marked"),
    [
        ("工程总投资约30.8亿元,全程", "总投资约30.8亿元", "30.8", "约30.8亿元", "约30.8亿元"),
        ("开展市容秩序等\n\n六大攻坚行动", "等\n\n六大攻坚行动", "六", "六大", "六大"),
        ("共３個園區上榜", "３個園區", "３", "3个", "３個"),
        ("种植約24萬平方米", "約24萬平方米", "24", "约24万平方米", "約24萬平方米"),
        ("有三個園區上榜", "有三個園區", "三", "三个", "三個"),
        ("总投资14.76亿元的管线", "总投资14.76亿元", "14.76", "15亿元", "14.76"),
        ("共改造1100多\n户居民", "改造1100多\n户", "1100", "1100多户", "1100多户"),
    ],
)
def test_the_marked_words_are_those_printed(
    sentence: str, quote: str, figure: str, printed: str, marked: str
) -> None:
    note = _note(sentence, quote, figure, printed)
    found = figure_in(note.evidence.sentence, note.evidence, note)
    assert found is not None
    assert note.evidence.sentence[slice(*found)] == marked


def test_a_correction_stands_beside_what_was_printed() -> None:
    note = _note("共改造1100户居民", "改造1100户", "1100", "1200户")
    told = "更正：数值由1100户改为1200户（理由：原文误排；张三，2026-11-20）"
    corrected = replace(note, metric=replace(note.metric, corrections=(told,)))
    (group,) = note_groups((corrected,))
    (head,) = group.heads
    assert [(name.text, name.origin) for name in head.corrections] == [(told, note.metric.id)]
    assert [piece.text.text for piece in group.pieces if piece.marked] == ["1100"]


@pytest.mark.parametrize(
    ("status", "label", "told"),
    [
        ("actual", "老旧小区改造", None),
        ("target", "老旧小区改造", "计划数"),
        ("standard", "居民低保标准", "现行标准"),
        ("baseline", "居民低保标准", "原标准"),
        ("baseline", "机械化清扫率", "调整前"),
        ("change", "居民低保标准", "增减"),
        ("completion", "城镇新增就业", "完成比例"),
    ],
)
def test_a_note_says_what_kind_of_number_it_proves(
    status: str, label: str, told: str | None
) -> None:
    metric = make(label, status=status)
    (group,) = note_groups((Endnote(1, metric, "题", "2022", metric.evidence),))
    shown = group.heads[0].status
    assert (shown.text if shown else None) == told
    assert (group.heads[0].year is None) == (status == "baseline")


def test_a_line_is_mentioned_once_and_its_own_line_never() -> None:
    evidence = make().evidence
    lines = [evidence, *(replace(evidence, line=line) for line in (149, 149, 31))]
    note = Endnote(1, make(), "题", "2022", evidence, tuple(lines))
    (group,) = note_groups((note,))
    assert [name.text for name in group.heads[0].mentions] == ["第149行", "第31行"]
