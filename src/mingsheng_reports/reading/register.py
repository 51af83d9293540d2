"""What the user says about a source: ``sources.toml`` in its folder, ``NAME.toml`` beside it.

Both give title, newspaper, date and city and outrank what the text tells; the file beside the
source outranks the folder's. Whatever cannot be taken over becomes a notice with file and line.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from mingsheng_reports.catalogue.places import Place, full_name, nearest_names, places, resolve
from mingsheng_reports.core.article import Article, Dating, Source
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.reading.dating import BACK, EARLIEST, LATEST
from mingsheng_reports.reading.files import SUFFIXES
from mingsheng_reports.reading.tables import load_toml

FILE = "sources.toml"
GIVEN = "资料清单注明"
NAMES = {"title": "标题", "newspaper": "报纸", "date": "日期", "city": "城市"}
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
SHOWN = 6  # candidates named in a message at most


@dataclass(frozen=True, slots=True)
class Entry:
    """What is given about one source; empty where nothing is."""

    title: str = ""
    newspaper: str = ""
    date: str = ""
    city: Place | None = None

    def dated(self, found: Dating, text: str) -> Dating:
        """The given date with the evidence found in the text, which tells the kind of page.

        The year that undated facts speak of stays a question to the text: the year before, where
        the text was found to speak of it or where a page of January or February looks back.
        """
        if not self.date:
            return found
        year = int(self.date[:4])
        winter = self.date[5:7] in {"01", "02"} and bool(BACK.search(text))
        back = winter or found.frame == year - 1
        frame = year - 1 if back else year
        return replace(found, year=year, date=self.date, span=None, sure=True, frame=frame)

    def told(self, article: Article, *, first: bool) -> Article:
        """The article with all that is given and the evidence for it."""
        given = [name for name in NAMES if getattr(self, name) and (first or name != "title")]
        dating = replace(article.dating, evidence=GIVEN) if self.date else article.dating
        newspaper = self.newspaper or article.newspaper
        registered = tuple(NAMES[name] for name in given)
        return replace(article, dating=dating, newspaper=newspaper, registered=registered)


@dataclass(slots=True)
class Register:
    """All entries by the path of their source, as far as they have been read."""

    entries: dict[Path, Entry] = field(default_factory=dict)

    def entry(self, source: Source) -> Entry:
        """What is given about a source."""
        return self.entries.get(source.path, Entry())


def read_register(sources: Sequence[Source], notices: list[Notice]) -> Register:
    """The entries of all folders that the sources lie in."""
    register = Register()
    for folder, held in by_folder(sources).items():
        here = {source.path.stem: source.path for source in held}
        files = texts_in(folder)
        for path, doc, table in _tables(folder, files, notices):
            if doc in here:
                given = _checked(path, table, notices)
                before = register.entries.get(here[doc], Entry())
                register.entries[here[doc]] = _merged(before, given, path, notices)
    return register


def by_folder(sources: Sequence[Source]) -> dict[Path, list[Source]]:
    """The sources of each folder, in their order."""
    folders: dict[Path, list[Source]] = {}
    for source in sources:
        folders.setdefault(source.path.parent, []).append(source)
    return folders


def texts_in(folder: Path) -> tuple[str, ...]:
    """Stems of all text files that lie in a folder, whether they were asked for or not."""
    try:
        found = [path.stem for path in folder.iterdir() if path.suffix.lower() in SUFFIXES]
    except OSError:
        return ()
    return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class Table:
    """Keys and values about one source, with the lines they stand on."""

    cells: Mapping[str, object]
    lines: Mapping[str, int]
    line: int


def _tables(
    folder: Path, files: Sequence[str], notices: list[Notice]
) -> Iterator[tuple[Path, str, Table]]:
    """Every table with the doc it is about: the folder's file first, then those beside a text."""
    whole = folder / FILE
    content, lines = load_toml(whole, notices)
    for key, cells in content.items():
        line = lines.get((key,), 0)
        doc = key if key in files else key.removesuffix(".txt").removesuffix(".md")
        if not isinstance(cells, dict):
            what = f"“{key}”没有写在任何一篇原文名下，未采用。"
            hint = '请在它上面加一行原文的文件名，例如["盘锦日报2022"]。'
            notices.append(Notice(str(whole), line, "register-unknown-doc", what, hint))
        elif doc not in files:
            what = f"文件夹里没有名为“{key}”的原文，这一段未采用。"
            notices.append(
                Notice(str(whole), line, "register-unknown-doc", what, _near(key, files))
            )
        else:
            own = {path[1]: at for path, at in lines.items() if len(path) == 2 and path[0] == key}
            yield whole, doc, Table(cells, own, line)
    for path in _beside(folder):
        content, lines = load_toml(path, notices)
        if path.stem in files:
            own = {name[0]: at for name, at in lines.items() if len(name) == 1}
            yield path, path.stem, Table(content, own, 1)
        elif NAMES.keys() & content.keys():
            what = f"文件夹里没有名为“{path.stem}”的原文，{path.name}未采用。"
            hint = _near(path.stem, files)
            notices.append(Notice(str(path), 0, "register-unknown-doc", what, hint))


