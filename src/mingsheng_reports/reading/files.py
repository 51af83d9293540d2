"""Folders and files → sources, each read once; what cannot be read becomes a notice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from mingsheng_reports.core.article import Source
from mingsheng_reports.core.errors import SourceError
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.reading.decode import LOST, Decoded, decode

SUFFIXES = frozenset({".txt", ".md"})
DOCUMENTS = frozenset({".pdf", ".doc", ".docx", ".wps", ".html", ".htm", ".rtf", ".xls", ".xlsx"})


def read_files(folders: Sequence[Path], notices: list[Notice]) -> tuple[Source, ...]:
    """The sources of all folders (or of files named themselves), in the order given.

    Raises:
        SourceError: a folder is missing or nothing in it could be read.
    """
    sources = tuple(sources_at(paths_in(folders, notices), notices))
    if not sources:
        raise SourceError(nothing_in(folders, notices))
    return sources


def sources_at(paths: Iterable[Path], notices: list[Notice]) -> Iterator[Source]:
    """The sources one after another, so that not all need to be held.

    A file given twice, or under two names, counts once; two files of one name in two folders are
    told apart by their folder's name.
    """
    names: set[str] = set()
    by_content: dict[str, Path] = {}
    for path in paths:
        source = _read(path, names, notices)
        if source is None:
            continue
        twin = by_content.get(source.sha256)
        if twin:
            what = f"{path.name}与{twin.name}内容相同，只计一次。"
            notices.append(Notice(source.doc, 0, "twice", what, "如非有意，请删去其中一份。"))
        else:
            names.add(source.doc)
            by_content[source.sha256] = source.path
            yield source


def nothing_in(folders: Sequence[Path], notices: Sequence[Notice]) -> str:
    """Why there is no source, and what to do."""
    told = "".join(notice.what for notice in notices)
    if told:
        return f"没有一个原文文件能读出来：{told}请用--source指定放原文的文件夹。"
    named = "、".join(str(folder) for folder in folders)
    return f"{named}里没有.txt原文；请把报道存成.txt放进去，或用--source指定别的文件夹。"


def paths_in(folders: Sequence[Path], notices: list[Notice]) -> list[Path]:
    """The text files of all folders, each once.

    Raises:
        SourceError: a folder is missing or cannot be opened.
    """
    found: dict[Path, Path] = {}
    for folder in folders:
        if not folder.exists():
            message = f"找不到原文文件夹{folder}；请用--source指定放原文的文件夹。"
            raise SourceError(message)
        for path in [folder] if folder.is_file() else _texts(folder, notices):
            found.setdefault(path.resolve(), path)
    return list(found.values())


def _texts(folder: Path, notices: list[Notice]) -> list[Path]:
    try:
        entries = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError as error:
        message = f"打不开原文文件夹{folder}（{error.strerror}）；请检查读取权限。"
        raise SourceError(message) from error
    for path in entries:
        if path.suffix.lower() in DOCUMENTS:
            what = f"{path.name}不是.txt，未收入。"
            hint = "请把正文另存为UTF-8编码的.txt后重新运行。"
            notices.append(Notice(path.stem, 0, "not-txt", what, hint))
    return [path for path in entries if path.suffix.lower() in SUFFIXES]


def _read(path: Path, taken: set[str], notices: list[Notice]) -> Source | None:
    try:
        content = path.read_bytes()
    except OSError as error:
        what = f"{path.name}读不出来（{error.strerror}），未收入。"
        notices.append(Notice(path.stem, 0, "unreadable", what, "请检查读取权限后重新运行。"))
        return None
    decoded = decode(content)
    if decoded is None:
        what = f"{path.name}不是文字文件，未收入。"
        hint = "请另存为UTF-8编码的.txt后重新运行。"
        notices.append(Notice(path.stem, 0, "not-text", what, hint))
        return None
    if not decoded.text.strip():
        notices.append(
            Notice(path.stem, 0, "empty", f"{path.name}是空的，未收入。", "请补上正文。")
        )
        return None
    doc = path.stem if path.stem not in taken else f"{path.resolve().parent.name}/{path.stem}"
    source = _source(path, doc, content, decoded)
    if decoded.lost:
        first = source.line_of(source.text.find(LOST))
        what = f"{path.name}有{decoded.lost}处损坏，读不出是什么字（第一处在第{first}行）。"
        notices.append(Notice(doc, first, "damaged", what, "请换一份完好的文件，或逐处补上。"))
    if decoded.truncated:
        line = source.line_of(len(source.text))
        what = f"{path.name}末尾不完整（最后一个字被截断），已读到第{line}行。"
        notices.append(Notice(doc, line, "truncated", what, "请换一份完整的文件。"))
    return source


def open_source(path: Path, doc: str) -> Source | None:
    """A file that was read before, under the same name; None when it can no longer be read."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    decoded = decode(content)
    return _source(path, doc, content, decoded) if decoded else None


def _source(path: Path, doc: str, content: bytes, decoded: Decoded) -> Source:
    text = decoded.text.removeprefix("\ufeff")
    return Source.of(doc, path, text, decoded.encoding, hashlib.sha256(content).hexdigest())
