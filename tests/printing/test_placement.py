from __future__ import annotations

from collections.abc import Mapping

import pytest

from mingsheng_reports.catalogue.resources import fonts_dir
from mingsheng_reports.core.brief import ChartKind, ChartSpec, Section, Words, sentence_text
from mingsheng_reports.printing.engine import lay_out
from mingsheng_reports.printing.flow import flow_of, referring
from mingsheng_reports.printing.placement import Foot, arrange, pads, settle


def chart(name: str) -> ChartSpec:
    words = (Words("图"),)
    return ChartSpec(name, ChartKind.BARS, words, words, (), words, words)


def section(paragraphs: int, *charts: str) -> Section:
    text = tuple((Words("文"),) for _ in range(paragraphs))
    return Section("就业", "稳就业", "岗位增加", text, tuple(chart(one) for one in charts))


def kinds(deferrals: Mapping[str, int]) -> str:
    blocks = flow_of((section(1, "a"), section(2), section(1, "b")), deferrals)
    return "".join(block.kind[0] for block in blocks)


def test_a_chart_follows_its_section_or_waits() -> None:
    assert kinds({}) == "htchtthtc"
    assert kinds({"a": 1}) == "hthtcthtc"
    assert kinds({"a": 2}) == "hthttchtc"
    assert kinds({"a": 9, "b": 9}) == "hthtthtcc"


def test_a_chart_may_stand_before_the_last_paragraphs_of_its_section() -> None:
    def told(place: int) -> str:
        blocks = flow_of((section(3, "a"), section(1)), {"a": place})
        return "".join(block.kind[0] for block in blocks)

    assert [told(place) for place in (0, -1, -2, -9)] == [
        "htttcht", "httctht", "htcttht", "htcttht"
    ]  # fmt: skip
    assert "".join(b.kind[0] for b in flow_of((section(0, "a"),), {"a": -1})) == "hc"


def test_a_chart_away_from_its_section_is_pointed_to() -> None:
    blocks = flow_of((section(2, "a"), section(1, "b")), {"a": 1})
    told = [sentence_text(block.paragraph) for block in blocks if block.kind == "text"]
    assert told == ["文", "文（见图）", "文"]
    assert [block.astray for block in blocks if block.chart] == ["稳就业", ""]
    assert referring((Words("增加岗位。"),)) == (Words("增加岗位（见图）。"),)


def test_every_place_is_tried_and_the_own_section_preferred() -> None:
    def look(deferrals: Mapping[str, int]) -> list[Foot]:
        return [Foot({-2: 0, -1: 40, 1: 0}.get(deferrals.get("a", 0), 200), "a")]

    assert arrange([section(3, "a"), section(3)], look, 16.5) == {"a": -1}
    assert arrange([section(1, "a"), section(3)], look, 16.5) == {"a": 1}
    assert arrange([section(3, "a")], lambda _: [Foot(200, "a")], 16.5) == {}


def test_charts_wait_until_the_hole_is_gone() -> None:
    looked: list[dict[str, int]] = []

    def look(deferrals: Mapping[str, int]) -> list[Foot]:
        looked.append(dict(deferrals))
        return [Foot(200 - 80 * deferrals.get("a", 0), "a"), Foot(30, "b")]

    assert settle(look, 16.5) == {"a": 2}
    assert looked[0] == {}


def test_nothing_moves_where_nothing_is_gained() -> None:
    assert settle(lambda _: [Foot(200, "a")], 16.5) == {}
    assert settle(lambda _: [Foot(200, "")], 16.5) == {}


def test_a_padded_chart_takes_a_whole_number_of_lines() -> None:
    found = pads({"a": 100.0, "b": 24.75, "c": 8.25}, 16.5)
    assert found["b"] == found["c"] == 0
    assert (100 + 8.25 + found["a"]) % 16.5 == pytest.approx(0, abs=0.01)
    assert 0 <= found["a"] < 16.5


def test_a_page_with_a_large_hole_at_its_foot_is_found() -> None:
    lines = "".join("<p>民生实事</p>" for _ in range(18))
    after = '<p style="break-before:page">完</p>'
    style = '@page{size:200pt 240pt;margin:20pt}p{font:10pt/10pt "Mingsheng Song";margin:0}'

    def holes(html: str) -> bool:
        page = f"<html lang=zh-CN><title>x</title>{html}"
        return lay_out(page, [style], fonts_dir()).has_holes()

    assert not holes(lines + after)
    assert holes(lines[: len(lines) // 2] + after)
    assert not holes(lines[: len(lines) // 2])  # the last page may be as empty as it is


def test_a_last_page_with_a_few_lines_is_sparse() -> None:
    style = '@page{size:200pt 240pt;margin:20pt}p{font:10pt/10pt "Mingsheng Song";margin:0}'

    def sparse(*lines: int) -> bool:
        pages = ('<p style="break-before:page">始</p>' + "<p>民生</p>" * count for count in lines)
        page = f"<html lang=zh-CN><title>x</title>{''.join(pages)}"
        return lay_out(page, [style], fonts_dir()).has_sparse_end()

    assert sparse(9, 1)
    assert not sparse(9, 9)
    assert not sparse(1)
