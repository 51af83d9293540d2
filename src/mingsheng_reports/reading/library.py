"""Folders and files → the library of sources and articles, with what was wrong with them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mingsheng_reports.catalogue.places import Place, city_for, city_of_article, own_place
from mingsheng_reports.core.aligned import AlignedText
from mingsheng_reports.core.article import Article, BlockKind, Dating, Library, Source
from mingsheng_reports.core.errors import SourceError
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.reading.dating import announces_plan, date_page, frame_year
from mingsheng_reports.reading.decode import decode
from mingsheng_reports.reading.lines import read_lines
from mingsheng_reports.reading.pages import Draft, split_page

SUFFIXES = frozenset({".txt", ".md"})


@dataclass(frozen=True, slots=True)
class PageCity:
    """The city that a page belongs to, and why."""

    place: Place | None
    evidence: str


def read_library(folders: Sequence[Path]) -> Library:
    """All text files of the folders (or the files themselves), each read once.

    Raises:
        SourceError: a folder is missing or nothing in it could be read.
    """
    sources: list[Source] = []
    articles: list[Article] = []
    notices: list[Notice] = []
    for path in _files(folders):
        source = _read_source(path, notices)
        if source is None:
            continue
        sources.append(source)
        articles.extend(_read_page(source, notices))
    if not sources:
        told = ";".join(notice.what for notice in notices)
        message = f"没有一个原文文件能读出来({told}请用--source指定放原文的文件夹。"
        if not told:
            named = "、".join(str(folder) for folder in folders)
            message = f"{named}里没有.txt原文;请把报道存成.txt放进去,或用--source指定别的文件夹。"
        raise SourceError(message)
    return Library(tuple(sources), tuple(articles), tuple(notices))


def _files(folders: Sequence[Path]) -> list[Path]:
    found: dict[Path, Path] = {}
    for folder in folders:
        if not folder.exists():
            message = f"找不到原文文件夹{folder};请用--source指定放原文的文件夹。"
            raise SourceError(message)
        listed = [folder] if folder.is_file() else _texts(folder)
        for path in listed:
            found.setdefault(path.resolve(), path)
    return list(found.values())


def _texts(folder: Path) -> Iterable[Path]:
    try:
        return sorted(p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES and p.is_file())
    except OSError as error:
        message = f"打不开原文文件夹{folder}({error.strerror});请检查读取权限。"
        raise SourceError(message) from error


def _read_source(path: Path, notices: list[Notice]) -> Source | None:
    try:
        content = path.read_bytes()
    except OSError as error:
        what = f"{path.name}读不出来({error.strerror}),未收入。"
        notices.append(Notice(path.stem, 0, "unreadable", what, "请检查读取权限后重新运行。"))
        return None
    decoded = decode(content)
    if decoded is None:
        what = f"{path.name}不是文字文件,未收入。"
        notices.append(
            Notice(path.stem, 0, "not-text", what, "请另存为UTF-8编码的.txt后重新运行。")
        )
        return None
    if not decoded.text.strip():
        notices.append(Notice(path.stem, 0, "empty", f"{path.name}是空的,未收入。", "请补上正文。"))
        return None
    text = decoded.text.removeprefix("\ufeff")
    source = Source.of(path.stem, path, text, decoded.encoding, hashlib.sha256(content).hexdigest())
    if decoded.truncated:
        line = source.line_of(len(text))
        what = f"{path.name}末尾不完整(最后一个字被截断),已读到第{line}行。"
        notices.append(Notice(path.stem, line, "truncated", what, "请换一份完整的文件。"))
    return source


def _read_page(source: Source, notices: list[Notice]) -> list[Article]:
    drafts = split_page(read_lines(AlignedText.of(source.text)))
    if not drafts:
        what = "没有读到成段的正文,未收入。"
        notices.append(Notice(source.doc, 0, "no-article", what, "请检查文件内容。"))
        return []
    whole = "\n".join(draft.title + "\n" + draft.text for draft in drafts)
    dating = date_page(whole, source.path.stem)
    if dating.year is None:
        notices.append(
            Notice(source.doc, 0, "undated", "文中看不出是哪一年的报道。", "请补上见报日期。")
        )
    city = _page_city(drafts, dating, notices, source.doc)
    return [
        _article(source, number, draft, dating, city)
        for number, draft in enumerate(drafts, start=1)
    ]


def _page_city(
    drafts: Sequence[Draft], dating: Dating, notices: list[Notice], doc: str
) -> PageCity:
    title = "\n".join((draft.title + "\n" + draft.first(BlockKind.SUBTITLE)) for draft in drafts)
    guess = city_of_article(title, "\n".join(draft.text for draft in drafts), year=dating.year)
    if guess.place is None:
        named = "、".join(place.name for place in guess.candidates)
        what = f"看不出写的是哪个城市({named or '正文没有提到城市'})。"
        notices.append(Notice(doc, 0, "ambiguous-place", what, "请在文中或资料清单里注明城市。"))
        return PageCity(None, guess.evidence)
    return PageCity(city_for(guess.place), guess.evidence)


def _article(source: Source, number: int, draft: Draft, dating: Dating, city: PageCity) -> Article:
    first = draft.paragraphs[0]
    lead = draft.first(BlockKind.LEAD) or draft.first(BlockKind.BODY)
    own_dating = replace(dating, frame=frame_year(draft.title, draft.text, dating))
    plan = announces_plan(draft.title, draft.text, own_dating)
    own = own_place(draft.title, lead, within=city.place) if city.place else None
    return Article(
        id=f"{source.doc}#{number}",
        doc=source.doc,
        title=draft.title,
        subtitle=draft.first(BlockKind.SUBTITLE).lstrip("—"),
        byline=draft.first(BlockKind.BYLINE),
        city=city.place.name if city.place else "",
        place=(own or city.place).name if city.place else "",
        place_evidence=city.evidence,
        dating=own_dating,
        blocks=tuple(paragraph.block for paragraph in draft.paragraphs),
        line=first.number,
        default_status="target" if plan else "actual",
    )
