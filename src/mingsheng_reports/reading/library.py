"""Sources → the library of articles, each dated and placed, with what was wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mingsheng_reports.catalogue.file_names import city_of_file_name
from mingsheng_reports.catalogue.places import (
    CityGuess,
    Place,
    city_for,
    city_of_article,
    own_place,
    zone_of_title,
)
from mingsheng_reports.catalogue.publishers import city_of_publisher
from mingsheng_reports.core.aligned import AlignedText
from mingsheng_reports.core.article import Article, BlockKind, Dating, Library, Source
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.reading.corrections import read_corrections
from mingsheng_reports.reading.dating import date_page, frame_year
from mingsheng_reports.reading.files import read_files
from mingsheng_reports.reading.kinds import tell_kinds
from mingsheng_reports.reading.lines import read_text
from mingsheng_reports.reading.pages import Draft, split_page
from mingsheng_reports.reading.plans import announces_plan
from mingsheng_reports.reading.register import GIVEN, Entry, read_register


@dataclass(frozen=True, slots=True)
class PageCity:
    """The city that a page belongs to, and why."""

    place: Place | None
    evidence: str


def read_library(folders: Sequence[Path]) -> Library:
    """All text files of the folders (or the files themselves), split, dated and placed.

    Raises:
        SourceError: a folder is missing or nothing in it could be read.
    """
    notices: list[Notice] = []
    sources = read_files(folders, notices)
    register = read_register(sources, notices)
    articles = [
        article
        for source in sources
        for article in read_page(source, register.entry(source), notices)
    ]
    corrections = read_corrections(sources, notices)
    return Library(sources, tuple(articles), tuple(notices), corrections)


def read_page(source: Source, entry: Entry, notices: list[Notice]) -> list[Article]:
    """The articles of one source; nothing else than these three goes into them."""
    drafts = split_page(tell_kinds(read_text(AlignedText.of(source.text))))
    if not drafts:
        what = "没有读到成段的正文，未收入。"
        notices.append(Notice(source.doc, 0, "no-article", what, "请检查文件内容。"))
        return []
    whole = "\n".join(f"{draft.dateline}\n{draft.title}\n{draft.text}".strip() for draft in drafts)
    dating = entry.dated(date_page(whole, source.path.stem, source.text), whole)
    if dating.year is None:
        notices.append(
            Notice(source.doc, 0, "undated", "文中看不出是哪一年的报道。", "请补上见报日期。")
        )
    given = PageCity(city_for(entry.city), GIVEN) if entry.city else None
    city = given or _page_city(drafts, dating, notices, source)
    return [
        entry.told(_article(source, number, draft, dating, city, entry), first=number == 1)
        for number, draft in enumerate(drafts, start=1)
    ]


def _page_city(
    drafts: Sequence[Draft], dating: Dating, notices: list[Notice], source: Source
) -> PageCity:
    doc = source.doc
    title = "\n".join((draft.title + "\n" + draft.first(BlockKind.SUBTITLE)) for draft in drafts)
    guess = city_of_article(title, "\n".join(draft.text for draft in drafts), year=dating.year)
    if guess.place is None:
        guess = _by_other_names(guess, source, notices)
    if guess.place is None:
        named = "、".join(place.name for place in guess.candidates)
        what = f"看不出写的是哪个城市（{named or '正文没有提到城市'}）。"
        notices.append(Notice(doc, 0, "ambiguous-place", what, "请在文中或资料清单里注明城市。"))
        return PageCity(None, guess.evidence)
    return PageCity(city_for(guess.place), guess.evidence)


def _by_other_names(guess: CityGuess, source: Source, notices: list[Notice]) -> CityGuess:
    """The city in the source line or the file's name, when the text leaves it open.

    A person should confirm it.
    """
    for named in (city_of_publisher(source.text), city_of_file_name(source.doc)):
        if named.place and (not guess.candidates or named.place in guess.candidates):
            what = f"正文没有写明城市，按{named.evidence}当作{named.place.name}。"
            hint = "如有不对，请在资料清单里注明城市。"
            notices.append(Notice(source.doc, 0, "city-by-name", what, hint))
            return named
    return guess


def _article(
    source: Source, number: int, draft: Draft, dating: Dating, city: PageCity, entry: Entry
) -> Article:
    first = draft.paragraphs[0]
    title = entry.title if entry.title and number == 1 else draft.title
    lead = draft.first(BlockKind.LEAD) or draft.first(BlockKind.BODY)
    own_dating = replace(dating, frame=frame_year(title, draft.text, dating))
    plan = announces_plan(title, draft.text, own_dating)
    own = own_place(title, lead, within=city.place, body=draft.text) if city.place else None
    zone = zone_of_title(title, city.place) if city.place and not own else ""
    return Article(
        id=f"{source.doc}#{number}",
        doc=source.doc,
        title=title,
        subtitle=draft.first(BlockKind.SUBTITLE).lstrip("—"),
        byline=draft.byline,
        city=city.place.name if city.place else "",
        place=zone or ((own or city.place).name if city.place else ""),
        place_evidence=city.evidence,
        dating=own_dating,
        blocks=tuple(paragraph.block for paragraph in draft.paragraphs),
        line=first.number,
        default_status="target" if plan else "actual",
    )