def _beside(folder: Path) -> list[Path]:
    try:
        found = [path for path in folder.glob("*.toml") if path.is_file() and path.name != FILE]
    except OSError:
        return []
    return sorted(found)


def _near(name: str, files: Sequence[str]) -> str:
    near = nearest_names(name, files)
    return f"是不是“{'”“'.join(near)}”？请改正名字。" if near else "请改成原文的文件名。"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why something given cannot be taken over, and what to write instead."""

    code: str
    what: str
    hint: str


def _checked(path: Path, table: Table, notices: list[Notice]) -> Entry:
    """The entry with all that holds; the rest is told."""
    texts: dict[str, str] = {}
    city: Place | None = None
    for key in sorted(table.cells, key=lambda key: key != "date"):  # a city's name has its years
        found = _understood(key, table.cells[key], texts.get("date", "")[:4])
        if isinstance(found, Fault):
            line = table.lines.get(key, table.line)
            notices.append(Notice(str(path), line, found.code, found.what, found.hint))
        elif isinstance(found, Place):
            city = found
        else:
            texts[key] = found
    return Entry(city=city, **texts)


def _understood(key: str, value: object, year: str) -> str | Place | Fault:
    if key not in NAMES:
        hint = f"可以写的有：{'、'.join(NAMES)}。"
        return Fault("register-unknown-key", f"不认识“{key}”这一项，未采用。", hint)
    if isinstance(value, dt.datetime):
        value = value.date()
    text = str(value).strip() if isinstance(value, (str, int, dt.date)) else ""
    if not text:
        hint = "请写成英文双引号里的文字。"
        return Fault("register-bad-text", f"{NAMES[key]}是空的或写法不对，未采用。", hint)
    if key == "date":
        date = unicodedata.normalize("NFKC", text)
        hint = "请写成2022、2022-12或2022-12-20的样子。"
        wrong = Fault("register-bad-date", f"日期“{text}”不对，未采用。", hint)
        return date if is_date(date) else wrong
    return city_named(text, int(year) if year else None) if key == "city" else text


def is_date(text: str) -> bool:
    """Whether it is an ISO date of a newspaper, or the year or year and month of one."""
    match = DATE.fullmatch(text)
    if not match or not EARLIEST <= int(match[1]) <= LATEST:
        return False
    try:
        dt.date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True


def city_named(name: str, year: int | None) -> Place | Fault:
    """The city or county that is meant, or why none is."""
    found = resolve(name, year=year)
    place, code = found.place, "register-unknown-city"
    if place is None and found.candidates:
        named = "、".join(full_name(each) for each in found.candidates[:SHOWN])
        return Fault(code, f"“{name}”不止一处，未采用。", f"请写清楚是哪一处：{named}。")
    if place is None:
        near = nearest_names(name, (each.name for each in places()))
        guess = f"是不是{'、'.join(near)}？" if near else ""
        return Fault(code, f"没有“{name}”这个城市，未采用。", f"{guess}请写城市或县的全名。")
    if place.is_plain_province or place.is_district:
        kind = "区" if place.is_district else "省"
        hint = "请写城市或县的名字。"
        return Fault(code, f"“{name}”是{kind}，不是城市，未采用。", hint)
    return place


def _merged(held: Entry, given: Entry, path: Path, notices: list[Notice]) -> Entry:
    """``given`` outranks ``held``; where both speak and differ it is told."""
    merged = held
    for name, said in NAMES.items():
        value, before = getattr(given, name), getattr(held, name)
        if value and before and value != before:
            what = f"{said}与{FILE}里写的不同，以{path.name}为准。"
            hint = "请删去其中一处。"
            notices.append(Notice(str(path), 0, "register-conflict", what, hint))
        if value:
            merged = replace(merged, **{name: value})
    return merged
