from __future__ import annotations

import pytest

from mingsheng_reports.core.aligned import AlignedText
from mingsheng_reports.reading.wrappings import raw_lines
from support.pages import bodies_of, drafts_of


def parts(text: str) -> list[str]:
    return [each for raw in raw_lines(AlignedText.of(text)) if (each := raw.text.text.strip())]


def test_html_is_parted_at_its_paragraphs_and_keeps_its_text() -> None:
    text = '<div><p align="left">新建<b>12</b>所学校。</p><p>改造9个<br/>公园。</p></div>'
    assert parts(text) == ["新建12所学校。", "改造9个", "公园。"]


def test_programs_and_comments_are_no_text() -> None:
    text = (
        "<style>p{width:12px}</style>\n<!-- 共3页\n第2页 -->\n"
        "<p>全市新增就业3万人。</p><script>a=7</script>"
    )
    assert parts(text) == ["全市新增就业3万人。"]


def test_a_program_that_never_ends_hides_nothing() -> None:
    assert parts("<script>全市新增就业3万人。") == ["全市新增就业3万人。"]


@pytest.mark.parametrize(
    "text", ["当1<2时成立，3>2也成立。", "印发<关于改善民生的意见>。", "“1+1>2”"]
)
def test_angles_that_are_no_tags_stay(text: str) -> None:
    assert parts(text) == [text]


def test_an_entity_stands_where_it_began() -> None:
    text = "建设&ldquo;口袋公园&rdquo;9个&amp;停车场"
    (raw,) = raw_lines(AlignedText.of(text))
    assert raw.text.text == "建设“口袋公园”9个&停车场"
    assert [text[raw.text.positions[raw.text.text.index(c)]] for c in "“”口9"] == [
        "&",
        "&",
        "口",
        "9",
    ]


def test_markdown_marks_are_taken_off() -> None:
    text = "## 补短板\n**本报讯** 见[附件](http://a.b/c1.doc)。![图](1.png)"
    told = [(raw.text.text.strip(), raw.level) for raw in raw_lines(AlignedText.of(text))]
    assert told == [("补短板", 2), ("本报讯 见附件。", 0)]


def test_a_row_of_a_dump_is_cut_into_its_fields() -> None:
    text = (
        "INSERT INTO news VALUES ('45','11','news','关于办好实事的意见','52af36c3c5',"
        "'为改善民生，提出以下意见。\\r\\n一、扩大...','<p>为改善民生，提出以下意见。</p>"
        '<p align=\\"left\\">一、扩大就业</p><p>年均开发岗位2万个以上。</p>\');'
    )
    (draft,) = drafts_of(text)
    assert draft.title == "关于办好实事的意见"
    assert bodies_of(text)[-1] == "年均开发岗位2万个以上。"
    assert not any("52af" in body or "'" in body for body in bodies_of(text))


def test_quotation_marks_in_prose_are_no_row() -> None:
    text = "他说('你好','再见')是两句话。"
    assert parts(text) == [text]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_numbers_are_those_of_an_editor(ending: str) -> None:
    text = ending.join(["甲市", "", "新增\f就业", "3万人。"])
    told = [(raw.number, raw.text.text.strip()) for raw in raw_lines(AlignedText.of(text))]
    assert told == [(1, "甲市"), (2, ""), (3, "新增"), (3, "就业"), (4, "3万人。")]


def test_characters_without_width_are_dropped_with_their_positions() -> None:
    text = "\ufeff新增\u200b就业\x003万人"
    (raw,) = raw_lines(AlignedText.of(text))
    assert raw.text.text == "新增就业3万人"
    assert "".join(text[p] for p in raw.text.positions) == "新增就业3万人"
