"""Before printing: every character has a face, or printing stops and says which and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from mingsheng_reports.core.brief import Brief, Sentence, Table, sentence_text
from mingsheng_reports.core.errors import MissingGlyphError
from mingsheng_reports.core.fragments import tables
from mingsheng_reports.printing.faces import Faces
from mingsheng_reports.printing.pages import Page

TAG = re.compile(r"<[^>]*>")


def check_glyphs(page: Page, brief: Brief, faces: Faces) -> None:
    """Stop at a character that no bundled face can draw.

    Every role's font list ends in all bundled families, so a character is drawable when any
    face has it.

    Raises:
        MissingGlyphError: names the character, where it came from, and what to do.
    """
    missing = faces.missing(unescape(TAG.sub("", page.html)))
    if not missing:
        return
    character = missing[0]
    where = next((place for place, text in places(brief) if character in text), "模板")
    message = (
        f"{where}里的“{character}”（U+{ord(character):04X}）在自带字体中没有，不能印出；"
        f"请在{faces.folder}中补充含有这个字的开源字体（做法见CONTRIBUTING.md），或更正来源中的这个字。"
    )
    raise MissingGlyphError(message)


def places(brief: Brief) -> Iterator[tuple[str, str]]:
    """Every text of a brief with the words that say where it stands; sources first."""
    for note in brief.endnotes:
        yield f"{note.evidence.doc}:{note.evidence.line}", note.evidence.sentence
        yield f"{note.evidence.doc}:{note.evidence.line}", note.metric.place + note.metric.label
    for colophon in brief.colophons:
        yield colophon.doc, colophon.title + colophon.dating
    yield "标题", _joined((brief.kicker, brief.title, brief.subtitle, brief.dateline))
    yield "核心提示", _joined(brief.lead)
    for headline in brief.headlines:
        yield "速览", headline.label.text + headline.figure.text + sentence_text(headline.context)
    for section in brief.sections:
        heading = section.kicker + section.heading + section.category
        yield f"“{section.category}”一节", heading + _joined(section.paragraphs)
        for chart in section.charts:
            texts = (chart.title, chart.subtitle, chart.source, chart.caution)
            yield f"“{section.category}”一节的图", _joined(texts)
    for table in tables(brief):
        yield f"“{table.title}”表", _table(table)
    for digest in brief.districts:
        yield f"“{digest.place.text}”速览", digest.place.text + _joined(digest.paragraphs)
    for page in brief.city_pages:
        for headline in page.headlines:
            yield "速览", headline.label.text + sentence_text((headline.figure, *headline.context))
        yield f"{page.place.text}一页", page.place.text + _joined(page.remarks)
    yield "说明", _joined(brief.cautions)


def _joined(sentences: tuple[Sentence, ...]) -> str:
    return "".join(sentence_text(sentence) for sentence in sentences)


def _table(table: Table) -> str:
    rows = "".join(_joined(row.cells) for row in table.rows)
    return table.title + _joined(table.heads) + rows + sentence_text(table.caution)
