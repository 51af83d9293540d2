from __future__ import annotations

from mingsheng_reports.core.article import BlockKind
from support.pages import bodies_of, drafts_of, page

HEAD = ("甲市办好民生实事", "——甲市改善民生工作纪实", "本报记者 张明")
TEXT = "今年以来，全市着力改善民生，新增就业3万人，群众的获得感不断增强，幸福感不断提升。"


def titles(text: str) -> list[str]:
    return [draft.title for draft in drafts_of(text)]


def test_short_reports_of_a_column_are_articles_of_their_own() -> None:
    text = page(
        *HEAD,
        TEXT,
        "速览 SULAN",
        "乙县新建公园",
        "本报讯 乙县新建公园3个。",
        "丙县修桥",
        "本报讯 记者李华报道 丙县修桥2座。",
    )
    assert titles(text) == ["甲市办好民生实事", "乙县新建公园", "丙县修桥"]
    assert [draft.column for draft in drafts_of(text)] == ["", "速览 SULAN", "速览 SULAN"]
    assert [draft.byline for draft in drafts_of(text)] == ["本报记者 张明", "", "记者李华"]


def test_section_heads_begin_no_article() -> None:
    text = page(*HEAD, TEXT, "补短板 城市品质再提升", TEXT, "暖民心 幸福指数再提高", TEXT)
    assert titles(text) == ["甲市办好民生实事"]


def test_the_same_marks_mean_section_and_article() -> None:
    text = page(
        "# 甲市办好民生实事",
        "本报记者 张明",
        "## 补短板 品质提升",
        TEXT,
        "## 乙县修路",
        "**本报讯** 乙县修路24公里。",
        "## 丙县修桥",
        "丙县修桥2座。",
    )
    assert titles(text) == ["甲市办好民生实事", "乙县修路", "丙县修桥"]


def test_the_first_line_of_a_page_is_its_headline_even_without_byline() -> None:
    assert titles(page("关于办好民生实事的意见", TEXT)) == ["关于办好民生实事的意见"]


def test_a_numbered_section_is_no_headline() -> None:
    (draft,) = drafts_of(page("（八）切实保障民生，维护社会稳定", "　　今年安排项目17个。"))
    assert draft.title == "今年安排项目17个"
    assert bodies_of(page("（八）切实保障民生，维护社会稳定", "　　今年安排项目17个。")) == [
        "今年安排项目17个。"
    ]


def test_slogans_behind_the_closing_byline_are_an_advertisement() -> None:
    text = page(
        "乙县修路",
        "本报讯 乙县修路24公里。",
        "李华 本报记者 张明",
        "某某旅游度假区欢迎您",
        "——中国·某某——",
        "2023年1月举办“2023某某冰雪节”",
    )
    (draft,) = drafts_of(text)
    assert "2023" not in draft.text


def test_a_slogan_with_a_comma_behind_the_byline_is_kept_as_noise() -> None:
    text = page("乙县修路", "本报讯 乙县修路24公里。", "本报记者 张明", "冬季好去处，票价8折")
    (draft,) = drafts_of(text)
    assert draft.paragraphs[-1].block.kind is BlockKind.NOISE
    assert "8折" not in draft.text


def test_sentences_behind_a_byline_are_text() -> None:
    text = page("乙县修路", "本报讯 乙县修路24公里。", "李华 本报记者 张明", "乙县还修桥2座。")
    assert "2座" in drafts_of(text)[0].text


def test_a_displaced_rest_goes_to_the_article_of_its_beginning() -> None:
    text = page(
        *HEAD,
        TEXT,
        "的是医疗。全市将新建医院2所，床位300张。",
        "民生没有终点，只有新的起点。",
        "## 丙县修桥",
        "**本报讯** 丙县修桥2座。",
        "# 甲市公布明年实事",
        "**本报讯** 记者李华报道 甲市公布了实事。",
        "回应社会关注的热点，最具代表性",
    )
    last = drafts_of(text)[-1]
    assert last.title == "甲市公布明年实事"
    assert (
        last.paragraphs[-2].words
        == "回应社会关注的热点，最具代表性的是医疗。全市将新建医院2所，床位300张。"
    )
    assert last.paragraphs[-1].words == "民生没有终点，只有新的起点。"
    assert "300张" not in drafts_of(text)[0].text


def test_a_page_without_text_has_no_article() -> None:
    assert drafts_of("") == ()
    assert drafts_of("让城市更宜居\n\n本报记者 张明\n") == ()
